#pragma once

#include "experiments/records/run_figures.h"
#include "widgets/plots/plot_types.h"
#include "widgets/plots/spread_kind.h"

namespace lb::gui {

using widgets::SpreadKind;

/// The mean of runs' histories at the steps that all of those which reach that far have, with its spread.
struct SeedMean {
    std::vector<experiments::StepValue> mean;
    QList<widgets::SpreadPoint> spread; ///< only at steps where at least two runs have a finite value
};
SeedMean seedMean(const QList<const std::vector<experiments::StepValue>*>& runs, SpreadKind kind);

} // namespace lb::gui
