#include "gui/report/report_data.h"

#include "experiments/preview/presets.h"
#include "experiments/preview/train_command.h"
#include "experiments/store/measured_runs.h"
#include "gui/figures/figure_export.h"
#include "gui/figures/figure_source.h"
#include "gui/pages/theory.h"
#include "gui/report/report_shelf.h"

#include <QCoreApplication>
#include <QDir>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::MetricReader;
using experiments::Result;
using experiments::RunRecord;
using experiments::RunStore;
using widgets::AxisScale;
using widgets::FigurePanel;
using widgets::FigureSpec;

namespace {

constexpr double kPageWidthMm = 169; // of A4 between margins of 20 mm
constexpr double kUnitTicks = 4;

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

FigureSpec figureOf(const QList<RunRecord>& runs)
{
    const bool isImage = !runs.isEmpty() && runs.first().dataset == QLatin1String("fashion-mnist");
    FigurePanel kl{QStringLiteral("train/kl"), Words::tr("KL divergence"), Words::tr("KL (nats)"),
                   AxisScale::Kind::Symlog};
    kl.threshold = isImage ? AxisScale::kImageThreshold : AxisScale::kTextThreshold;
    FigurePanel units{QStringLiteral("validation/active_units"), Words::tr("Active units"), Words::tr("Active units")};
    units.isStepped = true;
    if (const qint64 size = latentSize(runs); size > 0) {
        units.valueLabel = Words::tr("Active units (of %1)").arg(size);
        units.included = {0, static_cast<double>(size)};
        units.tickStep = size >= 8 ? static_cast<double>(size) / kUnitTicks : 1;
    }
    FigurePanel dimensions{QStringLiteral("validation/kl_per_dimension"), Words::tr("KL per dimension"),
                           Words::tr("KL per dimension (nats)")};
    dimensions.isHeatMap = true;
    FigureSpec spec;
    spec.panels = {
        kl,
        {QStringLiteral("validation/reconstruction"), Words::tr("Reconstruction"), Words::tr("Reconstruction (nats)")},
        {QStringLiteral("validation/elbo"), Words::tr("ELBO"), Words::tr("ELBO (nats)")},
        units,
        dimensions,
        {QStringLiteral("validation/entropy_gap"), Words::tr("Code entropy"), Words::tr("Entropy (nats)")}};
    for (const RunRecord& run : runs)
        spec.runs.append({run.uid, run.name});
    spec.isRobust = true;
    spec.hasEvents = true; // read with the points; not drawn, see below
    spec.widthMm = kPageWidthMm;
    return spec;
}

bool hasPoints(const widgets::FigureData& data, const FigurePanel& panel)
{
    for (const widgets::FigureRunData& run : data.runs)
        if (!run.points.value(panel.metric).isEmpty() || !run.vectors.value(panel.metric).isEmpty())
            return true;
    return false;
}

/// The name alone, or with the project where a copied command must find it.
QString trainCommand(const RunRecord& run, const experiments::RunSpec& spec)
{
    QString preset;
    if (const auto presets = experiments::presets())
        for (const experiments::Preset& known : *presets)
            if (known.family == run.family && known.spec.text(QStringLiteral("data.id")) == run.dataset)
                preset = known.id;
    return experiments::shellCommand(
        experiments::trainWords({.base = spec}, preset, {.name = run.name, .group = run.group, .tags = run.tags}));
}

Result<ReportRun> readRun(RunStore& store, const RunRecord& run)
{
    ReportRun report{run};
    const auto config = readConfig(store, run);
    if (!config)
        return tl::unexpected(config.error());
    report.config = *config;
    report.command = trainCommand(run, config->spec);
    const auto reader = MetricReader::open(store.folder(run.uid));
    if (!reader) {
        if (reader.error().kind == ErrorKind::NotFound)
            return report;
        return tl::unexpected(reader.error());
    }
    const auto metrics = (*reader)->summaries();
    if (!metrics)
        return tl::unexpected(metrics.error());
    report.metrics = *metrics;
    if (const auto strip = (*reader)->strip())
        report.strip = *strip;
    return report;
}

/// Drawn anew from the points of the runs that are still there.
Result<ReportFigure> figureOf(RunStore& store, const ReportItem& item, const QStringList& lost)
{
    ReportFigure figure{item.title, item.caption};
    figure.text = item.text;
    figure.source = item.source;
    if (!item.png.isEmpty())
        figure.picture = QImage::fromData(item.png);
    if (!item.figure)
        return figure;
    FigureSpec spec = *item.figure;
    const qsizetype all = spec.runs.size();
    spec.runs.removeIf([&lost](const widgets::FigureRun& run) { return lost.contains(run.uid); });
    if (const auto gone = static_cast<int>(all - spec.runs.size()); gone > 0)
        figure.caption = (figure.caption + QLatin1Char(' ') +
                          Words::tr("Not in the project any more: %n run(s) of this figure.", nullptr, gone))
                             .trimmed();
    if (spec.runs.isEmpty())
        return figure;
    const auto points = readFigure(store, spec);
    if (!points)
        return tl::unexpected(points.error());
    figure.spec = spec;
    figure.points = *points;
    return figure;
}

} // namespace

Result<ReportData> readReport(RunStore& store, const QStringList& names, const QString& file)
{
    ReportData data{QDir(store.projectFolder()).dirName(), store.projectFolder(), QDateTime::currentDateTime()};
    QList<RunRecord> records;
    for (const QString& name : names) {
        const auto run = store.find(name);
        if (!run)
            return tl::unexpected(run.error());
        records.append(*run);
        const auto report = readRun(store, *run);
        if (!report)
            return tl::unexpected(report.error());
        data.runs.append(*report);
    }
    if (records.isEmpty())
        return experiments::fail(ErrorKind::InvalidArgument,
                                 QStringLiteral("A report needs a run. Name one or several."));
    const auto measured = experiments::measuredRuns(store, records, QStringLiteral("last"));
    if (!measured)
        return tl::unexpected(measured.error());
    data.table = experiments::resultTable(*measured, experiments::comparedQuantities());
    ReportFigure curves{Words::tr("Curves"), {}, figureOf(records)};
    const auto points = readFigure(store, curves.spec);
    if (!points)
        return tl::unexpected(points.error());
    curves.points = *points;
    curves.spec.hasEvents = false;
    curves.spec.panels.removeIf([&](const FigurePanel& panel) { return !hasPoints(curves.points, panel); });
    curves.spec.heightMm = widgets::pleasantHeightMm(curves.spec);
    for (qsizetype i = 0; i < data.runs.size(); ++i)
        for (const experiments::RunEvent& event : curves.points.runs[i].events)
            if (event.kind == QLatin1String("start"))
                data.runs[i].device = event.message;
    data.figures.append(curves);
    QStringList known;
    for (const RunRecord& run : std::as_const(records))
        known.append(run.name);
    data.command = reportCommand(data.projectFolder, known, file);
    return data;
}

QString reportCommand(const QString& projectFolder, const QStringList& runNames, const QString& file)
{
    QStringList words{QStringLiteral("latentbench"), QStringLiteral("--project"), projectFolder};
    for (const QString& name : runNames)
        words << QStringLiteral("--report") << name;
    return experiments::shellCommand(words << QStringLiteral("--out") << file);
}

QString collectedReportCommand(const QString& projectFolder, const QString& file)
{
    return experiments::shellCommand({QStringLiteral("latentbench"), QStringLiteral("--project"), projectFolder,
                                      QStringLiteral("--report-page"), QStringLiteral("--out"), file});
}

Result<ReportData> readCollectedReport(RunStore& store, const QString& file)
{
    const auto items = keptReportItems(store);
    if (!items)
        return tl::unexpected(items.error());
    if (items->isEmpty())
        return experiments::fail(ErrorKind::InvalidArgument,
                                 QStringLiteral("No figure was sent to the report yet. Send some from the menus of "
                                                "plots, grids and maps."));
    ReportData data{QDir(store.projectFolder()).dirName(), store.projectFolder(), QDateTime::currentDateTime(), true};
    QStringList known;
    QStringList lost;
    for (const ReportItem& item : *items)
        for (const QString& uid : item.uids) {
            const auto run =
                known.contains(uid) || lost.contains(uid) ? Result<RunRecord>(RunRecord()) : store.find(uid);
            if (run && run->uid.isEmpty())
                continue; // met before
            (run ? known : lost).append(uid);
            if (!run)
                continue;
            const auto report = readRun(store, *run);
            if (!report)
                return tl::unexpected(report.error());
            data.runs.append(*report);
        }
    for (const ReportItem& item : *items) {
        const auto figure = figureOf(store, item, lost);
        if (!figure)
            return tl::unexpected(figure.error());
        data.figures.append(*figure);
    }
    data.command = collectedReportCommand(data.projectFolder, file);
    return data;
}

namespace {

Result<void> checkName(const QString& file)
{
    for (const char* ending : {".pdf", ".html", ".htm"})
        if (file.endsWith(QLatin1String(ending), Qt::CaseInsensitive))
            return {};
    return experiments::fail(ErrorKind::InvalidArgument,
                             QStringLiteral("'%1' is no name of a report. Write .html or .pdf.").arg(file));
}

Result<void> write(const Result<ReportData>& data, const QString& file)
{
    if (!data)
        return tl::unexpected(data.error());
    const bool isPdf = file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive);
    return writeWhole(file, isPdf ? reportPdf(*data) : reportHtml(*data));
}

} // namespace

Result<void> writeReport(RunStore& store, const QStringList& runs, const QString& file)
{
    const auto named = checkName(file);
    return named ? write(readReport(store, runs, file), file) : named;
}

Result<void> writeCollectedReport(RunStore& store, const QString& file)
{
    const auto named = checkName(file);
    return named ? write(readCollectedReport(store, file), file) : named;
}

} // namespace lb::gui
