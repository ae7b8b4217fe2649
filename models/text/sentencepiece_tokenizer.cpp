#include "models/text/sentencepiece_tokenizer.h"

#include "models/text/piece_decoder.h"
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
SentencePieceTokenizer::train(std::span<const std::string> lines, const SentencePieceTraining& training)
{
    const std::int32_t maximumSize = training.maximumSize;
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
        {{"model_type", training.pieces},
         {"vocab_size", std::to_string(maximumSize)},
         {"hard_vocab_limit", "false"},
         {"pad_id", std::to_string(kPadToken)},
         {"bos_id", std::to_string(kBeginToken)},
         {"eos_id", std::to_string(kEndToken)},
         {"unk_id", std::to_string(kUnknownToken)},
         {"num_threads", "1"},
         {"shuffle_input_sentence", "false"},
         {"character_coverage", fmt::format("{}", training.coverage)},
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
    auto model = checkSentencePieceModel(bytes);
    if (!model)
        return tl::unexpected(model.error());
    std::optional<CharacterMap> map;
    if (!model->characterMap.empty()) {
        auto read = CharacterMap::read(model->characterMap);
        if (!read)
            return tl::unexpected(read.error());
        map = std::move(*read);
    }
    std::unique_ptr<SentencePieceTokenizer> tokenizer(
        new SentencePieceTokenizer(std::string(bytes), std::move(*model)));
    tokenizer->m_map = std::move(map);
    tokenizer->m_isOurs &= !tokenizer->m_map.has_value();
    const auto status = tokenizer->m_processor->LoadFromSerializedProto(tokenizer->m_map ? withoutCharacterMap(bytes)
                                                                                         : tokenizer->m_bytes);
    if (!status.ok())
        return fail(ErrorKind::Corrupt,
                    fmt::format("The sentencepiece library refuses the model: {}", status.message()));
    return tokenizer;
}

SentencePieceTokenizer::SentencePieceTokenizer(std::string bytes, SentencePieceModel model)
    : m_bytes(std::move(bytes))
    , m_model(std::move(model))
    , m_processor(std::make_unique<sentencepiece::SentencePieceProcessor>())
{
    m_model.characterMap = {};
    using Role = std::pair<std::string_view, std::int32_t*>;
    for (std::size_t i = 0; i < m_model.pieces.size(); ++i) {
        const Piece& piece = m_model.pieces[i];
        const auto id = static_cast<std::int32_t>(i);
        if (piece.type == PieceType::UserDefined)
            m_userDefined.insert(piece.text, id);
        if (piece.type == PieceType::Unknown)
            m_specials.unknown = id;
        for (const auto& [name, place] :
             {Role{"<pad>", &m_specials.pad}, Role{"<s>", &m_specials.begin}, Role{"</s>", &m_specials.end},
              Role{"<cls>", &m_specials.classification}, Role{"[CLS]", &m_specials.classification},
              Role{"<sep>", &m_specials.separator}, Role{"[SEP]", &m_specials.separator},
              Role{"<mask>", &m_specials.mask}, Role{"[MASK]", &m_specials.mask}})
            if (piece.text == name && (piece.type == PieceType::Control || piece.type == PieceType::UserDefined))
                *place = id;
    }
    m_isOurs = m_specials == ownSpecials() && !m_model.hasBytes;
}

SentencePieceTokenizer::~SentencePieceTokenizer() = default;

std::int32_t SentencePieceTokenizer::vocabularySize() const
{
    return static_cast<std::int32_t>(m_model.pieces.size());
}

AlignedText SentencePieceTokenizer::prepared(std::string_view text) const
{
    if (m_isOurs)
        return alignedCleanLine(text);
    const AlignedText repaired = AlignedText::repaired(text);
    AlignedTextBuilder builder(repaired);
    const std::string_view bytes = repaired.text();
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\0', begin), bytes.size());
        builder.copy(begin, end);
        begin = end + 1;
    }
    const AlignedText whole = builder.take();
    return m_map ? m_map->applied(whole, m_userDefined) : whole;
}

/// The blank before a text is put there before the map is applied: it is what is left of a text that the map deletes,
/// unless blanks at the ends go too.
std::vector<TokenSpan> SentencePieceTokenizer::loneBlank() const
{
    if (!m_map || !m_model.addsBlank || m_model.removesBlanks)
        return {};
    return {{m_processor->PieceToId(kBlankMark), 0, 0}};
}

std::vector<TokenSpan> SentencePieceTokenizer::tokensOf(std::string_view text, ControlText) const
{
    const AlignedText clean = prepared(text);
    if (clean.text().empty() && text.find_first_not_of('\0') != std::string_view::npos)
        return loneBlank();
    sentencepiece::ImmutableSentencePieceText encoded;
    const auto status = m_processor->Encode(clean.text(), encoded.mutable_proto());
    if (!status.ok()) // not a matter of the text: the model has been loaded
        throw engine::EngineError(ErrorKind::Internal, "sentencepiece encode: " + status.ToString());
    std::vector<TokenSpan> tokens(encoded.pieces_size());
    ByteRange next; // of the bytes of one character the library gives the last one its place, the others none
    for (std::size_t i = tokens.size(); i-- > 0;) {
        const auto piece = encoded.pieces(static_cast<int>(i));
        const auto id = static_cast<std::size_t>(piece.id());
        ByteRange place{piece.begin(), piece.end()};
        const bool isByte = m_model.pieces.at(id).type == PieceType::Byte;
        if (isByte && place.begin == place.end && place.begin == next.begin)
            place.end = next.end;
        const ByteRange range = clean.source(place.begin, place.end);
        tokens[i] = {static_cast<std::int32_t>(id), range.begin, range.end};
        next = isByte ? place : ByteRange{clean.text().size(), clean.text().size()};
    }
    return tokens;
}

std::string SentencePieceTokenizer::decode(std::span<const std::int32_t> ids) const
{
    std::string marked;
    for (const std::int32_t id : ids) {
        const std::string text = piece(id);
        const bool isOutside = id < 0 || id >= vocabularySize();
        const PieceType type = isOutside ? PieceType::Unknown : m_model.pieces[static_cast<std::size_t>(id)].type;
        if (type == PieceType::Byte)
            marked.push_back(static_cast<char>(byteOfPiece(text)));
        else if (type != PieceType::Control)
            marked.append(text);
    }
    std::string text;
    std::string_view rest = marked;
    if ((m_model.addsBlank || m_model.removesBlanks) && rest.starts_with(kBlankMark)) // encoding puts it before a text
        rest.remove_prefix(kBlankMark.size());
    for (std::size_t mark = rest.find(kBlankMark); mark != std::string_view::npos; mark = rest.find(kBlankMark)) {
        text.append(rest.substr(0, mark)).push_back(' ');
        rest.remove_prefix(mark + kBlankMark.size());
    }
    text.append(rest);
    return m_model.hasBytes ? repairUtf8(text).text : text;
}

std::string SentencePieceTokenizer::piece(std::int32_t id) const
{
    if (id >= 0 && id < vocabularySize())
        return m_model.pieces[static_cast<std::size_t>(id)].text;
    return m_model.pieces[static_cast<std::size_t>(m_specials.unknown)].text;
}

} // namespace lb::models
