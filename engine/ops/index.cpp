#include "engine/ops/index.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

constexpr OpDef kGatherRows{
    .name = "gather_rows",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 2);
            expectFloats({in[0]});
            expectRank(in[0], 2);
            expectIndices(in[1]);
            if (in[0].shape[0] == 0 && in[1].shape.elements() > 0)
                reject("the table " + in[0].shape.text() + " has no rows");
            std::vector<std::int64_t> dims = dimsOf(in[1].shape);
            dims.push_back(in[0].shape[1]);
            return Types{{Shape(dims), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{scatterRows(g.outputGradients[0], g.inputs[1], g.inputs[0].shape()[0]), Value{}};
        },
};

constexpr OpDef kScatterRows{
    .name = "scatter_rows",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 2);
            expectFloats({in[0]});
            expectIndices(in[1]);
            if (!(leadingAxes(in[0].shape) == in[1].shape))
                reject("updates of " + in[0].shape.text() + " do not fit indices of " + in[1].shape.text());
            return Types{{Shape{attributes.integer("rows"), in[0].shape[-1]}, in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{gatherRows(g.outputGradients[0], g.inputs[1]), Value{}};
        },
    .flops = perInput<1>,
};

} // namespace

std::vector<const OpDef*> indexOps()
{
    return {&kGatherRows, &kScatterRows};
}

Value gatherRows(Value table, Value indices)
{
    return table.graph().recordOne(kGatherRows, {table, indices});
}

Value scatterRows(Value updates, Value indices, std::int64_t rows)
{
    return updates.graph().recordOne(kScatterRows, {updates, indices}, {{"rows", rows}});
}

} // namespace lb::engine
