#pragma once

#include "tests/gui/bench_table.h"

#include <QString>

namespace lb::tests {

/// Figures that need no worker: files of figures, brushing, the gallery.
void drawingFigures(BenchTable& table);
/// Figures of real workers: decoding, pause, a data set's facts, an import, the window's event loop beside each.
void workFigures(BenchTable& table);
/// The demo's first point, and what samples and checkpoints cost a run that trains: with real workers.
void demoFigures(BenchTable& table);
/// The Compare page over a project of very many runs.
void compareFigures(BenchTable& table, const QString& project);

} // namespace lb::tests
