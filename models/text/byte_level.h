#pragma once

#include "models/text/aligned_text.h"

#include <optional>

namespace lb::models {

/// The printable character that byte-level vocabularies write a byte with: itself where it is printable Latin-1, else
/// one from U+0100 on, so that a blank is "Ġ" and a line break "Ċ". Source: OpenAI's GPT-2.
char32_t characterOfByte(unsigned char byte);
/// The bytes that a piece stands for; empty when one of its characters is none of these.
std::optional<std::string> bytesOfPiece(std::string_view piece);

/// Cuts [within.begin, within.end) of `text` as GPT-2 does and appends the words: English contractions; a run of
/// letters, of numbers or of others, each with one blank before it; white space, whose last character is left to the
/// next word when that is a blank. Any bytes: broken ones are among the others. Joined, the words are the text.
void splitByteLevel(std::string_view text, ByteRange within, std::vector<ByteRange>& words);

} // namespace lb::models
