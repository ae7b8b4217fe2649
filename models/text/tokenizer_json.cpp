#include "models/text/tokenizer_json.h"

#include "models/text/foreign_json.h"
#include "models/text/tokenizer_blob.h"
#include "models/text/tokenizer_json_parts.h"
#include "models/text/vocabulary_parts.h"

#include <fmt/format.h>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using nlohmann::json;

namespace {

Result<void> readAdded(const json& list, TokenizerParts& parts)
{
    for (const json& token : list) {
        const json* id = entryOf(token, "id");
        const std::string text = textOr(token, "content", "");
        if (!id || !id->is_number_unsigned() || id->get<std::uint64_t>() >= std::uint64_t{Vocabulary::kMostIds})
            return fail(ErrorKind::Corrupt, "The tokenizer.json is damaged: an added token has no id.");
        if (flagOr(token, "single_word", false))
            return notSupported("added token", fmt::format("\"{}\" with \"single_word\"", text));
        if (auto added = parts.vocabulary.add(text, id->get<std::int64_t>()); !added)
            return added;
        parts.added.push_back({.text = text,
                               .id = id->get<std::int32_t>(),
                               .isControl = flagOr(token, "special", false),
                               .isNormalised = flagOr(token, "normalized", !flagOr(token, "special", false)),
                               .takesLeft = flagOr(token, "lstrip", false),
                               .takesRight = flagOr(token, "rstrip", false)});
    }
    return {};
}

/// Special tokens that tokenizer_config.json names, over those known by their names.
void readRoles(const json& settings, const Vocabulary& vocabulary, SpecialTokens& specials)
{
    using Role = std::pair<const char*, std::int32_t*>;
    for (const auto& [key, id] :
         {Role{"pad_token", &specials.pad}, Role{"bos_token", &specials.begin}, Role{"eos_token", &specials.end},
          Role{"unk_token", &specials.unknown}, Role{"cls_token", &specials.classification},
          Role{"sep_token", &specials.separator}, Role{"mask_token", &specials.mask}}) {
        const json* named = entryOf(settings, key);
        if (!named)
            continue;
        const std::string name = named->is_string() ? named->get<std::string>() : textOr(*named, "content", "");
        if (const std::int32_t found = vocabulary.find(name); found >= 0)
            *id = found;
    }
}

const json& partOf(const json& file, const char* key)
{
    static const json nothing;
    const json* part = entryOf(file, key);
    return part ? *part : nothing;
}

Result<void> readVocabularyAndRoles(const json& file, const json& settings, TokenizerParts& parts)
{
    if (auto read = readVocabulary(partOf(file, "model"), parts.vocabulary); !read)
        return read;
    if (const json& added = partOf(file, "added_tokens"); added.is_array())
        if (auto read = readAdded(added, parts); !read)
            return read;
    if (auto checked = parts.vocabulary.checkGaps(); !checked)
        return checked;
    const auto unknown = readUnknown(partOf(file, "model"), parts.vocabulary);
    if (!unknown)
        return tl::unexpected(unknown.error());
    for (const AddedToken& token : parts.added)
        if (token.isControl)
            parts.vocabulary.makeControl(token.id);
    parts.specials = parts.vocabulary.specialsByName(true);
    readRoles(settings, parts.vocabulary, parts.specials);
    if (*unknown >= 0)
        parts.specials.unknown = *unknown;
    addControlTokens(parts.specials, parts.vocabulary, parts.added);
    return {};
}

Result<void> readSteps(const json& file, TokenizerParts& parts)
{
    auto normaliser = readNormaliser(partOf(file, "normalizer"));
    if (!normaliser)
        return tl::unexpected(normaliser.error());
    auto splitter = readSplitter(partOf(file, "pre_tokenizer"));
    if (!splitter)
        return tl::unexpected(splitter.error());
    auto decoder = readDecoder(partOf(file, "decoder"));
    if (!decoder)
        return tl::unexpected(decoder.error());
    parts.normaliser = std::move(*normaliser);
    parts.splitter = std::move(*splitter);
    parts.decoder = std::move(*decoder);
    return {};
}

/// A file without a decoder is read as its kind usually is.
DecodeStep usualDecoder(bool isByteLevel, bool isWordPiece)
{
    if (isByteLevel)
        return {.kind = DecodeStep::Kind::ByteLevel};
    if (isWordPiece)
        return {.kind = DecodeStep::Kind::WordPiece, .pattern = "##"};
    return {.kind = DecodeStep::Kind::Blanks};
}

} // namespace

Result<std::unique_ptr<Tokenizer>> makeTokenizerFromJson(TokenizerJsonFiles files)
{
    const auto file = parseForeignJson(files.tokenizer, "The tokenizer.json");
    if (!file)
        return tl::unexpected(file.error());
    const auto settings = parseForeignJson(files.settings.empty() ? "{}" : files.settings, "The tokenizer_config.json");
    if (!settings)
        return tl::unexpected(settings.error());
    TokenizerParts parts;
    parts.kind = kTokenizerJsonKind;
    if (auto read = readVocabularyAndRoles(*file, *settings, parts); !read)
        return tl::unexpected(read.error());
    if (auto read = readSteps(*file, parts); !read)
        return tl::unexpected(read.error());
    const json& modelPart = partOf(*file, "model");
    const bool isByteLevel = !parts.splitter.empty() && parts.splitter.back().kind == SplitStep::Kind::ByteLevel;
    auto model = makeModel(modelPart, parts.vocabulary, {isByteLevel, parts.specials.unknown});
    if (!model)
        return tl::unexpected(model.error());
    parts.model = std::move(*model);
    parts.keepsBytes = isByteLevel && parts.normaliser.empty();
    parts.dropsUnknown = modelType(modelPart) == "WordPiece";
    if (parts.decoder.empty())
        parts.decoder.push_back(usualDecoder(isByteLevel, parts.dropsUnknown));
    parts.stored = storedTokenizer(
        {.kind = parts.kind, .vocabulary = std::move(files.tokenizer), .settings = std::move(files.settings)});
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

} // namespace lb::models
