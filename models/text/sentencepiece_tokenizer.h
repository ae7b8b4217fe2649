#pragma once

#include "models/text/sentencepiece_check.h"
#include "models/text/tokenizer.h"

#include <memory>

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace lb::models {

/// Pieces of words by a unigram model (Kudo 2018), case kept. Blanks are written into the pieces as U+2581; the
/// span of a piece that begins with one includes the blank. Control tokens are never read from text, on request
/// neither. decode(encode(text)) is `cleanLine` of the text, with <unk> for what the pieces cannot write.
class SentencePieceTokenizer final : public Tokenizer {
public:
    /// At most `maximumSize` ids; fewer when the lines do not hold that many pieces. The same lines give the same
    /// model: one thread, no sampling. Quiet on stderr. InvalidArgument when the lines are empty or hold more different
    /// characters than there are ids.
    static engine::Result<std::unique_ptr<SentencePieceTokenizer>> train(std::span<const std::string> lines,
                                                                         std::int32_t maximumSize);
    /// A .model file's bytes, checked by `checkSentencePieceModel` first. Foreign ids are mapped: the four special
    /// tokens come first, then the other pieces in the file's order.
    static engine::Result<std::unique_ptr<SentencePieceTokenizer>> load(std::string_view bytes);

    ~SentencePieceTokenizer() override;

    std::string_view kind() const override { return "sentencepiece"; }
    std::int32_t vocabularySize() const override;
    SpecialTokens specials() const override { return ownSpecials(); }
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::string piece(std::int32_t id) const override;
    std::string serialise() const override { return m_bytes; }

private:
    std::vector<TokenSpan> tokensOf(std::string_view text, ControlText control) const override;
    SentencePieceTokenizer(std::string bytes, const std::vector<Piece>& pieces);

    std::string m_bytes;
    std::vector<std::string> m_pieces;  ///< m_pieces[i] has id i + kSpecialTokens
    std::vector<std::int32_t> m_ourIds; ///< by the model's own id
    std::unique_ptr<sentencepiece::SentencePieceProcessor> m_processor;
};

} // namespace lb::models
