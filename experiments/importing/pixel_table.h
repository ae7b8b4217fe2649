#pragma once

#include "experiments/records/result.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lb::experiments {

/// Pictures as rows of numbers.
struct PixelTable {
    std::int64_t rows = 0;
    std::int64_t height = 0; ///< 0: rows are flat, `width` numbers each
    std::int64_t width = 0;
    std::vector<std::uint8_t> pixels;
    std::vector<std::int32_t> labels; ///< [rows] or empty
};

/// An NPY file (version 1 to 3) of numbers [n, height, width], [n, height, width, 1] or [n, pixels]: unsigned bytes,
/// 16- and 32-bit whole numbers, 32- or 64-bit floats, little-endian, C order. Whole numbers must lie in 0..255; floats
/// in 0..1, or else in 0..255. Nothing is executed: pickled objects are refused.
Result<PixelTable> parseNpy(std::span<const std::uint8_t> file);

/// Lines of numbers divided by commas, semicolons or tabs; a first line of words is skipped. Numbers as in NPY. With
/// one number more than a square has, the first is the label (a whole number 0..255), as MNIST is often passed on.
Result<PixelTable> parsePixelCsv(std::string_view text);

} // namespace lb::experiments
