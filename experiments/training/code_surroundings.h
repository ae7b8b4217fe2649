#pragma once

#include "experiments/training/code_encoder.h"
#include "experiments/training/opened_run.h"

#include <span>
#include <vector>

namespace lb::experiments {

/// What is around codes of an opened run: the training item whose code is nearest, and how far away a code lies once it
/// was decoded and encoded again. Keeps a reference to the run and the codes of a sample of its training items. One
/// thread.
class CodeSurroundings {
public:
    /// Training items that neighbours are looked for among, drawn by a fixed seed: a second or two of work, once.
    static constexpr std::size_t kSampleItems = 5000;

    /// The run has codes.
    explicit CodeSurroundings(OpenedRun& run);

    struct Near {
        std::uint32_t item = 0; ///< of the data set
        double distance = 0;    ///< Euclidean, to the posterior mean
    };
    Near nearestTrainingItem(std::span<const float> code) const;
    std::size_t sampleSize() const { return m_items.size(); }
    /// |z - mu(x)| for each code z, [n, latent], and the x that it became: small where the encoder recognises what the
    /// decoder makes. NaN for a sentence without a word.
    std::vector<float> returnDistances(std::span<const float> codes, const DecodedItems& decoded);

private:
    std::vector<float> encodedAgain(const DecodedItems& decoded);

    OpenedRun& m_run;
    CodeEncoder m_encoder;
    std::vector<std::uint32_t> m_items;
    std::vector<float> m_codes; ///< [items, latent]
};

} // namespace lb::experiments
