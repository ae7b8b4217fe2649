#include "widgets/plots/metric_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::widgets {

namespace {

constexpr std::size_t kPerColumn = 4; // as many points as `thinned` keeps
constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

/// The extremes of a stretch of values; a NaN compares false and so takes no part.
struct Extremes {
    std::size_t low;
    std::size_t high;
    std::size_t firstGap; ///< `end` when there is none
};

Extremes extremesOf(const std::vector<double>& ys, std::size_t begin, std::size_t end)
{
    Extremes found{begin, begin, end};
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = begin; i < end; ++i) {
        const double y = ys[i];
        if (y < low) {
            low = y;
            found.low = i;
        }
        if (y > high) {
            high = y;
            found.high = i;
        }
        if (std::isnan(y) && found.firstGap == end)
            found.firstGap = i;
    }
    return found;
}

} // namespace

MetricSeries::MetricSeries(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 8))
{
}

bool MetricSeries::append(double step, double value, double timeMs)
{
    if (!m_steps.empty() && !(step > m_steps.back()))
        return false;
    if (m_group > 0 && (m_open >= m_group || m_steps.size() - m_thinned >= m_capacity / 4))
        shrinkEnd();
    if (m_steps.size() >= m_capacity)
        compact();
    if (m_detail && m_detailSteps.upper >= m_steps.back()) {
        m_detail->append(step, value, timeMs);
        m_detailSteps.upper = step;
    }
    m_steps.push_back(step);
    m_values.push_back(std::isfinite(value) ? value : kGap);
    m_times.push_back(timeMs);
    ++m_open;
    if (m_smoothing > 0)
        m_smoothed.push_back(m_mean.add(value));
    if (std::isfinite(value)) {
        m_lastFinite = value;
        if (!m_lowest || value < m_lowest->value)
            m_lowest = Extreme{step, value, timeMs};
        if (!m_highest || value > m_highest->value)
            m_highest = Extreme{step, value, timeMs};
    }
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
    m_lowest.reset();
    m_highest.reset();
    m_group = 0;
    m_thinned = 0;
    m_open = 0;
    m_detail.reset();
}

void MetricSeries::setDetail(PlotRange steps, const std::shared_ptr<MetricSeries>& points)
{
    m_detail = points;
    m_detailSteps = steps;
}

const MetricSeries* MetricSeries::detailFor(const XMapping& mapping, PlotRange range, Values values) const
{
    if (!m_detail || m_detail->isEmpty() || values == Values::Smoothed)
        return nullptr;
    const bool reachesDown = m_detailSteps.lower <= m_steps.front() || m_detail->xAt(mapping, 0) <= range.lower;
    const bool reachesUp =
        m_detailSteps.upper >= m_steps.back() || m_detail->xAt(mapping, m_detail->size() - 1) >= range.upper;
    return reachesDown && reachesUp ? m_detail.get() : nullptr;
}

std::optional<PlotRange> MetricSeries::wantedDetail(const XMapping& mapping, PlotRange range, int columns) const
{
    const MetricSeries* detail = detailFor(mapping, range, Values::Raw);
    const MetricSeries& shown = detail ? *detail : *this;
    if (!shown.isThinned() || shown.countIn(mapping, range) >= kPerColumn * static_cast<std::size_t>(columns))
        return {};
    const Stretch stretch = visible(mapping, range);
    if (stretch.begin >= stretch.end)
        return {};
    const PlotRange steps{m_steps[stretch.begin], m_steps[stretch.end - 1]};
    return PlotRange{std::max(m_steps.front(), steps.lower - steps.size()),
                     std::min(m_steps.back(), steps.upper + steps.size())};
}

void MetricSeries::setSmoothing(double factor)
{
    m_smoothing = DebiasedMean::isSmoothing(factor) ? factor : 0;
    m_mean = DebiasedMean(m_smoothing);
    m_smoothed.clear();
    if (m_smoothing <= 0)
        return;
    m_smoothed.reserve(m_values.size());
    for (const double value : m_values)
        m_smoothed.push_back(m_mean.add(value));
}

void MetricSeries::shrink(std::size_t begin, std::size_t end, std::size_t& kept)
{
    std::size_t low = begin;
    std::size_t high = begin;
    for (std::size_t i = begin; i < end; ++i) {
        if (std::isnan(m_values[low]) || m_values[i] < m_values[low])
            low = i;
        if (std::isnan(m_values[high]) || m_values[i] > m_values[high])
            high = i;
    }
    if (low == high) // all alike: two of them, so that every group counts the same
        high = low == begin ? end - 1 : begin;
    for (const std::size_t index : {std::min(low, high), std::max(low, high)}) {
        m_steps[kept] = m_steps[index];
        m_values[kept] = m_values[index];
        m_times[kept] = m_times[index];
        if (!m_smoothed.empty())
            m_smoothed[kept] = m_smoothed[index];
        ++kept;
    }
}

void MetricSeries::shrinkEnd()
{
    std::size_t kept = m_thinned;
    shrink(m_thinned, m_steps.size(), kept);
    resize(kept);
    if (m_open < m_group)
        return; // more belongs to it
    m_thinned = kept;
    m_open = 0;
}

void MetricSeries::resize(std::size_t count)
{
    for (std::vector<double>* column : {&m_steps, &m_values, &m_times})
        column->resize(count);
    if (!m_smoothed.empty())
        m_smoothed.resize(count);
}

void MetricSeries::compact()
{
    if (m_group == 0) { // as recorded until now: four become two
        m_group = 2;
        m_thinned = m_steps.size() / 4 * 4;
        m_open = m_steps.size() - m_thinned;
    }
    const std::size_t whole = m_thinned / 4 * 4;
    m_open += m_group * (m_thinned - whole) / 2;
    std::size_t kept = 0;
    for (std::size_t start = 0; start < whole; start += 4)
        shrink(start, start + 4, kept);
    m_group *= 2;
    const std::size_t thinned = kept;
    for (std::size_t i = whole; i < m_steps.size(); ++i) {
        m_steps[kept] = m_steps[i];
        m_values[kept] = m_values[i];
        m_times[kept] = m_times[i];
        if (!m_smoothed.empty())
            m_smoothed[kept] = m_smoothed[i];
        ++kept;
    }
    resize(kept);
    m_thinned = thinned;
}

std::optional<PlotRange> MetricSeries::extent(const XMapping& mapping) const
{
    const bool isLog = mapping.scale.kind() == AxisScale::Kind::Log;
    const std::size_t first = isLog ? firstAtOrAfter(mapping, std::numeric_limits<double>::min()) : 0;
    if (first == size())
        return {};
    return PlotRange{xAt(mapping, first), xAt(mapping, size() - 1)};
}

std::size_t MetricSeries::firstAtOrAfter(const XMapping& mapping, double x, std::size_t from) const
{
    // The next edge of a column is mostly near: doubling steps find its neighbourhood in a few looks.
    std::size_t low = from;
    std::size_t high = from;
    for (std::size_t reach = 1; high < size() && xAt(mapping, high) < x; reach *= 2) {
        low = high + 1;
        high += reach;
    }
    high = std::min(high, size());
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (xAt(mapping, middle) < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

MetricSeries::Stretch MetricSeries::visible(const XMapping& mapping, PlotRange range) const
{
    std::size_t begin = firstAtOrAfter(mapping, range.lower);
    begin -= begin > 0;
    const std::size_t end = firstAtOrAfter(mapping, std::nextafter(range.upper, HUGE_VAL)) + 1;
    return {begin, std::min(size(), end)};
}

std::size_t MetricSeries::countIn(const XMapping& mapping, PlotRange range, Values values) const
{
    if (const MetricSeries* detail = detailFor(mapping, range, values))
        return detail->countIn(mapping, range);
    const Stretch stretch = visible(mapping, range);
    return stretch.end > stretch.begin ? stretch.end - stretch.begin : 0;
}

void MetricSeries::addColumn(std::vector<Point>& out, const XMapping& mapping, const std::vector<double>& ys,
                             Stretch stretch) const
{
    if (stretch.begin >= stretch.end)
        return;
    const Extremes found = extremesOf(ys, stretch.begin, stretch.end);
    if (found.firstGap < stretch.end) {
        addColumn(out, mapping, ys, {stretch.begin, found.firstGap});
        out.push_back({xAt(mapping, found.firstGap), kGap});
        // Further gaps of this column are left out: they would be narrower than a pixel.
        const Extremes rest = extremesOf(ys, found.firstGap + 1, stretch.end);
        if (rest.low < stretch.end && !std::isnan(ys[rest.low]))
            for (const std::size_t i : {std::min(rest.low, rest.high), std::max(rest.low, rest.high)})
                out.push_back({xAt(mapping, i), ys[i]});
        return;
    }
    std::size_t written = stretch.begin;
    out.push_back({xAt(mapping, written), ys[written]});
    for (const std::size_t i : {std::min(found.low, found.high), std::max(found.low, found.high), stretch.end - 1}) {
        if (i <= written)
            continue;
        out.push_back({xAt(mapping, i), ys[i]});
        written = i;
    }
}

std::vector<MetricSeries::Point> MetricSeries::thinned(const XMapping& mapping, PlotRange range, int columns,
                                                       Values values) const
{
    if (const MetricSeries* detail = detailFor(mapping, range, values))
        return detail->thinned(mapping, range, columns);
    const std::vector<double>& ys = columnOf(values);
    std::vector<Point> out;
    if (isEmpty() || columns < 1 || !(range.size() > 0))
        return out;
    const Stretch stretch = visible(mapping, range);
    if (stretch.end - stretch.begin <= 2 * static_cast<std::size_t>(columns)) {
        for (std::size_t i = stretch.begin; i < stretch.end; ++i)
            out.push_back({xAt(mapping, i), ys[i]});
        return out;
    }
    out.reserve(4 * (static_cast<std::size_t>(columns) + 2));
    std::size_t at = stretch.begin;
    for (int column = 1; column <= columns; ++column) {
        const double edge = mapping.edge(range, column, columns);
        const std::size_t next = std::min(firstAtOrAfter(mapping, edge, at), stretch.end);
        addColumn(out, mapping, ys, {at, next});
        at = next;
    }
    addColumn(out, mapping, ys, {at, stretch.end});
    return out;
}

std::vector<MetricSeries::Column> MetricSeries::envelope(const XMapping& mapping, PlotRange range, int columns,
                                                         Values values) const
{
    if (const MetricSeries* detail = detailFor(mapping, range, values))
        return detail->envelope(mapping, range, columns);
    const std::vector<double>& ys = columnOf(values);
    std::vector<Column> out;
    if (isEmpty() || columns < 1 || !(range.size() > 0))
        return out;
    out.reserve(static_cast<std::size_t>(columns));
    std::size_t at = firstAtOrAfter(mapping, range.lower);
    for (int column = 0; column < columns && at < size(); ++column) {
        const double edge = mapping.edge(range, column + 1, columns);
        const std::size_t next = column + 1 < columns
                                     ? firstAtOrAfter(mapping, edge, at)
                                     : firstAtOrAfter(mapping, std::nextafter(range.upper, HUGE_VAL), at);
        if (next == at)
            continue;
        const Extremes found = extremesOf(ys, at, next);
        out.push_back({column, ys[found.low], ys[found.high]});
        at = next;
    }
    return out;
}

std::optional<MetricSeries::Point> MetricSeries::nearest(const XMapping& mapping, double x, Values values) const
{
    if (isEmpty() || std::isnan(x))
        return {};
    if (const MetricSeries* detail = detailFor(mapping, {x, x}, values))
        return detail->nearest(mapping, x);
    const std::vector<double>& ys = columnOf(values);
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
    const std::size_t end = firstAtOrAfter(mapping, std::nextafter(range.upper, HUGE_VAL));
    std::vector<double> picked;
    const std::size_t stride = std::max<std::size_t>(1, (end - begin + count - 1) / std::max<std::size_t>(count, 1));
    for (std::size_t i = begin; i < end; i += stride)
        if (!std::isnan(m_values[i]))
            picked.push_back(m_values[i]);
    return picked;
}

} // namespace lb::widgets
