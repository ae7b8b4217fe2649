#pragma once

#include "experiments/records/run_record.h"
#include "gui/compare/seed_spread.h"
#include "widgets/figures/figure_data.h"

namespace lb::gui {

/// Puts the mean of runs that are alike but for their seed in their place, with a band of this kind. `records` are
/// those of the data's runs, in their order. Vectors are not averaged, for dimensions of different runs have nothing in
/// common: runs that have some stay, after the means.
void averageSeeds(widgets::FigureData& data, const QList<experiments::RunRecord>& records, SpreadKind band);

} // namespace lb::gui
