#include "models/text/foreign_json.h"
#include "models/text/tokenizer_json_parts.h"
#include "models/text/unigram_model.h"
#include "models/text/vocabulary_parts.h"
#include "models/text/word_level_model.h"
#include "models/text/wordpiece_model.h"

#include <fmt/format.h>

#include <cmath>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using nlohmann::json;

namespace {

tl::unexpected<engine::Error> damaged(std::string_view what)
{
    return fail(ErrorKind::Corrupt, fmt::format("The tokenizer.json is damaged: {}.", what));
}

/// [piece, score] of a unigram vocabulary.
bool isScored(const json& entry)
{
    return entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_number() &&
           std::isfinite(entry[1].get<double>());
}

/// A merge in either spelling: "a b" or ["a", "b"].
Result<std::pair<std::string_view, std::string_view>> pairOf(const json& merge)
{
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
        return std::pair<std::string_view, std::string_view>(merge[0].get_ref<const std::string&>(),
                                                             merge[1].get_ref<const std::string&>());
    const std::string_view text =
        merge.is_string() ? std::string_view(merge.get_ref<const std::string&>()) : std::string_view();
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos || text.find(' ', blank + 1) != std::string_view::npos)
        return damaged("one of its merges is not a pair of tokens");
    return std::pair(text.substr(0, blank), text.substr(blank + 1));
}

Result<std::unique_ptr<PieceModel>> makeBytePair(const json& model, const Vocabulary& vocabulary, ModelSetting setting)
{
    if (const json* dropout = entryOf(model, "dropout"); dropout && *dropout != 0.0)
        return notSupported("model", "BPE with dropout");
    if (!textOr(model, "continuing_subword_prefix", "").empty())
        return notSupported("model", "BPE with a continuing_subword_prefix");
    BytePairModel::Options options{.startsFromBytes = setting.isByteLevel,
                                   .wholeWordsFirst = flagOr(model, "ignore_merges", false),
                                   .fusesUnknown = flagOr(model, "fuse_unk", false),
                                   .unknown = setting.unknown,
                                   .endSuffix = textOr(model, "end_of_word_suffix", "")};
    if (flagOr(model, "byte_fallback", false))
        options.byteIds = vocabulary.byteIds();
    auto result = std::make_unique<BytePairModel>(std::move(options));
    addPieces(*result, vocabulary, setting.isByteLevel);
    const json* merges = entryOf(model, "merges");
    if (!merges || !merges->is_array())
        return damaged("its BPE model has no list of merges");
    for (const json& merge : *merges) {
        const auto pair = pairOf(merge);
        if (!pair)
            return tl::unexpected(pair.error());
        if (auto added = addMerge(*result, vocabulary, pair->first, pair->second); !added)
            return damaged(fmt::format("merge {} \"{}\" of its list: {}", &merge - &merges->front(),
                                       fmt::format("{} {}", pair->first, pair->second), added.error().detail));
    }
    return result;
}

Result<std::unique_ptr<PieceModel>> makeWordPiece(const json& model, const Vocabulary& vocabulary, std::int32_t unknown)
{
    if (unknown < 0)
        return damaged("its WordPiece model has no unknown token");
    std::size_t mostCharacters = 100; // what the format means when it does not say
    if (const json* most = entryOf(model, "max_input_chars_per_word"); most && most->is_number_unsigned())
        mostCharacters = std::min<std::size_t>(most->get<std::size_t>(), 10'000);
    const std::string prefix = textOr(model, "continuing_subword_prefix", "##");
    auto result = std::make_unique<WordPieceModel>(unknown, mostCharacters);
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) {
        if (!vocabulary.has(id) || vocabulary.isControl(id))
            continue;
        const std::string_view piece = vocabulary.piece(id);
        const bool continues = !prefix.empty() && piece.size() > prefix.size() && piece.starts_with(prefix);
        result->addPiece(piece.substr(continues ? prefix.size() : 0), continues, id);
    }
    return result;
}

Result<std::unique_ptr<PieceModel>> makeUnigram(const json& model, const Vocabulary& vocabulary, std::int32_t unknown)
{
    if (unknown < 0)
        return damaged("its Unigram model has no unknown token");
    UnigramModel::Options options{.unknown = unknown, .byteIds = {}};
    if (flagOr(model, "byte_fallback", false))
        options.byteIds = vocabulary.byteIds();
    auto result = std::make_unique<UnigramModel>(std::move(options));
    std::int32_t id = 0;
    for (const json& entry : *entryOf(model, "vocab")) {
        if (vocabulary.has(id) && !vocabulary.isControl(id) && id != unknown)
            result->addPiece(entry[0].get_ref<const std::string&>(), id, entry[1].get<double>());
        ++id;
    }
    return result;
}

std::unique_ptr<PieceModel> makeWordLevel(const Vocabulary& vocabulary, std::int32_t unknown)
{
    auto result = std::make_unique<WordLevelModel>(unknown);
    for (std::int32_t id = 0; id < vocabulary.size(); ++id)
        if (vocabulary.has(id) && !vocabulary.isControl(id) && !vocabulary.piece(id).empty())
            result->addWord(vocabulary.piece(id), id);
    return result;
}

} // namespace

std::string modelType(const json& model)
{
    return textOr(model, "type", entryOf(model, "merges") ? "BPE" : "");
}

Result<void> readVocabulary(const json& model, Vocabulary& vocabulary)
{
    const std::string type = modelType(model);
    if (type != "BPE" && type != "WordPiece" && type != "Unigram" && type != "WordLevel")
        return notSupported("model", type.empty() ? std::string("nothing") : fmt::format("\"{}\"", type));
    const json* entries = entryOf(model, "vocab");
    if (!entries)
        return damaged("its model has no vocabulary");
    if (type != "Unigram")
        return addEntries(*entries, vocabulary);
    if (!entries->is_array())
        return damaged("the vocabulary of its Unigram model is not a list");
    for (const json& entry : *entries) {
        if (!isScored(entry))
            return damaged(fmt::format("entry {} of its vocabulary is not a piece with a score", vocabulary.size()));
        const std::string& piece = entry[0].get_ref<const std::string&>();
        const bool isRepeated = vocabulary.find(piece) >= 0; // published files have some; the first counts
        if (auto added = isRepeated ? vocabulary.leaveOut() : vocabulary.add(piece, vocabulary.size()); !added)
            return added;
    }
    return {};
}

Result<std::int32_t> readUnknown(const json& model, const Vocabulary& vocabulary)
{
    if (const json* id = entryOf(model, "unk_id"); id && id->is_number_unsigned()) {
        if (id->get<std::uint64_t>() >= static_cast<std::uint64_t>(vocabulary.size()) ||
            !vocabulary.has(id->get<std::int32_t>()))
            return damaged("the id of its unknown token is not in the vocabulary");
        return id->get<std::int32_t>();
    }
    const std::string name = textOr(model, "unk_token", "");
    if (name.empty())
        return -1;
    const std::int32_t id = vocabulary.find(name);
    if (id < 0)
        return damaged(fmt::format("its unknown token \"{}\" is not in the vocabulary", name));
    return id;
}

Result<std::unique_ptr<PieceModel>> makeModel(const json& model, const Vocabulary& vocabulary, ModelSetting setting)
{
    const std::string type = modelType(model);
    if (setting.isByteLevel && type != "BPE")
        return notSupported("pre_tokenizer", fmt::format("\"ByteLevel\" before a {} model", type));
    if (type == "BPE")
        return makeBytePair(model, vocabulary, setting);
    if (type == "WordLevel")
        return makeWordLevel(vocabulary, setting.unknown);
    return type == "WordPiece" ? makeWordPiece(model, vocabulary, setting.unknown)
                               : makeUnigram(model, vocabulary, setting.unknown);
}

} // namespace lb::models
