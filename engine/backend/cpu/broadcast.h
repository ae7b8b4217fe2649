#pragma once

#include "engine/core/shape.h"

#include <array>
#include <cstdint>

namespace lb::engine::cpu {

using Index = std::int64_t;

/// How two operands are walked for one dense output, with neighbouring axes joined as far as both allow: `outer` rows
/// of `inner` numbers, where inside a row each operand has stride 0 or 1.
struct BroadcastPlan {
    Index outer = 1;
    Index inner = 1;
    Index innerA = 0;
    Index innerB = 0;
    int rank = 0; ///< of the outer axes
    std::array<Index, Shape::kMaxRank> dims{};
    std::array<Index, Shape::kMaxRank> stridesA{};
    std::array<Index, Shape::kMaxRank> stridesB{};
};

BroadcastPlan planBroadcast(const Shape& output, const Shape& a, const Shape& b);

/// The operands' offsets row after row, from any row on.
class BroadcastWalk {
public:
    BroadcastWalk(const BroadcastPlan& plan, Index row);
    void next();
    Index offsetA() const { return m_a; }
    Index offsetB() const { return m_b; }

private:
    const BroadcastPlan& m_plan;
    std::array<Index, Shape::kMaxRank> m_at{};
    Index m_a = 0;
    Index m_b = 0;
};

} // namespace lb::engine::cpu
