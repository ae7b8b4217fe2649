#include "engine/graph/attributes.h"

#include "engine/core/error.h"

#include <algorithm>

namespace lb::engine {

bool Attributes::has(std::string_view name) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto& entry) { return entry.first == name; });
}

const Attributes::Value& Attributes::at(std::string_view name) const
{
    for (const auto& [key, value] : m_entries)
        if (key == name)
            return value;
    throw EngineError(ErrorKind::Internal, "a node has no attribute named " + std::string(name));
}

std::int64_t Attributes::integer(std::string_view name) const
{
    return std::get<std::int64_t>(at(name));
}

double Attributes::real(std::string_view name) const
{
    return std::get<double>(at(name));
}

const std::vector<std::int64_t>& Attributes::list(std::string_view name) const
{
    return std::get<std::vector<std::int64_t>>(at(name));
}

const std::vector<double>& Attributes::reals(std::string_view name) const
{
    return std::get<std::vector<double>>(at(name));
}

void Attributes::set(std::string_view name, Value value)
{
    for (auto& [key, existing] : m_entries) {
        if (key == name) {
            existing = std::move(value);
            return;
        }
    }
    m_entries.emplace_back(std::string(name), std::move(value));
}

} // namespace lb::engine
