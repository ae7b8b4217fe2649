#pragma once

#include "engine/core/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// What an entry of a sentencepiece vocabulary is for: the numbers of its file format.
enum class PieceType { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

struct Piece {
    std::string text; ///< valid UTF-8, 1 to 1024 bytes, without NUL
    PieceType type = PieceType::Normal;
};

struct SentencePieceModel {
    std::vector<Piece> pieces;     ///< in the order of the file: their ids
    std::string_view characterMap; ///< empty: none. Points into the checked bytes; see `CharacterMap`
    bool addsBlank = true;         ///< before a text
    bool removesBlanks = true;     ///< all but one between words
    bool hasBytes = false;         ///< 256 pieces "<0x00>" to "<0xFF>" for what the others cannot write
};

/// Walks the bytes of a sentencepiece model without the library, whose loader trusts them too far (reliability 3.5). At
/// most 32 MiB and 1,000,000 pieces; all pieces different, scores finite, exactly one unknown piece, no control piece
/// of one character, all 256 byte pieces or none; only the fields of the format, with their wire types. Corrupt or
/// Unsupported. Source of the format: sentencepiece_model.proto of sentencepiece 0.1.97.
engine::Result<SentencePieceModel> checkSentencePieceModel(std::string_view bytes);

/// The same model with no character map: what the library is given, whose own search in a map can leave it. `bytes`
/// have passed `checkSentencePieceModel`.
std::string withoutCharacterMap(std::string_view bytes);

} // namespace lb::models
