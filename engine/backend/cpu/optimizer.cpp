#include "engine/backend/cpu/optimizer.h"

#include "engine/backend/cpu/threads.h"
#include "engine/backend/cpu/vector/kernels.h"

#include <algorithm>
#include <array>

namespace lb::engine::cpu {

namespace {

UpdateSpan spanAt(const UpdateSlice& slice, Index begin)
{
    return {slice.parameter + begin, slice.gradient + begin, slice.slot0 ? slice.slot0 + begin : nullptr,
            slice.slot1 ? slice.slot1 + begin : nullptr};
}

class CpuOptimizerKernels : public OptimizerKernels {
public:
    explicit CpuOptimizerKernels(ThreadTeam& team)
        : m_team(team)
        , m_vector(vectorKernels())
    {
    }

    /// Blocks of equal size, independent of the thread count, each summed in its own order.
    double sumOfSquares(const float* values, std::int64_t count) const override
    {
        constexpr Index kMaxBlocks = 256;
        constexpr Index kSmallestBlock = 16384;
        const KernelScope scope;
        const Index size = std::max(kSmallestBlock, (count + kMaxBlocks - 1) / kMaxBlocks);
        const Index blocks = (count + size - 1) / size;
        std::array<double, kMaxBlocks> sums;
        forRows(m_team, blocks, 2, [&](Index begin, Index end) {
            for (Index block = begin; block < end; ++block)
                sums[static_cast<std::size_t>(block)] =
                    m_vector.reduce.sumOfSquares(values + block * size, std::min<Index>(size, count - block * size));
        });
        double total = 0.0;
        for (Index block = 0; block < blocks; ++block)
            total += sums[static_cast<std::size_t>(block)];
        return total;
    }

    void sgd(const UpdateSlice& slice, const SgdSettings& s) const override
    {
        const KernelScope scope;
        const SgdStep step{s.rate, s.momentum, s.decay, s.gradientScale};
        forRange(m_team, slice.count, kCheapGrain,
                 [&](Index begin, Index end) { m_vector.update.sgd(spanAt(slice, begin), end - begin, step); });
    }

    void adam(const UpdateSlice& slice, const AdamSettings& s) const override
    {
        const KernelScope scope;
        const AdamStep step{s.rate, s.beta1, s.beta2, s.epsilon, s.decay, s.decoupledDecay, s.gradientScale};
        forRange(m_team, slice.count, kCheapGrain,
                 [&](Index begin, Index end) { m_vector.update.adam(spanAt(slice, begin), end - begin, step); });
    }

private:
    ThreadTeam& m_team;
    const VectorKernels& m_vector;
};

} // namespace

std::unique_ptr<OptimizerKernels> optimizerKernels(ThreadTeam& team)
{
    return std::make_unique<CpuOptimizerKernels>(team);
}

} // namespace lb::engine::cpu
