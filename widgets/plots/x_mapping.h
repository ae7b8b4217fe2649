#pragma once

#include "widgets/plots/axis_scale.h"

#include <cmath>

namespace lb::widgets {

/// Step or time of a point to the x axis, and how the axis spaces what it counts.
struct XMapping {
    XMode mode = XMode::Step;
    double perStep = 1; ///< epochs or examples in one step
    double startMs = 0; ///< the run's first point
    AxisScale scale{};
    /// Steps, epochs, examples, or seconds since the run's first point.
    double map(double step, double timeMs) const
    {
        return mode == XMode::Time ? (timeMs - startMs) / 1000 : step * perStep;
    }
    /// Where column `column` of `columns` equally wide ones begins in a range.
    double edge(PlotRange range, int column, int columns) const
    {
        const double low = scale.toPlace(range.lower);
        return scale.fromPlace(low + (scale.toPlace(range.upper) - low) * column / columns);
    }
};

} // namespace lb::widgets
