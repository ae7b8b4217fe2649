#include "models/text/character_map.h"

#include "models/text/unicode_text.h"

#include <fmt/format.h>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

constexpr std::size_t kLargestMap = std::size_t{1} << 20;
constexpr std::size_t kLongestReplacement = 256;
constexpr std::size_t kLargestResult = std::size_t{1} << 30;

tl::unexpected<engine::Error> broken(std::string_view what)
{
    return fail(ErrorKind::Corrupt, fmt::format("The character map of the sentencepiece model is damaged: {}.", what));
}

std::uint32_t littleEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return value;
}

// A unit of darts-clone.
bool hasValue(std::uint32_t unit)
{
    return (unit >> 8 & 1U) != 0;
}
std::size_t valueOf(std::uint32_t unit)
{
    return unit & 0x7FFFFFFFU;
}
std::uint32_t labelOf(std::uint32_t unit)
{
    return unit & 0x800000FFU;
}
std::size_t offsetOf(std::uint32_t unit)
{
    return std::size_t{unit >> 10} << ((unit & 0x200U) >> 6);
}

bool continuesCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the longest piece at the beginning of `text`.
std::size_t keptAt(const PieceTrie& kept, std::string_view text)
{
    std::size_t longest = 0;
    kept.walk(text, [&](std::int32_t, std::size_t bytes) { longest = bytes; });
    return longest;
}

} // namespace

engine::Result<CharacterMap> CharacterMap::read(std::string_view bytes)
{
    constexpr std::size_t kUnit = 4;
    if (bytes.size() > kLargestMap)
        return fail(ErrorKind::Unsupported,
                    fmt::format("The sentencepiece model has a character map of {} bytes; up to {} can be read.",
                                bytes.size(), kLargestMap));
    if (bytes.size() < kUnit)
        return broken("it is cut off");
    const std::size_t trieBytes = littleEndian(bytes);
    bytes.remove_prefix(kUnit);
    if (trieBytes == 0 || trieBytes % kUnit != 0 || trieBytes > bytes.size())
        return broken(
            fmt::format("its search tree should have {} bytes, of which {} are there", trieBytes, bytes.size()));
    CharacterMap map;
    map.m_units.reserve(trieBytes / kUnit);
    for (std::size_t i = 0; i < trieBytes; i += kUnit)
        map.m_units.push_back(littleEndian(bytes.substr(i)));
    map.m_replacements = bytes.substr(trieBytes);
    if (map.m_replacements.empty() || map.m_replacements.back() != '\0' || !isUtf8(map.m_replacements))
        return broken("its replacements are not UTF-8 text with an end");
    for (std::size_t begin = 0; begin < map.m_replacements.size();) {
        const std::size_t end = map.m_replacements.find('\0', begin);
        if (end - begin > kLongestReplacement)
            return broken(fmt::format("a replacement has {} bytes; {} are allowed", end - begin, kLongestReplacement));
        begin = end + 1;
    }
    return map;
}

engine::Result<CharacterMap> CharacterMap::readBase64(std::string_view text)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() > 2 * kLargestMap)
        return fail(ErrorKind::Unsupported, "The tokenizer.json has a character map of more than a MiB.");
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned count = 0;
    while (text.ends_with('='))
        text.remove_suffix(1);
    for (const char c : text) {
        const std::size_t digit = kDigits.find(c);
        if (digit == std::string_view::npos)
            return broken("it is not written in base 64");
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<char>(bits >> count & 0xFFU));
        }
    }
    return read(bytes);
}

bool CharacterMap::isReplacement(std::size_t place) const
{
    return place < m_replacements.size() && !continuesCharacter(m_replacements[place]);
}

CharacterMap::Match CharacterMap::longestAt(std::string_view text) const
{
    Match longest;
    std::size_t node = offsetOf(m_units[0]);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        node ^= byte;
        if (byte == 0 || node >= m_units.size() || labelOf(m_units[node]) != byte)
            break;
        const std::uint32_t unit = m_units[node];
        node ^= offsetOf(unit);
        const bool endsCharacter = i + 1 == text.size() || !continuesCharacter(text[i + 1]);
        if (hasValue(unit) && endsCharacter && node < m_units.size()) {
            const std::size_t place = valueOf(m_units[node]);
            if (isReplacement(place)) // up to the NUL: all are shorter than kLongestReplacement
                longest = {i + 1, std::string_view(m_replacements.c_str() + place)};
        }
    }
    return longest;
}

AlignedText CharacterMap::applied(const AlignedText& text, const PieceTrie& kept) const
{
    const std::string_view bytes = text.text();
    AlignedTextBuilder builder(text);
    for (std::size_t position = 0; position < bytes.size();) {
        const std::string_view rest = bytes.substr(position);
        std::size_t taken = keptAt(kept, rest);
        const Match match = taken > 0 ? Match{} : longestAt(rest);
        if (match.bytes > 0) {
            taken = match.bytes;
            builder.put(match.replacement, position, position + taken);
        } else {
            taken = taken > 0 ? taken : codePointAt(bytes, position).bytes;
            builder.copy(position, position + taken);
        }
        position += taken;
        if (builder.size() > kLargestResult)
            throw engine::EngineError(
                ErrorKind::InvalidArgument,
                "The character map of the sentencepiece model makes more than 1 GiB of this text; "
                "cut it into parts.");
    }
    return builder.take();
}

} // namespace lb::models
