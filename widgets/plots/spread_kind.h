#pragma once

namespace lb::widgets {

/// What a band around the mean of seeds shows.
enum class SpreadKind { None, Deviation, Extremes, Confidence };

} // namespace lb::widgets
