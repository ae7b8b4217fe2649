#pragma once

#include "models/text/byte_level.h"
#include "models/text/byte_pair_tokenizer.h"
#include "models/text/sentencepiece_tokenizer.h"
#include "models/text/unicode_text.h"
#include "models/text/word_tokenizer.h"

#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lb::tests {

/// A small language: enough different sentences for a vocabulary to learn from.
inline std::vector<std::string> sampleLines()
{
    const std::vector<std::string> subjects{"the cat", "a dog", "my sister", "the old man", "nobody"};
    const std::vector<std::string> verbs{"sees", "likes", "paints", "remembers"};
    const std::vector<std::string> objects{"a red house", "the sea", "two birds", "its tail, again", "3.5 apples"};
    std::vector<std::string> lines;
    for (const auto& subject : subjects)
        for (const auto& verb : verbs)
            for (const auto& object : objects)
                lines.push_back(subject + " " + verb + " " + object);
    return lines;
}

/// Text of what a tokenizer may trip over: words it knows, marks, several scripts, blanks, controls, broken bytes.
inline rc::Gen<std::string> anyText()
{
    static const std::vector<std::string> parts{"the",
                                                "cat",
                                                " ",
                                                " ",
                                                "  ",
                                                "\n",
                                                "\t",
                                                "a red house",
                                                "Café",
                                                "e\xCC\x81",
                                                "İ",
                                                "ΑΣ",
                                                "ß",
                                                "'s",
                                                "'ll",
                                                ",",
                                                "!?",
                                                "3.5",
                                                "２０",
                                                "我",
                                                "爱。",
                                                "한국",
                                                "\0",
                                                "ﬁ",
                                                "½",
                                                "🙂",
                                                "\xF0\x9F\x99",
                                                "\xED\xA0\x80",
                                                "\xE2\x80\xA8",
                                                "\xC2\xA0",
                                                "\xAD",
                                                "\xEF\xBB\xBF",
                                                "[SEP]",
                                                "<s>",
                                                "<|endoftext|>",
                                                "##",
                                                "▁",
                                                "Ġ",
                                                "\xC2\x85",
                                                "\x7F",
                                                "unaffable",
                                                "\xCD\x85\xCC\x81"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)),
                        [](const std::vector<std::string>& chosen) {
                            std::string text;
                            for (const std::string& part : chosen)
                                text += part;
                            return text;
                        });
}

/// The promises of `Tokenizer::tokenize` for one text.
inline void checkSpans(const models::Tokenizer& tokenizer, const std::string& text)
{
    const auto spans = tokenizer.tokenize(text);
    std::size_t begin = 0;
    std::size_t end = 0;
    for (const models::TokenSpan& span : spans) {
        RC_ASSERT(span.begin >= begin);
        RC_ASSERT(span.end >= end);
        RC_ASSERT(span.begin <= span.end);
        RC_ASSERT(span.end <= text.size());
        RC_ASSERT(span.id >= 0);
        RC_ASSERT(span.id < tokenizer.vocabularySize());
        begin = span.begin;
        end = span.end;
    }
    const auto characters = models::characterSpans(text, spans);
    RC_ASSERT(characters.size() == spans.size());
    for (std::size_t i = 1; i < characters.size(); ++i)
        RC_ASSERT(characters[i - 1].begin <= characters[i].begin && characters[i - 1].end <= characters[i].end);
    RC_ASSERT(models::isUtf8(tokenizer.decode(tokenizer.encode(text))));
}

/// Spans begin and end where characters do.
inline void checkCharacterBounds(const models::Tokenizer& tokenizer, const std::string& text)
{
    std::vector<bool> isBound(text.size() + 1, false);
    for (std::size_t position = 0; position < text.size(); position += models::codePointAt(text, position).bytes)
        isBound[position] = true;
    isBound[text.size()] = true;
    for (const models::TokenSpan& span : tokenizer.tokenize(text))
        RC_ASSERT(isBound[span.begin] && isBound[span.end]);
}

/// A byte-level vocabulary of the 256 bytes (ids 0 to 255, by their order), what these merges make, and
/// "<|endoftext|>", which has the last id.
inline models::BytePairFiles bytePairFiles(const std::vector<std::string>& merges)
{
    std::vector<std::string> tokens;
    for (unsigned byte = 0; byte < 256; ++byte)
        models::appendUtf8(tokens.emplace_back(), models::characterOfByte(static_cast<unsigned char>(byte)));
    models::BytePairFiles files{.vocabulary = "{", .merges = "#version: 0.2\n", .addsPrefix = false};
    for (const std::string& merge : merges) {
        std::string both = merge;
        both.erase(both.find(' '), 1);
        if (std::find(tokens.begin(), tokens.end(), both) == tokens.end())
            tokens.push_back(both);
        files.merges += merge + "\n";
    }
    tokens.emplace_back("<|endoftext|>");
    for (std::size_t id = 0; id < tokens.size(); ++id) {
        const bool escapes = tokens[id] == "\"" || tokens[id] == "\\";
        files.vocabulary +=
            std::string(id == 0 ? "" : ",") + "\"" + (escapes ? "\\" : "") + tokens[id] + "\":" + std::to_string(id);
    }
    files.vocabulary += "}";
    return files;
}

/// Runs a RapidCheck property with a name.
inline bool holds(const std::string& what, const std::function<void()>& property)
{
    return rc::check(what, property);
}

} // namespace lb::tests
