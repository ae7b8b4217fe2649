#include "widgets/plots/vector_series.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::widgets {

VectorSeries::VectorSeries(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 4))
{
}

bool VectorSeries::append(double step, std::span<const float> values, double timeMs)
{
    if (values.empty() || (m_length != 0 && values.size() != m_length))
        return false;
    if (!m_steps.empty() && !(step > m_steps.back()))
        return false;
    if (m_group > 1 && columns() > m_merged) {
        const auto open = m_weights.begin() + static_cast<std::ptrdiff_t>(m_merged);
        const bool isWhole = std::accumulate(open, m_weights.end(), std::size_t{0}) >= m_group;
        if (isWhole || columns() - m_merged >= std::max<std::size_t>(2, m_capacity / 4)) {
            merge(m_merged, columns(), m_merged);
            resize(m_merged + 1);
            m_merged += isWhole ? 1 : 0;
        }
    }
    if (m_steps.size() >= m_capacity)
        compact();
    m_length = values.size();
    m_sums.resize(m_length, 0.0);
    m_steps.push_back(step);
    m_times.push_back(timeMs);
    m_weights.push_back(1);
    m_values.insert(m_values.end(), values.begin(), values.end());
    for (std::size_t i = 0; i < m_length; ++i)
        if (std::isfinite(values[i]))
            m_sums[i] += values[i];
    return true;
}

void VectorSeries::merge(std::size_t begin, std::size_t end, std::size_t place)
{
    std::vector<double> sums(m_length);
    std::size_t weight = 0;
    for (std::size_t column = begin; column < end; ++column) {
        weight += m_weights[column];
        for (std::size_t i = 0; i < m_length; ++i)
            sums[i] += static_cast<double>(m_weights[column]) * static_cast<double>(m_values[column * m_length + i]);
    }
    // The earliest step stays: a column stands for all steps until the next one.
    m_steps[place] = m_steps[begin];
    m_times[place] = m_times[begin];
    m_weights[place] = weight;
    for (std::size_t i = 0; i < m_length; ++i)
        m_values[place * m_length + i] = static_cast<float>(sums[i] / static_cast<double>(weight));
}

void VectorSeries::resize(std::size_t columns)
{
    m_steps.resize(columns);
    m_times.resize(columns);
    m_weights.resize(columns);
    m_values.resize(columns * m_length);
}

void VectorSeries::compact()
{
    if (m_group == 1)
        m_merged = columns();
    const std::size_t pairs = m_merged / 2;
    for (std::size_t pair = 0; pair < pairs; ++pair)
        merge(2 * pair, 2 * pair + 2, pair);
    std::size_t kept = pairs;
    for (std::size_t column = 2 * pairs; column < columns(); ++column)
        merge(column, column + 1, kept++);
    resize(kept);
    m_merged = pairs;
    m_group *= 2;
}

std::size_t VectorSeries::columnAt(const XMapping& mapping, double x) const
{
    const auto at = [this, &mapping](std::size_t i) { return mapping.map(m_steps[i], m_times[i]); };
    if (m_steps.empty() || !(x >= at(0)) || x > at(columns() - 1))
        return columns();
    std::size_t low = 0;
    std::size_t high = columns();
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (at(middle) <= x ? low : high) = middle;
    }
    return low;
}

std::vector<std::size_t> VectorSeries::sortedByMean() const
{
    std::vector<std::size_t> order(m_length);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return m_sums[a] > m_sums[b]; });
    return order;
}

} // namespace lb::widgets
