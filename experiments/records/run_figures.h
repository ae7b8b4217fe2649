#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/run_spec.h"

#include <QHash>

#include <limits>
#include <vector>

namespace lb::experiments {

struct StepValue {
    qint64 step = 0;
    double value = 0; ///< may be NaN or infinite
};

/// What a comparison needs of a run: its complete settings, and the history of each metric that was asked for.
struct RunFigures {
    QString uid;
    RunSpec spec;
    QStringList metrics; ///< all that the run has, whether read or not
    QHash<QString, std::vector<StepValue>> series;
    double trainingSeconds = std::numeric_limits<double>::quiet_NaN(); ///< of its training steps; NaN: not known
};

/// Which of a metric's values stands for the run.
struct ValueChoice {
    /// BestStep: the value where the validation ELBO is best, see `bestStep`.
    enum class Kind { BestStep, Last, Best, Least, Most, AtStep };
    Kind kind = Kind::BestStep;
    qint64 step = 0; ///< AtStep: the newest value at or before it

    /// The word of files and the command line: "best-elbo" "last" "best" "min" "max", or the step.
    QString name() const;
    static std::optional<ValueChoice> fromName(const QString& name);
    bool operator==(const ValueChoice&) const = default;
};

/// The step where the run is taken to be best: the largest validation ELBO; of models without one the least validation
/// reconstruction, then perplexity, then loss. Negative when none has a finite value.
qint64 bestStep(const RunFigures& run);

/// NaN when the run has no such value. "best" of a metric that has no better and worse is its value at the best step.
/// "test/..." is measured once: every choice gives that value.
double valueOf(const RunFigures& run, const QString& metric, const ValueChoice& choice);

/// Runs that are alike in all settings but their seed get the same text. How a run is computed (threads, device, what
/// is logged) does not count.
QString settingsKey(const RunSpec& spec);
/// `settingsKey` with the defaults of absent run fields, as 32 hexadecimal digits: for records and lists.
QString settingsFingerprint(const RunSpec& spec);
/// What runs that differ in their seed alone are called together: "VAE" for "VAE, seed 2" and "VAE-2".
QString nameWithoutSeed(const QString& name);
/// Keys in which some of the specs differ, those that do not count as above left out; sorted.
QStringList differingKeys(const QList<RunSpec>& specs);
/// Both see the same items in the same batches at equal seeds: what a paired test asks for.
bool shareBatches(const RunSpec& a, const RunSpec& b);

} // namespace lb::experiments
