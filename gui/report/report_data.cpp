#include "gui/report/report_data.h"

#include "experiments/preview/presets.h"
#include "experiments/preview/train_command.h"
#include "experiments/store/measured_runs.h"
#include "gui/figures/figure_export.h"
#include "gui/figures/figure_source.h"
#include "gui/pages/theory.h"

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
    data.figure = figureOf(records);
    const auto points = readFigure(store, data.figure);
    if (!points)
        return tl::unexpected(points.error());
    data.points = *points;
    data.figure.hasEvents = false;
    data.figure.panels.removeIf([&](const FigurePanel& panel) { return !hasPoints(data.points, panel); });
    data.figure.heightMm = widgets::pleasantHeightMm(data.figure);
    for (qsizetype i = 0; i < data.runs.size(); ++i)
        for (const experiments::RunEvent& event : data.points.runs[i].events)
            if (event.kind == QLatin1String("start"))
                data.runs[i].device = event.message;
    QStringList words{QStringLiteral("latentbench"), QStringLiteral("--project"), data.projectFolder};
    for (const RunRecord& run : std::as_const(records))
        words << QStringLiteral("--report") << run.name;
    data.command = experiments::shellCommand(words << QStringLiteral("--out") << file);
    return data;
}

Result<void> writeReport(RunStore& store, const QStringList& runs, const QString& file)
{
    const bool isPdf = file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive);
    if (!isPdf && !file.endsWith(QLatin1String(".html"), Qt::CaseInsensitive) &&
        !file.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive))
        return experiments::fail(ErrorKind::InvalidArgument,
                                 QStringLiteral("'%1' is no name of a report. Write .html or .pdf.").arg(file));
    const auto data = readReport(store, runs, file);
    if (!data)
        return tl::unexpected(data.error());
    return writeWhole(file, isPdf ? reportPdf(*data) : reportHtml(*data));
}

} // namespace lb::gui
