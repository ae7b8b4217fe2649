#include "models/metrics/trigram.h"

#include <algorithm>
#include <cmath>

namespace lb::models {

namespace {

constexpr double kDiscount = 0.75;

template <class Map, class Key>
double countIn(const Map& map, const Key& key)
{
    const auto found = map.find(key);
    return found == map.end() ? 0.0 : found->second;
}

/// Discounted counts, and what was taken from them spread as the shorter context has it.
double interpolated(double count, double total, double kinds, double shorter)
{
    return total > 0 ? std::max(count - kDiscount, 0.0) / total + kDiscount * kinds / total * shorter : shorter;
}

} // namespace

std::uint64_t TrigramModel::key(std::int32_t a, std::int32_t b, std::int32_t c)
{
    constexpr int kBits = 21;
    return static_cast<std::uint64_t>(a) << (2 * kBits) | static_cast<std::uint64_t>(b) << kBits |
           static_cast<std::uint64_t>(c);
}

TrigramModel::TrigramModel(std::span<const Sequence> sequences, std::int64_t vocabulary, std::int32_t begin)
    : m_vocabulary(static_cast<double>(vocabulary))
    , m_begin(begin)
{
    for (const Sequence& sequence : sequences) {
        std::int32_t first = begin;
        std::int32_t second = begin;
        for (const std::int32_t word : sequence) {
            Context& context = m_trigramContexts[key(first, second)];
            context.total += 1;
            if (++m_trigrams[key(first, second, word)] == 1) {
                context.kinds += 1;
                Context& shorter = m_bigramContexts[second];
                shorter.total += 1;
                if (++m_bigrams[key(second, word)] == 1) {
                    shorter.kinds += 1;
                    m_unigramContext.total += 1;
                    if (++m_unigrams[word] == 1)
                        m_unigramContext.kinds += 1;
                }
            }
            first = second;
            second = word;
        }
    }
}

double TrigramModel::unigram(std::int32_t word) const
{
    return interpolated(countIn(m_unigrams, word), m_unigramContext.total, m_unigramContext.kinds, 1.0 / m_vocabulary);
}

double TrigramModel::bigram(std::int32_t before, std::int32_t word) const
{
    const auto context = m_bigramContexts.find(before);
    const Context known = context == m_bigramContexts.end() ? Context{} : context->second;
    return interpolated(countIn(m_bigrams, key(before, word)), known.total, known.kinds, unigram(word));
}

double TrigramModel::probability(std::int32_t first, std::int32_t second, std::int32_t word) const
{
    const auto context = m_trigramContexts.find(key(first, second));
    const Context known = context == m_trigramContexts.end() ? Context{} : context->second;
    return interpolated(countIn(m_trigrams, key(first, second, word)), known.total, known.kinds, bigram(second, word));
}

double TrigramModel::negativeLogLikelihood(const Sequence& sequence) const
{
    double total = 0;
    std::int32_t first = m_begin;
    std::int32_t second = m_begin;
    for (const std::int32_t word : sequence) {
        total -= std::log(probability(first, second, word));
        first = second;
        second = word;
    }
    return total;
}

} // namespace lb::models
