#include "models/text/foreign_json.h"

#include <fmt/format.h>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

constexpr std::size_t kLargestJson = std::size_t{32} << 20;
constexpr int kDeepest = 64;

/// Depth of brackets outside strings: told before the parser builds anything.
bool isTooDeep(std::string_view bytes)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (depth > kDeepest)
            return true;
    }
    return false;
}

} // namespace

engine::Result<nlohmann::json> parseForeignJson(std::string_view bytes, std::string_view what)
{
    if (bytes.size() > kLargestJson)
        return fail(ErrorKind::Unsupported,
                    fmt::format("{} has {} bytes; up to {} can be read.", what, bytes.size(), kLargestJson));
    if (isTooDeep(bytes))
        return fail(ErrorKind::Corrupt, fmt::format("{} is damaged: it is nested more than {} deep.", what, kDeepest));
    nlohmann::json json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return fail(ErrorKind::Corrupt,
                    fmt::format("{} is damaged or cut off: it is not one JSON object. Copy it again.", what));
    return json;
}

const nlohmann::json* entryOf(const nlohmann::json& object, const char* key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string textOr(const nlohmann::json& object, const char* key, std::string otherwise)
{
    const nlohmann::json* entry = entryOf(object, key);
    return entry && entry->is_string() ? entry->get<std::string>() : otherwise;
}

bool flagOr(const nlohmann::json& object, const char* key, bool otherwise)
{
    const nlohmann::json* entry = entryOf(object, key);
    return entry && entry->is_boolean() ? entry->get<bool>() : otherwise;
}

} // namespace lb::models
