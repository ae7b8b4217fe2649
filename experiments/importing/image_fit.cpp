#include "experiments/importing/image_fit.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

/// A result pixel's share of source pixels along one axis.
struct Cover {
    std::int64_t first = 0;
    std::vector<double> weights; ///< sum 1
};

/// `count` equal pieces of [begin, begin + extent), over pixels [0, limit).
std::vector<Cover> coversOf(double begin, double extent, std::int64_t count, std::int64_t limit)
{
    std::vector<Cover> result;
    const double step = extent / static_cast<double>(count);
    for (std::int64_t i = 0; i < count; ++i) {
        const double from = begin + step * static_cast<double>(i);
        const double to = from + step;
        Cover cover{.first = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(from)), 0, limit - 1),
                    .weights = {}};
        double sum = 0;
        for (std::int64_t pixel = cover.first; pixel < limit && static_cast<double>(pixel) < to; ++pixel) {
            const double share =
                std::min(to, static_cast<double>(pixel + 1)) - std::max(from, static_cast<double>(pixel));
            cover.weights.push_back(std::max(share, 0.0));
            sum += cover.weights.back();
        }
        for (double& weight : cover.weights)
            weight = sum > 0 ? weight / sum : 1.0 / static_cast<double>(cover.weights.size());
        if (cover.weights.empty())
            cover.weights.push_back(1.0);
        result.push_back(std::move(cover));
    }
    return result;
}

} // namespace

GreyImage fitted(const GreyImage& image, std::int64_t height, std::int64_t width)
{
    if (image.height == height && image.width == width)
        return image;
    const double scale = std::min(static_cast<double>(image.height) / static_cast<double>(height),
                                  static_cast<double>(image.width) / static_cast<double>(width));
    const double usedHeight = scale * static_cast<double>(height);
    const double usedWidth = scale * static_cast<double>(width);
    const auto rows = coversOf((static_cast<double>(image.height) - usedHeight) / 2, usedHeight, height, image.height);
    const auto columns = coversOf((static_cast<double>(image.width) - usedWidth) / 2, usedWidth, width, image.width);
    GreyImage result{.height = height, .width = width, .pixels = {}};
    result.pixels.reserve(static_cast<std::size_t>(height * width));
    for (const Cover& row : rows)
        for (const Cover& column : columns) {
            double sum = 0;
            for (std::size_t y = 0; y < row.weights.size(); ++y) {
                const std::uint8_t* const line =
                    image.pixels.data() + (row.first + static_cast<std::int64_t>(y)) * image.width + column.first;
                for (std::size_t x = 0; x < column.weights.size(); ++x)
                    sum += row.weights[y] * column.weights[x] * line[x];
            }
            result.pixels.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L)));
        }
    return result;
}

} // namespace lb::experiments
