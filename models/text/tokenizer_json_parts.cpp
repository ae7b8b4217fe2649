#include "models/text/tokenizer_json_parts.h"
#include "models/text/foreign_json.h"

#include <fmt/format.h>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using nlohmann::json;

namespace {

constexpr std::size_t kMostSteps = 32;
constexpr std::size_t kLongestText = 64; ///< of a pattern or what replaces it

/// The part or the parts of a Sequence, in order; `listName` is where the part keeps them.
Result<std::vector<const json*>> stepsOf(const json& part, const char* listName, std::string_view name)
{
    std::vector<const json*> waiting{&part};
    std::vector<const json*> steps;
    while (!waiting.empty()) {
        const json* next = waiting.back();
        waiting.pop_back();
        if (next->is_null())
            continue;
        const json* list = textOr(*next, "type", "") == "Sequence" ? entryOf(*next, listName) : nullptr;
        if (list && list->is_array())
            for (auto inner = list->rbegin(); inner != list->rend(); ++inner)
                waiting.push_back(&*inner);
        else
            steps.push_back(next);
        if (steps.size() + waiting.size() > kMostSteps)
            return notSupported(name, fmt::format("more than {} steps", kMostSteps));
    }
    return steps;
}

/// Reads each step with read(json, step), which says what it does not know.
template <class Step, class Read>
Result<std::vector<Step>> readSteps(const json& part, const char* listName, std::string_view name, Read read)
{
    const auto steps = stepsOf(part, listName, name);
    if (!steps)
        return tl::unexpected(steps.error());
    std::vector<Step> result;
    for (const json* step : *steps) {
        if (auto done = read(*step, result.emplace_back()); !done)
            return tl::unexpected(done.error());
    }
    return result;
}

/// "pattern": {"String": ...}, or a text under `key`.
Result<std::string> patternOf(const json& step, std::string_view part)
{
    const json* pattern = entryOf(step, "pattern");
    std::string text = pattern ? textOr(*pattern, "String", "") : "";
    if (text.empty() || text.size() > kLongestText)
        return notSupported(part, fmt::format("\"{}\" with a regular expression as pattern", textOr(step, "type", "")));
    return text;
}

Result<std::string> shortText(const json& step, const char* key, std::string otherwise, std::string_view part)
{
    std::string text = textOr(step, key, std::move(otherwise));
    if (text.size() > kLongestText)
        return notSupported(part, fmt::format("a \"{}\" of {} bytes", key, text.size()));
    return text;
}

Result<void> readReplace(const json& step, std::string_view part, std::string& pattern, std::string& content)
{
    auto found = patternOf(step, part);
    if (!found)
        return tl::unexpected(found.error());
    auto by = shortText(step, "content", "", part);
    if (!by)
        return tl::unexpected(by.error());
    pattern = std::move(*found);
    content = std::move(*by);
    return {};
}

constexpr std::string_view kNormaliser = "normalizer";

Result<void> readNormaliserReplace(const json& json, NormaliserStep& step)
{
    step.kind = NormaliserStep::Kind::Replace;
    const auto* pattern = entryOf(json, "pattern");
    const auto* expression = pattern ? entryOf(*pattern, "Regex") : nullptr;
    if (!expression || !expression->is_string())
        return readReplace(json, kNormaliser, step.pattern, step.content);
    auto compiled = SplitPattern::expression(expression->get_ref<const std::string&>());
    auto content = shortText(json, "content", "", kNormaliser);
    if (!compiled || !content)
        return tl::unexpected(compiled ? content.error() : compiled.error());
    step.expression = std::move(*compiled);
    step.content = std::move(*content);
    return {};
}

Result<void> readNormaliserStep(const json& json, NormaliserStep& step)
{
    using Kind = NormaliserStep::Kind;
    const std::string type = textOr(json, "type", "");
    for (const auto& [name, form] : {std::pair{"NFC", NormalForm::Nfc}, std::pair{"NFD", NormalForm::Nfd},
                                     std::pair{"NFKC", NormalForm::Nfkc}, std::pair{"NFKD", NormalForm::Nfkd}}) {
        if (type == name) {
            step = {.kind = Kind::Compose, .form = form};
            return {};
        }
    }
    if (type == "BertNormalizer") {
        const bool lower = flagOr(json, "lowercase", true);
        step = {.kind = Kind::Bert,
                .dropsControls = flagOr(json, "clean_text", true),
                .isolatesIdeographs = flagOr(json, "handle_chinese_chars", true),
                .stripsAccents = flagOr(json, "strip_accents", lower),
                .lowersCase = lower};
    } else if (type == "Lowercase") {
        step.kind = Kind::Lowercase;
    } else if (type == "StripAccents") {
        step.kind = Kind::StripAccents;
    } else if (type == "Strip") {
        step = {.kind = Kind::StripBlanks,
                .atLeft = flagOr(json, "strip_left", true),
                .atRight = flagOr(json, "strip_right", true)};
    } else if (type == "Replace") {
        return readNormaliserReplace(json, step);
    } else if (type == "Precompiled") {
        step.kind = Kind::CharacterMap;
        auto map = CharacterMap::readBase64(textOr(json, "precompiled_charsmap", ""));
        if (!map)
            return tl::unexpected(map.error());
        step.map = std::make_shared<const CharacterMap>(std::move(*map));
    } else if (type == "Prepend") {
        step.kind = Kind::Prepend;
        auto content = shortText(json, "prepend", "", kNormaliser);
        if (!content)
            return tl::unexpected(content.error());
        step.content = std::move(*content);
    } else {
        return notSupported(kNormaliser, fmt::format("\"{}\"", type));
    }
    return {};
}

constexpr std::string_view kSplitter = "pre_tokenizer";

Result<void> readMetaspace(const json& json, SplitStep& step)
{
    using Prefix = SplitStep::Prefix;
    step.kind = SplitStep::Kind::Metaspace;
    auto mark = shortText(json, "replacement", step.mark, kSplitter);
    if (!mark)
        return tl::unexpected(mark.error());
    if (mark->empty())
        return notSupported(kSplitter, "\"Metaspace\" without a replacement");
    step.mark = std::move(*mark);
    step.splits = flagOr(json, "split", true);
    const std::string scheme =
        textOr(json, "prepend_scheme", flagOr(json, "add_prefix_space", true) ? "always" : "never");
    if (scheme != "always" && scheme != "first" && scheme != "never")
        return notSupported(kSplitter, fmt::format("\"Metaspace\" with the prepend_scheme \"{}\"", scheme));
    step.prefix = scheme == "always" ? Prefix::Always : scheme == "first" ? Prefix::First : Prefix::Never;
    return {};
}

Result<void> readBehaviour(const json& json, std::string otherwise, SplitStep& step)
{
    const std::string name = textOr(json, "behavior", std::move(otherwise));
    for (const auto& [known, behaviour] :
         {std::pair{"Isolated", SplitBehaviour::Isolated}, std::pair{"Removed", SplitBehaviour::Removed},
          std::pair{"MergedWithPrevious", SplitBehaviour::MergedWithPrevious},
          std::pair{"MergedWithNext", SplitBehaviour::MergedWithNext},
          std::pair{"Contiguous", SplitBehaviour::Contiguous}}) {
        if (name == known) {
            step.behaviour = behaviour;
            return {};
        }
    }
    return notSupported(kSplitter, fmt::format("\"{}\" with the behavior \"{}\"", textOr(json, "type", ""), name));
}

/// "pattern": {"Regex": ...} or {"String": ...}.
Result<SplitPattern> readPattern(const json& json)
{
    const auto* pattern = entryOf(json, "pattern");
    const auto* expression = pattern ? entryOf(*pattern, "Regex") : nullptr;
    if (expression && expression->is_string())
        return SplitPattern::expression(expression->get_ref<const std::string&>());
    return SplitPattern::literal(pattern ? textOr(*pattern, "String", "") : "");
}

Result<void> readPatternStep(const json& json, SplitStep& step)
{
    step.kind = SplitStep::Kind::Pattern;
    step.inverts = flagOr(json, "invert", false);
    auto pattern = readPattern(json);
    if (!pattern)
        return tl::unexpected(pattern.error());
    step.pattern = std::move(*pattern);
    return readBehaviour(json, "", step);
}

Result<void> readSplitStep(const json& json, SplitStep& step)
{
    using Kind = SplitStep::Kind;
    const std::string type = textOr(json, "type", "");
    if (type == "ByteLevel") {
        step.kind = Kind::ByteLevel;
        step.addsPrefix = flagOr(json, "add_prefix_space", true);
        step.splits = flagOr(json, "use_regex", true);
    } else if (type == "BertPreTokenizer") {
        step.kind = Kind::Bert;
    } else if (type == "Whitespace") {
        step.kind = Kind::Words;
    } else if (type == "WhitespaceSplit") {
        step.kind = Kind::Blanks;
    } else if (type == "Metaspace") {
        return readMetaspace(json, step);
    } else if (type == "Punctuation") {
        step.kind = Kind::Punctuation;
        return readBehaviour(json, "Isolated", step);
    } else if (type == "Split") {
        return readPatternStep(json, step);
    } else if (type == "CharDelimiterSplit") {
        step.kind = Kind::Pattern;
        step.behaviour = SplitBehaviour::Removed;
        auto delimiter = SplitPattern::literal(textOr(json, "delimiter", ""));
        if (!delimiter)
            return tl::unexpected(delimiter.error());
        step.pattern = std::move(*delimiter);
    } else if (type == "Digits") {
        step.kind = Kind::Digits;
        step.alone = flagOr(json, "individual_digits", false);
    } else {
        return notSupported(kSplitter, fmt::format("\"{}\"", type));
    }
    return {};
}

constexpr std::string_view kDecoder = "decoder";

std::size_t countOr(const json& json, const char* key)
{
    const auto* entry = entryOf(json, key);
    return entry && entry->is_number_unsigned() ? entry->get<std::size_t>() : 0;
}

/// The text that a step of the decoder looks for: named differently in each.
Result<void> readDecoderPattern(const json& json, const char* key, const char* otherwise, DecodeStep& step)
{
    auto text = shortText(json, key, otherwise, kDecoder);
    if (!text)
        return tl::unexpected(text.error());
    if (text->empty())
        return notSupported(kDecoder, fmt::format("an empty \"{}\"", key));
    step.pattern = std::move(*text);
    return {};
}

Result<void> readDecodeStep(const json& json, DecodeStep& step)
{
    using Kind = DecodeStep::Kind;
    const std::string type = textOr(json, "type", "");
    if (type == "ByteLevel" || type == "ByteFallback" || type == "Fuse") {
        step.kind = type == "ByteLevel" ? Kind::ByteLevel : type == "Fuse" ? Kind::Fuse : Kind::ByteFallback;
        return {};
    }
    if (type == "WordPiece") {
        step.kind = Kind::WordPiece;
        return readDecoderPattern(json, "prefix", "##", step);
    }
    if (type == "BPEDecoder") {
        step.kind = Kind::Suffix;
        return readDecoderPattern(json, "suffix", "</w>", step);
    }
    if (type == "Metaspace") {
        step.kind = Kind::Metaspace;
        step.dropsFirst = flagOr(json, "add_prefix_space", true) && textOr(json, "prepend_scheme", "always") != "never";
        return readDecoderPattern(json, "replacement", "\xE2\x96\x81", step);
    }
    if (type == "Replace") {
        step.kind = Kind::Replace;
        return readReplace(json, kDecoder, step.pattern, step.content);
    }
    if (type == "Strip") {
        step.kind = Kind::Strip;
        step.fromStart = countOr(json, "start");
        step.fromEnd = countOr(json, "stop");
        return readDecoderPattern(json, "content", " ", step);
    }
    return notSupported(kDecoder, fmt::format("\"{}\"", type));
}

} // namespace

tl::unexpected<engine::Error> notSupported(std::string_view part, std::string_view what)
{
    return fail(ErrorKind::Unsupported,
                fmt::format("This tokenizer.json has as {} {}, which is not supported yet. Choose a model with another "
                            "tokenizer.",
                            part, what.substr(0, 200)));
}

Result<std::vector<NormaliserStep>> readNormaliser(const json& part)
{
    return readSteps<NormaliserStep>(part, "normalizers", kNormaliser, readNormaliserStep);
}

Result<std::vector<SplitStep>> readSplitter(const json& part)
{
    auto steps = readSteps<SplitStep>(part, "pretokenizers", kSplitter, readSplitStep);
    for (std::size_t i = 0; steps && i + 1 < steps->size(); ++i)
        if ((*steps)[i].kind == SplitStep::Kind::ByteLevel)
            return notSupported(kSplitter, "a step after \"ByteLevel\"");
    return steps;
}

Result<std::vector<DecodeStep>> readDecoder(const json& part)
{
    return readSteps<DecodeStep>(part, "decoders", kDecoder, readDecodeStep);
}

} // namespace lb::models
