#pragma once

#include <QList>
#include <QString>

namespace lb::experiments {

/// What is known of a metric by its name. The list is README.md's; "test/x" is described as "validation/x".
struct MetricInfo {
    enum class Better { Lower, Higher, Neither };
    QString name;
    QString title;                   ///< "KL", for axes and tables
    QString unit;                    ///< "nats", "ms", ...; empty: a pure number
    Better better = Better::Neither; ///< decides which value is "best"
    bool isVector = false;
};

const QList<MetricInfo>& knownMetrics();
/// Any name: one that is not in the list is lower-is-better when its last part is a loss, else neither.
MetricInfo metricInfo(const QString& name);

} // namespace lb::experiments
