#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lb::models {

/// Which tokens top-p keeps of those ranked by probability. Crossing: up to and with the one at which the sum of
/// probabilities first reaches p (Holtzman et al. 2020). BelowOnly: only as long as the sum stays at or below p, but at
/// least one (the sampler that came with GPT-2).
enum class TopPRule { Crossing, BelowOnly };

/// What becomes of logits before a token is drawn, in this order: repetition penalty, n-gram ban, temperature, top-k,
/// top-p.
struct SamplingSettings {
    double temperature = 1.0; ///< divides the logits; 0: the likeliest token, of equals the one with the lower id
    std::int64_t topK = 0;    ///< keeps so many; 0: all
    double topP = 1.0;        ///< keeps the likeliest with this share of the probability; 1: all
    TopPRule topPRule = TopPRule::Crossing;
    /// Logits of tokens that are in the text already are divided by it where positive, multiplied where negative
    /// (Keskar et al. 2019); 1: none.
    double repetitionPenalty = 1.0;
    std::int64_t bannedNgram = 0; ///< no n tokens in a row come twice; 0: they may
};

struct TokenChance {
    std::int32_t id = 0;
    double probability = 0;
};

/// Applies the repetition penalty to the logits of the tokens in `history`.
void penalizeRepetition(std::span<float> logits, std::span<const std::int32_t> history, double penalty);
/// The tokens that would complete an n-gram that `history` has already: ascending, each once.
std::vector<std::int32_t> completedNgrams(std::span<const std::int32_t> history, std::int64_t n);

/// The chances of the next token after all of the settings, ranked: descending probability, of equals the lower id
/// first. They sum to 1 over what is kept.
class NextToken {
public:
    /// logits: [vocabulary]; -inf: never. history: the tokens of the text so far.
    NextToken(std::vector<float> logits, std::span<const std::int32_t> history, const SamplingSettings& settings);
    /// The first token of the ranking up to which the probabilities sum to more than u, in [0, 1); sums in double.
    TokenChance draw(double u);
    /// The `count` likeliest, fewer when fewer are kept.
    std::vector<TokenChance> best(std::size_t count);

private:
    struct Weight {
        double weight = 0; ///< exp of the logit less the largest
        std::int32_t id = 0;
    };
    static bool ranksLater(const Weight& a, const Weight& b);
    /// Ranks at least so many, as far as there are.
    bool rank(std::size_t count);
    void keepTopP(const SamplingSettings& settings);

    std::vector<Weight> m_rest;   ///< a heap: the best of those not ranked yet is on top
    std::vector<Weight> m_ranked;
    std::size_t m_kept = 0; ///< of the ranking
    double m_total = 0;     ///< weight of what is kept
};

/// The number that decides token `position` of text `sequence`: equal for equal keys everywhere, whatever else is
/// written beside it. In (0, 1).
double samplingNumber(std::uint64_t seed, std::uint64_t sequence, std::uint64_t position);

/// ln of the softmax of logits at one token, in double.
double logProbability(std::span<const float> logits, std::int32_t token);

} // namespace lb::models
