#include "models/text/piece_decoder.h"

#include "models/text/byte_level.h"
#include "models/text/text_normaliser.h"
#include "models/text/unicode_text.h"

#include <algorithm>
#include <charconv>

namespace lb::models {

namespace {

std::string withReplaced(std::string_view text, const std::string& pattern, std::string_view content)
{
    std::string result;
    std::size_t done = 0;
    for (std::size_t found = text.find(pattern); found != std::string_view::npos; found = text.find(pattern, done)) {
        result.append(text.substr(done, found - done)).append(content);
        done = found + pattern.size();
    }
    return result.append(text.substr(done));
}

std::string joined(const std::vector<std::string>& pieces, std::string_view between = {})
{
    std::string text;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        text.append(i == 0 ? std::string_view() : between).append(pieces[i]);
    return text;
}

std::string withoutEnds(std::string_view piece, const DecodeStep& step)
{
    for (std::size_t i = 0; i < step.fromStart && piece.starts_with(step.pattern); ++i)
        piece.remove_prefix(step.pattern.size());
    for (std::size_t i = 0; i < step.fromEnd && piece.ends_with(step.pattern); ++i)
        piece.remove_suffix(step.pattern.size());
    return std::string(piece);
}

void joinBytes(std::vector<std::string>& pieces)
{
    std::vector<std::string> result;
    bool inBytes = false;
    for (std::string& piece : pieces) {
        const int byte = byteOfPiece(piece);
        if (byte < 0)
            result.push_back(std::move(piece));
        else if (inBytes)
            result.back().push_back(static_cast<char>(byte));
        else
            result.emplace_back(1, static_cast<char>(byte));
        inBytes = byte >= 0;
    }
    pieces = std::move(result);
}

void apply(std::vector<std::string>& pieces, const DecodeStep& step)
{
    using Kind = DecodeStep::Kind;
    switch (step.kind) {
    case Kind::ByteLevel:
        for (std::string& piece : pieces)
            piece = bytesOfPiece(piece).value_or(piece);
        break;
    case Kind::WordPiece:
        pieces = {joinWordPieces(pieces, step.pattern)};
        break;
    case Kind::Metaspace:
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const bool drops = i == 0 && step.dropsFirst && pieces[i].starts_with(step.pattern);
            pieces[i] =
                withReplaced(std::string_view(pieces[i]).substr(drops ? step.pattern.size() : 0), step.pattern, " ");
        }
        break;
    case Kind::Suffix:
        for (std::size_t i = 0; i < pieces.size(); ++i)
            pieces[i] = withReplaced(pieces[i], step.pattern, i + 1 < pieces.size() ? " " : "");
        break;
    case Kind::ByteFallback:
        joinBytes(pieces);
        break;
    case Kind::Fuse:
        pieces = {joined(pieces)};
        break;
    case Kind::Strip:
        for (std::string& piece : pieces)
            piece = withoutEnds(piece, step);
        break;
    case Kind::Replace:
        for (std::string& piece : pieces)
            piece = withReplaced(piece, step.pattern, step.content);
        break;
    case Kind::Blanks:
        pieces = {joined(pieces, " ")};
        break;
    }
}

/// What the blank between two words depends on: their last and first characters.
struct Edge {
    char32_t last = 0;
    char32_t first = 0;
};

bool isOneOf(char32_t c, std::u32string_view set)
{
    return set.find(c) != std::u32string_view::npos;
}

bool takesBlank(Edge edge, bool afterDigit)
{
    constexpr std::u32string_view kLeft = U",.;:!?)]}%'’-/、。，；：！？）】》”";
    constexpr std::u32string_view kRight = U"([{<'’-/$#@、。，；：！？（【《“";
    if (isBertIdeograph(edge.first) || isBertIdeograph(edge.last))
        return false;
    if (afterDigit && isNumber(edge.first)) // "3.14", whose point is `last`
        return false;
    return !isOneOf(edge.first, kLeft) && !isOneOf(edge.last, kRight);
}

} // namespace

std::string decodePieces(std::vector<std::string> pieces, const std::vector<DecodeStep>& steps)
{
    for (const DecodeStep& step : steps)
        apply(pieces, step);
    return repairUtf8(joined(pieces)).text;
}

int byteOfPiece(std::string_view piece)
{
    if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with('>'))
        return -1;
    unsigned byte = 0;
    const std::string_view digits = piece.substr(3, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    return error == std::errc() && end == digits.data() + 2 ? static_cast<int>(byte) : -1;
}

std::string joinWordPieces(const std::vector<std::string>& pieces, std::string_view prefix)
{
    std::string text;
    char32_t last = 0;
    char32_t beforeLast = 0;
    for (const std::string& piece : pieces) {
        std::string_view rest = piece;
        const bool continues = !prefix.empty() && rest.size() > prefix.size() && rest.starts_with(prefix);
        if (continues)
            rest.remove_prefix(prefix.size());
        if (rest.empty())
            continue;
        const Edge edge{last, codePointAt(rest, 0).value};
        const bool afterDigit = isNumber(beforeLast) && isOneOf(last, U".,");
        if (!text.empty() && !continues && takesBlank(edge, afterDigit))
            text.push_back(' ');
        text.append(rest);
        for (std::size_t i = 0; i < rest.size(); i += codePointAt(rest, i).bytes) {
            beforeLast = last;
            last = codePointAt(rest, i).value;
        }
    }
    return text;
}

} // namespace lb::models
