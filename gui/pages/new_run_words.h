#pragma once

#include "experiments/control/device_catalogue.h"
#include "experiments/records/run_grid.h"
#include "gui/project/run_forecast.h"
#include "gui/project/run_planner.h"
#include "widgets/forms/memory_bar.h"

namespace lb::gui {

/// The words of the New run page about what a run needs.

QString byteText(qint64 bytes);                 ///< "188 MB", "1.24 GB"
QString operationWords(qint64 flops);           ///< "6.34 GFLOP"
QString stepWords(const RunForecast& forecast); ///< "2,496 in 8 epochs"
QString sizeWords(const RunForecast& forecast);
/// "19 min", "19 min, 1:17 per run × 15", with where it comes from; or that it is not known, and why.
QString timeWords(const RunForecast& forecast, qint64 runs, int atOnce);
/// `device`: where it would train.
QString needWords(const MemoryNeed& need, const experiments::Device& device);
QList<widgets::MemoryBar::Part> needParts(const MemoryNeed& need);
/// What is known without a worker.
QString boundWords(const experiments::Estimate& estimate, const experiments::Device& device);
QList<widgets::MemoryBar::Part> boundParts(const experiments::Estimate& estimate);
/// One sentence: why it cannot be, or that it can; empty while nobody knows. `refusal`: for want of memory.
QString verdictWords(const RunForecast& forecast, const MemoryNeed* need, const QString& refusal,
                     const QString& planProblem);
/// "3 values of γ × 5 seeds = 15 runs"; empty for one run.
QString gridWords(const experiments::RunGrid& grid, const QList<experiments::FieldSchema>& schema);
/// "WordNet, LSTM": the group that a preset stands in.
QString presetGroup(const experiments::RunSpec& spec);

} // namespace lb::gui
