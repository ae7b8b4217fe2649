#include "engine/graph/optimizer_state.h"

#include "engine/graph/plan.h"

#include <algorithm>

namespace lb::engine {

namespace {

constexpr std::int64_t kFloatsPerLine = MemoryPlan::kAlignment / sizeof(float);

/// A buffer is never smaller than a line.
std::size_t bufferBytes(std::int64_t floats)
{
    return static_cast<std::size_t>(std::max(floats, kFloatsPerLine)) * sizeof(float);
}

} // namespace

std::int64_t paddedFloats(std::int64_t count)
{
    return (count + kFloatsPerLine - 1) / kFloatsPerLine * kFloatsPerLine;
}

std::optional<std::array<std::int64_t, 5>> factoredAxes(const Shape& shape)
{
    constexpr std::int64_t kShortestAxis = 128;
    const auto dims = shape.dims();
    std::size_t largest = 0, second = 0;
    for (std::size_t axis = 1; axis < dims.size(); ++axis) {
        if (dims[axis] > dims[largest]) {
            second = largest;
            largest = axis;
        } else if (second == largest || dims[axis] > dims[second]) {
            second = axis;
        }
    }
    if (second == largest || dims[second] < kShortestAxis)
        return std::nullopt;
    const auto [first, last] = std::minmax(largest, second);
    std::array<std::int64_t, 5> extents{1, dims[first], 1, dims[last], 1};
    for (std::size_t axis = 0; axis < dims.size(); ++axis)
        if (axis != first && axis != last)
            extents[axis < first ? 0 : axis < last ? 2 : 4] *= dims[axis];
    return extents;
}

std::array<std::int64_t, kOptimizerSlots> optimizerSlots(const OptimizerState& state, const Shape& shape)
{
    const std::int64_t count = shape.elements();
    std::array<std::int64_t, kOptimizerSlots> slots{count, count, state.hasAverage ? count : 0,
                                                    state.hasSlow ? count : 0};
    if (state.kind == OptimizerKind::Sgd) {
        slots[0] = state.hasMomentum ? count : 0;
        slots[1] = 0;
    } else if (state.kind == OptimizerKind::AdaFactor) {
        if (const auto axes = factoredAxes(shape))
            slots[0] = (*axes)[0] * (*axes)[2] * (*axes)[4] * ((*axes)[1] + (*axes)[3]);
        slots[1] = state.hasMomentum ? count : 0;
    }
    return slots;
}

StoreBytes storeBytes(const Graph& graph, const OptimizerState& state)
{
    std::int64_t trainable = 0;
    std::int64_t states = 0;
    std::array<std::int64_t, kOptimizerSlots> slots{};
    for (const ParameterInfo& parameter : graph.parameters()) {
        const Shape& shape = graph.typeOf(parameter.value).shape;
        (parameter.trainable ? trainable : states) += paddedFloats(shape.elements());
        if (!parameter.trainable)
            continue;
        const auto wanted = optimizerSlots(state, shape);
        for (std::size_t slot = 0; slot < slots.size(); ++slot)
            slots[slot] += paddedFloats(wanted[slot]);
    }
    StoreBytes bytes{.parameters = bufferBytes(trainable),
                     .gradients = bufferBytes(trainable),
                     .gradientSum = state.accumulates ? bufferBytes(trainable) : 0,
                     .states = bufferBytes(states)};
    for (std::size_t slot = 0; slot < slots.size(); ++slot)
        bytes.slotBytes[slot] = slots[slot] > 0 ? bufferBytes(slots[slot]) : 0;
    return bytes;
}

} // namespace lb::engine
