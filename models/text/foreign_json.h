#pragma once

#include "engine/core/error.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace lb::models {

/// A stranger's JSON: at most 32 MiB and 64 levels deep, UTF-8. `what` names the file in sentences ("vocab.json").
engine::Result<nlohmann::json> parseForeignJson(std::string_view bytes, std::string_view what);

/// The entry if it is there and of the right type, else `otherwise`: optional settings.
std::string textOr(const nlohmann::json& object, const char* key, std::string otherwise);
bool flagOr(const nlohmann::json& object, const char* key, bool otherwise);
/// Null when `object` is no object, has no such entry, or it is null.
const nlohmann::json* entryOf(const nlohmann::json& object, const char* key);

} // namespace lb::models
