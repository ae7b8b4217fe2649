#include "gui/figures/figure_source.h"

#include "experiments/store/metric_reader.h"
#include "gui/figures/figure_seeds.h"
#include "gui/pages/theory.h"

#include <QCoreApplication>
#include <QDir>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::MetricPoint;
using experiments::MetricReader;
using experiments::Result;
using experiments::RunRecord;
using widgets::FigureData;
using widgets::FigureRunData;

namespace {

const QString kEntropyGap = QStringLiteral("validation/entropy_gap");

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(FigureSource)
};

Result<QList<experiments::RunEvent>> eventsOf(MetricReader& reader)
{
    QList<experiments::RunEvent> events;
    experiments::MetricUpdate update;
    do {
        const auto next = reader.after(update.cursor);
        if (!next)
            return tl::unexpected(next.error());
        update = *next;
        events += update.events;
    } while (update.hasMore);
    return events;
}

Result<void> readPanel(MetricReader& reader, const widgets::FigurePanel& panel, const RunRecord& run,
                       FigureRunData& data)
{
    if (panel.isHeatMap) {
        const auto vectors = reader.vectorSeries(panel.metric);
        if (!vectors)
            return tl::unexpected(vectors.error());
        data.vectors.insert(panel.metric, *vectors);
        return {};
    }
    auto points = reader.series(panel.metric);
    if (!points)
        return tl::unexpected(points.error());
    if (panel.metric == kEntropyGap) // drawn as the Monitor draws it
        for (MetricPoint& point : *points)
            point.value = entropyLessBias(run, point.value).value_or(qQNaN());
    data.points.insert(panel.metric, *points);
    return {};
}

Result<FigureRunData> readRun(experiments::RunStore& store, const widgets::FigureSpec& spec, const RunRecord& run)
{
    FigureRunData data;
    data.run = plottedRun(run);
    data.dataset = run.dataset;
    const auto reader = MetricReader::open(store.folder(run.uid));
    if (!reader) {
        if (reader.error().kind == ErrorKind::NotFound) // queued: it has recorded nothing yet
            return data;
        return tl::unexpected(reader.error());
    }
    for (const widgets::FigurePanel& panel : spec.panels)
        if (const Result<void> read = readPanel(**reader, panel, run, data); !read)
            return tl::unexpected(read.error());
    if (spec.hasEvents) {
        const auto events = eventsOf(**reader);
        if (!events)
            return tl::unexpected(events.error());
        data.events = *events;
    }
    return data;
}

} // namespace

Result<FigureData> readFigure(experiments::RunStore& store, const widgets::FigureSpec& spec)
{
    FigureData data;
    data.project = QDir(store.projectFolder()).dirName();
    QList<RunRecord> records;
    for (const widgets::FigureRun& wanted : spec.runs) {
        const auto run = store.find(wanted.uid);
        if (!run)
            return tl::unexpected(run.error());
        Result<FigureRunData> read = readRun(store, spec, *run);
        if (!read)
            return tl::unexpected(read.error());
        if (!wanted.name.isEmpty())
            read->run.name = wanted.name;
        data.runs.append(*read);
        records.append(*run);
    }
    for (const char* metric : {"train/kl", "validation/kl"})
        data.theory.insert(QString::fromLatin1(metric), klFloors(records));
    data.theory.insert(kEntropyGap, entropyCeilings(records));
    if (spec.seeds && spec.xMode != widgets::XMode::Time)
        averageSeeds(data, records, *spec.seeds);
    for (const widgets::FigurePanel& panel : spec.panels)
        if (panel.metric == kEntropyGap)
            data.remarks.insert(kEntropyGap,
                                Words::tr("Code entropy is the nearest-neighbour estimate less its bias on N(0, I)."));
    return data;
}

} // namespace lb::gui
