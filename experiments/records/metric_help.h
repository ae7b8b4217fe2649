#pragma once

#include <QString>

namespace lb::experiments {

/// What is told of a metric beyond metric_names.h. English, marked for translation in the context "MetricHelp".
struct MetricHelp {
    QString formula;   ///< how it is computed; empty: a metric that is not of knownMetrics()
    QString note;      ///< what one may trip over; mostly empty
    QString reference; ///< "Burda et al. 2016"; empty: nobody's in particular
};

/// "test/x" is told of as "validation/x".
MetricHelp metricHelp(const QString& name);

/// The name of a metric's standard error, "validation/shuffle_gap_error"; few metrics have one.
QString errorMetric(const QString& name);

} // namespace lb::experiments
