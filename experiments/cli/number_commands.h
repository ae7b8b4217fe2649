#pragma once

#include "experiments/cli/session.h"

#include <QString>

namespace lb::experiments {

// The verbs about numbers of runs; each prints its result and returns the exit code.

struct OwnMetricArguments {
    QString name; ///< empty: none is made
    QString expression;
    QString unit;
    QString better;  ///< "lower", "higher", "neither"
    QString removed; ///< empty: none is forgotten
};
/// Makes, replaces or forgets a metric of the project's own, then lists them.
int defineMetricCommand(Session& session, const OwnMetricArguments& arguments);
/// Other programs' runs as runs of the project; `inspectsOnly`: lists what is there.
int importRunsCommand(Session& session, const QString& path, bool inspectsOnly);
/// The newest histograms of a run's weights and gradients.
int histogramsCommand(Session& session, const QString& run);
/// Does a step again, RUN or RUN@STEP, and says whether its loss is the recorded one; 1 when it is another.
int replayCommand(Session& session, const QString& run);

} // namespace lb::experiments
