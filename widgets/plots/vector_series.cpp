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
    if (m_steps.size() >= m_capacity)
        compact();
    m_length = values.size();
    m_sums.resize(m_length, 0.0);
    m_steps.push_back(step);
    m_times.push_back(timeMs);
    m_values.insert(m_values.end(), values.begin(), values.end());
    for (std::size_t i = 0; i < m_length; ++i)
        if (std::isfinite(values[i]))
            m_sums[i] += values[i];
    return true;
}

void VectorSeries::compact()
{
    const std::size_t pairs = m_steps.size() / 2;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        // The earlier step stays: a column stands for all steps until the next one.
        m_steps[pair] = m_steps[2 * pair];
        m_times[pair] = m_times[2 * pair];
        for (std::size_t i = 0; i < m_length; ++i)
            m_values[pair * m_length + i] =
                0.5F * (m_values[2 * pair * m_length + i] + m_values[(2 * pair + 1) * m_length + i]);
    }
    std::size_t kept = pairs;
    if (m_steps.size() % 2 != 0) {
        m_steps[kept] = m_steps.back();
        m_times[kept] = m_times.back();
        std::copy(m_values.end() - static_cast<std::ptrdiff_t>(m_length), m_values.end(),
                  m_values.begin() + static_cast<std::ptrdiff_t>(kept * m_length));
        ++kept;
    }
    m_steps.resize(kept);
    m_times.resize(kept);
    m_values.resize(kept * m_length);
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
