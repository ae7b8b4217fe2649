#pragma once

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
/// Lower case by the root locale, composed.
std::u32string lowerCased(std::string_view bytes);

bool isBlank(char32_t codePoint);    ///< white space and control characters, NUL among them
bool isWordPart(char32_t codePoint); ///< letters, digits, combining marks
bool isDigit(char32_t codePoint);
bool isIdeograph(char32_t codePoint); ///< Chinese characters: each is a word of its own

/// One line of plain UTF-8 as sentencepiece wants it: no NUL or other control characters, no broken bytes.
std::string cleanLine(std::string_view bytes);

} // namespace lb::models
