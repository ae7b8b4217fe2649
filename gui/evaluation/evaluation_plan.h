#pragma once

#include "experiments/records/run_record.h"

#include <QCborMap>
#include <QStringList>

namespace lb::gui {

/// What is measured of checkpoints beyond what training measures, as `latentbench-cli evaluate` takes it: always of the
/// test split, and kept with the run.
struct EvaluationPlan {
    QStringList uids;
    qint64 checkpoint = -1; ///< of the one run; -1: the newest of each
    bool hasBasics = false;
    bool hasLikelihood = true;
    bool hasDiscrepancy = true;
    bool hasSamples = true;
    int importanceSamples = 100; ///< K
    int likelihoodItems = 500;   ///< the first so many test items; 0: all
    int samples = 10000;

    /// "basic", "nll", "mmd", "samples".
    QStringList parts() const;
};

/// The request of experiments/worker/README.md. `target`: run and checkpoint.
QCborMap evaluationRequest(const QCborMap& target, const EvaluationPlan& plan);

/// The commands that do the same, a line for each of `names`.
QString evaluationCommand(const EvaluationPlan& plan, const QStringList& names, const QString& project);

/// About how long it takes for a run, from the speed of its training; negative where that is not known. A training step
/// costs about three times as much as reading an item forward; what writing word after word costs more, and the
/// classifier that the first evaluation of a data set trains, are not in it.
double evaluationSeconds(const EvaluationPlan& plan, const experiments::RunRecord& run);

} // namespace lb::gui
