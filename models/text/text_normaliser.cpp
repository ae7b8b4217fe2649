#include "models/text/text_normaliser.h"

#include <algorithm>
#include <array>

namespace lb::models {

namespace {

/// Calls change(builder, point, begin, end) for every character; it copies, puts or leaves it out.
template <class Change>
AlignedText eachCharacter(const AlignedText& text, Change change)
{
    AlignedTextBuilder builder(text);
    const std::string& bytes = text.text();
    for (std::size_t begin = 0; begin < bytes.size();) {
        const CodePoint next = codePointAt(bytes, begin);
        change(builder, next.value, ByteRange{begin, begin + next.bytes});
        begin += next.bytes;
    }
    return builder.take();
}

AlignedText cleaned(const AlignedText& text)
{
    return eachCharacter(text, [](AlignedTextBuilder& builder, char32_t c, ByteRange range) {
        constexpr char32_t kReplacement = 0xFFFD;
        if (c == ' ')
            builder.copy(range.begin, range.end);
        else if (c == '\t' || c == '\n' || c == '\r' || isSeparator(c))
            builder.put(" ", range.begin, range.end);
        else if (c != 0 && c != kReplacement && !isControl(c))
            builder.copy(range.begin, range.end);
    });
}

AlignedText withIsolatedIdeographs(const AlignedText& text)
{
    return eachCharacter(text, [](AlignedTextBuilder& builder, char32_t c, ByteRange range) {
        const bool isolate = isBertIdeograph(c);
        if (isolate)
            builder.put(" ", range.begin, range.begin);
        builder.copy(range.begin, range.end);
        if (isolate)
            builder.put(" ", range.end, range.end);
    });
}

/// One character at a time: a sigma at the end of a word is not told apart, as in BERT's vocabularies.
AlignedText lowerEach(const AlignedText& text)
{
    return eachCharacter(text, [](AlignedTextBuilder& builder, char32_t c, ByteRange range) {
        constexpr char32_t kDottedI = 0x130; // the one letter whose lower case is two characters
        const char32_t lower = lowerCaseOf(c);
        if (lower == c) {
            builder.copy(range.begin, range.end);
            return;
        }
        std::string bytes;
        appendUtf8(bytes, lower);
        if (c == kDottedI)
            appendUtf8(bytes, 0x307);
        builder.put(bytes, range.begin, range.end);
    });
}

template <class Drops>
AlignedText without(const AlignedText& text, Drops drops)
{
    return eachCharacter(text, [&](AlignedTextBuilder& builder, char32_t c, ByteRange range) {
        if (!drops(c))
            builder.copy(range.begin, range.end);
    });
}

AlignedText bert(AlignedText text, const NormaliserStep& step)
{
    if (step.dropsControls)
        text = cleaned(text);
    if (step.isolatesIdeographs)
        text = withIsolatedIdeographs(text);
    if (step.lowersCase)
        text = lowerEach(text);
    if (step.stripsAccents)
        text = without(normalForm(text, NormalForm::Nfd), isNonSpacingMark);
    return text;
}

AlignedText replaced(const AlignedText& text, const NormaliserStep& step)
{
    AlignedTextBuilder builder(text);
    const std::string& bytes = text.text();
    std::size_t done = 0;
    for (std::size_t found = bytes.find(step.pattern); found != std::string::npos;
         found = bytes.find(step.pattern, done)) {
        builder.copy(done, found);
        done = found + step.pattern.size();
        builder.put(step.content, found, done);
    }
    builder.copy(done, bytes.size());
    return builder.take();
}

AlignedText replacedMatches(const AlignedText& text, const NormaliserStep& step)
{
    AlignedTextBuilder builder(text);
    for (const SplitPart& part : step.expression->parts(text.text()))
        if (part.isMatch)
            builder.put(step.content, part.range.begin, part.range.end);
        else
            builder.copy(part.range.begin, part.range.end);
    return builder.take();
}

AlignedText stripped(const AlignedText& text, const NormaliserStep& step)
{
    const std::string& bytes = text.text();
    std::size_t first = bytes.size();
    std::size_t last = 0; // ends of what is not white space
    for (std::size_t begin = 0; begin < bytes.size();) {
        const CodePoint next = codePointAt(bytes, begin);
        if (!isSpace(next.value)) {
            first = std::min(first, begin);
            last = begin + next.bytes;
        }
        begin += next.bytes;
    }
    const std::size_t begin = step.atLeft ? first : 0;
    AlignedTextBuilder builder(text);
    builder.copy(begin, std::max(begin, step.atRight ? last : bytes.size()));
    return builder.take();
}

AlignedText prepended(const AlignedText& text, const std::string& content)
{
    if (text.text().empty())
        return text;
    AlignedTextBuilder builder(text);
    builder.put(content, 0, 0);
    builder.copy(0, text.text().size());
    return builder.take();
}

} // namespace

bool isBertIdeograph(char32_t c)
{
    using Range = std::pair<char32_t, char32_t>;
    constexpr std::array<Range, 8> kRanges{Range{0x4E00, 0x9FFF},   Range{0x3400, 0x4DBF},   Range{0x20000, 0x2A6DF},
                                           Range{0x2A700, 0x2B73F}, Range{0x2B740, 0x2B81F}, Range{0x2B820, 0x2CEAF},
                                           Range{0xF900, 0xFAFF},   Range{0x2F800, 0x2FA1F}};
    return c >= 0x3400 && std::any_of(kRanges.begin(), kRanges.end(),
                                      [=](const Range& range) { return c >= range.first && c <= range.second; });
}

bool isBertPunctuation(char32_t c)
{
    if (c < 0x80)
        return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    return isPunctuation(c);
}

AlignedText normalised(AlignedText text, const std::vector<NormaliserStep>& steps)
{
    using Kind = NormaliserStep::Kind;
    for (const NormaliserStep& step : steps) {
        switch (step.kind) {
        case Kind::Bert:
            text = bert(std::move(text), step);
            break;
        case Kind::Compose:
            text = normalForm(text, step.form);
            break;
        case Kind::Lowercase:
            text = lowerEach(text);
            break;
        case Kind::StripAccents:
            text = without(text, isMark);
            break;
        case Kind::StripBlanks:
            text = stripped(text, step);
            break;
        case Kind::Replace:
            text = step.expression ? replacedMatches(text, step) : replaced(text, step);
            break;
        case Kind::Prepend:
            text = prepended(text, step.content);
            break;
        case Kind::CharacterMap:
            text = step.map->applied(text);
            break;
        }
    }
    return text;
}

} // namespace lb::models
