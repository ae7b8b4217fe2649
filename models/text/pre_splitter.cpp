#include "models/text/pre_splitter.h"

#include "models/text/byte_level.h"
#include "models/text/text_normaliser.h"
#include "models/text/unicode_text.h"

namespace lb::models {

namespace {

constexpr int kDropped = -1; ///< characters that end a word and are in none
constexpr int kAlone = -2;   ///< a word of one character

/// Cuts where kind(character) changes.
template <class Kind>
void cutByKind(SplitText& split, Kind kind)
{
    std::vector<ByteRange> words;
    const std::string& text = split.text.text();
    for (const ByteRange word : split.words) {
        int previous = kDropped;
        for (std::size_t begin = word.begin; begin < word.end;) {
            const CodePoint next = codePointAt(text, begin);
            const int here = kind(next.value);
            const std::size_t end = begin + next.bytes;
            if (here != kDropped && here == previous && here != kAlone)
                words.back().end = end;
            else if (here != kDropped)
                words.push_back({begin, end});
            previous = here;
            begin = end;
        }
    }
    split.words = std::move(words);
}

/// Cuts each word into what partsOf(word) gives, whose ranges are within the word.
template <class PartsOf>
void cutAtParts(SplitText& split, SplitBehaviour behaviour, PartsOf partsOf)
{
    std::vector<ByteRange> words;
    for (const ByteRange word : split.words) {
        const std::size_t before = words.size();
        joinParts(partsOf(std::string_view(split.text.text()).substr(word.begin, word.end - word.begin)), behaviour,
                  words);
        for (std::size_t i = before; i < words.size(); ++i)
            words[i] = {words[i].begin + word.begin, words[i].end + word.begin};
    }
    split.words = std::move(words);
}

std::vector<SplitPart> punctuationParts(std::string_view word)
{
    std::vector<SplitPart> parts;
    for (std::size_t begin = 0; begin < word.size();) {
        const CodePoint next = codePointAt(word, begin);
        const std::size_t end = begin + next.bytes;
        const bool isMark = isBertPunctuation(next.value);
        if (!isMark && !parts.empty() && !parts.back().isMatch)
            parts.back().range.end = end;
        else
            parts.push_back({{begin, end}, isMark});
        begin = end;
    }
    return parts;
}

std::vector<SplitPart> patternParts(std::string_view word, const SplitStep& step)
{
    std::vector<SplitPart> parts = step.pattern->parts(word);
    for (SplitPart& part : parts)
        part.isMatch = part.isMatch != step.inverts;
    return parts;
}

/// Puts `prefix` before the words for which needs(word, index) holds.
template <class Needs>
void prefixWords(SplitText& split, std::string_view prefix, Needs needs)
{
    const std::string& text = split.text.text();
    AlignedTextBuilder builder(split.text);
    std::vector<ByteRange> words;
    for (std::size_t i = 0; i < split.words.size(); ++i) {
        const ByteRange word = split.words[i];
        const std::size_t begin = builder.size();
        if (needs(std::string_view(text).substr(word.begin, word.end - word.begin), i))
            builder.put(prefix, word.begin, word.begin);
        builder.copy(word.begin, word.end);
        words.push_back({begin, builder.size()});
    }
    split = {builder.take(), std::move(words)};
}

void byteLevel(SplitText& split, const SplitStep& step)
{
    if (step.addsPrefix)
        prefixWords(split, " ", [](std::string_view word, std::size_t) { return !word.starts_with(' '); });
    if (!step.splits)
        return;
    std::vector<ByteRange> words;
    for (const ByteRange word : split.words)
        splitByteLevel(split.text.text(), word, words);
    split.words = std::move(words);
}

void markBlanks(SplitText& split, std::string_view mark)
{
    AlignedTextBuilder builder(split.text);
    std::vector<ByteRange> words;
    for (const ByteRange word : split.words) {
        const std::size_t begin = builder.size();
        for (std::size_t i = word.begin; i < word.end;) {
            std::size_t blank = std::min(split.text.text().find(' ', i), word.end);
            builder.copy(i, blank);
            if (blank < word.end)
                builder.put(mark, blank, blank + 1);
            i = std::min(blank + 1, word.end);
        }
        words.push_back({begin, builder.size()});
    }
    split = {builder.take(), std::move(words)};
}

void metaspace(SplitText& split, const SplitStep& step, bool isFirst)
{
    markBlanks(split, step.mark);
    using Prefix = SplitStep::Prefix;
    if (step.prefix != Prefix::Never)
        prefixWords(split, step.mark, [&](std::string_view word, std::size_t i) {
            return (step.prefix == Prefix::Always || (isFirst && i == 0)) && !word.starts_with(step.mark);
        });
    if (!step.splits)
        return;
    std::vector<ByteRange> words;
    for (const ByteRange word : split.words) {
        const std::string_view text = std::string_view(split.text.text()).substr(0, word.end);
        for (std::size_t begin = word.begin; begin < word.end;) {
            const std::size_t end = std::min(text.find(step.mark, begin + 1), word.end);
            words.push_back({begin, end});
            begin = end;
        }
    }
    split.words = std::move(words);
}

void apply(SplitText& split, const SplitStep& step, bool isFirst)
{
    switch (step.kind) {
    case SplitStep::Kind::ByteLevel:
        byteLevel(split, step);
        break;
    case SplitStep::Kind::Metaspace:
        metaspace(split, step, isFirst);
        break;
    case SplitStep::Kind::Bert:
        cutByKind(split, [](char32_t c) { return isSpace(c) ? kDropped : isBertPunctuation(c) ? kAlone : 0; });
        break;
    case SplitStep::Kind::Words:
        cutByKind(split, [](char32_t c) { return isSpace(c) ? kDropped : isWordCharacter(c) ? 1 : 0; });
        break;
    case SplitStep::Kind::Blanks:
        cutByKind(split, [](char32_t c) { return isSpace(c) ? kDropped : 0; });
        break;
    case SplitStep::Kind::Punctuation:
        cutAtParts(split, step.behaviour, punctuationParts);
        break;
    case SplitStep::Kind::Pattern:
        cutAtParts(split, step.behaviour, [&](std::string_view word) { return patternParts(word, step); });
        break;
    case SplitStep::Kind::Digits:
        cutByKind(split, [&](char32_t c) { return !isNumber(c) ? 0 : step.alone ? kAlone : 1; });
        break;
    }
}

} // namespace

SplitText splitWords(AlignedText text, const std::vector<SplitStep>& steps, bool isFirst)
{
    const std::size_t size = text.text().size();
    SplitText split{std::move(text), {}};
    if (size > 0)
        split.words.push_back({0, size});
    for (const SplitStep& step : steps)
        apply(split, step, isFirst);
    return split;
}

} // namespace lb::models
