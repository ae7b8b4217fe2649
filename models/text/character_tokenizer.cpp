#include "models/text/character_tokenizer.h"

#include "models/text/unicode_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

CharacterTokenizer::CharacterTokenizer(std::u32string characters)
    : m_characters(std::move(characters))
{
    m_ids.reserve(m_characters.size());
    for (std::size_t i = 0; i < m_characters.size(); ++i)
        m_ids.emplace(m_characters[i], static_cast<std::int32_t>(i) + kSpecialTokens);
}

engine::Result<std::unique_ptr<CharacterTokenizer>>
CharacterTokenizer::train(std::span<const std::string> lines, std::int32_t maximumSize, std::int64_t minimumCount)
{
    if (maximumSize <= kSpecialTokens)
        return fail(
            ErrorKind::InvalidArgument,
            fmt::format("A vocabulary needs room for its 4 special tokens and at least one character, but its size "
                        "is {}.",
                        maximumSize));
    std::unordered_map<char32_t, std::int64_t> counts;
    for (const std::string& line : lines)
        for (const char32_t character : decodeUtf8(cleanLine(line)))
            ++counts[character];
    std::erase_if(counts, [&](const auto& entry) { return entry.second < minimumCount; });
    if (counts.empty())
        return fail(
            ErrorKind::InvalidArgument,
            fmt::format("No character comes {} times or more in the {} lines that the vocabulary should be made "
                        "from. Lower that number or take more text.",
                        minimumCount, lines.size()));
    std::vector<std::pair<char32_t, std::int64_t>> ordered(counts.begin(), counts.end());
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    ordered.resize(std::min(ordered.size(), static_cast<std::size_t>(maximumSize - kSpecialTokens)));
    std::u32string characters;
    for (const auto& [character, count] : ordered)
        characters.push_back(character);
    return std::unique_ptr<CharacterTokenizer>(new CharacterTokenizer(std::move(characters)));
}

engine::Result<std::unique_ptr<CharacterTokenizer>> CharacterTokenizer::load(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic))
        return fail(ErrorKind::Corrupt, "This is not a list of characters: its first line is not that of one.");
    bytes.remove_prefix(kMagic.size());
    std::u32string characters;
    while (!bytes.empty()) {
        const CodePoint next = codePointAt(bytes, 0);
        const bool isPlausible = !next.isBroken && (next.value == ' ' || !isBlank(next.value));
        if (!isPlausible || bytes.size() == next.bytes || bytes[next.bytes] != '\n')
            return fail(
                ErrorKind::Corrupt,
                fmt::format("The list of characters is damaged: line {} is not one character.", characters.size() + 2));
        characters.push_back(next.value);
        bytes.remove_prefix(next.bytes + 1);
    }
    std::u32string ordered = characters;
    std::sort(ordered.begin(), ordered.end());
    if (characters.empty() || std::adjacent_find(ordered.begin(), ordered.end()) != ordered.end())
        return fail(ErrorKind::Corrupt, "The list of characters is damaged: it is empty or has a character twice.");
    return std::unique_ptr<CharacterTokenizer>(new CharacterTokenizer(std::move(characters)));
}

std::int32_t CharacterTokenizer::vocabularySize() const
{
    return static_cast<std::int32_t>(m_characters.size()) + kSpecialTokens;
}

std::vector<TokenSpan> CharacterTokenizer::tokensOf(std::string_view text, ControlText) const
{
    const AlignedText clean = alignedCleanLine(text);
    std::vector<TokenSpan> tokens;
    for (std::size_t begin = 0; begin < clean.text().size();) {
        const CodePoint next = codePointAt(clean.text(), begin);
        const ByteRange source = clean.source(begin, begin + next.bytes);
        const auto found = m_ids.find(next.value);
        tokens.push_back({found == m_ids.end() ? kUnknownToken : found->second, source.begin, source.end});
        begin += next.bytes;
    }
    return tokens;
}

std::string CharacterTokenizer::decode(std::span<const std::int32_t> ids) const
{
    std::string text;
    for (const std::int32_t id : ids)
        if (id != kPadToken && id != kBeginToken && id != kEndToken)
            text.append(piece(id));
    return text;
}

std::string CharacterTokenizer::piece(std::int32_t id) const
{
    std::string text;
    if (id >= kSpecialTokens && id < vocabularySize())
        appendUtf8(text, m_characters[static_cast<std::size_t>(id - kSpecialTokens)]);
    else
        text = specialPiece(id);
    return text;
}

std::string CharacterTokenizer::serialise() const
{
    std::string bytes(kMagic);
    for (const char32_t character : m_characters) {
        appendUtf8(bytes, character);
        bytes.push_back('\n');
    }
    return bytes;
}

} // namespace lb::models
