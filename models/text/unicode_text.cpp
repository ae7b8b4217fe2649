#include "models/text/unicode_text.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <limits>

namespace lb::models {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

UChar32 asIcu(char32_t codePoint)
{
    return static_cast<UChar32>(codePoint);
}

icu::UnicodeString fromBytes(std::string_view bytes)
{
    // ICU counts in 32 bits; nothing that long is a sentence.
    constexpr std::size_t kLongest = std::numeric_limits<std::int32_t>::max() / 4;
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(bytes.data(), static_cast<std::int32_t>(std::min(bytes.size(), kLongest))));
}

std::u32string codePoints(const icu::UnicodeString& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status);
    const icu::UnicodeString composed = U_SUCCESS(status) ? composer->normalize(text, status) : text;
    std::u32string result;
    result.reserve(static_cast<std::size_t>(composed.length()));
    for (std::int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1))
        result.push_back(static_cast<char32_t>(composed.char32At(i)));
    return result;
}

} // namespace

std::u32string decodeUtf8(std::string_view bytes)
{
    return codePoints(fromBytes(bytes));
}

std::u32string lowerCased(std::string_view bytes)
{
    icu::UnicodeString text = fromBytes(bytes);
    return codePoints(text.toLower(icu::Locale::getRoot()));
}

void appendUtf8(std::string& text, char32_t codePoint)
{
    if (codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF))
        codePoint = kReplacement;
    std::uint8_t buffer[U8_MAX_LENGTH];
    int length = 0;
    U8_APPEND_UNSAFE(buffer, length, asIcu(codePoint));
    text.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

bool isUtf8(std::string_view bytes)
{
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t position = 0;
    while (position < bytes.size()) {
        UChar32 codePoint = 0;
        U8_NEXT(data, position, bytes.size(), codePoint);
        if (codePoint < 0)
            return false;
    }
    return true;
}

RepairedText repairUtf8(std::string_view bytes)
{
    if (isUtf8(bytes))
        return {std::string(bytes), 0};
    RepairedText result;
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t position = 0;
    while (position < bytes.size()) {
        const std::size_t start = position;
        UChar32 codePoint = 0;
        U8_NEXT(data, position, bytes.size(), codePoint);
        if (codePoint < 0)
            result.replacedBytes += static_cast<std::int64_t>(position - start);
        appendUtf8(result.text, codePoint < 0 ? kReplacement : static_cast<char32_t>(codePoint));
    }
    return result;
}

bool isBlank(char32_t codePoint)
{
    return u_isUWhiteSpace(asIcu(codePoint)) || u_iscntrl(asIcu(codePoint));
}

bool isWordPart(char32_t codePoint)
{
    return u_isalnum(asIcu(codePoint)) || (U_GET_GC_MASK(asIcu(codePoint)) & U_GC_M_MASK) != 0;
}

bool isDigit(char32_t codePoint)
{
    return u_isdigit(asIcu(codePoint));
}

bool isIdeograph(char32_t codePoint)
{
    return u_hasBinaryProperty(asIcu(codePoint), UCHAR_IDEOGRAPHIC);
}

std::string cleanLine(std::string_view bytes)
{
    std::string result;
    result.reserve(bytes.size());
    bool blankPending = false;
    for (const char32_t codePoint : decodeUtf8(bytes)) {
        if (isBlank(codePoint)) {
            blankPending = !result.empty();
            continue;
        }
        if (blankPending)
            result.push_back(' ');
        blankPending = false;
        appendUtf8(result, codePoint);
    }
    return result;
}

} // namespace lb::models
