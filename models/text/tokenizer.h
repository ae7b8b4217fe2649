#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// The first four ids of the tokenizers that Latentbench trains, in this order: "<pad>", "<s>", "</s>", "<unk>"
/// (methods 9.3). Those of other programs have theirs elsewhere or not at all: ask `Tokenizer::specials`.
constexpr std::int32_t kPadToken = 0;
constexpr std::int32_t kBeginToken = 1;
constexpr std::int32_t kEndToken = 2;
constexpr std::int32_t kUnknownToken = 3;
constexpr std::int32_t kSpecialTokens = 4;

/// "<pad>", "<s>", "</s>" for 0, 1, 2; "<unk>" for any other id.
std::string_view specialPiece(std::int32_t id);

/// Ids with a meaning of their own. -1: the vocabulary has none. Two roles may share an id (GPT-2 begins and ends with
/// "<|endoftext|>"), and 0 is an ordinary token in many vocabularies: never take padding from the id.
struct SpecialTokens {
    std::int32_t pad = -1;
    std::int32_t begin = -1;
    std::int32_t end = -1;
    std::int32_t unknown = -1;
    std::int32_t classification = -1; ///< BERT's [CLS]
    std::int32_t separator = -1;
    std::int32_t mask = -1;
    bool operator==(const SpecialTokens&) const = default;
};

/// The four of our own tokenizers.
constexpr SpecialTokens ownSpecials()
{
    return {.pad = kPadToken, .begin = kBeginToken, .end = kEndToken, .unknown = kUnknownToken};
}

/// The marks before and behind a text when one trains with such a vocabulary: begin or [CLS], end or [SEP]; -1: none.
constexpr std::int32_t beginMark(const SpecialTokens& s)
{
    return s.begin >= 0 ? s.begin : s.classification;
}
constexpr std::int32_t endMark(const SpecialTokens& s)
{
    return s.end >= 0 ? s.end : s.separator;
}

/// A token and the bytes [begin, end) of the text that it was made from.
struct TokenSpan {
    std::int32_t id = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const TokenSpan&) const = default;
};

/// What becomes of a control token's name ("<|endoftext|>", "[SEP]") when somebody has typed it.
enum class ControlText {
    Literal,   ///< letters like any other: whoever may write the text cannot end it or change who speaks
    Recognised ///< the control token, for text of the program's own making
};

/// Text to token ids and back. Immutable: all members may be called from several threads at once.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// "words", "characters", "sentencepiece", "wordpiece", "byte-pair" or "tokenizer.json".
    virtual std::string_view kind() const = 0;
    /// Number of ids, the special ones included.
    virtual std::int32_t vocabularySize() const = 0;
    virtual SpecialTokens specials() const = 0;
    /// The tokens of one text, without any that frame it (begin, end, [CLS], [SEP]), and where they are in it: `begin`
    /// and `end` never decrease and are at most text.size(). A token made of something that the tokenizer added has no
    /// bytes; a character that takes several byte tokens may be the source of each. Any bytes: broken UTF-8 is read as
    /// U+FFFD, except by byte-level tokenizers, which keep it. Throws EngineError for more than 1 GiB.
    std::vector<TokenSpan> tokenize(std::string_view text, ControlText control = ControlText::Literal) const;
    /// The ids of `tokenize`.
    std::vector<std::int32_t> encode(std::string_view text, ControlText control = ControlText::Literal) const;
    /// Readable UTF-8. Pad, begin, end and other control tokens vanish; ids that stand for nothing become the unknown
    /// token's name. What comes of decode(encode(text)) is said by each kind: a normal form of the text.
    virtual std::string decode(std::span<const std::int32_t> ids) const = 0;
    /// One entry of the vocabulary as it is stored ("house", "▁house", "Ġhouse"); the unknown token's outside it.
    virtual std::string piece(std::int32_t id) const = 0;
    /// Bytes for `loadTokenizer`, complete in themselves. Equal tokenizers give equal bytes.
    virtual std::string serialise() const = 0;

private:
    virtual std::vector<TokenSpan> tokensOf(std::string_view text, ControlText control) const = 0;
};

/// The same spans counted in code points instead of bytes; a broken sequence counts as one.
std::vector<TokenSpan> characterSpans(std::string_view text, std::span<const TokenSpan> spans);

/// A tokenizer from `Tokenizer::serialise`, a tokenizer.json or a sentencepiece .model file. `bytes` may come from a
/// stranger: it is walked within bounds before any library sees it. Corrupt or Unsupported with a sentence that says
/// what is wrong.
engine::Result<std::unique_ptr<Tokenizer>> loadTokenizer(std::string_view bytes);

} // namespace lb::models
