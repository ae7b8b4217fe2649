#pragma once

#include "engine/core/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// What an entry of a sentencepiece vocabulary is for: the numbers of its file format.
enum class PieceType { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5 };

struct Piece {
    std::string text; ///< valid UTF-8, 1 to 1024 bytes, without NUL
    PieceType type = PieceType::Normal;
};

/// Walks the bytes of a sentencepiece model without the library, whose loader trusts them too far (reliability 3.5),
/// and gives the vocabulary in the file's order. At most 32 MiB and 1,000,000 pieces; all pieces different, scores
/// finite, exactly one unknown piece, no control piece of one character; only the fields of the format, with their wire
/// types. Corrupt, or Unsupported for models with byte pieces or with a character map (those of this program have none:
/// text is composed before it comes here). Source of the format: sentencepiece_model.proto of sentencepiece 0.1.97.
engine::Result<std::vector<Piece>> checkSentencePieceModel(std::string_view bytes);

} // namespace lb::models
