#include "models/text/byte_pair_tokenizer.h"

#include "models/text/byte_level.h"
#include "models/text/byte_pair_model.h"
#include "models/text/foreign_json.h"
#include "models/text/pipeline_tokenizer.h"
#include "models/text/tokenizer_blob.h"
#include "models/text/vocabulary_parts.h"

#include <fmt/format.h>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

Result<void> addMerges(std::string_view lines, const Vocabulary& vocabulary, BytePairModel& model)
{
    constexpr std::size_t kLargestList = std::size_t{32} << 20;
    if (lines.size() > kLargestList)
        return fail(ErrorKind::Unsupported,
                    fmt::format("The list of merges has {} bytes; up to {} can be read.", lines.size(), kLargestList));
    for (int number = 1; !lines.empty(); ++number) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty() || (number == 1 && line.starts_with("#version")))
            continue;
        const std::size_t blank = line.find(' ');
        if (blank == std::string_view::npos || line.find(' ', blank + 1) != std::string_view::npos)
            return fail(ErrorKind::Corrupt,
                        fmt::format("Line {} of the list of merges is not a pair of tokens.", number));
        if (auto added = addMerge(model, vocabulary, line.substr(0, blank), line.substr(blank + 1)); !added)
            return fail(ErrorKind::Corrupt,
                        fmt::format("Line {} of the list of merges: {}", number, added.error().detail));
    }
    return {};
}

/// GPT-2 can write every text because every byte is a token.
Result<void> checkBytes(const Vocabulary& vocabulary)
{
    for (int byte = 0; byte < 256; ++byte) {
        std::string character;
        appendUtf8(character, characterOfByte(static_cast<unsigned char>(byte)));
        if (vocabulary.find(character) < 0)
            return fail(ErrorKind::Corrupt,
                        fmt::format("This is not a byte-level vocabulary: the byte {} (\"{}\") is no token of it.",
                                    byte, character));
    }
    return {};
}

Result<Vocabulary> readVocabulary(std::string_view bytes)
{
    const auto json = parseForeignJson(bytes, "The vocabulary of the byte pair encoding");
    if (!json)
        return tl::unexpected(json.error());
    Vocabulary vocabulary;
    if (auto added = addEntries(*json, vocabulary); !added)
        return tl::unexpected(added.error());
    if (auto checked = vocabulary.checkGaps(); !checked)
        return tl::unexpected(checked.error());
    if (auto checked = checkBytes(vocabulary); !checked)
        return tl::unexpected(checked.error());
    return vocabulary;
}

} // namespace

Result<std::unique_ptr<Tokenizer>> makeBytePairTokenizer(BytePairFiles files)
{
    auto vocabulary = readVocabulary(files.vocabulary);
    if (!vocabulary)
        return tl::unexpected(vocabulary.error());
    TokenizerParts parts;
    parts.kind = kBytePairKind;
    parts.specials = vocabulary->specialsByName(false);
    addControlTokens(parts.specials, *vocabulary, parts.added);
    auto model = std::make_unique<BytePairModel>(BytePairModel::Options{});
    addPieces(*model, *vocabulary, true);
    if (auto added = addMerges(files.merges, *vocabulary, *model); !added)
        return tl::unexpected(added.error());
    parts.model = std::move(model);
    parts.vocabulary = std::move(*vocabulary);
    parts.splitter = {{.kind = SplitStep::Kind::ByteLevel, .addsPrefix = files.addsPrefix}};
    parts.decoder = {{.kind = DecodeStep::Kind::ByteLevel}};
    parts.keepsBytes = true;
    parts.stored = storedTokenizer({.kind = parts.kind,
                                    .flag = files.addsPrefix,
                                    .vocabulary = std::move(files.vocabulary),
                                    .merges = std::move(files.merges)});
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

} // namespace lb::models
