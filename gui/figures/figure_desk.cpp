#include "gui/figures/figure_desk.h"

#include "experiments/store/measured_runs.h"
#include "gui/action_registry.h"
#include "gui/dialogs/questions.h"
#include "gui/figures/export_figure_dialog.h"
#include "gui/figures/figure_clipboard.h"
#include "gui/figures/figure_export.h"
#include "gui/figures/figure_source.h"
#include "gui/pages/monitor_panels.h"
#include "gui/project/store_thread.h"
#include "gui/report/report_data.h"
#include "gui/run_board.h"

#include <QDir>
#include <QPointer>

#include <optional>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;
using widgets::FigureData;
using widgets::FigureSpec;

namespace {

/// What one plot looks like on the clipboard.
constexpr double kCopyWidthMm = 120;
constexpr double kCopyHeightMm = 75;
constexpr int kCopyDpi = 200;

Result<void> writeTable(experiments::RunStore& store, const QStringList& uids, const QString& file)
{
    QList<experiments::RunRecord> runs;
    for (const QString& uid : uids) {
        const auto run = store.find(uid);
        if (!run)
            return tl::unexpected(run.error());
        runs.append(*run);
    }
    const auto measured = experiments::measuredRuns(store, runs, QStringLiteral("last"));
    if (!measured)
        return tl::unexpected(measured.error());
    const auto table = experiments::resultTable(*measured, experiments::comparedQuantities());
    const auto format = file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)  ? experiments::TableFormat::Csv
                        : file.endsWith(QLatin1String(".md"), Qt::CaseInsensitive) ? experiments::TableFormat::Markdown
                                                                                   : experiments::TableFormat::Latex;
    return writeWhole(file, experiments::tableText(table, format).toUtf8());
}

} // namespace

FigureDesk::FigureDesk(const Parts& parts, QWidget* window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    connect(parts.actions[Verb::ExportFigure], &QAction::triggered, this,
            [this] { openFigure(m_parts.panels.valueMetrics().mid(0, 2)); });
    connect(parts.actions[Verb::ExportTable], &QAction::triggered, this, &FigureDesk::askTable);
    connect(parts.actions[Verb::Report], &QAction::triggered, this, &FigureDesk::askReport);
    connect(&parts.panels, &MonitorPanels::figureRequested, this, &FigureDesk::openFigure);
    connect(&parts.panels, &MonitorPanels::copyRequested, this, &FigureDesk::copyPlot);
    connect(&parts.panels, &MonitorPanels::reportRequested, this, &FigureDesk::sendPlot);
    connect(&parts.panels, &MonitorPanels::runsChanged, this, &FigureDesk::updateEnabled);
    updateEnabled();
}

void FigureDesk::updateEnabled()
{
    for (const Verb verb : {Verb::ExportFigure, Verb::ExportTable, Verb::Report})
        m_parts.actions[verb]->setEnabled(!m_parts.panels.plotRuns().isEmpty());
}

void FigureDesk::openFigure(const QStringList& metrics)
{
    const FigureSpec all = m_parts.panels.figure();
    if (all.runs.isEmpty() || all.panels.isEmpty())
        return;
    delete m_dialog; // what it showed may be long past
    m_dialog = new ExportFigureDialog({m_parts.theme, m_parts.store, m_parts.questions, m_parts.projectFolder()}, all,
                                      metrics, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->show();
}

template <class Write>
void FigureDesk::askAndWrite(const QString& title, const QString& name, const QStringList& filters, Write write)
{
    const auto start = [this, write](const std::optional<QString>& file) {
        if (!file)
            return;
        m_parts.store.ask(
            this,
            [write, uids = m_parts.board.shown(), file = *file](StoreReader& reader) -> Result<void> {
                if (!reader.store())
                    return tl::unexpected(noProject());
                return write(*reader.store(), uids, file);
            },
            [this, file = *file](const Result<void>& done) {
                if (done)
                    emit written(file);
                else
                    emit failed(done.error());
            });
    };
    m_parts.questions.askSaveFile(m_window, title, QDir::home().filePath(name), filters,
                                  [start, guard = QPointer<FigureDesk>(this)](const std::optional<QString>& file) {
                                      if (guard)
                                          start(file);
                                  });
}

void FigureDesk::askTable()
{
    askAndWrite(tr("Export table"), tr("results.tex"),
                {tr("LaTeX with booktabs (*.tex)"), tr("Comma-separated values (*.csv)"), tr("Markdown (*.md)")},
                writeTable);
}

void FigureDesk::askReport()
{
    askAndWrite(tr("Write report"), tr("report.html"), {tr("Web page, opens offline (*.html)"), tr("PDF (*.pdf)")},
                writeReport);
}

FigureSpec FigureDesk::plotFigure(const QStringList& metrics) const
{
    FigureSpec spec = m_parts.panels.figure();
    spec.panels.removeIf([&](const widgets::FigurePanel& panel) { return !metrics.contains(panel.metric); });
    spec.widthMm = kCopyWidthMm;
    spec.columns = 1;
    spec.heightMm = kCopyHeightMm * static_cast<double>(spec.panels.size());
    spec.dpi = kCopyDpi;
    return spec;
}

void FigureDesk::sendPlot(const QStringList& metrics)
{
    const FigureSpec spec = plotFigure(metrics);
    if (spec.panels.isEmpty() || spec.runs.isEmpty())
        return;
    QStringList titles;
    for (const widgets::FigurePanel& panel : spec.panels)
        titles.append(panel.title);
    ReportItem item{.title = titles.join(tr(", ")), .figure = spec};
    for (const widgets::FigureRun& run : spec.runs)
        item.uids.append(run.uid);
    emit collected(item);
}

void FigureDesk::copyPlot(const QStringList& metrics)
{
    const FigureSpec spec = plotFigure(metrics);
    if (spec.panels.isEmpty() || spec.runs.isEmpty())
        return;
    m_parts.store.ask(
        this,
        [spec](StoreReader& reader) -> Result<FigureData> {
            if (!reader.store())
                return tl::unexpected(noProject());
            return readFigure(*reader.store(), spec);
        },
        [this, spec](const Result<FigureData>& data) {
            if (data)
                copyFigure(spec, *data);
            else
                emit failed(data.error());
        });
}

} // namespace lb::gui
