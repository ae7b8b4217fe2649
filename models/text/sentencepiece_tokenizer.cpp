#include "models/text/sentencepiece_tokenizer.h"

#include "models/text/unicode_text.h"

#include <fmt/format.h>
#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include <algorithm>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

constexpr std::string_view kBlankMark = "\xE2\x96\x81"; // U+2581

class LineIterator final : public sentencepiece::SentenceIterator {
public:
    explicit LineIterator(const std::vector<std::string>& lines)
        : m_lines(lines)
    {
    }
    bool done() const override { return m_next >= m_lines.size(); }
    void Next() override { ++m_next; }
    const std::string& value() const override { return m_lines[m_next]; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    const std::vector<std::string>& m_lines;
    std::size_t m_next = 0;
};

} // namespace

engine::Result<std::unique_ptr<SentencePieceTokenizer>>
SentencePieceTokenizer::train(std::span<const std::string> lines, std::int32_t maximumSize)
{
    if (maximumSize <= kSpecialTokens)
        return fail(
            ErrorKind::InvalidArgument,
            fmt::format("A vocabulary needs room for its 4 special tokens and at least one piece, but its size is {}.",
                        maximumSize));
    std::vector<std::string> cleaned;
    for (const std::string& line : lines)
        if (std::string text = cleanLine(line); !text.empty())
            cleaned.push_back(std::move(text));
    if (cleaned.empty())
        return fail(
            ErrorKind::InvalidArgument,
            fmt::format("There is no text in the {} lines that the vocabulary should be made from.", lines.size()));
    LineIterator iterator(cleaned);
    std::string bytes;
    const auto status = sentencepiece::SentencePieceTrainer::Train(
        {{"model_type", "unigram"},
         {"vocab_size", std::to_string(maximumSize)},
         {"hard_vocab_limit", "false"},
         {"pad_id", std::to_string(kPadToken)},
         {"bos_id", std::to_string(kBeginToken)},
         {"eos_id", std::to_string(kEndToken)},
         {"unk_id", std::to_string(kUnknownToken)},
         {"num_threads", "1"},
         {"shuffle_input_sentence", "false"},
         {"character_coverage", "0.9995"},
         {"normalization_rule_name", "identity"}, // cleanLine has composed the text; no map to trust when loading
         {"max_sentence_length", "1048576"},
         {"minloglevel", "3"}},
        &iterator, &bytes);
    if (!status.ok())
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("No sentencepiece vocabulary of {} entries can be made from these {} lines: {}",
                                maximumSize, cleaned.size(), status.message()));
    return load(bytes);
}

engine::Result<std::unique_ptr<SentencePieceTokenizer>> SentencePieceTokenizer::load(std::string_view bytes)
{
    const auto pieces = checkSentencePieceModel(bytes);
    if (!pieces)
        return tl::unexpected(pieces.error());
    std::unique_ptr<SentencePieceTokenizer> tokenizer(new SentencePieceTokenizer(std::string(bytes), *pieces));
    const auto status = tokenizer->m_processor->LoadFromSerializedProto(tokenizer->m_bytes);
    if (!status.ok())
        return fail(ErrorKind::Corrupt,
                    fmt::format("The sentencepiece library refuses the model: {}", status.message()));
    return tokenizer;
}

SentencePieceTokenizer::SentencePieceTokenizer(std::string bytes, const std::vector<Piece>& pieces)
    : m_bytes(std::move(bytes))
    , m_processor(std::make_unique<sentencepiece::SentencePieceProcessor>())
{
    for (const Piece& piece : pieces) {
        const bool isText = piece.type != PieceType::Unknown && piece.type != PieceType::Control;
        m_ourIds.push_back(isText ? static_cast<std::int32_t>(m_pieces.size()) + kSpecialTokens : kUnknownToken);
        if (isText)
            m_pieces.push_back(piece.text);
    }
}

SentencePieceTokenizer::~SentencePieceTokenizer() = default;

std::int32_t SentencePieceTokenizer::vocabularySize() const
{
    return static_cast<std::int32_t>(m_pieces.size()) + kSpecialTokens;
}

std::vector<TokenSpan> SentencePieceTokenizer::tokensOf(std::string_view text, ControlText) const
{
    const AlignedText clean = alignedCleanLine(text);
    sentencepiece::ImmutableSentencePieceText encoded;
    const auto status = m_processor->Encode(clean.text(), encoded.mutable_proto());
    if (!status.ok()) // not a matter of the text: the model has been loaded
        throw engine::EngineError(ErrorKind::Internal, "sentencepiece encode: " + status.ToString());
    std::vector<TokenSpan> tokens;
    tokens.reserve(encoded.pieces_size());
    for (std::size_t i = 0; i < encoded.pieces_size(); ++i) {
        const auto piece = encoded.pieces(static_cast<int>(i));
        const ByteRange range = clean.source(piece.begin(), piece.end());
        tokens.push_back({m_ourIds.at(piece.id()), range.begin, range.end});
    }
    return tokens;
}

std::string SentencePieceTokenizer::decode(std::span<const std::int32_t> ids) const
{
    std::string marked;
    for (const std::int32_t id : ids)
        if (id != kPadToken && id != kBeginToken && id != kEndToken)
            marked.append(piece(id));
    std::string text;
    std::string_view rest = marked;
    if (rest.starts_with(kBlankMark)) // the one that encoding puts before every text
        rest.remove_prefix(kBlankMark.size());
    for (std::size_t mark = rest.find(kBlankMark); mark != std::string_view::npos; mark = rest.find(kBlankMark)) {
        text.append(rest.substr(0, mark)).push_back(' ');
        rest.remove_prefix(mark + kBlankMark.size());
    }
    return text.append(rest);
}

std::string SentencePieceTokenizer::piece(std::int32_t id) const
{
    if (id >= kSpecialTokens && id < vocabularySize())
        return m_pieces[static_cast<std::size_t>(id - kSpecialTokens)];
    return std::string(specialPiece(id));
}

} // namespace lb::models
