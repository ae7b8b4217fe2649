#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace lb::engine {

using JsonScalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// The plain values of a JSON object and of the objects directly inside it. Arrays and what lies deeper is checked and
/// dropped.
struct JsonScalars {
    std::map<std::string, JsonScalar> top;
    std::map<std::string, std::map<std::string, JsonScalar>> nested;
};

/// Strict: at most 16 MiB, 64 levels and 200,000 kept values, keys unique where values are kept. Corrupt says what is
/// wrong. Pure.
Result<JsonScalars> parseJsonScalars(std::string_view json);

} // namespace lb::engine
