#include "models/text/unicode_text.h"

#include "engine/core/error.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/edits.h>
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

bool isOfCategory(char32_t codePoint, std::uint32_t mask)
{
    return (U_GET_GC_MASK(asIcu(codePoint)) & mask) != 0;
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

icu::StringPiece pieceOf(const std::string& text)
{
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

/// Its data files are part of the library: this is a broken installation, or no memory.
void checkIcu(UErrorCode status)
{
    if (U_FAILURE(status))
        throw engine::EngineError(engine::ErrorKind::Internal, std::string("ICU: ") + u_errorName(status));
}

AlignedText edited(const AlignedText& from, std::string_view result, const icu::Edits& edits)
{
    AlignedTextBuilder builder(from);
    UErrorCode status = U_ZERO_ERROR;
    for (auto edit = edits.getFineIterator(); edit.next(status);) {
        const auto begin = static_cast<std::size_t>(edit.sourceIndex());
        const std::size_t end = begin + static_cast<std::size_t>(edit.oldLength());
        if (edit.hasChange())
            builder.put(result.substr(static_cast<std::size_t>(edit.destinationIndex()),
                                      static_cast<std::size_t>(edit.newLength())),
                        begin, end);
        else
            builder.copy(begin, end);
    }
    checkIcu(status);
    return builder.take();
}

} // namespace

std::u32string decodeUtf8(std::string_view bytes)
{
    return codePoints(fromBytes(bytes));
}

CodePoint codePointAt(std::string_view bytes, std::size_t position)
{
    const auto first = static_cast<unsigned char>(bytes[position]);
    if (first < 0x80)
        return {first, 1, false};
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    UChar32 value = 0;
    std::size_t next = position;
    U8_NEXT(data, next, bytes.size(), value);
    return {value < 0 ? kReplacement : static_cast<char32_t>(value), next - position, value < 0};
}

AlignedText normalForm(const AlignedText& text, NormalForm form)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normaliser = nullptr;
    switch (form) {
    case NormalForm::Nfc:
        normaliser = icu::Normalizer2::getNFCInstance(status);
        break;
    case NormalForm::Nfd:
        normaliser = icu::Normalizer2::getNFDInstance(status);
        break;
    case NormalForm::Nfkc:
        normaliser = icu::Normalizer2::getNFKCInstance(status);
        break;
    case NormalForm::Nfkd:
        normaliser = icu::Normalizer2::getNFKDInstance(status);
        break;
    }
    checkIcu(status);
    if (normaliser->isNormalizedUTF8(pieceOf(text.text()), status) != 0)
        return text;
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    icu::Edits edits;
    normaliser->normalizeUTF8(0, pieceOf(text.text()), sink, &edits, status);
    checkIcu(status);
    return edited(text, result, edits);
}

AlignedText lowerCased(const AlignedText& text)
{
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    icu::Edits edits;
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0, pieceOf(text.text()), sink, &edits, status);
    checkIcu(status);
    return edits.hasChanges() ? edited(text, result, edits) : text;
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

bool isSpace(char32_t codePoint)
{
    return codePoint < 0x80 ? codePoint == ' ' || (codePoint >= 9 && codePoint <= 13)
                            : u_isUWhiteSpace(asIcu(codePoint)) != 0;
}

bool isLetter(char32_t codePoint)
{
    return codePoint < 0x80 ? (codePoint | 0x20U) >= 'a' && (codePoint | 0x20U) <= 'z'
                            : isOfCategory(codePoint, U_GC_L_MASK);
}

bool isNumber(char32_t codePoint)
{
    return codePoint < 0x80 ? codePoint >= '0' && codePoint <= '9' : isOfCategory(codePoint, U_GC_N_MASK);
}

bool isPunctuation(char32_t codePoint)
{
    return isOfCategory(codePoint, U_GC_P_MASK);
}

bool isSeparator(char32_t codePoint)
{
    return isOfCategory(codePoint, U_GC_Z_MASK);
}

bool isMark(char32_t codePoint)
{
    return isOfCategory(codePoint, U_GC_M_MASK);
}

bool isNonSpacingMark(char32_t codePoint)
{
    return codePoint >= 0x300 && isOfCategory(codePoint, U_GC_MN_MASK);
}

bool isControl(char32_t codePoint)
{
    return isOfCategory(codePoint, U_GC_CC_MASK | U_GC_CF_MASK);
}

bool isWordCharacter(char32_t codePoint)
{
    return isOfCategory(codePoint, U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK) ||
           u_hasBinaryProperty(asIcu(codePoint), UCHAR_ALPHABETIC) ||
           u_hasBinaryProperty(asIcu(codePoint), UCHAR_JOIN_CONTROL);
}

char32_t lowerCaseOf(char32_t codePoint)
{
    if (codePoint < 0x80)
        return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint;
    return static_cast<char32_t>(u_tolower(asIcu(codePoint)));
}

std::string cleanLine(std::string_view bytes)
{
    return alignedCleanLine(bytes).text();
}

AlignedText alignedCleanLine(std::string_view bytes)
{
    const AlignedText composed = normalForm(AlignedText::repaired(bytes), NormalForm::Nfc);
    const std::string& text = composed.text();
    AlignedTextBuilder builder(composed);
    std::size_t blanksFrom = 0;
    for (std::size_t position = 0; position < text.size();) {
        const CodePoint next = codePointAt(text, position);
        const std::size_t end = position + next.bytes;
        if (!isBlank(next.value)) {
            if (blanksFrom < position && builder.size() > 0)
                builder.put(" ", blanksFrom, position);
            builder.copy(position, end);
            blanksFrom = end;
        }
        position = end;
    }
    return builder.take();
}

} // namespace lb::models
