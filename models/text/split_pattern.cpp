#include "models/text/split_pattern.h"

#include "models/text/unicode_text.h"

#include <fmt/format.h>
#include <unicode/uregex.h>

#include <algorithm>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

struct CloseExpression {
    void operator()(URegularExpression* expression) const noexcept { uregex_close(expression); }
};
using ExpressionHandle = std::unique_ptr<URegularExpression, CloseExpression>;

struct CloseText {
    void operator()(UText* text) const noexcept { utext_close(text); }
};
using TextHandle = std::unique_ptr<UText, CloseText>;

/// ICU's "\s" leaves U+000B and U+0085 out. A set may stand inside a set, so one replacement serves both places.
std::string withUnicodeBlanks(std::string_view pattern)
{
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '\\' || i + 1 == pattern.size()) {
            result.push_back(pattern[i]);
            continue;
        }
        const char next = pattern[++i];
        if (next == 's' || next == 'S')
            result.append(next == 's' ? "[\\t-\\r\\u0085\\p{Z}]" : "[^\\t-\\r\\u0085\\p{Z}]");
        else
            result.append({'\\', next});
    }
    return result;
}

TextHandle opened(std::string_view text, UErrorCode& error)
{
    return TextHandle(utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &error));
}

/// The words of a list read backwards merge with what is then before them.
void mergeWithPrevious(const std::vector<SplitPart>& parts, std::vector<ByteRange>& words)
{
    bool afterMatch = false;
    for (const SplitPart& part : parts) {
        if (part.isMatch && !afterMatch && !words.empty()) {
            words.back().begin = std::min(words.back().begin, part.range.begin);
            words.back().end = std::max(words.back().end, part.range.end);
        } else {
            words.push_back(part.range);
        }
        afterMatch = part.isMatch;
    }
}

} // namespace

void joinParts(std::vector<SplitPart> parts, SplitBehaviour behaviour, std::vector<ByteRange>& words)
{
    std::vector<ByteRange> made;
    switch (behaviour) {
    case SplitBehaviour::Isolated:
    case SplitBehaviour::Removed:
        for (const SplitPart& part : parts)
            if (!part.isMatch || behaviour == SplitBehaviour::Isolated)
                made.push_back(part.range);
        break;
    case SplitBehaviour::MergedWithPrevious:
        mergeWithPrevious(parts, made);
        break;
    case SplitBehaviour::MergedWithNext:
        std::reverse(parts.begin(), parts.end());
        mergeWithPrevious(parts, made);
        std::reverse(made.begin(), made.end());
        break;
    case SplitBehaviour::Contiguous:
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (i > 0 && parts[i].isMatch == parts[i - 1].isMatch)
                made.back().end = parts[i].range.end;
            else
                made.push_back(parts[i].range);
        break;
    }
    words.insert(words.end(), made.begin(), made.end());
}

struct SplitPattern::Compiled {
    ExpressionHandle expression;
};

engine::Result<SplitPattern> SplitPattern::compiled(std::string_view pattern, std::uint32_t flags)
{
    if (pattern.empty() || pattern.size() > kLongest || !isUtf8(pattern))
        return fail(ErrorKind::Unsupported,
                    fmt::format("This tokenizer.json has a pattern of {} bytes; UTF-8 of 1 to {} can be used. Choose a "
                                "model with another tokenizer.",
                                pattern.size(), kLongest));
    UErrorCode error = U_ZERO_ERROR;
    UParseError place{};
    const TextHandle text = opened(pattern, error);
    auto compiled = std::make_shared<Compiled>();
    compiled->expression.reset(uregex_openUText(text.get(), flags, &place, &error));
    if (U_FAILURE(error))
        return fail(
            ErrorKind::Unsupported,
            fmt::format("This tokenizer.json has a regular expression that is not understood ({} near character "
                        "{}). Choose a model with another tokenizer.",
                        u_errorName(error), place.offset));
    SplitPattern result;
    result.m_compiled = std::move(compiled);
    return result;
}

engine::Result<SplitPattern> SplitPattern::expression(std::string_view pattern)
{
    if (pattern.size() > kLongest) // before it grows
        return compiled(pattern, 0);
    const std::string spelt = withUnicodeBlanks(pattern);
    return compiled(spelt, 0);
}

engine::Result<SplitPattern> SplitPattern::literal(std::string_view text)
{
    return compiled(text, UREGEX_LITERAL);
}

std::vector<SplitPart> SplitPattern::parts(std::string_view text) const
{
    // One unit of ICU's is some ten thousand steps; a pattern that splits words needs a few steps a byte.
    const auto limit = static_cast<std::int32_t>(std::min<std::size_t>(20 + text.size() / 100, 1U << 30));
    UErrorCode error = U_ZERO_ERROR;
    const TextHandle searched = opened(text, error);
    const ExpressionHandle search(uregex_clone(m_compiled->expression.get(), &error));
    uregex_setTimeLimit(search.get(), limit, &error);
    uregex_setUText(search.get(), searched.get(), &error);
    std::vector<SplitPart> parts;
    std::size_t done = 0;
    while (U_SUCCESS(error) && uregex_findNext(search.get(), &error)) {
        const auto begin = static_cast<std::size_t>(uregex_start64(search.get(), 0, &error));
        const auto end = static_cast<std::size_t>(uregex_end64(search.get(), 0, &error));
        if (U_FAILURE(error) || begin < done || end <= begin || end > text.size())
            continue; // an empty match cuts nothing off
        if (done < begin)
            parts.push_back({{done, begin}, false});
        parts.push_back({{begin, end}, true});
        done = end;
    }
    if (U_FAILURE(error))
        throw engine::EngineError(
            ErrorKind::Unsupported,
            fmt::format("The regular expression of this tokenizer.json takes too long on a text of "
                        "{} bytes ({}). Choose a model with another tokenizer.",
                        text.size(), u_errorName(error)));
    if (done < text.size())
        parts.push_back({{done, text.size()}, false});
    return parts;
}

} // namespace lb::models
