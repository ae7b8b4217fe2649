#pragma once

#include "models/families/config.h"

namespace lb::models {

std::vector<ConfigField> textLstmFields();

} // namespace lb::models
