#pragma once

#include "gui/report/report_data.h"

namespace lb::gui {

// The tables of a report as HTML that browsers and QTextDocument read alike.

/// <name>content</name>; the content is HTML already.
QString htmlElement(const char* name, const QString& content);
/// Of plain text.
QString htmlParagraph(const QString& text);
/// Cells are HTML already; those from `numbersFrom` on stand right.
QString htmlTable(const QStringList& head, const QList<QStringList>& rows, qsizetype numbersFrom);

/// A row for each metric, a column for each model: many metrics are read more often than many models, and pages are
/// narrow.
QString resultTable(const experiments::ResultTable& results);
/// The settings of a run that differ from what it started from.
QString changedTable(const RunConfig& config);
/// All settings in use; of several runs a column each.
QString settingTable(const QList<ReportRun>& runs);
/// Every metric, last and best; of several runs a column each.
QString metricTable(const QList<ReportRun>& runs);

} // namespace lb::gui
