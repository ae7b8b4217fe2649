#include "gui/project/trend.h"

#include <algorithm>
#include <cmath>

namespace lb::gui {

namespace {

constexpr qsizetype kTrendLength = 48;

} // namespace

QList<double> thinned(const QList<double>& values, qsizetype count)
{
    QList<double> finite;
    finite.reserve(values.size());
    std::copy_if(values.cbegin(), values.cend(), std::back_inserter(finite), [](double v) { return std::isfinite(v); });
    if (finite.size() <= count || count < 2)
        return finite;
    QList<double> result(count);
    for (qsizetype i = 0; i < count; ++i)
        result[i] = finite[i * (finite.size() - 1) / (count - 1)];
    return result;
}

void TrendCollector::add(const QString& metric, double value)
{
    const int rank = metric == QLatin1String("train/kl")        ? 2
                     : metric == QLatin1String("train/entropy") ? 1
                     : metric == QLatin1String("train/loss")    ? 0
                                                                : -1;
    if (rank < m_rank || rank < 0 || !std::isfinite(value))
        return;
    if (rank > m_rank)
        *this = TrendCollector();
    m_rank = rank;
    if (++m_skipped < m_stride)
        return;
    m_skipped = 0;
    m_values.append(value);
    if (m_values.size() < 2 * kTrendLength)
        return;
    for (qsizetype i = 0; i < kTrendLength; ++i)
        m_values[i] = m_values[2 * i];
    m_values.resize(kTrendLength);
    m_stride *= 2;
}

QList<double> trendOf(experiments::MetricReader& reader)
{
    for (const char* metric : {"train/kl", "train/entropy", "train/loss"}) {
        const auto series = reader.series(QLatin1String(metric));
        if (!series || series->isEmpty())
            continue;
        QList<double> values;
        values.reserve(series->size());
        for (const experiments::MetricPoint& point : *series)
            values.append(point.value);
        return thinned(values);
    }
    return {};
}

} // namespace lb::gui
