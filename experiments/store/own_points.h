#pragma once

#include "experiments/records/expression.h"
#include "experiments/records/metric_records.h"
#include "experiments/records/own_metric.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/metric_reader.h"

#include <deque>
#include <vector>

namespace lb::experiments {

/// The points of one of the user's metrics, worked out as those of its inputs come: at each step that all of them have.
/// Steps of a metric must not fall; after a rewind, start over.
class OwnPoints {
public:
    /// InvalidArgument where the expression cannot be read, or the run has no such setting as a number.
    static Result<OwnPoints> of(const OwnMetric& metric, const RunSpec& spec);

    const QString& name() const { return m_name; }
    const QStringList& inputs() const { return m_expression.metrics(); }

    void startOver();
    /// Appends to `out` what can be worked out now.
    void take(const MetricPoint& point, QList<MetricPoint>& out);

private:
    OwnPoints() = default;
    QString m_name;
    Expression m_expression;
    std::vector<double> m_settings;
    std::vector<std::deque<MetricPoint>> m_waiting; ///< of each input: points that lack a partner
};

/// What lists show of the points of one metric, at least one.
MetricSummary summaryOf(const QList<MetricPoint>& points);

} // namespace lb::experiments
