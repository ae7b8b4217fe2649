#pragma once

#include "models/text/tokenizer.h"

namespace lb::models {

struct TokenizerJsonFiles {
    std::string tokenizer; ///< tokenizer.json
    std::string settings;  ///< tokenizer_config.json, which names the special tokens; may be empty
};

/// Hugging Face's tokenizer.json:
/// - model: BPE, WordPiece, Unigram, WordLevel
/// - normalizer: BertNormalizer, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, Precompiled
/// - pre_tokenizer: ByteLevel, BertPreTokenizer, Whitespace, WhitespaceSplit, Metaspace, Punctuation, Digits, Split,
///   CharDelimiterSplit
/// - decoder: ByteLevel, WordPiece, Metaspace, BPEDecoder, ByteFallback, Fuse, Strip, Replace
/// and Sequence of these. Anything else is Unsupported, by its name. The post_processor is left out: the caller frames
/// the text with `specials`. Tokens without the mark "special" are found in every text, those with it only on request
/// (ControlText): a name in a prompt is not a command.
/// A regular expression runs within limits (SplitPattern): tokenising then throws EngineError with a sentence.
/// decode(encode(text)) is the text for byte-level files without a normaliser, else what normalising leaves of it.
engine::Result<std::unique_ptr<Tokenizer>> makeTokenizerFromJson(TokenizerJsonFiles files);

} // namespace lb::models
