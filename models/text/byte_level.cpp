#include "models/text/byte_level.h"

#include "models/text/flat_map.h"
#include "models/text/unicode_text.h"

#include <array>

namespace lb::models {

namespace {

bool isPrintable(unsigned byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

struct ByteMap {
    ByteMap()
    {
        char32_t spare = 0x100;
        for (unsigned byte = 0; byte < 256; ++byte) {
            characters[byte] = isPrintable(byte) ? byte : spare++;
            bytes.insert(characters[byte], static_cast<unsigned char>(byte));
        }
    }
    std::array<char32_t, 256> characters{};
    FlatMap<unsigned char> bytes;
};

const ByteMap& byteMap()
{
    static const ByteMap map;
    return map;
}

enum class Class : unsigned char { Letter, Number, Space, Other };

/// The class of the character at `position`, and its length.
std::pair<Class, std::size_t> classAt(std::string_view text, std::size_t position)
{
    const CodePoint next = codePointAt(text, position);
    if (next.isBroken)
        return {Class::Other, next.bytes};
    const Class found = isSpace(next.value)    ? Class::Space
                        : isLetter(next.value) ? Class::Letter
                        : isNumber(next.value) ? Class::Number
                                               : Class::Other;
    return {found, next.bytes};
}

/// Length of the English contraction that `text` begins with, else 0.
std::size_t contraction(std::string_view text)
{
    if (!text.starts_with('\''))
        return 0;
    for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
        if (text.starts_with(ending))
            return ending.size();
    return 0;
}

/// End of the run of `kind` that begins at `position`; `last` becomes the begin of its last character.
std::size_t runEnd(std::string_view text, std::size_t position, Class kind, std::size_t& last)
{
    while (position < text.size()) {
        const auto [next, bytes] = classAt(text, position);
        if (next != kind)
            break;
        last = position;
        position += bytes;
    }
    return position;
}

std::size_t wordEnd(std::string_view text, std::size_t begin)
{
    if (const std::size_t bytes = contraction(text.substr(begin)); bytes > 0)
        return begin + bytes;
    std::size_t last = begin;
    auto [kind, bytes] = classAt(text, begin);
    if (text[begin] == ' ' && begin + 1 < text.size()) {
        const Class after = classAt(text, begin + 1).first;
        if (after != Class::Space)
            return runEnd(text, begin + 1, after, last);
    }
    const std::size_t end = runEnd(text, begin + bytes, kind, last);
    const bool leavesLast = kind == Class::Space && end < text.size() && last > begin;
    return leavesLast ? last : end;
}

} // namespace

char32_t characterOfByte(unsigned char byte)
{
    return byteMap().characters[byte];
}

std::optional<std::string> bytesOfPiece(std::string_view piece)
{
    std::string bytes;
    for (std::size_t position = 0; position < piece.size();) {
        const CodePoint next = codePointAt(piece, position);
        const unsigned char* byte = byteMap().bytes.at(next.value);
        if (next.isBroken || !byte)
            return std::nullopt;
        bytes.push_back(static_cast<char>(*byte));
        position += next.bytes;
    }
    return bytes;
}

void splitByteLevel(std::string_view text, ByteRange within, std::vector<ByteRange>& words)
{
    const std::string_view part = text.substr(0, within.end);
    for (std::size_t begin = within.begin; begin < part.size();) {
        const std::size_t end = wordEnd(part, begin);
        words.push_back({begin, end});
        begin = end;
    }
}

} // namespace lb::models
