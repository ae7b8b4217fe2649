#include "experiments/datasets/seeded_split.h"

#include "engine/core/philox.h"
#include "experiments/datasets/fingerprint.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lb::experiments {

namespace {

/// Its own stream, so that a run's other random numbers with the same seed have nothing to do with the split.
constexpr std::uint32_t kSplitSite = 0x53504C;

} // namespace

Split seededSplit(std::size_t count, const SplitSizes& sizes, std::uint64_t seed)
{
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    engine::RandomStream random({.seed = seed, .step = 0}, kSplitSite);
    // Forward Fisher-Yates: position i is settled once i items are drawn.
    for (std::size_t i = 0; i + 1 < count; ++i)
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(count - i))]);
    auto next = order.begin();
    const auto take = [&](std::size_t wanted) {
        const auto end =
            next + static_cast<std::ptrdiff_t>(std::min(wanted, static_cast<std::size_t>(order.end() - next)));
        return std::vector<std::uint32_t>(std::exchange(next, end), end);
    };
    Split split;
    split.test = take(sizes.test);
    split.validation = take(sizes.validation);
    split.train = take(sizes.train);
    return split;
}

SplitSizes sizesFor(std::size_t count, std::size_t limit, std::size_t mostHeldOut)
{
    const std::size_t heldOut = std::min(mostHeldOut, count / 10);
    const std::size_t rest = count - 2 * heldOut;
    return {.train = limit == 0 ? rest : std::min(limit, rest), .validation = heldOut, .test = heldOut};
}

QString splitHash(const Split& split)
{
    Fingerprint hash;
    for (const auto* list : {&split.train, &split.validation, &split.test})
        hash.add(std::span<const std::uint32_t>(*list));
    return hash.hex();
}

} // namespace lb::experiments
