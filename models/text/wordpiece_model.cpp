#include "models/text/wordpiece_model.h"

#include <algorithm>

namespace lb::models {

void WordPieceModel::cut(std::string_view word, std::vector<WordPiece>& pieces) const
{
    const std::size_t before = pieces.size();
    const auto isStart = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    const auto whole = static_cast<std::uint32_t>(word.size());
    bool writable = word.size() <= m_mostCharacters ||
                    static_cast<std::size_t>(std::count_if(word.begin(), word.end(), isStart)) <= m_mostCharacters;
    for (std::uint32_t begin = 0; writable && begin < whole;) {
        WordPiece longest{-1, begin, begin};
        (begin == 0 ? m_first : m_later).walk(word.substr(begin), [&](std::int32_t id, std::size_t bytes) {
            longest = {id, begin, begin + static_cast<std::uint32_t>(bytes)};
        });
        writable = longest.id >= 0;
        pieces.push_back(longest);
        begin = longest.end;
    }
    if (writable)
        return;
    pieces.resize(before);
    pieces.push_back({m_unknown, 0, whole});
}

} // namespace lb::models
