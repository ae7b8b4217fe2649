#include "engine/ops/softmax.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;

Types rowTypes(const Types& in, const Attributes&)
{
    expectAlike(in, 1);
    leadingAxes(in[0].shape); // rejects a scalar
    return {in[0]};
}

Types rowGradTypes(const Types& in, const Attributes&)
{
    expectAlike(in, 2);
    leadingAxes(in[0].shape);
    return {in[1]};
}

constexpr OpDef kSoftmaxGrad{
    .name = "softmax_grad", .outputTypes = rowGradTypes, .flops = perOutput<4>, .mayOverwrite = 1};
constexpr OpDef kLogSoftmaxGrad{
    .name = "log_softmax_grad", .outputTypes = rowGradTypes, .flops = perOutput<7>, .mayOverwrite = 1};

template <const OpDef* kGrad>
std::vector<Value> gradientFromOutput(const GradientInputs& g)
{
    return {g.graph.recordOne(*kGrad, {g.outputs[0], g.outputGradients[0]})};
}

constexpr OpDef kSoftmax{
    .name = "softmax",
    .outputTypes = rowTypes,
    .gradient = gradientFromOutput<&kSoftmaxGrad>,
    .flops = perOutput<7>,
    .mayOverwrite = 0,
};
constexpr OpDef kLogSoftmax{
    .name = "log_softmax",
    .outputTypes = rowTypes,
    .gradient = gradientFromOutput<&kLogSoftmaxGrad>,
    .flops = perOutput<7>,
    .mayOverwrite = 0,
};

} // namespace

std::vector<const OpDef*> softmaxOps()
{
    return {&kSoftmax, &kSoftmaxGrad, &kLogSoftmax, &kLogSoftmaxGrad};
}

Value softmax(Value x)
{
    return x.graph().recordOne(kSoftmax, {x});
}
Value logSoftmax(Value x)
{
    return x.graph().recordOne(kLogSoftmax, {x});
}

} // namespace lb::engine
