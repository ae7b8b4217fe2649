#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/run_record.h"
#include "widgets/plots/plot_types.h"

#include <QList>

namespace lb::test {

/// Made-up records with the shapes that real runs have, the same at every call.
QList<experiments::RunRecord> syntheticRuns();
experiments::RunRecord syntheticRun(const QString& uid, const QString& name, const QString& family,
                                    const QString& group);
QList<widgets::PlotRun> syntheticPlotRuns();

/// `metric` is one of kl, reconstruction, elbo, active_units, entropy; empty where the family has no such thing.
QList<experiments::MetricPoint> syntheticCurve(const QString& family, const QString& metric, int steps = 2200);
QList<experiments::VectorPoint> syntheticKlPerDimension(const QString& family, int dimensions = 32);
QList<double> syntheticTrend(const QString& uid);
experiments::ItemStrip syntheticTexts(const QString& family);
experiments::ItemStrip syntheticImages(const QString& family);

} // namespace lb::test
