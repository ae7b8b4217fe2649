#pragma once

#include "engine/graph/graph.h"

#include <array>
#include <cstdint>
#include <optional>

namespace lb::engine {

enum class OptimizerKind { Sgd, Adam, AdamW, Lamb, AdaFactor };

/// What an optimizer keeps beside the parameters and their gradients: pure, so that a plan knows it before any store
/// exists.
struct OptimizerState {
    OptimizerKind kind = OptimizerKind::Adam;
    bool hasMomentum = false; ///< Sgd, AdaFactor
    bool hasAverage = false;  ///< a moving average of the parameters
    bool hasSlow = false;     ///< Lookahead's slow parameters
    bool accumulates = false; ///< a sum of gradients over several batches
};

/// Slots of a parameter: two of the kind's own, the average, Lookahead's.
constexpr int kOptimizerSlots = 4;
constexpr int kAverageSlot = 2;
constexpr int kSlowSlot = 3;

/// Floats that an optimizer keeps for a parameter of this shape, by slot.
std::array<std::int64_t, kOptimizerSlots> optimizerSlots(const OptimizerState& state, const Shape& shape);

/// AdaFactor: [outer, rows, between, columns, inner] of a tensor whose two largest axes are factored; nothing where the
/// second largest has less than 128 places: factoring would save little and forget much (Shazeer & Stern 2018).
std::optional<std::array<std::int64_t, 5>> factoredAxes(const Shape& shape);

/// Floats of a parameter in the flat buffers: tensors start on 64 bytes.
std::int64_t paddedFloats(std::int64_t count);

/// Bytes of a ParameterStore's buffers over the parameters of a graph.
struct StoreBytes {
    std::size_t parameters = 0;
    std::size_t gradients = 0;
    std::size_t gradientSum = 0;                          ///< 0: none
    std::array<std::size_t, kOptimizerSlots> slotBytes{}; ///< 0: none
    std::size_t states = 0;                               ///< running statistics and frozen tensors
    std::size_t optimizer() const { return slotBytes[0] + slotBytes[1] + slotBytes[2] + slotBytes[3]; }
    std::size_t total() const { return parameters + gradients + gradientSum + optimizer() + states; }
};
StoreBytes storeBytes(const Graph& graph, const OptimizerState& state);

} // namespace lb::engine
