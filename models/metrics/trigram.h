#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace lb::models {

/// A language model that knows the last two tokens only, by counting: interpolated Kneser-Ney with one discount of 0.75
/// (Kneser & Ney 1995; Chen & Goodman 1999, equations 20 to 23), its unigrams mixed with 1 / vocabulary. What a net has
/// to beat before its perplexity means anything.
class TrigramModel {
public:
    using Sequence = std::vector<std::int32_t>;

    /// Counts in sequences of ids below 2^21. `begin` stands twice before each of them.
    TrigramModel(std::span<const Sequence> sequences, std::int64_t vocabulary, std::int32_t begin);

    double probability(std::int32_t first, std::int32_t second, std::int32_t word) const;
    /// -ln p of a sequence, in nats, all of its tokens given those before.
    double negativeLogLikelihood(const Sequence& sequence) const;

private:
    struct Context {
        double total = 0; ///< of the counts of what follows it
        double kinds = 0; ///< different words that follow it
    };
    static std::uint64_t key(std::int32_t a, std::int32_t b, std::int32_t c = 0);
    double unigram(std::int32_t word) const;
    double bigram(std::int32_t before, std::int32_t word) const;

    double m_vocabulary;
    std::int32_t m_begin;
    std::unordered_map<std::uint64_t, double> m_trigrams;
    std::unordered_map<std::uint64_t, Context> m_trigramContexts;
    std::unordered_map<std::uint64_t, double> m_bigrams; ///< in how many different contexts they were seen
    std::unordered_map<std::int32_t, Context> m_bigramContexts;
    std::unordered_map<std::int32_t, double> m_unigrams;
    Context m_unigramContext;
};

} // namespace lb::models
