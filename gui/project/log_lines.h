#pragma once

#include "experiments/records/metric_records.h"
#include "widgets/logs/log_model.h"

#include <QList>
#include <QStringList>

namespace lb::gui {

/// A run's events as lines of its log: warnings and errors by their kind.
QList<widgets::LogLine> linesOf(const QList<experiments::RunEvent>& events, const QString& runName);

/// Lines a worker wrote; "error" and "warning" at a line's start decide its level. Empty lines are left out.
QList<widgets::LogLine> linesOf(const QStringList& text, const QString& runName);

} // namespace lb::gui
