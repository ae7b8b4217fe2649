#include "models/text/beam_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::models {

namespace {

bool isBetter(const BeamText& a, const BeamText& b)
{
    return a.score > b.score;
}

} // namespace

BeamSearch::BeamSearch(const BeamSettings& settings)
    : m_settings(settings)
    , m_width(static_cast<std::size_t>(std::max<std::int64_t>(1, settings.width)))
    , m_isDone(settings.maximumTokens < 1)
{
}

bool BeamSearch::isEnd(std::int32_t token) const
{
    return std::find(m_settings.endIds.begin(), m_settings.endIds.end(), token) != m_settings.endIds.end();
}

double BeamSearch::score(double sum, std::size_t length) const
{
    return m_settings.rule == BeamRule::Shrinking ? sum
                                                  : sum / std::pow(static_cast<double>(length), m_settings.lengthPenalty);
}

std::vector<std::int32_t> BeamSearch::tokens() const
{
    std::vector<std::int32_t> result;
    for (const BeamText& beam : m_beams)
        result.push_back(beam.ids.back());
    return result;
}

/// The best of all, ranked; equal sums by beam, then by token.
std::vector<BeamSearch::Continuation> BeamSearch::continuations(std::span<const float> logits,
                                                                std::int64_t vocabulary) const
{
    std::vector<Continuation> all;
    const auto words = static_cast<std::size_t>(vocabulary);
    const bool mayEnd = static_cast<std::int64_t>(m_length) + 1 >= m_settings.minimumTokens;
    for (std::size_t beam = 0; beam < m_beams.size(); ++beam) {
        const std::span<const float> row = logits.subspan(beam * words, words);
        const double top = static_cast<double>(*std::max_element(row.begin(), row.end()));
        double total = 0;
        for (const float logit : row)
            total += std::exp(static_cast<double>(logit) - top);
        const double base = m_beams[beam].logProbability - top - std::log(total);
        for (std::size_t i = 0; i < words; ++i) {
            const auto token = static_cast<std::int32_t>(i);
            const double sum = base + static_cast<double>(row[i]);
            if (std::isfinite(sum) && (mayEnd || !isEnd(token)))
                all.push_back({sum, beam, token});
        }
    }
    const std::size_t examined = m_settings.rule == BeamRule::Shrinking ? m_width : 2 * m_width;
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(std::min(examined, all.size()));
    std::partial_sort(all.begin(), middle, all.end(), [](const Continuation& a, const Continuation& b) {
        return a.sum != b.sum ? a.sum > b.sum : a.beam != b.beam ? a.beam < b.beam : a.token < b.token;
    });
    all.erase(middle, all.end());
    return all;
}

void BeamSearch::advance(std::span<const float> logits, std::int64_t vocabulary)
{
    std::vector<BeamText> next;
    std::vector<std::int32_t> parents;
    for (const Continuation& chosen : continuations(logits, vocabulary)) {
        BeamText text = m_beams[chosen.beam];
        text.ids.push_back(chosen.token);
        text.steps.push_back(chosen.sum - text.logProbability);
        text.logProbability = chosen.sum;
        text.score = score(chosen.sum, text.ids.size());
        next.push_back(std::move(text));
        parents.push_back(static_cast<std::int32_t>(chosen.beam));
    }
    ++m_length;
    if (m_settings.rule == BeamRule::Shrinking)
        shrink(next, parents);
    else
        collect(next, parents);
    m_isDone = m_isDone || m_beams.empty() || static_cast<std::int64_t>(m_length) >= m_settings.maximumTokens;
}

void BeamSearch::shrink(const std::vector<BeamText>& next, const std::vector<std::int32_t>& parents)
{
    m_beams.clear();
    m_parents.clear();
    for (std::size_t i = 0; i < next.size(); ++i) {
        if (!isEnd(next[i].ids.back())) {
            m_beams.push_back(next[i]);
            m_parents.push_back(parents[i]);
        } else if (i == 0) { // the best has ended: it is the answer
            m_ended = {next[i]};
            m_isDone = true;
        }
    }
    if (!m_isDone)
        m_width = m_beams.size();
}

void BeamSearch::collect(const std::vector<BeamText>& next, const std::vector<std::int32_t>& parents)
{
    m_beams.clear();
    m_parents.clear();
    for (std::size_t i = 0; i < next.size(); ++i) {
        const bool hasEnded = isEnd(next[i].ids.back());
        if (hasEnded && i < m_width) { // an end further down is no better than going on
            m_ended.push_back(next[i]);
        } else if (!hasEnded && m_beams.size() < m_width) {
            m_beams.push_back(next[i]);
            m_parents.push_back(parents[i]);
        }
    }
    std::stable_sort(m_ended.begin(), m_ended.end(), isBetter);
    m_ended.resize(std::min(m_ended.size(), m_width));
    if (m_ended.size() == m_width && !next.empty())
        m_isDone = m_ended.back().score >= next.front().score;
}

BeamText BeamSearch::best() const
{
    std::vector<BeamText> all = m_ended;
    if (m_settings.rule == BeamRule::Collecting || m_ended.empty())
        all.insert(all.end(), m_beams.begin(), m_beams.end());
    if (all.empty())
        return {};
    std::stable_sort(all.begin(), all.end(), isBetter);
    return all.front();
}

} // namespace lb::models
