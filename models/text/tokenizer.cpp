#include "models/text/tokenizer.h"

#include "models/text/sentencepiece_tokenizer.h"
#include "models/text/word_tokenizer.h"

namespace lb::models {

std::string_view specialPiece(std::int32_t id)
{
    switch (id) {
    case kPadToken:
        return "<pad>";
    case kBeginToken:
        return "<s>";
    case kEndToken:
        return "</s>";
    default:
        return "<unk>";
    }
}

engine::Result<std::unique_ptr<Tokenizer>> loadTokenizer(std::string_view bytes)
{
    if (bytes.empty())
        return engine::fail(engine::ErrorKind::Corrupt, "The tokenizer file is empty.");
    if (bytes.starts_with(WordTokenizer::kMagic))
        return WordTokenizer::load(bytes);
    constexpr char kFirstPiece = 0x0A; // field 1 of a protocol buffer, as bytes
    if (bytes.front() == kFirstPiece)
        return SentencePieceTokenizer::load(bytes);
    return engine::fail(engine::ErrorKind::Unsupported,
                        "This is not a tokenizer: it is neither a word list of Latentbench nor a sentencepiece model.");
}

} // namespace lb::models
