#pragma once

#include "experiments/importing/grey_image.h"
#include "experiments/records/result.h"

#include <span>

namespace lb::experiments {

/// Pictures with more on a side are refused before memory is taken for them.
constexpr std::int64_t kMostPictureSide = 8192;

/// Whether the bytes begin as a PNG or a JPEG does.
bool isPicture(std::span<const std::uint8_t> file);
/// A PNG or JPEG file as grey; what is transparent lies on black. Corrupt or Unsupported with a sentence.
Result<GreyImage> decodePicture(std::span<const std::uint8_t> file);

} // namespace lb::experiments
