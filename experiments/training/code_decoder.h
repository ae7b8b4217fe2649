#pragma once

#include "engine/train/program.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/text_stepper.h"

#include <memory>
#include <span>
#include <vector>

namespace lb::experiments {

struct TextDecodingOptions {
    int maximumTokens = 40;
    double temperature = 0; ///< 0: greedy
    quint64 seed = 1;       ///< used when temperature > 0
    qint64 texts = 0;       ///< how many, for a model without codes
};

/// Turns codes into data with the current weights of a setup's store. Codes are [count, latent], row after row; any
/// count, and a language model needs none. One thread; keeps a reference to the setup.
class CodeDecoder {
public:
    /// Prepares a program for batches of `rows` codes.
    CodeDecoder(const RunSetup& setup, std::int64_t rows);
    ~CodeDecoder();

    /// [count, height * width], in [0, 1].
    std::vector<float> images(std::span<const float> codes);
    /// Token ids without <s>, </s> and <unk>: an unknown word is never said, the next likeliest stands for it.
    std::vector<std::vector<std::int32_t>> sentences(std::span<const float> codes, const TextDecodingOptions& options);

private:
    void decodeChunk(const std::vector<float>& codes, std::size_t used, const TextDecodingOptions& options,
                     std::vector<std::vector<std::int32_t>>& result);

    const RunSetup& m_setup;
    std::int64_t m_rows;
    std::unique_ptr<TextStepper> m_stepper; ///< text
    engine::Value m_image;                  ///< images: m_program's output
    std::unique_ptr<engine::Program> m_program;
};

} // namespace lb::experiments
