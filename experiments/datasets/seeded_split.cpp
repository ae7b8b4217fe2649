#include "experiments/datasets/seeded_split.h"

#include "engine/data/batch_source.h"
#include "experiments/datasets/fingerprint.h"

#include <algorithm>
#include <utility>

namespace lb::experiments {

namespace {

/// Its own stream: the epochs' orders, with the same seed, use small numbers.
constexpr std::uint64_t kSplitStream = 0x53504C4954;

} // namespace

Split seededSplit(std::size_t count, const SplitSizes& sizes, std::uint64_t seed)
{
    const std::vector<std::uint32_t> order = engine::shuffledOrder(count, seed, kSplitStream);
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
