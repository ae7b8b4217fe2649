#include "engine/ops/random.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;

/// Random nodes have no inputs, so that nothing is kept alive for them: shape and type are attributes.
Types typesFromAttributes(const Types& in, const Attributes& attributes)
{
    expectCount(in, 0);
    const Types result{{Shape(attributes.list("dims")), static_cast<DType>(attributes.integer("dtype"))}};
    expectFloats(result);
    return result;
}

constexpr OpDef kNormalNoise{.name = "normal_noise", .outputTypes = typesFromAttributes, .flops = perOutput<40>};

constexpr OpDef kDropoutMask{
    .name = "dropout_mask",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const double rate = attributes.real("rate");
            if (!(rate >= 0.0 && rate < 1.0))
                reject("the rate must be in [0, 1), got " + std::to_string(rate));
            return typesFromAttributes(in, attributes);
        },
    .flops = perOutput<20>,
};

constexpr OpDef kVmfCosine{
    .name = "vmf_cosine",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const double kappa = attributes.real("kappa");
            if (!(kappa >= 0.0 && kappa < 1e6))
                reject("kappa must be in [0, 1e6), got " + std::to_string(kappa));
            if (attributes.integer("sphere") < 2)
                reject("a sphere has at least 2 dimensions, got " + std::to_string(attributes.integer("sphere")));
            return typesFromAttributes(in, attributes);
        },
    .flops = perOutput<200>,
};

Attributes siteAttributes(Value like)
{
    return {{"site", like.graph().nextRandomSite()},
            {"dims", dimsOf(like.shape())},
            {"dtype", static_cast<std::int64_t>(like.dtype())}};
}

} // namespace

std::vector<const OpDef*> randomOps()
{
    return {&kNormalNoise, &kDropoutMask, &kVmfCosine};
}

Value normalNoise(Value like)
{
    return like.graph().recordOne(kNormalNoise, {}, siteAttributes(like));
}

Value vmfCosine(Value like, double kappa, std::int64_t sphere)
{
    Attributes attributes = siteAttributes(like);
    attributes.set("kappa", kappa);
    attributes.set("sphere", sphere);
    return like.graph().recordOne(kVmfCosine, {}, std::move(attributes));
}

Value dropoutMask(Value like, double rate)
{
    Attributes attributes = siteAttributes(like);
    attributes.set("rate", rate);
    return like.graph().recordOne(kDropoutMask, {}, std::move(attributes));
}

Value dropout(Value x, double rate)
{
    return rate == 0.0 ? x : x * dropoutMask(x, rate);
}

} // namespace lb::engine
