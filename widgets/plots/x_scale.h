#pragma once

#include "widgets/plots/axis_scale.h"

namespace lb::widgets {

/// How an x axis of this mode is spaced. The linear zone of symlog ends where a run has hardly begun: a hundredth of an
/// epoch, a hundred examples, a step, a second.
inline AxisScale xScaleOf(AxisScale::Kind kind, XMode mode)
{
    return AxisScale(kind, mode == XMode::Epoch ? 0.01 : mode == XMode::Examples ? 100 : 1);
}

} // namespace lb::widgets
