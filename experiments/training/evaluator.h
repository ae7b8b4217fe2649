#pragma once

#include "experiments/training/code_encoder.h"
#include "experiments/training/run_setup.h"
#include "models/metrics/neighbour_entropy.h"

#include <QMap>
#include <QString>

#include <functional>
#include <vector>

namespace lb::experiments {

/// Numbers of a model over a list of items, by metric name without its prefix (experiments/records/README.md). A
/// quantity that the model does not have is absent, never zero.
struct Evaluation {
    QMap<QString, double> numbers;
    QMap<QString, std::vector<float>> vectors;
};

/// Evaluates a run's model, in evaluation mode, over fixed items: reconstruction, perplexity; with codes also KL, ELBO, active units, mutual
/// information, aggregated posterior, shuffle gap, code entropy with its Gaussian reference. Formulas: methods behind
/// models/metrics. Equal weights give equal numbers: the noise comes from (seed, item order) alone. One thread.
class Evaluator {
public:
    using Progress = std::function<void(qint64 done, qint64 total)>;

    /// `limit` > 0 takes the first so many items.
    Evaluator(const RunSetup& setup, std::vector<std::uint32_t> items, qint64 limit, quint64 seed);
    ~Evaluator();

    Evaluation run(const Progress& progress = {});
    std::size_t itemCount() const { return m_items.size(); }

    /// All codes of the last run, [n, latent]: means, and ln sigma^2 (empty without noise).
    const std::vector<float>& means() const { return m_means; }
    const std::vector<float>& logVariances() const { return m_logVariances; }

private:
    struct Sums;
    void addBatch(const engine::Batch& batch, Sums& sums);
    void addScores(const engine::Batch& batch, const std::vector<float>& codes, Sums& sums);
    void addShuffled(const engine::Batch& batch, const std::vector<float>& codes, Sums& sums);
    static void addDecoderUse(Evaluation& result, const Sums& sums);
    void addKl(Evaluation& result, const Sums& sums) const;
    void addPosterior(Evaluation& result) const;
    void addInformation(Evaluation& result) const;
    void addEntropy(Evaluation& result);

    const RunSetup& m_setup;
    std::vector<std::uint32_t> m_items;
    quint64 m_seed;
    CodeEncoder m_encoder;
    std::unique_ptr<engine::BatchSource> m_batches;
    std::vector<float> m_means;
    std::vector<float> m_logVariances;
    /// The estimator on Gaussian samples: depends on n and d alone, so it is taken once.
    std::unique_ptr<models::GaussianReference> m_reference;
    std::int64_t m_referenceRows = 0;
};

} // namespace lb::experiments
