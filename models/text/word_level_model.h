#pragma once

#include "models/text/piece_model.h"
#include "models/text/piece_trie.h"

namespace lb::models {

/// A word is one token, or the unknown one; nothing is cut.
class WordLevelModel final : public PieceModel {
public:
    /// `unknown` -1: unknown words are left out.
    explicit WordLevelModel(std::int32_t unknown)
        : m_unknown(unknown)
    {
    }
    void addWord(std::string_view word, std::int32_t id) { m_words.insert(word, id); }

    void cut(std::string_view word, std::vector<WordPiece>& pieces) const override
    {
        const std::int32_t found = m_words.find(word);
        const std::int32_t id = found >= 0 ? found : m_unknown;
        if (id >= 0)
            pieces.push_back({id, 0, static_cast<std::uint32_t>(word.size())});
    }

private:
    std::int32_t m_unknown;
    PieceTrie m_words;
};

} // namespace lb::models
