#include "experiments/store/own_points.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

Result<OwnPoints> OwnPoints::of(const OwnMetric& metric, const RunSpec& spec)
{
    auto expression = Expression::parse(metric.expression);
    if (!expression)
        return fail(ErrorKind::InvalidArgument, expression.error().sentence());
    OwnPoints points;
    points.m_name = metric.name();
    points.m_expression = std::move(*expression);
    for (const QString& key : points.m_expression.settings()) {
        if (!spec.value(key).isDouble())
            return fail(ErrorKind::InvalidArgument, QStringLiteral("The run has no number '%1'.").arg(key));
        points.m_settings.push_back(spec.real(key));
    }
    points.startOver();
    return points;
}

void OwnPoints::startOver()
{
    m_waiting.assign(static_cast<std::size_t>(inputs().size()), {});
}

void OwnPoints::take(const MetricPoint& point, QList<MetricPoint>& out)
{
    const auto input = inputs().indexOf(point.metric);
    if (input < 0)
        return;
    m_waiting[static_cast<std::size_t>(input)].push_back(point);
    const auto isEmpty = [](const auto& waiting) { return waiting.empty(); };
    while (std::none_of(m_waiting.cbegin(), m_waiting.cend(), isEmpty)) {
        qint64 step = 0;
        for (const auto& waiting : m_waiting)
            step = std::max(step, waiting.front().step);
        bool isComplete = true;
        for (auto& waiting : m_waiting) {
            while (!waiting.empty() && waiting.front().step < step)
                waiting.pop_front();
            isComplete = isComplete && !waiting.empty() && waiting.front().step == step;
        }
        if (!isComplete)
            continue;
        std::vector<double> values;
        MetricPoint made{.metric = m_name, .step = step, .value = 0, .timeMs = 0};
        for (auto& waiting : m_waiting) {
            values.push_back(waiting.front().value);
            made.timeMs = std::max(made.timeMs, waiting.front().timeMs);
            waiting.pop_front();
        }
        made.value = m_expression.value(values, m_settings);
        out.append(made);
    }
}

MetricSummary summaryOf(const QList<MetricPoint>& points)
{
    const MetricPoint& last = points.last();
    MetricSummary summary{last.metric, points.size(), last.step, last.value};
    const auto better = metricInfo(last.metric).better;
    if (better == MetricInfo::Better::Neither)
        return summary;
    for (const MetricPoint& point : points) {
        const bool wins = better == MetricInfo::Better::Lower ? point.value < summary.best : point.value > summary.best;
        if (!std::isfinite(point.value) || (summary.bestStep >= 0 && !wins))
            continue;
        summary.bestStep = point.step;
        summary.best = point.value;
    }
    return summary;
}

} // namespace lb::experiments
