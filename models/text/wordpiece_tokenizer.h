#pragma once

#include "models/text/tokenizer.h"

namespace lb::models {

struct WordPieceFiles {
    std::string vocabulary; ///< vocab.txt: one token a line, id = line; an empty or repeated line is an unused id
    bool lowersCase = true; ///< and strips accents; cased vocabularies are used without
};

/// BERT's tokenizer: control characters dropped, lower case without accents if asked for, Chinese characters and
/// punctuation apart, then the longest pieces first; a word of more than 200 characters, or one that the pieces cannot
/// write, is [UNK]. Control tokens: those in brackets.
/// decode leaves all of them out, [UNK] too, and sets blanks as people read; the text of decode(encode(text)) has the
/// same ids again if none was [UNK]. Corrupt for a vocabulary without [UNK].
engine::Result<std::unique_ptr<Tokenizer>> makeWordPieceTokenizer(WordPieceFiles files);

/// The vocabulary has capitals, so that its text must not be lowered.
bool isCasedVocabulary(std::string_view vocabulary);

} // namespace lb::models
