#include "engine/backend/cpu/broadcast.h"

#include <vector>

namespace lb::engine::cpu {

namespace {

struct Axis {
    Index extent;
    Index strideA;
    Index strideB;
};

/// Stride of an output axis in an operand, 0 where the operand is repeated.
Index strideIn(const Shape& operand, int output, int axis)
{
    const int own = axis - (output - operand.rank());
    return own < 0 || operand[own] == 1 ? 0 : stridesOf(operand)[static_cast<std::size_t>(own)];
}

} // namespace

BroadcastPlan planBroadcast(const Shape& output, const Shape& a, const Shape& b)
{
    std::vector<Axis> axes; // innermost first
    for (int axis = output.rank() - 1; axis >= 0; --axis) {
        if (output[axis] == 1)
            continue;
        const Axis next{output[axis], strideIn(a, output.rank(), axis), strideIn(b, output.rank(), axis)};
        if (!axes.empty() && next.strideA == axes.back().strideA * axes.back().extent &&
            next.strideB == axes.back().strideB * axes.back().extent)
            axes.back().extent *= next.extent;
        else
            axes.push_back(next);
    }
    BroadcastPlan plan;
    if (axes.empty())
        axes.push_back({1, 1, 1}); // a single number: both walk, one step
    plan.inner = axes[0].extent;
    plan.innerA = axes[0].strideA;
    plan.innerB = axes[0].strideB;
    for (std::size_t i = axes.size(); i-- > 1;) {
        plan.dims[static_cast<std::size_t>(plan.rank)] = axes[i].extent;
        plan.stridesA[static_cast<std::size_t>(plan.rank)] = axes[i].strideA;
        plan.stridesB[static_cast<std::size_t>(plan.rank++)] = axes[i].strideB;
        plan.outer *= axes[i].extent;
    }
    return plan;
}

BroadcastWalk::BroadcastWalk(const BroadcastPlan& plan, Index row)
    : m_plan(plan)
{
    for (int axis = plan.rank - 1; axis >= 0; --axis) {
        const auto i = static_cast<std::size_t>(axis);
        m_at[i] = row % plan.dims[i];
        row /= plan.dims[i];
        m_a += m_at[i] * plan.stridesA[i];
        m_b += m_at[i] * plan.stridesB[i];
    }
}

void BroadcastWalk::next()
{
    for (int axis = m_plan.rank - 1; axis >= 0; --axis) {
        const auto i = static_cast<std::size_t>(axis);
        m_a += m_plan.stridesA[i];
        m_b += m_plan.stridesB[i];
        if (++m_at[i] < m_plan.dims[i])
            return;
        m_a -= m_at[i] * m_plan.stridesA[i];
        m_b -= m_at[i] * m_plan.stridesB[i];
        m_at[i] = 0;
    }
}

} // namespace lb::engine::cpu
