#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/training/code_decoder.h"
#include "experiments/training/code_encoder.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/text_generator.h"

namespace lb::experiments {

/// Reconstructs the same few validation items with the current weights: what the strip under the plots shows. Codes are
/// the posterior means; text is decoded greedily. Also samples of the prior, of which AE and RAE have none. A language
/// model continues the first words of each item instead, and writes from nothing; drawn with one seed for all runs and
/// steps.
class ItemStrips {
public:
    static constexpr std::size_t kItems = 8;
    static constexpr std::size_t kSamples = 13; ///< images
    static constexpr std::size_t kSampleTexts = 8;
    static constexpr std::int64_t kWrittenTokens = 40; ///< a language model's, at most
    static constexpr std::size_t kGivenWords = 3;      ///< with which those begin

    ItemStrips(const RunSetup& setup, std::vector<std::uint32_t> items);
    ItemStrip make(qint64 step, double shuffleGap);

private:
    void addContinuations(ItemStrip& strip);
    void addText(ItemStrip& strip, const std::vector<float>& codes);
    void addImages(ItemStrip& strip, const std::vector<float>& codes);
    void addImageSamples(ItemStrip& strip);
    void addTextSamples(ItemStrip& strip);
    /// Texts that begin with `prompts`, as ids.
    std::vector<std::vector<std::int32_t>> continued(std::vector<std::vector<std::int32_t>> prompts);
    bool hasPrior() const;
    const RunSetup& m_setup;
    std::vector<std::uint32_t> m_items;
    CodeEncoder m_encoder;
    CodeDecoder m_decoder;
    std::unique_ptr<TextGenerator> m_generator; ///< language models
};

/// `count` codes from the model's prior, row after row; equal for equal seeds.
std::vector<float> priorCodes(const RunSetup& setup, quint64 seed, std::int64_t count);
/// Grey bytes of probabilities in [0, 1].
QByteArray toGrey(std::span<const float> pixels);
/// The sentence of an item, as the tokenizer writes it.
QString sentenceOf(const RunSetup& setup, std::uint32_t item);

} // namespace lb::experiments
