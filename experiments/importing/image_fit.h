#pragma once

#include "experiments/importing/grey_image.h"

namespace lb::experiments {

/// The largest centred part of the picture that has the shape of height x width, shrunk or enlarged to that size: each
/// pixel is the mean of the area that it covers, so that nothing aliases, and a picture of that size stays as it is.
GreyImage fitted(const GreyImage& image, std::int64_t height, std::int64_t width);

} // namespace lb::experiments
