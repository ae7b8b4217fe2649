#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lb::models {

/// What becomes of beams that end. Shrinking (Su's bert4keras): the sums of log probabilities are compared as they are;
/// when the best beam has ended it is the answer, others that end leave and the width shrinks. Collecting (Hugging
/// Face): ended texts are kept with their sum / length^lengthPenalty, of 2 * width continuations the unended go on, and
/// the best of those kept is the answer once no beam can beat the worst of `width` kept ones.
enum class BeamRule { Shrinking, Collecting };

struct BeamSettings {
    std::int64_t width = 4;
    std::int64_t maximumTokens = 50;
    std::int64_t minimumTokens = 1; ///< a text cannot end with fewer, its end counted
    std::vector<std::int32_t> endIds;
    BeamRule rule = BeamRule::Collecting;
    double lengthPenalty = 1.0; ///< Collecting
};

struct BeamText {
    std::vector<std::int32_t> ids; ///< with the token that ended it
    std::vector<double> steps;     ///< ln of each token's probability
    double logProbability = 0;     ///< their sum
    double score = 0; ///< by which texts are compared
};

/// The bookkeeping of a beam search; the caller computes the logits. One beam stands at first, with no tokens.
class BeamSearch {
public:
    explicit BeamSearch(const BeamSettings& settings);

    bool isDone() const { return m_isDone; }
    /// Beams that go on, for each of which `advance` wants a row of logits.
    std::size_t count() const { return m_beams.size(); }
    /// Of each beam that goes on: the beam before that it continues, and its newest token. After `advance`.
    const std::vector<std::int32_t>& parents() const { return m_parents; }
    std::vector<std::int32_t> tokens() const;
    /// logits: [count(), vocabulary], of the next tokens.
    void advance(std::span<const float> logits, std::int64_t vocabulary);
    /// The best text, when done.
    BeamText best() const;

private:
    struct Continuation {
        double sum = 0;
        std::size_t beam = 0;
        std::int32_t token = 0;
    };
    std::vector<Continuation> continuations(std::span<const float> logits, std::int64_t vocabulary) const;
    bool isEnd(std::int32_t token) const;
    double score(double sum, std::size_t length) const;
    void shrink(const std::vector<BeamText>& next, const std::vector<std::int32_t>& parents);
    void collect(const std::vector<BeamText>& next, const std::vector<std::int32_t>& parents);

    BeamSettings m_settings;
    std::size_t m_width;
    std::vector<BeamText> m_beams{BeamText{}};
    std::vector<std::int32_t> m_parents;
    std::vector<BeamText> m_ended;
    std::size_t m_length = 0;
    bool m_isDone = false;
};

} // namespace lb::models
