#include "models/text/tokenizer_blob.h"

#include "models/text/byte_pair_tokenizer.h"
#include "models/text/tokenizer_json.h"
#include "models/text/wordpiece_tokenizer.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

/// Takes the line "NAME VALUE" from the front; nothing when it is another one or does not end.
std::optional<std::string_view> takeLine(std::string_view& bytes, std::string_view name)
{
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos || end <= name.size() || !bytes.starts_with(name) || bytes[name.size()] != ' ')
        return std::nullopt;
    const std::string_view value = bytes.substr(name.size() + 1, end - name.size() - 1);
    bytes.remove_prefix(end + 1);
    return value;
}

std::optional<std::size_t> takeNumber(std::string_view& bytes, std::string_view name)
{
    const auto text = takeLine(bytes, name);
    std::size_t number = 0;
    if (!text)
        return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    return error == std::errc() && end == text->data() + text->size() ? std::optional(number) : std::nullopt;
}

std::optional<StoredTokenizer> takeApart(std::string_view bytes)
{
    bytes.remove_prefix(StoredTokenizer::kMagic.size());
    StoredTokenizer stored;
    const auto kind = takeLine(bytes, "kind");
    const auto flag = takeNumber(bytes, "flag");
    const auto vocabulary = takeNumber(bytes, "vocabulary");
    const auto merges = takeNumber(bytes, "merges");
    const auto settings = takeNumber(bytes, "settings");
    if (!kind || !flag || *flag > 1 || !vocabulary || !merges || !settings)
        return std::nullopt;
    for (const auto& [size, file] :
         {std::pair{*vocabulary, &stored.vocabulary}, {*merges, &stored.merges}, {*settings, &stored.settings}}) {
        if (size > bytes.size())
            return std::nullopt;
        *file = bytes.substr(0, size);
        bytes.remove_prefix(size);
    }
    stored.kind = *kind;
    stored.flag = *flag == 1;
    return bytes.empty() ? std::optional(std::move(stored)) : std::nullopt;
}

} // namespace

std::string storedTokenizer(const StoredTokenizer& stored)
{
    return fmt::format("{}kind {}\nflag {}\nvocabulary {}\nmerges {}\nsettings {}\n{}{}{}", StoredTokenizer::kMagic,
                       stored.kind, stored.flag ? 1 : 0, stored.vocabulary.size(), stored.merges.size(),
                       stored.settings.size(), stored.vocabulary, stored.merges, stored.settings);
}

engine::Result<StoredTokenizer> takeStoredTokenizer(std::string_view bytes)
{
    auto stored = bytes.starts_with(StoredTokenizer::kMagic) ? takeApart(bytes) : std::nullopt;
    if (!stored)
        return fail(ErrorKind::Corrupt, "The stored tokenizer is damaged or cut off: its head does not fit its files.");
    return std::move(*stored);
}

engine::Result<std::unique_ptr<Tokenizer>> loadStoredTokenizer(std::string_view bytes)
{
    auto stored = takeStoredTokenizer(bytes);
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->kind == kBytePairKind)
        return makeBytePairTokenizer({std::move(stored->vocabulary), std::move(stored->merges), stored->flag});
    if (stored->kind == kWordPieceKind)
        return makeWordPieceTokenizer({std::move(stored->vocabulary), stored->flag});
    if (stored->kind == kTokenizerJsonKind)
        return makeTokenizerFromJson({std::move(stored->vocabulary), std::move(stored->settings)});
    return fail(ErrorKind::Unsupported,
                "The stored tokenizer is of a kind that this version of Latentbench does not know.");
}

} // namespace lb::models
