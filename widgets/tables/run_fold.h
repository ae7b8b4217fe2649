#pragma once

#include "experiments/records/run_record.h"

#include <QList>
#include <QString>

namespace lb::widgets {

/// Runs that one row stands for.
using FoldedRuns = QList<const experiments::RunRecord*>;

struct StateCount {
    experiments::RunState state = experiments::RunState::Running;
    int count = 0;
    bool operator==(const StateCount&) const = default;
};
/// The states there are, the most telling first. Preparing and finishing count as running.
QList<StateCount> stateCounts(const FoldedRuns& runs);
/// "1 running, 2 finished".
QString stateCountsText(const FoldedRuns& runs);
/// Mean share done in [0, 1], of ended runs what they did; negative when none is at work.
double foldProgress(const FoldedRuns& runs);

/// Mean of the finite last values; empty when none has one.
QString foldValueText(const FoldedRuns& runs, const QString& metric);
/// "KL (nats): 6.41 ± 0.12, from 6.30 to 6.55, n = 3"; empty when none has a value.
QString foldValueDetail(const FoldedRuns& runs, const QString& metric);
/// Names of the runs' states and seeds, and the usual metrics as `foldValueDetail`.
QString foldToolTip(const QString& name, const FoldedRuns& runs);

/// Mean of the trends place by place, as long as the longest; trends of fewer than two values are left out.
QList<double> meanTrend(const QList<QList<double>>& trends);

/// "KL (nats)", translated.
QString metricTitleWithUnit(const QString& metric);

} // namespace lb::widgets
