#include "engine/ops/reduce.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/layout.h"
#include "engine/ops/shape_rules.h"

#include <algorithm>
#include <numeric>

namespace lb::engine {

namespace {

using namespace rules;

Shape reducedShape(const Shape& shape, const std::vector<std::int64_t>& axes, bool keep)
{
    std::vector<std::int64_t> dims;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const bool isReduced = std::find(axes.begin(), axes.end(), axis) != axes.end();
        if (!isReduced)
            dims.push_back(shape[axis]);
        else if (keep)
            dims.push_back(1);
    }
    return Shape(dims);
}

constexpr OpDef kSum{
    .name = "sum",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectFloats(in);
            const std::vector<std::int64_t>& axes = attributes.list("axes");
            for (std::int64_t axis : axes)
                expectAxis(in[0].shape, axis);
            if (std::adjacent_find(axes.begin(), axes.end()) != axes.end())
                reject("an axis of " + in[0].shape.text() + " is named twice");
            return Types{{reducedShape(in[0].shape, axes, attributes.flag("keep")), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const Shape& shape = g.inputs[0].shape();
            const Shape kept = reducedShape(shape, g.attributes.list("axes"), true);
            return std::vector<Value>{broadcastTo(reshape(g.outputGradients[0], dimsOf(kept)), shape)};
        },
    .flops = perInput<1>,
};

constexpr OpDef kBroadcastTo{
    .name = "broadcast_to",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectFloats(in);
            const Shape target(attributes.list("dims"));
            if (!(broadcastShapes("broadcast_to", in[0].shape, target) == target))
                reject("cannot repeat " + in[0].shape.text() + " to " + target.text());
            return Types{{target, in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) { return std::vector<Value>{sumTo(g.outputGradients[0], g.inputs[0].shape())}; },
};

/// Sorted, from the front; an empty list means all axes.
std::vector<std::int64_t> resolvedAxes(const Shape& shape, const std::vector<int>& axes)
{
    std::vector<std::int64_t> result;
    for (int axis : axes)
        result.push_back(resolvedAxis(shape, axis));
    if (axes.empty()) {
        result.resize(static_cast<std::size_t>(shape.rank()));
        std::iota(result.begin(), result.end(), 0);
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace

std::vector<const OpDef*> reduceOps()
{
    return {&kSum, &kBroadcastTo};
}

Value sum(Value x, const std::vector<int>& axes, bool keepAxes)
{
    return x.graph().recordOne(kSum, {x}, {{"axes", resolvedAxes(x.shape(), axes)}, {"keep", std::int64_t{keepAxes}}});
}

Value mean(Value x, const std::vector<int>& axes, bool keepAxes)
{
    const Value total = sum(x, axes, keepAxes);
    std::int64_t count = 1; // not elements / elements: an extent of 0 may stand in an axis that stays
    for (std::int64_t axis : resolvedAxes(x.shape(), axes))
        count *= x.shape()[static_cast<int>(axis)];
    if (count == 0)
        throw ShapeError("mean", "there is nothing to average in " + x.shape().text() + " in " + x.graph().scope());
    return affine(total, 1.0 / static_cast<double>(count), 0.0);
}

Value broadcastTo(Value x, const Shape& shape)
{
    if (x.shape() == shape)
        return x;
    return x.graph().recordOne(kBroadcastTo, {x}, {{"dims", dimsOf(shape)}});
}

Value sumTo(Value x, const Shape& shape)
{
    if (x.shape() == shape)
        return x;
    const int added = x.shape().rank() - shape.rank();
    std::vector<int> axes;
    for (int axis = 0; axis < x.shape().rank(); ++axis)
        if (axis < added || (shape[axis - added] == 1 && x.shape()[axis] != 1))
            axes.push_back(axis);
    const Value summed = axes.empty() ? x : sum(x, axes);
    return summed.shape() == shape ? summed : reshape(summed, dimsOf(shape));
}

} // namespace lb::engine
