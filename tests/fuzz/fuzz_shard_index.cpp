#include "engine/io/shard_index.h"

#include <cstdint>
#include <cstdlib>

/// The index of a sharded model: no name that it gives leads out of the folder.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto map = lb::engine::parseShardIndex({reinterpret_cast<const char*>(data), size});
    if (!map)
        return map.error().detail.empty() ? (std::abort(), 0) : 0;
    for (const auto& [tensor, file] : *map)
        if (file.find_first_of(std::string_view("/\\\0\n", 4)) != std::string::npos ||
            !file.ends_with(".safetensors") || file.size() > 255 || tensor.size() > 512)
            std::abort();
    return map->empty() ? (std::abort(), 0) : 0;
}
