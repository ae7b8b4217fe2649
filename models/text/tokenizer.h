#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// The first four ids of every tokenizer, in this order: "<pad>", "<s>", "</s>", "<unk>" (methods 9.3).
constexpr std::int32_t kPadToken = 0;
constexpr std::int32_t kBeginToken = 1;
constexpr std::int32_t kEndToken = 2;
constexpr std::int32_t kUnknownToken = 3;
constexpr std::int32_t kSpecialTokens = 4;

/// "<pad>", "<s>", "</s>" for 0, 1, 2; "<unk>" for any other id.
std::string_view specialPiece(std::int32_t id);

/// Text to token ids and back. Immutable: all members may be called from several threads at once.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// "words" or "sentencepiece".
    virtual std::string_view kind() const = 0;
    /// Number of ids, the four special ones included.
    virtual std::int32_t vocabularySize() const = 0;
    /// Ids of one sentence, without <s> and </s>. Any bytes: invalid UTF-8 is read as U+FFFD, NUL as a space. Text of
    /// blanks alone gives no ids. Special tokens are never produced from text, only kUnknownToken.
    virtual std::vector<std::int32_t> encode(std::string_view text) const = 0;
    /// Readable UTF-8. <pad>, <s> and </s> vanish, <unk> and ids outside the vocabulary become "<unk>".
    virtual std::string decode(std::span<const std::int32_t> ids) const = 0;
    /// One entry of the vocabulary as it is stored ("house", "▁house"); "<unk>" outside it.
    virtual std::string piece(std::int32_t id) const = 0;
    /// Bytes for `loadTokenizer`. Equal tokenizers give equal bytes.
    virtual std::string serialise() const = 0;
};

/// A tokenizer from `Tokenizer::serialise` or from a sentencepiece .model file. `bytes` may come from a stranger: it is
/// walked within bounds before any library sees it. Corrupt or Unsupported with a sentence that says what is wrong.
engine::Result<std::unique_ptr<Tokenizer>> loadTokenizer(std::string_view bytes);

} // namespace lb::models
