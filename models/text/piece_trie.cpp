#include "models/text/piece_trie.h"

namespace lb::models {

bool PieceTrie::insert(std::string_view piece, std::int32_t id)
{
    std::uint32_t node = kRoot;
    for (const char byte : piece) {
        const auto fresh = static_cast<std::uint32_t>(m_ids.size());
        if (m_edges.insert(edge(node, byte), fresh)) {
            m_ids.push_back(-1);
            node = fresh;
        } else {
            node = *m_edges.at(edge(node, byte));
        }
    }
    if (m_ids[node] >= 0)
        return false;
    m_ids[node] = id;
    return true;
}

std::int32_t PieceTrie::find(std::string_view piece) const
{
    std::int32_t found = -1;
    walk(piece, [&](std::int32_t id, std::size_t bytes) { found = bytes == piece.size() ? id : -1; });
    return found;
}

} // namespace lb::models
