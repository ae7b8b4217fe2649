#pragma once

#include "experiments/training/feature_network.h"
#include "experiments/training/opened_run.h"

#include <QStringList>

namespace lb::experiments {

/// What to measure of a checkpoint, and how thoroughly.
struct EvaluationOptions {
    QString split = QStringLiteral("test");
    /// "basic": what training measures too. "nll": importance-weighted likelihood. "mmd": codes against the prior.
    /// "samples": quality of samples and reconstructions. Empty: all of them.
    QStringList what;
    int importanceSamples = 100;  ///< K
    qint64 likelihoodItems = 500; ///< the first so many items; 0: all
    qint64 samples = 10000;       ///< images, and as many real ones: the Frechet distance depends on the number
    quint64 seed = 7359;          ///< as the training's own last evaluation
};

/// Evaluates an opened run, part after part. Numbers by the names of experiments/records/README.md; what a model or its
/// data set does not have is absent, and a note says why where a user might miss it.
class RunEvaluation {
public:
    RunEvaluation(OpenedRun& run, EvaluationOptions options, WorkProgress progress);
    /// InvalidArgument for an unknown split or part.
    Result<Evaluation> run();
    /// Sentences about what was left out.
    const QStringList& notes() const { return m_notes; }

private:
    bool wants(const char* part) const;
    void addBaseline(const std::vector<std::uint32_t>& items);
    void addLikelihood(const std::vector<std::uint32_t>& items);
    void addDiscrepancy(const std::vector<std::uint32_t>& items);
    Result<void> addImages(const std::vector<std::uint32_t>& items);
    Result<void> addSentences(const std::vector<std::uint32_t>& items);
    void addOverlap(const std::vector<std::uint32_t>& items);
    void insert(const char* name, double value) { m_result.numbers.insert(QLatin1String(name), value); }

    OpenedRun& m_run;
    EvaluationOptions m_options;
    WorkProgress m_progress;
    Evaluation m_result;
    QStringList m_notes;
};

} // namespace lb::experiments
