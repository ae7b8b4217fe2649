#include "experiments/store/figure_reader.h"

#include "experiments/store/metric_reader.h"

namespace lb::experiments {

Result<RunFigures> readFigures(const RunStore& store, const QString& uid, const QStringList& wanted)
{
    const Result<RunSpec> spec = store.spec(uid);
    if (!spec)
        return tl::unexpected(spec.error());
    RunFigures figures;
    figures.uid = uid;
    figures.spec = *spec;
    const auto reader = MetricReader::open(store.folder(uid));
    if (!reader && reader.error().kind == ErrorKind::NotFound)
        return figures;
    if (!reader)
        return tl::unexpected(reader.error());
    const Result<QStringList> names = (*reader)->metricNames();
    if (!names)
        return tl::unexpected(names.error());
    figures.metrics = *names;
    if (const Result<double> seconds = (*reader)->trainingSeconds())
        figures.trainingSeconds = *seconds;
    for (const QString& name : *names) {
        const bool isAlwaysRead =
            name.startsWith(QLatin1String("validation/")) || name.startsWith(QLatin1String("test/"));
        if (!isAlwaysRead && !wanted.contains(name))
            continue;
        const Result<QList<MetricPoint>> points = (*reader)->series(name);
        if (!points)
            return tl::unexpected(points.error());
        std::vector<StepValue>& series = figures.series[name];
        series.reserve(static_cast<std::size_t>(points->size()));
        for (const MetricPoint& point : *points)
            series.push_back({point.step, point.value});
    }
    return figures;
}

} // namespace lb::experiments
