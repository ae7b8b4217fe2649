#include "engine/ops/norm.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/linear.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

constexpr OpDef kBatchNormGrad{
    .name = "batch_norm_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectFloats(in);
            expectRank(in[0], 2);
            if (!(in[2] == in[0]) || !(in[1].shape == Shape{in[0].shape[1]}))
                reject("y, variance and dy do not fit: " + listed(in));
            return Types{in[2]};
        },
    .flops = perOutput<8>,
    .mayOverwrite = 2,
};

/// From the mean every row gets 1/rows of the gradient; from the variance 2 (x - mean) / rows, with x - mean taken back
/// from y so that x need not be kept.
Value statisticsGradient(const GradientInputs& g)
{
    const Value y = g.outputs[0];
    const double perRow = 1.0 / static_cast<double>(y.shape()[0]);
    const Value dMean = g.outputGradients[1];
    const Value dVariance = g.outputGradients[2];
    Value result;
    if (!dMean.isNull())
        result = broadcastTo(affine(dMean, perRow, 0.0), y.shape());
    if (dVariance.isNull())
        return result;
    const Value deviation = sqrt(affine(g.outputs[2], 1.0, g.attributes.real("epsilon")));
    const Value fromVariance = y * affine(dVariance * deviation, 2.0 * perRow, 0.0);
    return result.isNull() ? fromVariance : result + fromVariance;
}

constexpr OpDef kBatchNorm{
    .name = "batch_norm",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 1);
            expectFloats(in);
            expectRank(in[0], 2);
            if (in[0].shape[0] < 2)
                reject("needs at least 2 rows to have a variance, got " + in[0].shape.text());
            const TensorType perFeature{Shape{in[0].shape[1]}, in[0].dtype};
            return Types{in[0], perFeature, perFeature};
        },
    .gradient =
        [](const GradientInputs& g) {
            const Value fromStatistics = statisticsGradient(g);
            const Value dy = g.outputGradients[0];
            if (dy.isNull())
                return Gradients{fromStatistics};
            const Value fromY = g.graph.recordOne(kBatchNormGrad, {g.outputs[0], g.outputs[2], dy}, g.attributes);
            return Gradients{fromStatistics.isNull() ? fromY : fromY + fromStatistics};
        },
    .flops = perInput<7>,
    .mayOverwrite = 0,
};

/// Both ways take [rows, features] and three vectors of the features.
void expectFeatures(const Types& in)
{
    expectFloats(in);
    expectRank(in[0], 2);
    const TensorType perFeature{Shape{in[0].shape[1]}, in[0].dtype};
    if (in[0].shape[0] < 2)
        reject("needs at least 2 rows to have a variance, got " + in[0].shape.text());
    if (!(in[1] == perFeature) || !(in[2] == perFeature))
        reject("scale, shift or statistics do not fit " + in[0].shape.text() + ": " + listed(in));
}

constexpr OpDef kAffineBatchNormGrad{
    .name = "affine_batch_norm_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, attributes.flag("relu") ? 6 : 5);
            expectFeatures(in);
            if (!(in[3] == in[1]) || !(in[4] == in[0]) || !(in.back() == in[0]))
                reject("x, variance, dy and y do not fit: " + listed(in));
            return Types{in[0], in[1], in[1]};
        },
    .flops = perOutput<13>,
    .mayOverwrite = 4,
};

constexpr OpDef kAffineBatchNorm{
    .name = "affine_batch_norm",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectFeatures(in);
            return Types{in[0], in[1], in[1]};
        },
    .gradient =
        [](const GradientInputs& g) {
            if (!g.outputGradients[1].isNull() || !g.outputGradients[2].isNull())
                reject("the statistics of affine_batch_norm have no gradient: use batch_norm, which gives them one");
            std::vector<Value> inputs{g.inputs[0], g.inputs[1], g.outputs[1], g.outputs[2], g.outputGradients[0]};
            if (g.attributes.flag("relu"))
                inputs.push_back(g.outputs[0]);
            const std::vector<Value> d = g.graph.record(kAffineBatchNormGrad, inputs, g.attributes);
            return Gradients{d[0], d[1], d[2]};
        },
    .flops = perInput<9>,
};

constexpr OpDef kLayerNormGrad{
    .name = "layer_norm_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectFloats(in);
            if (!(in[2] == in[0]) || !(in[1].shape == leadingAxes(in[0].shape)))
                reject("y, scale and dy do not fit: " + listed(in));
            return Types{in[2]};
        },
    .flops = perOutput<8>,
    .mayOverwrite = 2,
};

constexpr OpDef kLayerNorm{
    .name = "layer_norm",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 1);
            expectFloats(in);
            const TensorType perRow{leadingAxes(in[0].shape), in[0].dtype};
            if (in[0].shape[-1] == 0)
                reject("there is nothing to normalise in " + in[0].shape.text());
            return Types{in[0], perRow};
        },
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{g.graph.recordOne(kLayerNormGrad, {g.outputs[0], g.outputs[1], g.outputGradients[0]})};
        },
    .flops = perInput<7>,
    .mayOverwrite = 0,
};

/// A scale fits when there is one for all rows or one per item of the first axis.
void expectScale(const TensorType& x, const TensorType& scale)
{
    leadingAxes(x.shape); // rejects a scalar
    const std::int64_t width = x.shape[-1];
    const bool fits = scale.shape == Shape{width} || (x.shape.rank() >= 2 && scale.shape == Shape{x.shape[0], width});
    if (width == 0)
        reject("there is nothing to normalise in " + x.shape.text());
    if (!fits)
        reject("a scale of " + scale.shape.text() + " does not fit " + x.shape.text());
}

constexpr OpDef kAffineLayerNormGrad{
    .name = "affine_layer_norm_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 5);
            expectFloats(in);
            expectScale(in[0], in[1]);
            const Shape rows = leadingAxes(in[0].shape);
            if (!(in[2].shape == rows) || !(in[3].shape == rows) || !(in[4] == in[0]))
                reject("x, scale, mean, deviation and dy do not fit: " + listed(in));
            return Types{in[4], in[1], in[1]};
        },
    .flops = perOutput<13>,
    .mayOverwrite = 4,
};

constexpr OpDef kAffineLayerNorm{
    .name = "affine_layer_norm",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectFloats(in);
            expectScale(in[0], in[1]);
            if (!(in[2] == in[1]))
                reject("scale and shift differ: " + listed(in));
            const TensorType perRow{leadingAxes(in[0].shape), in[0].dtype};
            return Types{in[0], perRow, perRow};
        },
    .gradient =
        [](const GradientInputs& g) {
            const std::vector<Value> d = g.graph.record(
                kAffineLayerNormGrad, {g.inputs[0], g.inputs[1], g.outputs[1], g.outputs[2], g.outputGradients[0]});
            return Gradients{d[0], d[1], d[2]};
        },
    .flops = perInput<9>,
};

} // namespace

std::vector<const OpDef*> normOps()
{
    return {&kBatchNorm, &kBatchNormGrad, &kAffineBatchNorm, &kAffineBatchNormGrad,
            &kLayerNorm, &kLayerNormGrad, &kAffineLayerNorm, &kAffineLayerNormGrad};
}

BatchNormOutputs batchNorm(Value x, double epsilon)
{
    const std::vector<Value> outputs = x.graph().record(kBatchNorm, {x}, {{"epsilon", epsilon}});
    return {.y = outputs[0], .mean = outputs[1], .variance = outputs[2]};
}

BatchNormOutputs batchNorm(Value x, Value scale, Value shift, double epsilon, bool hasRelu)
{
    const std::vector<Value> outputs =
        x.graph().record(kAffineBatchNorm, {x, scale, shift}, {{"epsilon", epsilon}, {"relu", hasRelu}});
    return {.y = outputs[0], .mean = outputs[1], .variance = outputs[2]};
}

Value layerNorm(Value x, double epsilon)
{
    return x.graph().record(kLayerNorm, {x}, {{"epsilon", epsilon}})[0];
}

Value layerNorm(Value x, Value scale, Value shift, double epsilon)
{
    return x.graph().record(kAffineLayerNorm, {x, scale, shift}, {{"epsilon", epsilon}})[0];
}

Value conditionalLayerNorm(Value x, Value condition, const ConditionalNorm& parameters, double epsilon)
{
    return layerNorm(x, linear(condition, parameters.scaleWeight, parameters.scale),
                     linear(condition, parameters.shiftWeight, parameters.shift), epsilon);
}

} // namespace lb::engine
