#pragma once

#include "models/text/piece_model.h"
#include "models/text/piece_trie.h"

namespace lb::models {

/// The longest piece of the vocabulary first, then the longest of the continuing pieces ("##able"), and so on. A word
/// that cannot be written so, or is too long, is one unknown token. Source: BERT, Devlin et al. 2018.
class WordPieceModel final : public PieceModel {
public:
    WordPieceModel(std::int32_t unknown, std::size_t mostCharacters)
        : m_unknown(unknown)
        , m_mostCharacters(mostCharacters)
    {
    }
    /// `piece` without its "##", which `continues` stands for. Control tokens are not added.
    void addPiece(std::string_view piece, bool continues, std::int32_t id)
    {
        (continues ? m_later : m_first).insert(piece, id);
    }
    void cut(std::string_view word, std::vector<WordPiece>& pieces) const override;

private:
    std::int32_t m_unknown;
    std::size_t m_mostCharacters;
    PieceTrie m_first;
    PieceTrie m_later;
};

} // namespace lb::models
