#include "models/families/image_pyramid.h"

#include "engine/core/error.h"
#include "engine/ops/layout.h"

#include <fmt/format.h>

namespace lb::models {

using engine::Value;

ImagePyramid::ImagePyramid(const std::string& half, const Config& config, const DataShape& data, Halving halving)
    : margin(config.integer(half + ".margin"))
{
    const std::int64_t stages = config.integer(half + ".stages");
    const std::int64_t extra = halving == Halving::Up ? 1 : 0;
    levels.push_back({data.height + 2 * margin, data.width + 2 * margin, 1});
    std::int64_t channels = config.integer(half + ".channels");
    for (std::int64_t stage = 0; stage < stages; ++stage) {
        const Level& last = levels.back();
        levels.push_back({(last.height + extra) / 2, (last.width + extra) / 2, channels});
        if (smallest().elements() == 0)
            throw engine::ShapeError(
                half, fmt::format("{} stages halve an image of {} x {} pixels to nothing. Lower {}.stages to {}, or "
                                  "raise {}.margin.",
                                  stages, data.height, data.width, half, stage, half));
        channels *= 2;
    }
}

Value ImagePyramid::toImage(Value pixels) const
{
    const Level& image = levels.front();
    const std::int64_t height = image.height - 2 * margin;
    const Value bare = engine::reshape(pixels, {-1, height, image.width - 2 * margin, 1});
    return margin == 0 ? bare : engine::padAxis(engine::padAxis(bare, 1, margin, margin), 2, margin, margin);
}

Value ImagePyramid::toPixels(Value image) const
{
    const Level& whole = levels.front();
    if (margin > 0)
        image = engine::slice(engine::slice(image, 1, margin, whole.height - margin), 2, margin, whole.width - margin);
    return engine::reshape(image, {-1, (whole.height - 2 * margin) * (whole.width - 2 * margin)});
}

std::vector<ConfigField> imagePyramidFields(const std::string& half)
{
    const std::string title = half == "encoder" ? "Encoder" : "Decoder";
    return {{.key = half + ".channels",
             .label = title + " channels",
             .defaultValue = std::int64_t{32},
             .minimum = 1,
             .maximum = 2048,
             .unit = "channels",
             .help = "Channels of the maps next to the image; every stage further from it has twice as many.",
             .section = "Model"},
            {.key = half + ".stages",
             .label = title + " stages",
             .defaultValue = std::int64_t{3},
             .minimum = 1,
             .maximum = 8,
             .help = "How often height and width are halved: three stages take 32 x 32 pixels to 4 x 4.",
             .section = "Model"},
            {.key = half + ".margin",
             .label = title + " margin",
             .defaultValue = std::int64_t{0},
             .minimum = 0,
             .maximum = 64,
             .unit = "pixels",
             .help = "Rows and columns of black on all four sides of the image inside the network: 2 makes of 28 x 28 "
                     "pixels 32 x 32, which halve evenly. The loss counts the image alone.",
             .section = "Model"}};
}

} // namespace lb::models
