#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// One step from pieces back to text; the steps work on the list of pieces, which is joined at the end.
struct DecodeStep {
    enum class Kind {
        ByteLevel,    ///< GPT-2's printable characters become bytes
        WordPiece,    ///< joins what begins with `pattern` ("##") and sets blanks as people read
        Metaspace,    ///< `pattern` becomes a blank; the one before the first piece is dropped when `dropsFirst`
        Suffix,       ///< `pattern` at the end of a piece becomes a blank
        ByteFallback, ///< runs of pieces "<0x41>" become bytes
        Fuse,         ///< all pieces become one
        Strip,        ///< up to `fromStart` and `fromEnd` times `pattern` at the ends of each piece
        Replace,      ///< `pattern` by `content` in each piece
        Blanks        ///< a blank between the pieces
    };
    Kind kind = Kind::Fuse;
    std::string pattern;
    std::string content;
    bool dropsFirst = true;
    std::size_t fromStart = 0;
    std::size_t fromEnd = 0;
};

/// The text of these pieces; valid UTF-8.
std::string decodePieces(std::vector<std::string> pieces, const std::vector<DecodeStep>& steps);

/// "<0x41>" to 0x41; -1 for any other piece.
int byteOfPiece(std::string_view piece);

/// WordPiece's pieces as text: what begins with `prefix` continues the word before; a blank between words, none at
/// Chinese characters, before commas and the like, after opening brackets, inside numbers and around apostrophes and
/// hyphens.
std::string joinWordPieces(const std::vector<std::string>& pieces, std::string_view prefix);

} // namespace lb::models
