#pragma once

#include "models/families/config.h"

namespace lb::models {

/// The settings of a recurrent encoder.
std::vector<ConfigField> recurrentEncoderFields();
/// The settings of a recurrent decoder.
std::vector<ConfigField> recurrentDecoderFields();

} // namespace lb::models
