#pragma once

#include "widgets/plots/x_mapping.h"

#include <cstddef>
#include <span>
#include <vector>

namespace lb::widgets {

/// A vector per step, such as the KL of each dimension: append-only, steps strictly rising, all of one length, bounded.
/// At `capacity` columns, neighbours are averaged in pairs; what comes later is averaged alike, so that all columns but
/// the last few stand for as many steps.
class VectorSeries {
public:
    explicit VectorSeries(std::size_t capacity = 2048);

    /// False, and nothing stored, for a step not above the last one or a length unlike the first.
    bool append(double step, std::span<const float> values, double timeMs = 0);
    std::size_t columns() const { return m_steps.size(); }
    std::size_t length() const { return m_length; }
    double step(std::size_t column) const { return m_steps[column]; }
    double timeMs(std::size_t column) const { return m_times[column]; }
    double firstTimeMs() const { return m_times.empty() ? 0 : m_times.front(); }
    std::span<const float> column(std::size_t index) const { return {&m_values[index * m_length], m_length}; }
    /// The newest column at or before x; columns() when x lies outside what was recorded.
    std::size_t columnAt(const XMapping& mapping, double x) const;
    /// Indices by falling mean over all steps: steadier than by the last value while a run is live.
    std::vector<std::size_t> sortedByMean() const;

private:
    void compact();
    /// One column, with the mean of those from `begin` to `end` by their weights, at `place`.
    void merge(std::size_t begin, std::size_t end, std::size_t place);
    void resize(std::size_t columns);

    std::size_t m_capacity;
    std::size_t m_group = 1;  ///< steps of a column that is complete
    std::size_t m_merged = 0; ///< such columns, at the begin; with a group of one all are
    std::size_t m_length = 0;
    std::vector<double> m_steps;
    std::vector<double> m_times;
    std::vector<float> m_values;        ///< columns x length
    std::vector<std::size_t> m_weights; ///< steps of each column
    std::vector<double> m_sums;
};

} // namespace lb::widgets
