#include "gui/monitor/metric_history.h"

#include "experiments/records/metric_names.h"
#include "gui/project/store_reader.h"

namespace lb::gui {

MetricHistory readMetricHistory(StoreReader& reader, const QString& uid, const QStringList& metrics)
{
    MetricHistory history;
    if (!reader.store())
        return history;
    const auto opened = experiments::MetricReader::open(reader.store()->folder(uid));
    if (!opened)
        return history;
    for (const QString& metric : metrics) {
        if (experiments::metricInfo(metric).isVector) {
            if (const auto vectors = (*opened)->vectorSeries(metric))
                history.vectors.insert(metric, *vectors);
        } else if (const auto points = (*opened)->series(metric)) {
            history.points.insert(metric, *points);
        }
    }
    return history;
}

QList<experiments::MetricPoint> readMetricDetail(StoreReader& reader, const QString& uid, const QString& metric,
                                                 qint64 first, qint64 last)
{
    if (!reader.store())
        return {};
    const auto opened = experiments::MetricReader::open(reader.store()->folder(uid));
    if (!opened)
        return {};
    return (*opened)->series(metric, first, last).value_or(QList<experiments::MetricPoint>());
}

} // namespace lb::gui
