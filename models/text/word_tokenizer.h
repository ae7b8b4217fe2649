#pragma once

#include "models/text/tokenizer.h"

#include <unordered_map>

namespace lb::models {

/// A sentence as word tokens: lower-cased (ICU, root locale, composed form), split at blanks; a punctuation mark is a
/// token of its own unless it joins a word ("don't", "know-how", "3.14"); a Chinese character is a word.
std::vector<std::string> splitWords(std::string_view text);

/// The text that reads best for these words: no blank before a comma, none after an opening bracket, none between
/// Chinese characters. `splitWords` of the result gives the words again.
std::string joinWords(std::span<const std::string_view> words);

/// A vocabulary of whole words; what is not in it is <unk>. Control tokens are never read from text, on request
/// neither. decode(encode(text)) has the words of `splitWords` set by `joinWords`.
class WordTokenizer final : public Tokenizer {
public:
    /// The first line of what `serialise` writes; one word a line follows.
    static constexpr std::string_view kMagic = "latentbench words 1\n";

    /// The `maximumSize - 4` most frequent words of `lines` that come at least `minimumCount` times, ties in the order
    /// of their bytes; ids by falling frequency. InvalidArgument when `maximumSize` < 5 or the lines hold no word that
    /// often.
    static engine::Result<std::unique_ptr<WordTokenizer>>
    train(std::span<const std::string> lines, std::int32_t maximumSize, std::int64_t minimumCount = 1);
    /// These words get the ids 4, 5, ... InvalidArgument for one that is empty, holds blanks or comes
    /// twice.
    static engine::Result<std::unique_ptr<WordTokenizer>> fromWords(std::vector<std::string> words);
    /// From `serialise`. Corrupt with the line that is wrong.
    static engine::Result<std::unique_ptr<WordTokenizer>> load(std::string_view bytes);

    std::string_view kind() const override { return "words"; }
    std::int32_t vocabularySize() const override;
    SpecialTokens specials() const override { return ownSpecials(); }
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::string piece(std::int32_t id) const override;
    std::string serialise() const override;

private:
    std::vector<TokenSpan> tokensOf(std::string_view text, ControlText control) const override;
    explicit WordTokenizer(std::vector<std::string> words);

    std::vector<std::string> m_words; ///< m_words[i] has id i + kSpecialTokens
    std::unordered_map<std::string, std::int32_t> m_ids;
};

} // namespace lb::models
