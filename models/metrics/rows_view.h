#pragma once

#include <cstdint>
#include <span>

namespace lb::models {

/// Borrowed numbers [rows, width], row-major: codes, means, per-dimension KLs, features.
struct RowsView {
    std::span<const float> values;
    std::int64_t width = 1;

    std::int64_t rows() const { return width == 0 ? 0 : static_cast<std::int64_t>(values.size()) / width; }
    std::span<const float> row(std::int64_t index) const
    {
        return values.subspan(static_cast<std::size_t>(index * width), static_cast<std::size_t>(width));
    }
    bool isEmpty() const { return values.empty(); }
};

} // namespace lb::models
