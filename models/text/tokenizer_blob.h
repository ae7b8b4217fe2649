#pragma once

#include "models/text/tokenizer.h"

namespace lb::models {

inline constexpr std::string_view kBytePairKind = "byte-pair";
inline constexpr std::string_view kWordPieceKind = "wordpiece";
inline constexpr std::string_view kTokenizerJsonKind = "tokenizer.json";

/// A foreign tokenizer as a run keeps it: its files in one JSON object.
struct StoredTokenizer {
    std::string kind;
    bool flag = false;      ///< byte-pair: add a blank; wordpiece: lower case
    std::string vocabulary; ///< text of the file
    std::string merges;     ///< byte-pair
    std::string settings;   ///< tokenizer.json: text of tokenizer_config.json, may be empty
};

/// Corrupt when a file is not UTF-8 text.
engine::Result<std::string> storedTokenizer(const StoredTokenizer& stored);

/// From `storedTokenizer`, or a Hugging Face tokenizer.json. Both are JSON objects.
engine::Result<std::unique_ptr<Tokenizer>> loadJsonTokenizer(std::string_view bytes);

} // namespace lb::models
