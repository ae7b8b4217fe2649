#pragma once

#include "experiments/records/result_table.h"
#include "experiments/store/metric_reader.h"
#include "gui/project/run_config.h"
#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QDateTime>

#include <optional>

namespace lb::gui {

/// One run as a report tells of it.
struct ReportRun {
    experiments::RunRecord record;
    RunConfig config;
    QList<experiments::MetricSummary> metrics{};
    std::optional<experiments::ItemStrip> strip{}; ///< the newest
    QString device{};                              ///< what its start says of the machine; empty: it has not started
    QString command{};                             ///< that trains it again
};

/// Everything that a report of some runs holds; nothing else is read while it is written.
struct ReportData {
    QString project;
    QString projectFolder;
    QDateTime time;
    QList<ReportRun> runs{};
    experiments::ResultTable table{};
    widgets::FigureSpec figure{}; ///< the Monitor's plots that have points
    widgets::FigureData points{};
    QString command{}; ///< that makes the report again
};

/// For the store's thread. `runs`: names, ids or unique prefixes. `file`: where the report is going, for its command.
/// NotFound for a run that is not there; one without points gets a report without curves.
experiments::Result<ReportData> readReport(experiments::RunStore& store, const QStringList& runs, const QString& file);

/// Self-contained HTML without scripts: opens offline. Any thread.
QByteArray reportHtml(const ReportData& data);
/// A4 pages; curves are lines, text is text. Any thread with a QGuiApplication.
QByteArray reportPdf(const ReportData& data);

/// By the ending: HTML or PDF into `file`, whole or not at all. InvalidArgument for another ending.
experiments::Result<void> writeReport(experiments::RunStore& store, const QStringList& runs, const QString& file);

} // namespace lb::gui
