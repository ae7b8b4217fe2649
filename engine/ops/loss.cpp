#include "engine/ops/loss.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

constexpr OpDef kBceWithLogitsGrad{
    .name = "bce_with_logits_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectAlike(in, 3);
            return Types{in[0]};
        },
    .flops = perOutput<7>,
    .mayOverwrite = 2,
};

constexpr OpDef kBceWithLogits{
    .name = "bce_with_logits",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectAlike(in, 2);
            return Types{in[0]};
        },
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{g.graph.recordOne(kBceWithLogitsGrad, {g.inputs[0], g.inputs[1], g.outputGradients[0]}),
                             Value{}};
        },
    .flops = perOutput<10>,
    .mayOverwrite = 0,
};

/// One row of classes per target.
void expectTargets(const Types& in)
{
    expectFloats({in[0]});
    expectIndices(in[1]);
    if (!(leadingAxes(in[0].shape) == in[1].shape))
        reject("logits of " + in[0].shape.text() + " do not fit targets of " + in[1].shape.text());
    if (in[0].shape[-1] == 0)
        reject("there are no classes in " + in[0].shape.text());
}

Types perRowTypes(const Types& in, const Attributes&)
{
    expectCount(in, 2);
    expectTargets(in);
    return {{in[1].shape, in[0].dtype}};
}

constexpr OpDef kCrossEntropyGrad{
    .name = "cross_entropy_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectTargets(in);
            if (!(in[2] == TensorType{in[1].shape, in[0].dtype}))
                reject("needs one gradient per target, got " + listed(in));
            return Types{in[0]};
        },
    .flops = perOutput<8>,
    .mayOverwrite = 0,
};

constexpr OpDef kCrossEntropy{
    .name = "cross_entropy",
    .outputTypes = perRowTypes,
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{
                g.graph.recordOne(kCrossEntropyGrad, {g.inputs[0], g.inputs[1], g.outputGradients[0]}, g.attributes),
                Value{}};
        },
    .flops = perInput<6>,
};

constexpr OpDef kCorrect{
    .name = "correct",
    .outputTypes = perRowTypes,
    .gradient =
        [](const GradientInputs&) {
            return Gradients{Value{}, Value{}};
        },
    .flops = perInput<1>,
};

} // namespace

std::vector<const OpDef*> lossOps()
{
    return {&kBceWithLogits, &kBceWithLogitsGrad, &kCrossEntropy, &kCrossEntropyGrad, &kCorrect};
}

Value bceWithLogits(Value logits, Value targets)
{
    return logits.graph().recordOne(kBceWithLogits, {logits, targets});
}

Value crossEntropy(Value logits, Value targets, std::int64_t ignore)
{
    return logits.graph().recordOne(kCrossEntropy, {logits, targets}, {{"ignore", ignore}});
}

Value correct(Value logits, Value targets, std::int64_t ignore)
{
    return logits.graph().recordOne(kCorrect, {logits, targets}, {{"ignore", ignore}});
}

Value squaredError(Value a, Value b)
{
    return square(a - b);
}

} // namespace lb::engine
