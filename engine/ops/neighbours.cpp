#include "engine/ops/neighbours.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

#include <cmath>
#include <numbers>

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

constexpr OpDef kKnnLogDistanceGrad{
    .name = "knn_log_distance_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectFloats({in[0], in[2]});
            expectIndices(in[1]);
            expectRank(in[0], 2);
            if (!(in[1].shape == Shape{in[0].shape[0]}) || !(in[2].shape == in[1].shape))
                reject("x, neighbours and gradient do not fit: " + listed(in));
            return Types{in[0]};
        },
    .flops = perOutput<6>,
};

constexpr OpDef kKnnLogDistance{
    .name = "knn_log_distance",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectFloats(in);
            expectRank(in[0], 2);
            const std::int64_t k = attributes.integer("k");
            const std::int64_t rows = in[0].shape[0];
            if (k < 1 || rows <= k)
                reject("the " + std::to_string(k) + "-th nearest other row does not exist in " + in[0].shape.text());
            return Types{{Shape{rows}, in[0].dtype}, {Shape{rows}, DType::I32}};
        },
    .gradient =
        [](const GradientInputs& g) {
            if (g.outputGradients[0].isNull())
                return Gradients{Value{}};
            return Gradients{g.graph.recordOne(kKnnLogDistanceGrad, {g.inputs[0], g.outputs[1], g.outputGradients[0]},
                                               g.attributes)};
        },
    .flops = [](const Types& in, const Types&,
                const Attributes&) { return 3 * in[0].shape[0] * in[0].shape.elements(); },
};

/// psi at a positive integer: the harmonic number of n - 1 less Euler's constant.
double digamma(std::int64_t n)
{
    double result = -std::numbers::egamma;
    for (std::int64_t i = 1; i < n; ++i)
        result += 1.0 / static_cast<double>(i);
    return result;
}

/// ln of the volume of the unit ball in d dimensions.
double logBallVolume(double d)
{
    return 0.5 * d * std::log(std::numbers::pi) - std::lgamma(0.5 * d + 1.0);
}

} // namespace

std::vector<const OpDef*> neighbourOps()
{
    return {&kKnnLogDistance, &kKnnLogDistanceGrad};
}

Value knnLogDistance(Value x, int k, double floor)
{
    return x.graph().recordOne(kKnnLogDistance, {x}, {{"k", std::int64_t{k}}, {"floor", floor}});
}

Value knnEntropy(Value x, int k, double floor)
{
    const Value logDistance = knnLogDistance(x, k, floor); // first, for its shape check
    const std::int64_t n = x.shape()[0];
    const auto d = static_cast<double>(x.shape()[1]);
    return affine(sum(logDistance), d / static_cast<double>(n), logBallVolume(d) + digamma(n) - digamma(k));
}

} // namespace lb::engine
