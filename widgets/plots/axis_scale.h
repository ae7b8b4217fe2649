#pragma once

#include "widgets/plots/plot_types.h"

#include <vector>

namespace lb::widgets {

/// How values become places on an axis. Places are linear in pixels, so that one kind of axis serves all three.
/// Symlog: sign(v) log10(1 + |v| / threshold): zero is a real place, and values far above the threshold are
/// logarithmic.
class AxisScale {
public:
    enum class Kind { Linear, Log, Symlog };
    /// Nats: below this, values are practically none. 0.01 for sentences, 1 for images.
    static constexpr double kTextThreshold = 0.01;
    static constexpr double kImageThreshold = 1.0;

    AxisScale() = default;
    explicit AxisScale(Kind kind, double threshold = kTextThreshold)
        : m_kind(kind)
        , m_threshold(threshold)
    {
    }

    Kind kind() const { return m_kind; }
    double threshold() const { return m_threshold; }
    /// NaN where the scale has no place for the value: log of zero and below.
    double toPlace(double value) const;
    double fromPlace(double place) const;
    /// Values that deserve a tick in a range of places, rising; at most `most`, no two nearer than `smallestGap`
    /// places.
    std::vector<double> ticks(PlotRange places, int most, double smallestGap) const;
    bool operator==(const AxisScale&) const = default;

private:
    std::vector<double> candidates(PlotRange places, int most) const;

    Kind m_kind = Kind::Linear;
    double m_threshold = kTextThreshold;
};

/// 1, 2 or 5 times a power of ten: the smallest such step that gives at most `most` ticks in a range of this size.
double niceStep(double size, int most);

} // namespace lb::widgets
