#pragma once

#include "models/text/character_map.h"
#include "models/text/sentencepiece_check.h"
#include "models/text/tokenizer.h"

#include <memory>
#include <optional>

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace lb::models {

struct SentencePieceTraining {
    std::int32_t maximumSize = 0;
    std::string pieces = "unigram"; ///< or "bpe", "char", "word"
    double coverage = 0.9995;       ///< share of the text's characters that get a piece; 0.9 to 1
};

/// Pieces of words by sentencepiece's library, case kept. Blanks are written into the pieces as U+2581; the span of a
/// piece that begins with one includes the blank. Control tokens are never read from text, on request neither. Ids are
/// those of the file.
/// Of models that were trained here, decode(encode(text)) is `cleanLine` of the text, with <unk> for what the pieces
/// cannot write. Those of others see the text through their own character map, line breaks and all; with byte pieces
/// nothing is unknown. NUL characters are left out.
class SentencePieceTokenizer final : public Tokenizer {
public:
    /// At most `maximumSize` ids; fewer when the lines do not hold that many pieces. The same lines give the same
    /// model: one thread, no sampling. Quiet on stderr. InvalidArgument when the lines are empty or hold more different
    /// characters than there are ids.
    static engine::Result<std::unique_ptr<SentencePieceTokenizer>> train(std::span<const std::string> lines,
                                                                         const SentencePieceTraining& training);
    /// A .model file's bytes, checked by `checkSentencePieceModel` first. Its character map never reaches the library.
    static engine::Result<std::unique_ptr<SentencePieceTokenizer>> load(std::string_view bytes);

    ~SentencePieceTokenizer() override;

    std::string_view kind() const override { return "sentencepiece"; }
    std::int32_t vocabularySize() const override;
    SpecialTokens specials() const override { return m_specials; }
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::string piece(std::int32_t id) const override;
    std::string serialise() const override { return m_bytes; }

private:
    SentencePieceTokenizer(std::string bytes, SentencePieceModel model);
    std::vector<TokenSpan> tokensOf(std::string_view text, ControlText control) const override;
    AlignedText prepared(std::string_view text) const;
    std::vector<TokenSpan> loneBlank() const;

    std::string m_bytes;
    SentencePieceModel m_model; ///< characterMap is emptied: `m_map` holds it
    std::optional<CharacterMap> m_map;
    PieceTrie m_userDefined; ///< the map leaves these as they are
    SpecialTokens m_specials;
    bool m_isOurs = false;
    std::unique_ptr<sentencepiece::SentencePieceProcessor> m_processor;
};

} // namespace lb::models
