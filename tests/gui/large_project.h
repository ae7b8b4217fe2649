#pragma once

#include "experiments/store/run_store.h"

#include <QString>
#include <QStringList>

namespace lb::tests {

/// Metrics that a made-up run records, as a text VAE does.
QStringList recordedMetrics();

/// A finished run with `points` points of each metric; returns its uid. `rate`: of its optimizer; 0: the preset's.
QString recordRun(experiments::RunStore& store, const QString& name, const QString& group, qint64 seed, int points,
                  const QStringList& metrics = recordedMetrics(), double rate = 0);

/// A project of `runs` finished runs with `points` points of each of ten metrics, in groups of ten seeds that
/// differ in their learning rate. Takes minutes for 10,000 runs of 100; kept for the next time. False, with a line on
/// stderr, when it cannot be made.
bool makeLargeProject(const QString& folder, int runs, int points);

} // namespace lb::tests
