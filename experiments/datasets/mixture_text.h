#pragma once

#include "experiments/datasets/text_source.h"
#include "experiments/records/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace lb::experiments {

/// Sentences with a known cause (He, Spokoyny, Neubig, Berg-Kirkpatrick 2019, "Lagging inference networks", the
/// synthetic data; methods 10). z is drawn from an equal mixture of four Gaussians with means (+-2, +-2) and unit
/// variance. A fixed random LSTM (100 units, 100-d embeddings, no biases, weights U(-1, 1)) starts from c0 = A z + a,
/// h0 = tanh(c0) with A, a from U(-5, 5), and draws each word from softmax(W [h; z]). 10 words of 1,000.
class MixtureGenerator {
public:
    static constexpr int kWords = 1000;
    static constexpr int kLength = 10;
    static constexpr int kComponents = 4;

    struct Sentence {
        int component = 0; ///< 0 .. 3
        std::array<float, 2> z{};
        std::array<std::uint16_t, kLength> words{}; ///< 0 .. 999
    };

    explicit MixtureGenerator(std::uint64_t seed);
    /// Sentence `index` of the stream: the same whenever and in whatever order it is asked for.
    Sentence sentence(std::uint64_t index) const;
    /// "baba", "bade", ...: pronounceable names of the words, in order.
    static const std::vector<std::string>& names();

private:
    static constexpr int kHidden = 100;
    static constexpr int kGates = 4 * kHidden;
    struct State;
    void step(State& state, int word) const;
    int drawWord(const State& state, const std::array<float, 2>& z, float uniform) const;

    std::uint64_t m_seed;
    std::vector<float> m_inputGates; ///< [kWords + 1, kGates]: embedding times input weights; the last row is <s>
    std::vector<float> m_recurrent;  ///< [kHidden, kGates]
    std::vector<float> m_output;     ///< [kHidden + 2, kWords]
    std::vector<float> m_start;      ///< [3, kHidden]: A's columns, a
};

constexpr int kMixtureSentences = 20'000;

/// The data set `mixture-text`: 20,000 sentences of seed 1, with z1, z2 and the component as factors. Making them takes
/// seconds, so they are kept in `cacheFolder` (not if it is empty). A cache that cannot be read is made again, one that
/// cannot be written is done without.
TextSource loadMixtureText(const QString& cacheFolder);
/// The first `count` sentences, made at once.
DatasetPreview previewMixtureText(int count);

} // namespace lb::experiments
