#pragma once

#include "models/text/tokenizer.h"
#include "models/text/unicode_text.h"

#include <cstdlib>

namespace lb::tests {

/// Aborts unless a tokenizer made from hostile bytes keeps what tokenizer.h promises for this text.
inline void checkPromises(const models::Tokenizer& tokenizer, std::string_view text)
{
    for (const auto control : {models::ControlText::Literal, models::ControlText::Recognised}) {
        std::size_t begin = 0;
        std::size_t end = 0;
        const auto tokens = tokenizer.tokenize(text, control);
        for (const models::TokenSpan& token : tokens) {
            const bool inOrder = token.begin >= begin && token.end >= end && token.begin <= token.end;
            if (!inOrder || token.end > text.size() || token.id < 0 || token.id >= tokenizer.vocabularySize())
                std::abort();
            begin = token.begin;
            end = token.end;
        }
        if (models::characterSpans(text, tokens).size() != tokens.size())
            std::abort();
    }
    if (!models::isUtf8(tokenizer.decode(tokenizer.encode(text))))
        std::abort();
}

/// The same for a few texts, and for what `serialise` gives: it must load and mean the same.
inline void checkUse(const models::Tokenizer& tokenizer, std::string_view text)
{
    constexpr std::string_view kLine = "the ab ba house \xFF<|endoftext|>[SEP] 爱e\xCC\x81\xF0\x9F\x99\x82 'll";
    checkPromises(tokenizer, kLine);
    checkPromises(tokenizer, text.substr(0, 200));
    const auto loaded = models::loadTokenizer(tokenizer.serialise());
    if (!loaded || (*loaded)->serialise() != tokenizer.serialise() ||
        (*loaded)->tokenize(kLine) != tokenizer.tokenize(kLine))
        std::abort();
}

/// A stranger's pattern may take too long, and then says so; nothing else may be thrown.
inline void checkTokenizer(const models::Tokenizer& tokenizer, std::string_view text)
{
    try {
        checkUse(tokenizer, text);
    } catch (const engine::EngineError& error) {
        if (error.kind() != engine::ErrorKind::Unsupported)
            throw;
    }
}

} // namespace lb::tests
