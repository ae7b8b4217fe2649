#pragma once

#include "models/families/config.h"
#include "models/families/model.h"

#include <string>
#include <vector>

namespace lb::models {

/// The maps that a network of convolutions passes through, from the image to the smallest.
struct ImagePyramid {
    struct Level {
        std::int64_t height = 0, width = 0, channels = 0;
        std::int64_t elements() const { return height * width * channels; }
    };
    enum class Halving { Down, Up }; ///< what half of an odd extent is
    std::vector<Level> levels;       ///< [0]: the image with its margin, one channel
    std::int64_t margin = 0;         ///< rows and columns of black around the image

    /// From "<half>.channels" (of level 1, doubled by each further one), "<half>.stages" and "<half>.margin". Throws
    /// ShapeError with a sentence for the user when the image is too small for so many halvings.
    ImagePyramid(const std::string& half, const Config& config, const DataShape& data, Halving halving);
    const Level& smallest() const { return levels.back(); }

    /// [rows, pixels] -> [rows, height, width, 1] with the margin, and back without it.
    engine::Value toImage(engine::Value pixels) const;
    engine::Value toPixels(engine::Value image) const;
};

/// "channels", "stages" and "margin" of "encoder" or "decoder".
std::vector<ConfigField> imagePyramidFields(const std::string& half);

} // namespace lb::models
