#pragma once

#include <cmath>
#include <limits>

namespace lb::widgets {

/// Exponential moving average with Adam's bias correction, m_n / (1 - f^n), so that a constant stays constant from the
/// first point on. The first two points are given back as they are: two points have no trend to show. A point depends
/// on earlier ones only, so that the past never changes when data arrive. A value that is not finite is a gap and
/// leaves the mean alone.
class DebiasedMean {
public:
    /// factor in [0, 1): 0.9 averages over about ten points.
    explicit DebiasedMean(double factor = 0)
        : m_factor(factor)
    {
    }

    double add(double value)
    {
        if (!std::isfinite(value))
            return std::numeric_limits<double>::quiet_NaN();
        m_mean = m_factor * m_mean + (1 - m_factor) * value;
        m_weight *= m_factor;
        ++m_count;
        return m_count <= 2 ? value : m_mean / (1 - m_weight);
    }

private:
    double m_factor;
    double m_mean = 0;
    double m_weight = 1;
    long long m_count = 0;
};

} // namespace lb::widgets
