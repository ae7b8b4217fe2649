#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lb::engine {

/// The constants of a node: axis, epsilon, transpose flags. Read-only once the node is recorded.
class Attributes {
public:
    using Value = std::variant<std::int64_t, double, std::vector<std::int64_t>, std::vector<double>>;

    Attributes() = default;
    Attributes(std::initializer_list<std::pair<std::string, Value>> entries)
        : m_entries(entries)
    {
    }

    bool has(std::string_view name) const;
    /// Throws EngineError when the attribute is missing or of another kind: the op's own mistake.
    std::int64_t integer(std::string_view name) const;
    double real(std::string_view name) const;
    const std::vector<std::int64_t>& list(std::string_view name) const;
    const std::vector<double>& reals(std::string_view name) const;
    bool flag(std::string_view name) const { return integer(name) != 0; }

    /// Adds or replaces.
    void set(std::string_view name, Value value);

private:
    const Value& at(std::string_view name) const;
    std::vector<std::pair<std::string, Value>> m_entries;
};

} // namespace lb::engine
