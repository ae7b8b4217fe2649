#pragma once

#include "models/text/piece_decoder.h"
#include "models/text/piece_model.h"
#include "models/text/piece_trie.h"
#include "models/text/pre_splitter.h"
#include "models/text/text_normaliser.h"
#include "models/text/vocabulary.h"

namespace lb::models {

/// A token that is looked for in the text itself, before or after normalising.
struct AddedToken {
    std::string text; ///< not empty
    std::int32_t id = 0;
    bool isControl = true;     ///< only found when the caller asks for it
    bool isNormalised = false; ///< `text` is looked for in the normalised text
    bool takesLeft = false;    ///< with the white space before it
    bool takesRight = false;
};

/// What a foreign tokenizer is made of; each part is one of a few well-known kinds.
struct TokenizerParts {
    std::string kind;
    Vocabulary vocabulary;
    SpecialTokens specials;
    std::vector<AddedToken> added;
    std::vector<NormaliserStep> normaliser;
    std::vector<SplitStep> splitter;
    std::unique_ptr<PieceModel> model;
    std::vector<DecodeStep> decoder;
    bool keepsBytes = false;   ///< byte level without a normaliser: broken UTF-8 reaches the model as it is
    bool dropsUnknown = false; ///< decode leaves the unknown token out
    std::string stored;        ///< what `serialise` gives
};

/// Normalise, split, cut into pieces: the scheme of all tokenizers that other programs bring.
class PipelineTokenizer final : public Tokenizer {
public:
    explicit PipelineTokenizer(TokenizerParts parts);

    std::string_view kind() const override { return m_parts.kind; }
    std::int32_t vocabularySize() const override { return m_parts.vocabulary.size(); }
    SpecialTokens specials() const override { return m_parts.specials; }
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::string piece(std::int32_t id) const override;
    std::string serialise() const override { return m_parts.stored; }

private:
    class Encoder;
    /// The added tokens of one kind, by their text.
    struct Finder {
        PieceTrie trie;
        bool isEmpty = true;
    };

    std::vector<TokenSpan> tokensOf(std::string_view text, ControlText control) const override;

    TokenizerParts m_parts;
    Finder m_inRaw;          ///< not control, before normalising
    Finder m_inRawOrControl; ///< the same and the control tokens
    Finder m_inNormalised;
};

} // namespace lb::models
