#pragma once

#include "models/text/tokenizer.h"

#include <unordered_map>

namespace lb::models {

/// A sentence as word tokens: lower-cased (ICU, root locale), split at blanks; a punctuation mark is a token of its own
/// unless it stands inside a word ("don't", "know-how", "3.14").
std::vector<std::string> splitWords(std::string_view text);

/// A vocabulary of whole words; what is not in it is <unk>.
class WordTokenizer final : public Tokenizer {
public:
    /// The `maximumSize - 4` most frequent words of `lines`, ties in the order of their bytes; ids by falling
    /// frequency. InvalidArgument when `maximumSize` < 5 or the lines hold no word.
    static engine::Result<std::unique_ptr<WordTokenizer>> train(std::span<const std::string> lines,
                                                                std::int32_t maximumSize);
    /// These words get the ids 4, 5, ... InvalidArgument for a word that is empty, repeated or not one token.
    static engine::Result<std::unique_ptr<WordTokenizer>> fromWords(std::vector<std::string> words);
    /// The JSON of `serialise`.
    static engine::Result<std::unique_ptr<WordTokenizer>> load(std::string_view bytes);

    std::string_view kind() const override { return "words"; }
    std::int32_t vocabularySize() const override;
    std::vector<std::int32_t> encode(std::string_view text) const override;
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::string piece(std::int32_t id) const override;
    std::string serialise() const override;

private:
    explicit WordTokenizer(std::vector<std::string> words);

    std::vector<std::string> m_words; ///< m_words[i] has id i + 4
    std::unordered_map<std::string, std::int32_t> m_ids;
};

} // namespace lb::models
