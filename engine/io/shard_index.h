#pragma once

#include "engine/core/error.h"

#include <map>
#include <string>
#include <string_view>

namespace lb::engine {

/// Which file each tensor of a sharded model lies in: the weight_map of a model.safetensors.index.json. At most 100,000
/// tensors and 1,000 files; file names end in .safetensors and lead to no other folder. Corrupt says what is wrong.
/// Pure.
Result<std::map<std::string, std::string>> parseShardIndex(std::string_view json);

} // namespace lb::engine
