#pragma once

#include "models/text/flat_map.h"

#include <string_view>

namespace lb::models {

/// Pieces by their bytes: finds all that a text begins with in one walk.
class PieceTrie {
public:
    static constexpr std::uint32_t kRoot = 0;

    /// False when the piece is there already; it keeps its id. `piece` must not be empty.
    bool insert(std::string_view piece, std::int32_t id);

    /// Calls found(id, bytes) for every piece that `text` begins with, the shorter first.
    template <class Found>
    void walk(std::string_view text, Found found) const
    {
        std::uint32_t node = kRoot;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const std::uint32_t* next = m_edges.at(edge(node, text[i]));
            if (!next)
                return;
            node = *next;
            if (m_ids[node] >= 0)
                found(m_ids[node], i + 1);
        }
    }
    /// -1 when `piece` is none.
    std::int32_t find(std::string_view piece) const;

private:
    static std::uint64_t edge(std::uint32_t node, char byte)
    {
        return std::uint64_t{node} << 8 | static_cast<unsigned char>(byte);
    }

    FlatMap<std::uint32_t> m_edges;
    std::vector<std::int32_t> m_ids{-1}; ///< by node; -1: no piece ends here
};

} // namespace lb::models
