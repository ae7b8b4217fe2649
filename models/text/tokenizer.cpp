#include "models/text/tokenizer.h"

#include "models/text/character_tokenizer.h"
#include "models/text/sentencepiece_tokenizer.h"
#include "models/text/tokenizer_blob.h"
#include "models/text/tokenizer_json.h"
#include "models/text/unicode_text.h"
#include "models/text/word_tokenizer.h"

#include <fmt/format.h>

#include <algorithm>

namespace lb::models {

std::string_view specialPiece(std::int32_t id)
{
    switch (id) {
    case kPadToken:
        return "<pad>";
    case kBeginToken:
        return "<s>";
    case kEndToken:
        return "</s>";
    default:
        return "<unk>";
    }
}

std::vector<TokenSpan> Tokenizer::tokenize(std::string_view text, ControlText control) const
{
    constexpr std::size_t kLongestText = std::size_t{1} << 30; // ICU counts in 32 bits
    if (text.size() > kLongestText)
        throw engine::EngineError(
            engine::ErrorKind::InvalidArgument,
            fmt::format("A text of {} bytes is too long for one call; cut it into parts of at most 1 GiB.",
                        text.size()));
    return tokensOf(text, control);
}

std::vector<std::int32_t> Tokenizer::encode(std::string_view text, ControlText control) const
{
    const std::vector<TokenSpan> spans = tokenize(text, control);
    std::vector<std::int32_t> ids(spans.size());
    std::transform(spans.begin(), spans.end(), ids.begin(), [](const TokenSpan& span) { return span.id; });
    return ids;
}

std::vector<TokenSpan> characterSpans(std::string_view text, std::span<const TokenSpan> spans)
{
    std::vector<std::uint32_t> before(text.size() + 1); // code points that begin before byte i
    std::uint32_t count = 0;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t bytes = codePointAt(text, position).bytes;
        before[position] = count++;
        std::fill_n(before.begin() + static_cast<std::ptrdiff_t>(position) + 1, bytes, count);
        position += bytes;
    }
    std::vector<TokenSpan> result;
    result.reserve(spans.size());
    for (const TokenSpan& span : spans) {
        std::size_t first = span.begin;
        while (first > 0 && first < text.size() && before[first] == before[first + 1] && first < span.end)
            --first; // inside a character: it counts as a whole
        result.push_back({span.id, before[first], before[span.end]});
    }
    return result;
}

engine::Result<std::unique_ptr<Tokenizer>> loadTokenizer(std::string_view bytes)
{
    if (bytes.empty())
        return engine::fail(engine::ErrorKind::Corrupt, "The tokenizer file is empty.");
    if (bytes.starts_with(WordTokenizer::kMagic))
        return WordTokenizer::load(bytes);
    if (bytes.starts_with(CharacterTokenizer::kMagic))
        return CharacterTokenizer::load(bytes);
    if (bytes.starts_with(StoredTokenizer::kMagic))
        return loadStoredTokenizer(bytes);
    if (bytes.front() == '{')
        return makeTokenizerFromJson({.tokenizer = std::string(bytes), .settings = {}});
    constexpr char kFirstPiece = 0x0A; // field 1 of a protocol buffer, as bytes
    if (bytes.front() == kFirstPiece)
        return SentencePieceTokenizer::load(bytes);
    return engine::fail(engine::ErrorKind::Unsupported,
                        "This is not a tokenizer: it is neither one that Latentbench has stored, nor a "
                        "tokenizer.json, nor a sentencepiece model.");
}

} // namespace lb::models
