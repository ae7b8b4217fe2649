#pragma once

#include "experiments/records/metric_records.h"

#include <QHash>
#include <QStringList>

namespace lb::gui {

class StoreReader;

/// All points of some metrics of a run, by name.
struct MetricHistory {
    QHash<QString, QList<experiments::MetricPoint>> points;
    QHash<QString, QList<experiments::VectorPoint>> vectors;
};

/// In the store's thread. A metric that the run does not have, or that cannot be read, is left out: what follows the
/// run says what is wrong with its file.
MetricHistory readMetricHistory(StoreReader& reader, const QString& uid, const QStringList& metrics);

/// Every recorded point of one metric from step `first` to `last`, in the store's thread; none where it cannot be read.
QList<experiments::MetricPoint> readMetricDetail(StoreReader& reader, const QString& uid, const QString& metric,
                                                 qint64 first, qint64 last);

} // namespace lb::gui
