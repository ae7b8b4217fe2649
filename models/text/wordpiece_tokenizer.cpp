#include "models/text/wordpiece_tokenizer.h"

#include "models/text/pipeline_tokenizer.h"
#include "models/text/tokenizer_blob.h"
#include "models/text/vocabulary_parts.h"
#include "models/text/wordpiece_model.h"

#include <algorithm>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

constexpr std::string_view kContinues = "##";
constexpr std::size_t kMostCharacters = 200;

bool isBracketed(std::string_view token)
{
    return token.size() > 2 && token.starts_with('[') && token.ends_with(']');
}

/// Calls use(line) for each; false from it stops. A line may end with CR LF.
template <class Use>
void eachLine(std::string_view text, Use use)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!use(line))
            return;
    }
}

Result<Vocabulary> readVocabulary(std::string_view text)
{
    Vocabulary vocabulary;
    Result<void> added;
    eachLine(text, [&](std::string_view line) {
        if (line.empty() || vocabulary.find(line) >= 0)
            added = vocabulary.leaveOut();
        else
            added = vocabulary.add(line, vocabulary.size());
        if (added && isBracketed(line) && vocabulary.has(vocabulary.size() - 1))
            vocabulary.makeControl(vocabulary.size() - 1);
        return added.has_value();
    });
    if (!added)
        return tl::unexpected(added.error());
    if (auto checked = vocabulary.checkGaps(); !checked)
        return tl::unexpected(checked.error());
    if (vocabulary.find("[UNK]") < 0)
        return fail(ErrorKind::Corrupt,
                    "This is not a WordPiece vocabulary: the token [UNK] for unknown words is not in it.");
    return vocabulary;
}

std::unique_ptr<WordPieceModel> modelOf(const Vocabulary& vocabulary)
{
    auto model = std::make_unique<WordPieceModel>(vocabulary.find("[UNK]"), kMostCharacters);
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) {
        if (!vocabulary.has(id) || vocabulary.isControl(id))
            continue;
        const std::string_view piece = vocabulary.piece(id);
        const bool continues = piece.size() > kContinues.size() && piece.starts_with(kContinues);
        model->addPiece(piece.substr(continues ? kContinues.size() : 0), continues, id);
    }
    return model;
}

} // namespace

bool isCasedVocabulary(std::string_view vocabulary)
{
    bool cased = false;
    eachLine(vocabulary, [&](std::string_view line) {
        const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
        cased = !isBracketed(line) && std::any_of(line.begin(), line.end(), isCapital);
        return !cased;
    });
    return cased;
}

Result<std::unique_ptr<Tokenizer>> makeWordPieceTokenizer(WordPieceFiles files)
{
    auto vocabulary = readVocabulary(files.vocabulary);
    if (!vocabulary)
        return tl::unexpected(vocabulary.error());
    TokenizerParts parts;
    parts.kind = kWordPieceKind;
    const auto id = [&](std::string_view name) { return vocabulary->find(name); };
    parts.specials = {.pad = id("[PAD]"),
                      .unknown = id("[UNK]"),
                      .classification = id("[CLS]"),
                      .separator = id("[SEP]"),
                      .mask = id("[MASK]")};
    addControlTokens(parts.specials, *vocabulary, parts.added);
    parts.model = modelOf(*vocabulary);
    parts.vocabulary = std::move(*vocabulary);
    parts.normaliser = {
        {.kind = NormaliserStep::Kind::Bert, .stripsAccents = files.lowersCase, .lowersCase = files.lowersCase}};
    parts.splitter = {{.kind = SplitStep::Kind::Bert}};
    parts.decoder = {{.kind = DecodeStep::Kind::WordPiece, .pattern = std::string(kContinues)}};
    parts.dropsUnknown = true;
    parts.stored =
        storedTokenizer({.kind = parts.kind, .flag = files.lowersCase, .vocabulary = std::move(files.vocabulary)});
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

} // namespace lb::models
