#include "engine/backend/cpu/optimizer.h"

#include "engine/backend/cpu/threads.h"
#include "engine/backend/cpu/vector/kernels.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lb::engine::cpu {

namespace {

/// Blocks of equal size, independent of the thread count, each summed in its own order.
double sumOfSquares(const float* values, std::int64_t count, int threads)
{
    constexpr Index kMaxBlocks = 256;
    constexpr Index kSmallestBlock = 16384;
    const KernelScope scope(threads);
    const Index size = std::max(kSmallestBlock, (count + kMaxBlocks - 1) / kMaxBlocks);
    const Index blocks = (count + size - 1) / size;
    std::array<double, kMaxBlocks> sums;
    forRows(threads, blocks, 2, [&](Index begin, Index end) {
        for (Index block = begin; block < end; ++block)
            sums[static_cast<std::size_t>(block)] =
                vectorKernels().reduce.sumOfSquares(values + block * size, std::min<Index>(size, count - block * size));
    });
    double total = 0.0;
    for (Index block = 0; block < blocks; ++block)
        total += sums[static_cast<std::size_t>(block)];
    return total;
}

UpdateSpan spanAt(const UpdateSlice& slice, Index begin)
{
    return {slice.parameter + begin, slice.gradient + begin, slice.slot0 ? slice.slot0 + begin : nullptr,
            slice.slot1 ? slice.slot1 + begin : nullptr};
}

void sgd(const UpdateSlice& slice, const SgdSettings& settings, int threads)
{
    const KernelScope scope(threads);
    const SgdStep step{settings.rate, settings.momentum, settings.decay, settings.gradientScale};
    forRange(threads, slice.count, kCheapGrain,
             [&](Index begin, Index end) { vectorKernels().update.sgd(spanAt(slice, begin), end - begin, step); });
}

void adam(const UpdateSlice& slice, const AdamSettings& settings, int threads)
{
    const KernelScope scope(threads);
    const AdamStep step{.rate = settings.rate,
                        .beta1 = settings.beta1,
                        .beta2 = settings.beta2,
                        .epsilon = settings.epsilon,
                        .decay = settings.decay,
                        .decoupledDecay = settings.decoupledDecay,
                        .gradientScale = settings.gradientScale};
    forRange(threads, slice.count, kCheapGrain,
             [&](Index begin, Index end) { vectorKernels().update.adam(spanAt(slice, begin), end - begin, step); });
}

template <int threads>
constexpr OptimizerKernels kernelsFor()
{
    return {
        .sumOfSquares = [](const float* values, std::int64_t count) { return sumOfSquares(values, count, threads); },
        .sgd = [](const UpdateSlice& slice, const SgdSettings& settings) { sgd(slice, settings, threads); },
        .adam = [](const UpdateSlice& slice, const AdamSettings& settings) { adam(slice, settings, threads); }};
}

template <int... indices>
constexpr std::array<OptimizerKernels, sizeof...(indices)> kernelsPerCount(std::integer_sequence<int, indices...>)
{
    return {kernelsFor<indices + 1>()...};
}

} // namespace

OptimizerKernels optimizerKernels(int threads)
{
    static constexpr auto kSets = kernelsPerCount(std::make_integer_sequence<int, kMaxUpdateThreads>());
    return kSets[static_cast<std::size_t>(std::clamp(threads, 1, kMaxUpdateThreads) - 1)];
}

} // namespace lb::engine::cpu
