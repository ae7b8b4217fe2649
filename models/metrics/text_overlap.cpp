#include "models/metrics/text_overlap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace lb::models {

namespace {

using Gram = std::span<const std::int32_t>;

struct GramLess {
    bool operator()(Gram a, Gram b) const
    {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    }
};
using GramCounts = std::map<Gram, std::int64_t, GramLess>;

/// Calls `visit` with each n-gram; they borrow from `tokens`.
template <class Visit>
void eachGram(const TokenSequence& tokens, std::size_t n, Visit visit)
{
    for (std::size_t first = 0; first + n <= tokens.size(); ++first)
        visit(Gram(tokens).subspan(first, n));
}

GramCounts countsOf(const TokenSequence& tokens, std::size_t n)
{
    GramCounts counts;
    eachGram(tokens, n, [&](Gram gram) { ++counts[gram]; });
    return counts;
}

std::int64_t clippedMatches(const GramCounts& counts, std::span<const TokenSequence* const> references, std::size_t n)
{
    GramCounts best;
    for (const TokenSequence* reference : references)
        for (const auto& [gram, count] : countsOf(*reference, n))
            if (counts.contains(gram))
                best[gram] = std::max(best[gram], count);
    std::int64_t matches = 0;
    for (const auto& [gram, count] : best)
        matches += std::min(count, counts.at(gram));
    return matches;
}

/// exp(1 - r/c) for a candidate shorter than the reference closest in length (the shorter one on a tie).
double brevityPenalty(std::size_t length, std::span<const TokenSequence* const> references)
{
    const auto c = static_cast<double>(length);
    double closest = static_cast<double>(references.front()->size());
    for (const TokenSequence* reference : references) {
        const auto r = static_cast<double>(reference->size());
        if (std::abs(r - c) < std::abs(closest - c) || (std::abs(r - c) == std::abs(closest - c) && r < closest))
            closest = r;
    }
    return c > closest ? 1.0 : std::exp(1.0 - closest / c);
}

} // namespace

double distinctN(std::span<const TokenSequence> samples, std::size_t n)
{
    std::set<Gram, GramLess> distinct;
    std::size_t total = 0;
    for (const TokenSequence& sample : samples)
        eachGram(sample, n, [&](Gram gram) {
            distinct.insert(gram);
            ++total;
        });
    return total == 0 ? 0.0 : static_cast<double>(distinct.size()) / static_cast<double>(total);
}

double bleu(const TokenSequence& candidate, std::span<const TokenSequence* const> references, std::size_t n)
{
    constexpr double kSmoothedZero = 0.1;
    if (candidate.empty() || references.empty())
        return 0.0;
    double logPrecision = 0;
    for (std::size_t order = 1; order <= n; ++order) {
        const std::int64_t matches = clippedMatches(countsOf(candidate, order), references, order);
        if (order == 1 && matches == 0)
            return 0.0;
        const std::size_t grams = candidate.size() >= order ? candidate.size() - order + 1 : 1;
        const double numerator = matches == 0 ? kSmoothedZero : static_cast<double>(matches);
        logPrecision += std::log(numerator / static_cast<double>(grams)) / static_cast<double>(n);
    }
    return brevityPenalty(candidate.size(), references) * std::exp(logPrecision);
}

double selfBleu(std::span<const TokenSequence> samples, std::size_t n, std::size_t maximumReferences)
{
    if (samples.size() < 2)
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    std::vector<const TokenSequence*> references;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        references.clear();
        for (std::size_t other = 0; other < samples.size() && references.size() < maximumReferences; ++other)
            if (other != i)
                references.push_back(&samples[other]);
        sum += bleu(samples[i], references, n);
    }
    return sum / static_cast<double>(samples.size());
}

} // namespace lb::models
