#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace lb::widgets {

/// Smoothing as one number. In (0, 1): the factor of an exponential moving average with Adam's bias correction,
/// m_n / (1 - f^n); its first two points are given back as they are, for two points have no trend to show. From 2 on:
/// the mean of the last so many values, of fewer while there are fewer. Anything else: none.
///
/// Either way a constant stays constant from the first point on, and a point depends on earlier ones only, so that the
/// past never changes when data arrive. A value that is not finite is a gap and leaves the mean alone.
class DebiasedMean {
public:
    static constexpr double kLongestWindow = 100000;
    static bool isWindow(double smoothing) { return smoothing >= 2 && smoothing <= kLongestWindow; }
    static bool isSmoothing(double smoothing) { return (smoothing > 0 && smoothing < 1) || isWindow(smoothing); }

    explicit DebiasedMean(double smoothing = 0)
        : m_smoothing(smoothing)
    {
    }

    double add(double value)
    {
        if (!std::isfinite(value))
            return std::numeric_limits<double>::quiet_NaN();
        if (isWindow(m_smoothing))
            return addToWindow(value);
        m_mean = m_smoothing * m_mean + (1 - m_smoothing) * value;
        m_weight *= m_smoothing;
        ++m_count;
        return m_count <= 2 ? value : m_mean / (1 - m_weight);
    }

private:
    double addToWindow(double value)
    {
        if (m_window.size() < static_cast<std::size_t>(m_smoothing))
            m_window.push_back(value);
        else
            m_window[m_next] = value;
        m_next = (m_next + 1) % static_cast<std::size_t>(m_smoothing);
        // All of it each time: a running sum would keep the rounding of a spike long after it. From `value` on, so that
        // a constant comes back bit for bit.
        double beyond = 0;
        for (const double each : m_window)
            beyond += each - value;
        return value + beyond / static_cast<double>(m_window.size());
    }

    double m_smoothing;
    double m_mean = 0;
    double m_weight = 1;
    long long m_count = 0;
    std::vector<double> m_window; ///< a ring
    std::size_t m_next = 0;
};

} // namespace lb::widgets
