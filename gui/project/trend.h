#pragma once

#include "experiments/store/metric_reader.h"

#include <QList>

namespace lb::gui {

/// Values for a row's sparkline: KL, else entropy, else loss, whichever the run has, thinned evenly to at most 48.
QList<double> trendOf(experiments::MetricReader& reader);

/// At most `count` values, evenly spread, first and last kept. Values that are not finite are left out.
QList<double> thinned(const QList<double>& values, qsizetype count = 48);

/// The same for a run that grows: every point is offered, 48 to 96 evenly spaced ones are kept.
class TrendCollector {
public:
    void add(const QString& metric, double value);
    const QList<double>& values() const { return m_values; }

private:
    int m_rank = -1; ///< of the metric that is collected; a more telling one replaces it
    int m_stride = 1;
    int m_skipped = 0;
    QList<double> m_values;
};

} // namespace lb::gui
