#include "experiments/datasets/mixture_text.h"

#include "engine/core/philox.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

using engine::RandomStream;

namespace {

constexpr std::uint32_t kWeightSite = 0x4D5754;
constexpr std::uint32_t kSentenceSite = 0x4D5853;

std::vector<float> uniformWeights(RandomStream& random, std::size_t count, float bound)
{
    std::vector<float> weights(count);
    for (float& weight : weights)
        weight = bound * (2.0F * random.uniform() - 1.0F);
    return weights;
}

/// sums[j] += sum over k of values[k] * weights[k, j]. Four rows at a time, in a fixed order of additions: fast without
/// letting the compiler reorder sums, so that every build draws the same sentences.
template <int Columns>
void addProduct(const float* __restrict values, int rows, const float* __restrict weights, float* __restrict sums)
{
    int k = 0;
    for (; k + 4 <= rows; k += 4) {
        const float* w = weights + static_cast<std::ptrdiff_t>(k) * Columns;
        for (int j = 0; j < Columns; ++j)
            sums[j] += (values[k] * w[j] + values[k + 1] * w[j + Columns]) +
                       (values[k + 2] * w[j + 2 * Columns] + values[k + 3] * w[j + 3 * Columns]);
    }
    for (; k < rows; ++k) {
        const float* w = weights + static_cast<std::ptrdiff_t>(k) * Columns;
        for (int j = 0; j < Columns; ++j)
            sums[j] += values[k] * w[j];
    }
}

float logistic(float x)
{
    return 1.0F / (1.0F + std::exp(-x));
}

} // namespace

struct MixtureGenerator::State {
    std::array<float, kHidden> h{};
    std::array<float, kHidden> c{};
};

MixtureGenerator::MixtureGenerator(std::uint64_t seed)
    : m_seed(seed)
{
    RandomStream random({.seed = seed, .step = 0}, kWeightSite);
    constexpr std::size_t kRows = kWords + 1;
    const std::vector<float> embeddings = uniformWeights(random, kRows * kHidden, 1.0F);
    const std::vector<float> input = uniformWeights(random, std::size_t{kHidden} * kGates, 1.0F);
    m_recurrent = uniformWeights(random, std::size_t{kHidden} * kGates, 1.0F);
    m_output = uniformWeights(random, std::size_t{kHidden + 2} * kWords, 1.0F);
    m_start = uniformWeights(random, std::size_t{3} * kHidden, 5.0F);
    m_inputGates.resize(kRows * kGates);
    for (std::size_t row = 0; row < kRows; ++row)
        addProduct<kGates>(&embeddings[row * kHidden], kHidden, input.data(), &m_inputGates[row * kGates]);
}

void MixtureGenerator::step(State& state, int word) const
{
    std::array<float, kGates> gates; // input, forget, cell, output
    std::copy_n(m_inputGates.begin() + static_cast<std::ptrdiff_t>(word) * kGates, kGates, gates.begin());
    addProduct<kGates>(state.h.data(), kHidden, m_recurrent.data(), gates.data());
    for (std::size_t i = 0; i < kHidden; ++i) {
        const float cell = std::tanh(gates[i + 2 * kHidden]);
        state.c[i] = logistic(gates[i + kHidden]) * state.c[i] + logistic(gates[i]) * cell;
        state.h[i] = logistic(gates[i + 3 * kHidden]) * std::tanh(state.c[i]);
    }
}

int MixtureGenerator::drawWord(const State& state, const std::array<float, 2>& z, float uniform) const
{
    std::array<float, kWords> weights{};
    addProduct<kWords>(state.h.data(), kHidden, m_output.data(), weights.data());
    addProduct<kWords>(z.data(), 2, m_output.data() + std::ptrdiff_t{kHidden} * kWords, weights.data());
    const float largest = *std::max_element(weights.begin(), weights.end());
    double total = 0.0;
    for (float& weight : weights) {
        weight = std::exp(weight - largest);
        total += static_cast<double>(weight);
    }
    double left = static_cast<double>(uniform) * total;
    for (int word = 0; word < kWords; ++word) {
        left -= static_cast<double>(weights[static_cast<std::size_t>(word)]);
        if (left < 0.0)
            return word;
    }
    return kWords - 1; // rounding
}

MixtureGenerator::Sentence MixtureGenerator::sentence(std::uint64_t index) const
{
    RandomStream random({.seed = m_seed, .step = index}, kSentenceSite);
    Sentence result;
    result.component = static_cast<int>(random.below(kComponents));
    result.z[0] = ((result.component & 1) != 0 ? 2.0F : -2.0F) + random.normal();
    result.z[1] = ((result.component & 2) != 0 ? 2.0F : -2.0F) + random.normal();
    State state;
    for (std::size_t i = 0; i < kHidden; ++i) {
        state.c[i] = m_start[i] * result.z[0] + m_start[i + kHidden] * result.z[1] + m_start[i + 2 * kHidden];
        state.h[i] = std::tanh(state.c[i]);
    }
    int word = kWords; // <s>
    for (auto& drawn : result.words) {
        step(state, word);
        word = drawWord(state, result.z, random.uniform());
        drawn = static_cast<std::uint16_t>(word);
    }
    return result;
}

const std::vector<std::string>& MixtureGenerator::names()
{
    static const std::vector<std::string> names = [] {
        constexpr std::string_view kConsonants = "bdgklmnp";
        constexpr std::string_view kVowels = "aeiou";
        const auto syllable = [&](int n) {
            return std::string{kConsonants[static_cast<std::size_t>(n) % kConsonants.size()],
                               kVowels[static_cast<std::size_t>(n) / kConsonants.size()]};
        };
        constexpr int kSyllables = 40; // 25 first ones x 40 second ones
        std::vector<std::string> made;
        for (int word = 0; word < kWords; ++word)
            made.push_back(syllable(word / kSyllables) + syllable(word % kSyllables));
        return made;
    }();
    return names;
}

} // namespace lb::experiments
