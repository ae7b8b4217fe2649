#include "engine/io/shard_index.h"

#include "engine/io/json_scalars.h"
#include "engine/io/safetensors_header.h"

#include <set>

namespace lb::engine {

namespace {

constexpr std::size_t kMaxFiles = 1'000;
constexpr std::string_view kSuffix = ".safetensors";

/// A plain name of a file: nothing that could lead out of the folder.
bool isPlainName(std::string_view name)
{
    const bool hasControl = name.find_first_of(std::string_view("/\\\0", 3)) != std::string_view::npos ||
                            !checkTensorName(name).has_value();
    return !hasControl && name.size() > kSuffix.size() && name.size() <= 255 && name.ends_with(kSuffix);
}

} // namespace

Result<std::map<std::string, std::string>> parseShardIndex(std::string_view json)
{
    Result<JsonScalars> values = parseJsonScalars(json);
    if (!values)
        return tl::unexpected(values.error());
    const auto map = values->nested.find("weight_map");
    if (map == values->nested.end() || map->second.empty())
        return fail(ErrorKind::Corrupt, "it has no \"weight_map\" that says where the tensors are");
    if (map->second.size() > safetensors_limits::kTensors)
        return fail(ErrorKind::Corrupt, "it lists more than 100000 tensors");
    std::map<std::string, std::string> result;
    std::set<std::string> files;
    for (auto& [tensor, value] : map->second) {
        if (const Result<void> allowed = checkTensorName(tensor); !allowed)
            return tl::unexpected(allowed.error());
        const auto* file = std::get_if<std::string>(&value);
        if (!file || !isPlainName(*file))
            return fail(ErrorKind::Corrupt,
                        "it gives tensor \"" + tensor + "\" a file that is no .safetensors file of the same folder");
        files.insert(*file);
        if (files.size() > kMaxFiles)
            return fail(ErrorKind::Corrupt, "it lists more than 1000 files");
        result.emplace(tensor, *file);
    }
    return result;
}

} // namespace lb::engine
