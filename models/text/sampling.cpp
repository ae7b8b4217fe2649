#include "models/text/sampling.h"

#include "engine/core/philox.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace lb::models {

void penalizeRepetition(std::span<float> logits, std::span<const std::int32_t> history, double penalty)
{
    const std::set<std::int32_t> present(history.begin(), history.end());
    for (const std::int32_t id : present) {
        if (id < 0 || static_cast<std::size_t>(id) >= logits.size())
            continue;
        float& logit = logits[static_cast<std::size_t>(id)];
        logit = static_cast<float>(logit < 0 ? logit * penalty : logit / penalty);
    }
}

std::vector<std::int32_t> completedNgrams(std::span<const std::int32_t> history, std::int64_t n)
{
    const auto length = static_cast<std::size_t>(std::max<std::int64_t>(n, 1));
    std::set<std::int32_t> found;
    if (n < 1 || history.size() < length)
        return {};
    const std::span<const std::int32_t> head = history.last(length - 1);
    for (std::size_t i = 0; i + length <= history.size(); ++i)
        if (std::equal(head.begin(), head.end(), history.begin() + static_cast<std::ptrdiff_t>(i)))
            found.insert(history[i + length - 1]);
    return {found.begin(), found.end()};
}

bool NextToken::ranksLater(const Weight& a, const Weight& b)
{
    return a.weight != b.weight ? a.weight < b.weight : a.id > b.id;
}

NextToken::NextToken(std::vector<float> logits, std::span<const std::int32_t> history,
                     const SamplingSettings& settings)
{
    if (settings.repetitionPenalty != 1.0)
        penalizeRepetition(logits, history, settings.repetitionPenalty);
    for (const std::int32_t id : completedNgrams(history, settings.bannedNgram))
        if (id >= 0 && static_cast<std::size_t>(id) < logits.size())
            logits[static_cast<std::size_t>(id)] = -std::numeric_limits<float>::infinity();
    const double top = logits.empty() ? 0 : static_cast<double>(*std::max_element(logits.begin(), logits.end()));
    const bool isGreedy = settings.temperature <= 0;
    const double scale = isGreedy ? 1.0 : 1.0 / settings.temperature;
    m_rest.reserve(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double weight = std::exp(scale * (static_cast<double>(logits[i]) - top));
        if (weight > 0) // what is banned, or too unlikely for a double, is left out
            m_rest.push_back({weight, static_cast<std::int32_t>(i)});
    }
    m_kept = m_rest.size();
    for (const Weight& each : m_rest)
        m_total += each.weight;
    std::make_heap(m_rest.begin(), m_rest.end(), ranksLater);
    const std::size_t most =
        isGreedy ? 1 : settings.topK > 0 ? static_cast<std::size_t>(settings.topK) : m_rest.size();
    if (most < m_kept) {
        rank(most);
        m_kept = most;
        m_total = 0;
        for (const Weight& each : m_ranked)
            m_total += each.weight;
    }
    if (!isGreedy && settings.topP < 1.0)
        keepTopP(settings);
}

bool NextToken::rank(std::size_t count)
{
    while (m_ranked.size() < count && !m_rest.empty()) {
        std::pop_heap(m_rest.begin(), m_rest.end(), ranksLater);
        m_ranked.push_back(m_rest.back());
        m_rest.pop_back();
    }
    return m_ranked.size() >= count;
}

void NextToken::keepTopP(const SamplingSettings& settings)
{
    double sum = 0;
    std::size_t kept = 0;
    for (; kept < m_kept && rank(kept + 1); ++kept) {
        const double next = sum + m_ranked[kept].weight;
        const bool isCrossing = settings.topPRule == TopPRule::Crossing;
        if (kept > 0 && (isCrossing ? sum >= settings.topP * m_total : next > settings.topP * m_total))
            break;
        sum = next;
    }
    m_kept = kept;
    m_total = sum;
}

TokenChance NextToken::draw(double u)
{
    double sum = 0;
    for (std::size_t i = 0; i < m_kept && rank(i + 1); ++i) {
        sum += m_ranked[i].weight;
        if (sum > u * m_total || i + 1 == m_kept)
            return {m_ranked[i].id, m_ranked[i].weight / m_total};
    }
    return {};
}

std::vector<TokenChance> NextToken::best(std::size_t count)
{
    const std::size_t wanted = std::min(count, m_kept);
    rank(wanted);
    std::vector<TokenChance> result;
    for (std::size_t i = 0; i < wanted; ++i)
        result.push_back({m_ranked[i].id, m_ranked[i].weight / m_total});
    return result;
}

double samplingNumber(std::uint64_t seed, std::uint64_t sequence, std::uint64_t position)
{
    constexpr std::uint32_t kSite = 0x5B | engine::kHostSites;
    const auto words = engine::randomBlock({seed, sequence}, kSite, position);
    const std::uint64_t bits = (std::uint64_t{words[0]} << 32 | words[1]) >> 11;
    return (static_cast<double>(bits) + 0.5) * 0x1p-53;
}

double logProbability(std::span<const float> logits, std::int32_t token)
{
    const double top = static_cast<double>(*std::max_element(logits.begin(), logits.end()));
    double total = 0;
    for (const float logit : logits)
        total += std::exp(static_cast<double>(logit) - top);
    return static_cast<double>(logits[static_cast<std::size_t>(token)]) - top - std::log(total);
}

} // namespace lb::models
