#pragma once

#include "experiments/records/result_table.h"
#include "experiments/store/metric_reader.h"
#include "gui/project/run_config.h"
#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QDateTime>
#include <QImage>

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

/// One figure of a report: curves, a picture, or lines of text.
struct ReportFigure {
    QString title;
    QString caption;
    widgets::FigureSpec spec{}; ///< without panels: it has no curves
    widgets::FigureData points{};
    QImage picture{};
    QString text{};
    QString source{}; ///< a command that makes it again; mostly empty
};

/// Everything that a report holds; nothing else is read while it is written.
struct ReportData {
    QString project;
    QString projectFolder;
    QDateTime time;
    bool isCollected = false; ///< of the figures that were sent to it, instead of all about its runs
    QList<ReportRun> runs{};
    experiments::ResultTable table{};
    QList<ReportFigure> figures{}; ///< of runs: the Monitor's plots that have points
    QString command{};             ///< that makes the report again
};

/// For the store's thread. `runs`: names, ids or unique prefixes. `file`: where the report is going, for its command.
/// NotFound for a run that is not there; one without points gets a report without curves.
experiments::Result<ReportData> readReport(experiments::RunStore& store, const QStringList& runs, const QString& file);

/// The figures that were collected (report_shelf.h), with settings, metrics and versions of the runs they show. Runs
/// that are gone are left out; a caption says so. InvalidArgument where nothing was collected.
experiments::Result<ReportData> readCollectedReport(experiments::RunStore& store, const QString& file);
/// `latentbench --report-page`, as a shell takes it.
QString collectedReportCommand(const QString& projectFolder, const QString& file);
/// `latentbench --report RUN ...`.
QString reportCommand(const QString& projectFolder, const QStringList& runNames, const QString& file);

/// Self-contained HTML without scripts: opens offline. Any thread.
QByteArray reportHtml(const ReportData& data);
/// A4 pages; curves are lines, text is text. Any thread with a QGuiApplication.
QByteArray reportPdf(const ReportData& data);

/// By the ending: HTML or PDF into `file`, whole or not at all. InvalidArgument for another ending.
experiments::Result<void> writeReport(experiments::RunStore& store, const QStringList& runs, const QString& file);
experiments::Result<void> writeCollectedReport(experiments::RunStore& store, const QString& file);

} // namespace lb::gui
