#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// The entry of a table of architectures whose `name` it is. Throws EngineError(InvalidArgument) when there is none.
template <class Kind, std::size_t N>
const Kind& kindNamed(const Kind (&kinds)[N], std::string_view name)
{
    for (const Kind& kind : kinds)
        if (name == kind.name)
            return kind;
    throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                              "there is no architecture named " + std::string(name));
}

template <class Kind, std::size_t N>
std::vector<std::string> namesOf(const Kind (&kinds)[N])
{
    std::vector<std::string> result;
    for (const Kind& kind : kinds)
        result.emplace_back(kind.name);
    return result;
}

} // namespace lb::models
