#pragma once

#include "experiments/records/run_record.h"
#include "gui/run_board.h"
#include "widgets/plots/plot_types.h"

#include <QList>
#include <optional>

namespace lb::gui {

/// A run as plots and figures know it.
widgets::PlotRun plottedRun(const experiments::RunRecord& run);

/// Dashed lines of the KL plot: each run's floor, equal ones of a family once.
QList<widgets::TheoryLine> klFloors(const QList<experiments::RunRecord>& runs);

/// Dashed lines of the entropy plot: the ceiling of the runs that have an entropy, once per value.
QList<widgets::TheoryLine> entropyCeilings(const QList<experiments::RunRecord>& runs);

/// "gap −1.1 ± 0.2 nats" for each run that has one.
QList<widgets::PlotNote> entropyNotes(const QList<experiments::RunRecord>& runs, const RunBoard& board);

/// The entropy to draw: the k-NN estimate less the estimator's bias, which is its value on as many draws of N(0, I)
/// minus the exact entropy of N(0, I). With gap = estimate - estimate on N(0, I) that is ceiling + gap. Nothing while
/// the ceiling is not known.
std::optional<double> entropyLessBias(const experiments::RunRecord& run, double gap);

/// The greatest latent size of the runs; 0 when none is known.
qint64 latentSize(const QList<experiments::RunRecord>& runs);

} // namespace lb::gui
