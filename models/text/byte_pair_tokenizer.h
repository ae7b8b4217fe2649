#pragma once

#include "models/text/tokenizer.h"

namespace lb::models {

/// GPT-2's files: vocab.json and merges.txt, or under OpenAI's names encoder.json and vocab.bpe.
struct BytePairFiles {
    std::string vocabulary;  ///< JSON object, token to id; tokens in byte-level characters ("Ġhouse")
    std::string merges;      ///< one pair a line, the first to merge first; a first line "#version" is skipped
    bool addsPrefix = false; ///< a blank before a text that has none
};

/// Byte-level byte pair encoding, case kept. decode(encode(text)) is the text, byte for byte if it is UTF-8; broken
/// sequences come back as U+FFFD. Control tokens are those known by name ("<|endoftext|>", "<s>", ...). Corrupt when
/// an id or a byte is missing, or a merge makes something that is no token.
engine::Result<std::unique_ptr<Tokenizer>> makeBytePairTokenizer(BytePairFiles files);

} // namespace lb::models
