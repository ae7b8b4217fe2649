#pragma once

#include "widgets/plots/axis_scale.h"

#include <vector>

namespace lb::widgets {

/// The places that show `values` whole: ends on ticks or a little air, zero kept on a symlog axis. Steady while data
/// grow.
PlotRange paddedRange(const AxisScale& scale, PlotRange values, double tickStep = 0);

/// The range of `values` (which it reorders) without the outermost 2 % at both ends, at least one value, then stretched by
/// a quarter, never beyond the smallest and largest. For y axes that a first-steps spike must not flatten. Fewer than 5
/// values: all of them.
PlotRange robustRange(std::vector<double>& values);

} // namespace lb::widgets
