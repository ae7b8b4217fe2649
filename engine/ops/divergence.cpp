#include "engine/ops/divergence.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

#include <algorithm>

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

constexpr OpDef kVmfKlGrad{
    .name = "vmf_kl_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectAlike(in, 2);
            return Types{in[1]};
        },
    .flops = perOutput<200>,
    .mayOverwrite = 1,
};

constexpr OpDef kVmfKl{
    .name = "vmf_kl",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectAlike(in, 1);
            if (attributes.integer("dims") < 2)
                reject("a sphere has at least 2 dimensions, got " + std::to_string(attributes.integer("dims")));
            return Types{in[0]};
        },
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{g.graph.recordOne(kVmfKlGrad, {g.inputs[0], g.outputGradients[0]}, g.attributes)};
        },
    .flops = perOutput<200>,
    .mayOverwrite = 0,
};

void expectSamples(const Types& in, const Attributes& attributes)
{
    expectFloats({in[0], in[1]});
    expectRank(in[0], 2);
    expectRank(in[1], 2);
    if (in[0].shape[1] != in[1].shape[1] || in[0].shape[0] < 2 || in[1].shape[0] < 2)
        reject("needs two samples of at least 2 rows and one width, got " + listed(in));
    const std::vector<double>& scales = attributes.reals("scales");
    if (scales.empty() || std::any_of(scales.begin(), scales.end(), [](double c) { return !(c > 0.0); }))
        reject("needs scales above 0");
}

template <int kCost>
std::int64_t perPair(const Types& in, const Types&, const Attributes& attributes)
{
    const std::int64_t n = in[0].shape[0];
    const std::int64_t m = in[1].shape[0];
    const auto scales = static_cast<std::int64_t>(attributes.reals("scales").size());
    return (n * n + m * m + n * m) * (kCost * in[0].shape[1] + 3 * scales);
}

constexpr OpDef kImqMmdGrad{
    .name = "imq_mmd_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 3);
            expectSamples(in, attributes);
            if (!(in[2] == TensorType{Shape{}, in[0].dtype}))
                reject("the gradient is one number, got " + listed(in));
            return Types{in[0], in[1]};
        },
    .flops = perPair<7>,
};

constexpr OpDef kImqMmd{
    .name = "imq_mmd",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 2);
            expectSamples(in, attributes);
            return Types{{Shape{}, in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const std::vector<Value> d =
                g.graph.record(kImqMmdGrad, {g.inputs[0], g.inputs[1], g.outputGradients[0]}, g.attributes);
            return Gradients{d[0], d[1]};
        },
    .flops = perPair<3>,
};

} // namespace

std::vector<const OpDef*> divergenceOps()
{
    return {&kVmfKl, &kVmfKlGrad, &kImqMmd, &kImqMmdGrad};
}

Value vmfKl(Value kappa, std::int64_t dims)
{
    return kappa.graph().recordOne(kVmfKl, {kappa}, {{"dims", dims}});
}

Value imqMmd(Value x, Value y, const std::vector<double>& scales)
{
    return x.graph().recordOne(kImqMmd, {x, y}, {{"scales", scales}});
}

std::vector<double> imqScales(std::int64_t d, double variance)
{
    std::vector<double> result{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0};
    for (double& scale : result)
        scale *= 2.0 * static_cast<double>(d) * variance;
    return result;
}

} // namespace lb::engine
