#pragma once

#include <cstdint>
#include <vector>

namespace lb::experiments {

/// One grey picture, row by row; 255 is white.
struct GreyImage {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<std::uint8_t> pixels; ///< [height, width]
    bool wasColored = false;          ///< in the file that it was read of
};

} // namespace lb::experiments
