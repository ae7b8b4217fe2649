#pragma once

#include "models/text/tokenizer.h"

namespace lb::models {

inline constexpr std::string_view kBytePairKind = "byte-pair";
inline constexpr std::string_view kWordPieceKind = "wordpiece";
inline constexpr std::string_view kTokenizerJsonKind = "tokenizer.json";

/// A foreign tokenizer as a run keeps it: its files one after the other behind a head of text lines, which gives their
/// lengths. Not JSON: no escapes, so the files keep their bytes and size.
struct StoredTokenizer {
    static constexpr std::string_view kMagic = "latentbench tokenizer files 1\n";

    std::string kind;
    bool flag = false;      ///< byte-pair: add a blank; wordpiece: lower case
    std::string vocabulary; ///< bytes of the file
    std::string merges;     ///< byte-pair
    std::string settings;   ///< tokenizer.json: tokenizer_config.json, may be empty
};

std::string storedTokenizer(const StoredTokenizer& stored);
/// Its files again. Corrupt when the lengths are not those of the bytes.
engine::Result<StoredTokenizer> takeStoredTokenizer(std::string_view bytes);
engine::Result<std::unique_ptr<Tokenizer>> loadStoredTokenizer(std::string_view bytes);

} // namespace lb::models
