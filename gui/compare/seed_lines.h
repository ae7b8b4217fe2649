#pragma once

#include "experiments/records/run_record.h"
#include "widgets/plots/plot_types.h"

namespace lb::gui {

/// A line of a plot: a run, or the mean of runs that are alike but for their seed.
struct SeedLine {
    widgets::PlotRun line; ///< of a mean: "seeds:" and the settings' fingerprint, "VAE, n = 3"
    QList<experiments::RunRecord> runs;
    bool isMean() const { return runs.size() > 1; }
};

/// In the order in which the runs begin them.
QList<SeedLine> seedLines(const QList<experiments::RunRecord>& runs);

} // namespace lb::gui
