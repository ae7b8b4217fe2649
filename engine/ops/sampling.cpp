#include "engine/ops/sampling.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;

constexpr OpDef kDrawClass{
    .name = "draw_class",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 5);
            expectFloats({in[0], in[4]});
            for (std::size_t i = 1; i < 4; ++i)
                expectIndices(in[i]);
            expectRank(in[0], 2);
            expectRank(in[1], 1);
            const std::int64_t rows = in[0].shape[0];
            if (in[0].shape[1] < 1 || !(in[2].shape == Shape{rows, 2}) || !(in[3].shape == Shape{1}) ||
                !(in[4].shape == Shape{2}))
                reject("takes logits of a class at least, banned classes, two words a row, top-k, and temperature "
                       "with top-p, got " +
                       listed(in));
            return Types{{Shape{rows}, DType::I32}, {Shape{rows}, in[0].dtype}};
        },
    .flops = perInput<4>,
};

} // namespace

std::vector<const OpDef*> samplingOps()
{
    return {&kDrawClass};
}

DrawnClasses drawClasses(const DrawInputs& in)
{
    const std::vector<Value> outputs =
        in.logits.graph().record(kDrawClass, {in.logits, in.banned, in.chances, in.topK, in.sampling}, {});
    return {.drawn = outputs[0], .logProbability = outputs[1]};
}

} // namespace lb::engine
