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

} // namespace lb::gui
