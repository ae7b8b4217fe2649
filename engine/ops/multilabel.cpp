#include "engine/ops/multilabel.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

void expectDense(const Types& in)
{
    expectFloats({in[0], in[1]});
    leadingAxes(in[0].shape); // rejects a scalar
    if (!(in[0] == in[1]))
        reject("needs one target per logit, got " + listed(in));
}

void expectSparse(const Types& in)
{
    expectFloats({in[0]});
    expectIndices(in[1]);
    if (!(leadingAxes(in[0].shape) == leadingAxes(in[1].shape)))
        reject("logits of " + in[0].shape.text() + " do not fit classes of " + in[1].shape.text());
}

template <void (*expect)(const Types&)>
Types lossTypes(const Types& in, const Attributes&)
{
    expectCount(in, 2);
    expect(in);
    return {{leadingAxes(in[0].shape), in[0].dtype}};
}

template <void (*expect)(const Types&)>
Types gradTypes(const Types& in, const Attributes&)
{
    expectCount(in, 3);
    expect(in);
    if (!(in[2] == TensorType{leadingAxes(in[0].shape), in[0].dtype}))
        reject("needs one gradient per row, got " + listed(in));
    return {in[0]};
}

constexpr OpDef kMultilabelGrad{.name = "multilabel_cross_entropy_grad",
                                .outputTypes = gradTypes<expectDense>,
                                .flops = perOutput<20>,
                                .mayOverwrite = 0};
constexpr OpDef kSparseMultilabelGrad{
    .name = "sparse_multilabel_cross_entropy_grad", .outputTypes = gradTypes<expectSparse>, .flops = perOutput<20>};

template <const OpDef* kGrad>
Gradients gradient(const GradientInputs& g)
{
    return {g.graph.recordOne(*kGrad, {g.inputs[0], g.inputs[1], g.outputGradients[0]}, g.attributes), Value{}};
}

constexpr OpDef kMultilabel{.name = "multilabel_cross_entropy",
                            .outputTypes = lossTypes<expectDense>,
                            .gradient = gradient<&kMultilabelGrad>,
                            .flops = perInput<14>};
constexpr OpDef kSparseMultilabel{.name = "sparse_multilabel_cross_entropy",
                                  .outputTypes = lossTypes<expectSparse>,
                                  .gradient = gradient<&kSparseMultilabelGrad>,
                                  .flops = perInput<14>};

} // namespace

std::vector<const OpDef*> multilabelOps()
{
    return {&kMultilabel, &kMultilabelGrad, &kSparseMultilabel, &kSparseMultilabelGrad};
}

Value multilabelCrossEntropy(Value logits, Value targets, bool hasThreshold)
{
    return logits.graph().recordOne(kMultilabel, {logits, targets}, {{"threshold", std::int64_t{hasThreshold}}});
}

Value sparseMultilabelCrossEntropy(Value logits, Value positives, bool hasThreshold)
{
    return logits.graph().recordOne(kSparseMultilabel, {logits, positives},
                                    {{"threshold", std::int64_t{hasThreshold}}});
}

} // namespace lb::engine
