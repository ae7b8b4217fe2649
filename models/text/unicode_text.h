#pragma once

#include "models/text/aligned_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// Text as code points in composed form (NFC). Bytes that are no UTF-8 become U+FFFD.
std::u32string decodeUtf8(std::string_view bytes);
/// Appends `codePoint` as UTF-8; surrogates and numbers past U+10FFFF become U+FFFD.
void appendUtf8(std::string& text, char32_t codePoint);
/// `bytes` is well-formed UTF-8 (no overlong forms, no surrogates).
bool isUtf8(std::string_view bytes);
struct RepairedText {
    std::string text; ///< UTF-8
    std::int64_t replacedBytes = 0;
};
/// Every byte that belongs to no UTF-8 sequence is replaced by U+FFFD and counted.
RepairedText repairUtf8(std::string_view bytes);
struct CodePoint {
    char32_t value = 0;    ///< U+FFFD when broken
    std::size_t bytes = 0; ///< at least 1
    bool isBroken = false;
};
/// The one that begins at `position` < bytes.size(), or the broken sequence there.
CodePoint codePointAt(std::string_view bytes, std::size_t position);

enum class NormalForm { Nfc, Nfd, Nfkc, Nfkd };
/// `text` must be valid UTF-8. A character's source is that of all characters it was made with.
AlignedText normalForm(const AlignedText& text, NormalForm form);
/// Lower case by the root locale. `text` must be valid UTF-8.
AlignedText lowerCased(const AlignedText& text);

bool isBlank(char32_t codePoint);    ///< white space and control characters, NUL among them
bool isWordPart(char32_t codePoint); ///< letters, digits, combining marks
bool isDigit(char32_t codePoint);
bool isIdeograph(char32_t codePoint);      ///< Chinese characters: each is a word of its own
bool isSpace(char32_t codePoint);          ///< Unicode's White_Space
bool isLetter(char32_t codePoint);         ///< general category L
bool isNumber(char32_t codePoint);         ///< general category N
bool isPunctuation(char32_t codePoint);    ///< general category P
bool isSeparator(char32_t codePoint);      ///< general category Z
bool isMark(char32_t codePoint);           ///< general category M
bool isNonSpacingMark(char32_t codePoint); ///< general category Mn
bool isControl(char32_t codePoint);        ///< general categories Cc and Cf
bool isWordCharacter(char32_t codePoint);  ///< regular expressions' \w: letters, marks, decimal digits, connectors
char32_t lowerCaseOf(char32_t codePoint);  ///< by itself, without its neighbours

/// One line of plain UTF-8 as sentencepiece wants it: no NUL or other control characters, no broken bytes.
std::string cleanLine(std::string_view bytes);
AlignedText alignedCleanLine(std::string_view bytes);

} // namespace lb::models
