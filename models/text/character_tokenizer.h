#pragma once

#include "models/text/tokenizer.h"

#include <unordered_map>

namespace lb::models {

/// A vocabulary of single characters (code points), case kept; what is not in it is <unk>. White space is one blank,
/// which is a token too. For scripts without blanks and for small models that learn to spell. Control tokens are never
/// read from text, on request neither. decode(encode(text)) is `cleanLine` of the text, with "<unk>" for unknown
/// characters.
class CharacterTokenizer final : public Tokenizer {
public:
    /// The first line of what `serialise` writes; one character a line follows.
    static constexpr std::string_view kMagic = "latentbench characters 1\n";

    /// The `maximumSize - 4` most frequent characters of `lines` that come at least `minimumCount` times, ties by their
    /// numbers; ids by falling frequency. InvalidArgument when `maximumSize` < 5 or the lines hold no character that
    /// often.
    static engine::Result<std::unique_ptr<CharacterTokenizer>>
    train(std::span<const std::string> lines, std::int32_t maximumSize, std::int64_t minimumCount = 1);
    /// From `serialise`. Corrupt with the line that is wrong.
    static engine::Result<std::unique_ptr<CharacterTokenizer>> load(std::string_view bytes);

    std::string_view kind() const override { return "characters"; }
    std::int32_t vocabularySize() const override;
    SpecialTokens specials() const override { return ownSpecials(); }
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::string piece(std::int32_t id) const override;
    std::string serialise() const override;

private:
    explicit CharacterTokenizer(std::u32string characters);
    std::vector<TokenSpan> tokensOf(std::string_view text, ControlText control) const override;

    std::u32string m_characters; ///< m_characters[i] has id i + kSpecialTokens
    std::unordered_map<char32_t, std::int32_t> m_ids;
};

} // namespace lb::models
