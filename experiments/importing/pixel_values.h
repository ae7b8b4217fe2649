#pragma once

#include "experiments/records/result.h"

#include <cstdint>
#include <vector>

namespace lb::experiments {

/// Numbers as bytes: 0..1 is spread over 0..255, else they must lie in 0..255. Corrupt with a sentence that names the
/// first that does not. `areWhole`: 1 is a very dark grey, not white.
Result<std::vector<std::uint8_t>> toPixels(const std::vector<float>& numbers, bool areWhole);

} // namespace lb::experiments
