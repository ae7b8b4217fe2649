#include "engine/data/batch_source.h"

#include <algorithm>
#include <limits>

namespace lb::engine {

namespace {

/// Above this many different lengths, neighbours are treated as one: the search below is quadratic in them.
constexpr std::size_t kMaxLengths = 400;

struct LengthCount {
    std::int64_t steps = 0;
    std::int64_t sentences = 0;
};

std::vector<LengthCount> countLengths(const TextSet& text, const std::vector<std::uint32_t>& items)
{
    std::map<std::int64_t, std::int64_t> counts;
    for (const std::uint32_t item : items)
        // An empty sentence still takes the two steps of the smallest bucket.
        ++counts[std::max<std::int64_t>(static_cast<std::int64_t>(text.stepsOf(item)), 2)];
    const std::size_t width = counts.size() / kMaxLengths + 1;
    std::vector<LengthCount> result;
    std::size_t position = 0;
    for (const auto& [steps, sentences] : counts) {
        if (position++ % width == 0)
            result.push_back({});
        result.back().steps = steps;
        result.back().sentences += sentences;
    }
    return result;
}

} // namespace

std::vector<std::int64_t> chooseBuckets(const TextSet& text, const std::vector<std::uint32_t>& items, int count)
{
    const std::vector<LengthCount> lengths = countLengths(text, items);
    const std::size_t n = lengths.size();
    if (n == 0)
        return {};
    std::vector<std::int64_t> sentencesUpTo(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i)
        sentencesUpTo[i + 1] = sentencesUpTo[i] + lengths[i].sentences;

    // cost[i]: steps spent on the i shortest lengths with the buckets so far; from[k][i]: where the last bucket begins.
    constexpr std::int64_t kUnreachable = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> cost(n + 1, kUnreachable);
    cost[0] = 0;
    std::vector<std::vector<std::size_t>> from;
    const std::size_t buckets = std::min<std::size_t>(n, static_cast<std::size_t>(std::max(count, 1)));
    for (std::size_t k = 0; k < buckets; ++k) {
        std::vector<std::int64_t> next(n + 1, kUnreachable);
        from.emplace_back(n + 1, 0);
        for (std::size_t end = k + 1; end <= n; ++end)
            for (std::size_t begin = k; begin < end; ++begin) {
                if (cost[begin] == kUnreachable)
                    continue;
                const std::int64_t total =
                    cost[begin] + (sentencesUpTo[end] - sentencesUpTo[begin]) * lengths[end - 1].steps;
                if (total < next[end]) {
                    next[end] = total;
                    from[k][end] = begin;
                }
            }
        cost = std::move(next);
    }
    std::vector<std::int64_t> bounds;
    for (std::size_t k = buckets, end = n; k-- > 0; end = from[k][end])
        bounds.push_back(lengths[end - 1].steps);
    std::reverse(bounds.begin(), bounds.end());
    return bounds;
}

} // namespace lb::engine
