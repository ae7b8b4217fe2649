#include "engine/ops/output_loss.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;

std::int64_t productFlops(const Types& in, const Attributes& attributes)
{
    const OutputLossExtents e = outputLossExtents(in, attributes);
    return e.rows * e.classes * (2 * e.inner + (e.hasBias ? 1 : 0));
}

constexpr OpDef kLinearCrossEntropyGrad{
    .name = "linear_cross_entropy_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const OutputLossExtents e = outputLossExtents(in, attributes);
            expectCount(in, static_cast<std::size_t>(e.outputGradient) + 1);
            const TensorType perRow{in[static_cast<std::size_t>(e.targets)].shape, in[0].dtype};
            if (!(in[static_cast<std::size_t>(e.logSums)] == perRow) ||
                !(in[static_cast<std::size_t>(e.outputGradient)] == perRow))
                reject("log sums and gradient are one number per row, got " + listed(in));
            Types result{in[0], in[1]};
            if (e.hasBias)
                result.push_back(in[2]);
            return result;
        },
    .flops = [](const Types& in, const Types&,
                const Attributes& attributes) { return 3 * productFlops(in, attributes); },
};

constexpr OpDef kLinearCrossEntropy{
    .name = "linear_cross_entropy",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const OutputLossExtents e = outputLossExtents(in, attributes);
            expectCount(in, static_cast<std::size_t>(e.logSums));
            const TensorType perRow{in[static_cast<std::size_t>(e.targets)].shape, in[0].dtype};
            return Types{perRow, perRow};
        },
    .gradient =
        [](const GradientInputs& g) {
            std::vector<Value> result(g.inputs.size());
            if (g.outputGradients[0].isNull())
                return result;
            std::vector<Value> inputs = g.inputs;
            inputs.push_back(g.outputs[1]);
            inputs.push_back(g.outputGradients[0]);
            const std::vector<Value> d = g.graph.record(kLinearCrossEntropyGrad, inputs, g.attributes);
            for (std::size_t i = 0; i < d.size(); ++i)
                result[i] = d[i];
            return result;
        },
    .flops =
        [](const Types& in, const Types&, const Attributes& attributes) {
            const OutputLossExtents e = outputLossExtents(in, attributes);
            return productFlops(in, attributes) + 6 * e.rows * e.classes;
        },
};

} // namespace

OutputLossExtents outputLossExtents(const std::vector<TensorType>& in, const Attributes& attributes)
{
    OutputLossExtents e{.isTransposed = attributes.flag("transposed"),
                        .hasBias = attributes.flag("has_bias"),
                        .ignore = attributes.integer("ignore")};
    e.targets = e.hasBias ? 3 : 2;
    e.logSums = e.targets + 1;
    e.outputGradient = e.targets + 2;
    if (in.size() <= static_cast<std::size_t>(e.targets))
        reject("takes x, a weight, perhaps a bias, and targets, got " + listed(in));
    expectFloats({in[0], in[1], e.hasBias ? in[2] : in[1]});
    expectRank(in[1], 2);
    expectIndices(in[static_cast<std::size_t>(e.targets)]);
    const Shape rows = leadingAxes(in[0].shape);
    e.rows = rows.elements();
    e.inner = in[0].shape[-1];
    e.classes = in[1].shape[e.isTransposed ? 0 : 1];
    if (in[1].shape[e.isTransposed ? 1 : 0] != e.inner)
        reject("inner sizes differ: " + in[0].shape.text() + " x " + in[1].shape.text() + (e.isTransposed ? "^T" : ""));
    if (e.classes == 0)
        reject("there are no classes in " + in[1].shape.text());
    if (e.hasBias && !(in[2].shape == Shape{e.classes}))
        reject("a bias of " + in[2].shape.text() + " does not fit a weight of " + in[1].shape.text());
    if (!(in[static_cast<std::size_t>(e.targets)].shape == rows))
        reject("needs one target per row, got " + listed(in));
    return e;
}

std::vector<const OpDef*> outputLossOps()
{
    return {&kLinearCrossEntropy, &kLinearCrossEntropyGrad};
}

Value linearCrossEntropy(Value x, const OutputLayer& layer, Value targets, std::int64_t ignore)
{
    std::vector<Value> inputs{x, layer.weight};
    if (!layer.bias.isNull())
        inputs.push_back(layer.bias);
    inputs.push_back(targets);
    return x.graph().record(kLinearCrossEntropy, inputs,
                            {{"ignore", ignore},
                             {"transposed", std::int64_t{layer.isTransposed}},
                             {"has_bias", std::int64_t{!layer.bias.isNull()}}})[0];
}

Value outputLogits(Value x, const OutputLayer& layer)
{
    if (!layer.isTransposed)
        return linear(x, layer.weight, layer.bias);
    const Value product = matmul(x, layer.weight, {.transposeB = true});
    return layer.bias.isNull() ? product : product + layer.bias;
}

Value outputCrossEntropy(Value x, const OutputLayer& layer, Value targets, std::int64_t ignore,
                         std::int64_t storedBytes)
{
    const std::int64_t classes = layer.weight.shape()[layer.isTransposed ? 0 : 1];
    const std::int64_t bytes = targets.shape().elements() * classes * static_cast<std::int64_t>(sizeOf(x.dtype()));
    if (bytes > storedBytes)
        return linearCrossEntropy(x, layer, targets, ignore);
    return crossEntropy(outputLogits(x, layer), targets, ignore);
}

} // namespace lb::engine
