#pragma once

#include "engine/train/program.h"
#include "experiments/training/run_setup.h"

#include <map>
#include <memory>
#include <vector>

namespace lb::experiments {

/// Codes of a batch, in evaluation mode; rows of padding are left out. [rows, latent] each.
struct BatchCodes {
    std::vector<std::uint32_t> items;
    std::vector<float> mean;
    std::vector<float> logVariance;    ///< empty: the latent has no noise
    std::vector<float> klPerDimension; ///< empty: no KL
};

/// Scores of a batch under given codes; one number per row.
struct BatchScores {
    std::vector<float> reconstruction; ///< nats
    std::vector<float> squaredError;   ///< images
    std::vector<float> correctTokens;  ///< text
};

/// Encoding and scoring programs for all batch shapes, made when first used. One thread; keeps a reference to the
/// setup.
class CodeEncoder {
public:
    explicit CodeEncoder(const RunSetup& setup);
    ~CodeEncoder();

    BatchCodes encode(const engine::Batch& batch);
    /// `codes`: [filled rows, latent].
    BatchScores score(const engine::Batch& batch, const std::vector<float>& codes);
    /// Text: -log p of each token under the codes, [steps, rows]; 0 for padding. Rows of padding are there.
    std::vector<float> tokenLosses(const engine::Batch& batch, const std::vector<float>& codes);

private:
    struct Encoding;
    struct Scoring;
    Encoding& encodingFor(engine::BatchShape shape);
    Scoring& scoringFor(engine::BatchShape shape, bool byToken);
    Scoring& scored(const engine::Batch& batch, const std::vector<float>& codes, bool byToken);

    const RunSetup& m_setup;
    std::map<engine::BatchShape, std::unique_ptr<Encoding>> m_encodings;
    std::map<engine::BatchShape, std::unique_ptr<Scoring>> m_scorings;
    std::map<engine::BatchShape, std::unique_ptr<Scoring>> m_tokenScorings;
};

} // namespace lb::experiments
