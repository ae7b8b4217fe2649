#include "widgets/plots/metric_series.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

/// Collects the points of one pixel column; the order of appearance is kept.
class Column {
public:
    void add(double x, double y, std::size_t index)
    {
        const Entry entry{x, y, index};
        if (m_isEmpty)
            m_first = m_low = m_high = entry;
        if (y < m_low.y)
            m_low = entry;
        if (y > m_high.y)
            m_high = entry;
        m_last = entry;
        m_isEmpty = false;
    }

    void flushInto(std::vector<MetricSeries::Point>& out)
    {
        if (m_isEmpty)
            return;
        Entry middle[2] = {m_low, m_high};
        if (middle[0].index > middle[1].index)
            std::swap(middle[0], middle[1]);
        std::size_t written = m_first.index;
        out.push_back({m_first.x, m_first.y});
        for (const Entry& entry : {middle[0], middle[1], m_last}) {
            if (entry.index == written)
                continue;
            if (entry.index > written) {
                out.push_back({entry.x, entry.y});
                written = entry.index;
            }
        }
        m_isEmpty = true;
    }

private:
    struct Entry {
        double x = 0;
        double y = 0;
        std::size_t index = 0;
    };
    Entry m_first, m_low, m_high, m_last;
    bool m_isEmpty = true;
};

} // namespace

MetricSeries::MetricSeries(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 8))
{
}

bool MetricSeries::append(double step, double value, double timeMs)
{
    if (!m_steps.empty() && !(step > m_steps.back()))
        return false;
    if (m_steps.size() >= m_capacity)
        compact();
    m_steps.push_back(step);
    m_values.push_back(std::isfinite(value) ? value : kGap);
    m_times.push_back(timeMs);
    if (m_smoothing > 0)
        m_smoothed.push_back(m_mean.add(value));
    if (std::isfinite(value))
        m_lastFinite = value;
    return true;
}

void MetricSeries::clear()
{
    m_steps.clear();
    m_values.clear();
    m_times.clear();
    m_smoothed.clear();
    m_mean = DebiasedMean(m_smoothing);
    m_lastFinite.reset();
}

void MetricSeries::setSmoothing(double factor)
{
    m_smoothing = factor > 0 && factor < 1 ? factor : 0;
    m_mean = DebiasedMean(m_smoothing);
    m_smoothed.clear();
    if (m_smoothing <= 0)
        return;
    m_smoothed.reserve(m_values.size());
    for (const double value : m_values)
        m_smoothed.push_back(m_mean.add(value));
}

void MetricSeries::compact()
{
    std::size_t kept = 0;
    const auto keep = [this, &kept](std::size_t index) {
        m_steps[kept] = m_steps[index];
        m_values[kept] = m_values[index];
        m_times[kept] = m_times[index];
        if (!m_smoothed.empty())
            m_smoothed[kept] = m_smoothed[index];
        ++kept;
    };
    const std::size_t whole = m_steps.size() / 4 * 4;
    for (std::size_t start = 0; start < whole; start += 4) {
        std::size_t low = start;
        std::size_t high = start;
        for (std::size_t i = start; i < start + 4; ++i) {
            if (std::isnan(m_values[low]) || m_values[i] < m_values[low])
                low = i;
            if (std::isnan(m_values[high]) || m_values[i] > m_values[high])
                high = i;
        }
        keep(std::min(low, high));
        if (low != high)
            keep(std::max(low, high));
    }
    for (std::size_t i = whole; i < m_steps.size(); ++i)
        keep(i);
    for (std::vector<double>* column : {&m_steps, &m_values, &m_times})
        column->resize(kept);
    if (!m_smoothed.empty())
        m_smoothed.resize(kept);
}

std::optional<PlotRange> MetricSeries::extent(const XMapping& mapping) const
{
    if (isEmpty())
        return {};
    return PlotRange{xAt(mapping, 0), xAt(mapping, size() - 1)};
}

std::size_t MetricSeries::firstAtOrAfter(const XMapping& mapping, double x) const
{
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (xAt(mapping, middle) < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<MetricSeries::Point> MetricSeries::thinned(const XMapping& mapping, PlotRange range, int columns,
                                                       Values values) const
{
    const std::vector<double>& ys = values == Values::Smoothed && !m_smoothed.empty() ? m_smoothed : m_values;
    std::vector<Point> out;
    if (isEmpty() || columns < 1 || !(range.size() > 0))
        return out;
    std::size_t begin = firstAtOrAfter(mapping, range.lower);
    begin -= begin > 0;
    std::size_t end = std::min(size(), firstAtOrAfter(mapping, range.upper) + 1);
    if (end - begin <= 2 * static_cast<std::size_t>(columns)) {
        for (std::size_t i = begin; i < end; ++i)
            out.push_back({xAt(mapping, i), ys[i]});
        return out;
    }
    out.reserve(4 * (static_cast<std::size_t>(columns) + 2));
    const double perColumn = columns / range.size();
    Column column;
    double current = -1e300;
    bool hasGap = false; // of the current column
    for (std::size_t i = begin; i < end; ++i) {
        const double x = xAt(mapping, i);
        const double place = std::floor((x - range.lower) * perColumn);
        if (place != current) {
            column.flushInto(out);
            current = place;
            hasGap = false;
        }
        if (!std::isnan(ys[i])) {
            column.add(x, ys[i], i);
        } else if (!hasGap) {
            column.flushInto(out);
            out.push_back({x, kGap});
            hasGap = true;
        }
    }
    column.flushInto(out);
    return out;
}

std::optional<MetricSeries::Point> MetricSeries::nearest(const XMapping& mapping, double x, Values values) const
{
    if (isEmpty() || std::isnan(x))
        return {};
    const std::vector<double>& ys = values == Values::Smoothed && !m_smoothed.empty() ? m_smoothed : m_values;
    const std::size_t after = std::min(firstAtOrAfter(mapping, x), size() - 1);
    const std::size_t before = after > 0 ? after - 1 : 0;
    const std::size_t index = x - xAt(mapping, before) < xAt(mapping, after) - x ? before : after;
    const double reach =
        size() > 1 ? (xAt(mapping, size() - 1) - xAt(mapping, 0)) / static_cast<double>(size() - 1) : 0;
    if (x < xAt(mapping, 0) - reach / 2 || x > xAt(mapping, size() - 1) + reach / 2)
        return {};
    return Point{xAt(mapping, index), ys[index]};
}

std::vector<double> MetricSeries::sample(const XMapping& mapping, PlotRange range, std::size_t count) const
{
    const std::size_t begin = firstAtOrAfter(mapping, range.lower);
    const std::size_t end = firstAtOrAfter(mapping, std::nextafter(range.upper, 1e300));
    std::vector<double> picked;
    const std::size_t stride = std::max<std::size_t>(1, (end - begin + count - 1) / std::max<std::size_t>(count, 1));
    for (std::size_t i = begin; i < end; i += stride)
        if (!std::isnan(m_values[i]))
            picked.push_back(m_values[i]);
    return picked;
}

} // namespace lb::widgets
