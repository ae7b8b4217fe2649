#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace lb::models {

/// A piece of a word, and the bytes [begin, end) of the word that it is for.
struct WordPiece {
    std::int32_t id = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const WordPiece&) const = default;
};

/// Cuts one word of a split text into pieces of a vocabulary.
class PieceModel {
public:
    virtual ~PieceModel() = default;
    /// Appends the pieces of `word` in order. What the model can neither write nor call unknown is left out.
    virtual void cut(std::string_view word, std::vector<WordPiece>& pieces) const = 0;
};

} // namespace lb::models
