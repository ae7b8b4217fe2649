#include "models/text/sentencepiece_check.h"

#include "engine/core/protobuf_fields.h"
#include "models/text/piece_decoder.h"
#include "models/text/unicode_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <unordered_set>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::ProtobufField;
using engine::ProtobufFields;
using Wire = ProtobufField::Wire;

namespace {

constexpr std::size_t kLargestModel = std::size_t{32} << 20;
constexpr std::size_t kMostPieces = 1'000'000;
constexpr std::size_t kLongestPiece = 1024;
// Fields of a model and of its normaliser.
constexpr std::uint64_t kNormalizer = 3;
constexpr std::uint64_t kDenormalizer = 5;
constexpr std::uint64_t kCharacterMap = 2;
constexpr std::uint64_t kAddsBlank = 3;
constexpr std::uint64_t kRemovesBlanks = 4;

tl::unexpected<engine::Error> broken(std::string_view what)
{
    return fail(ErrorKind::Corrupt, fmt::format("The sentencepiece model is damaged: {}.", what));
}

engine::Result<Piece> readPiece(std::string_view message)
{
    Piece piece;
    std::uint64_t type = static_cast<std::uint64_t>(PieceType::Normal);
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        if (field->number == 1 && field->wire == Wire::Bytes)
            piece.text = field->bytes;
        else if (field->number == 2 && field->wire == Wire::Fixed32) {
            if (!std::isfinite(std::bit_cast<float>(static_cast<std::uint32_t>(field->value))))
                return broken("a piece has a score that is not a finite number");
        } else if (field->number == 3 && field->wire == Wire::Varint)
            type = field->value;
        else
            return broken(fmt::format("a piece has an unknown field {}", field->number));
    }
    if (fields.isBroken())
        return broken("a piece is cut off");
    if (piece.text.empty() || piece.text.size() > kLongestPiece)
        return broken(fmt::format("a piece has {} bytes; 1 to {} are allowed", piece.text.size(), kLongestPiece));
    if (!isUtf8(piece.text) || piece.text.find('\0') != std::string::npos)
        return broken("a piece is not UTF-8 text");
    if (type < 1 || type > 6)
        return broken(fmt::format("a piece has the unknown type {}", type));
    piece.type = static_cast<PieceType>(type);
    if (piece.type == PieceType::Byte && byteOfPiece(piece.text) < 0)
        return broken(fmt::format("its byte piece \"{}\" names no byte", piece.text));
    return piece;
}

/// Settings of the training: nothing the loader follows but the kind of model.
engine::Result<void> checkTrainerSpec(std::string_view message)
{
    constexpr std::uint64_t kHighestField = 60;
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        if (field->number > kHighestField)
            return broken(fmt::format("its training settings have an unknown field {}", field->number));
        constexpr std::uint64_t kModelType = 3;
        const bool isKnownModel = field->value >= 1 && field->value <= 4; // unigram, byte pairs, words, characters
        if (field->number == kModelType && (field->wire != Wire::Varint || !isKnownModel))
            return fail(ErrorKind::Unsupported,
                        "The sentencepiece model is none of unigrams, byte pair encoding, words or characters.");
    }
    if (fields.isBroken())
        return broken("its training settings are cut off");
    return {};
}

/// Of encoding; that of decoding may have no map.
engine::Result<void> readNormalizerSpec(std::string_view message, bool isForDecoding, SentencePieceModel& model)
{
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        const bool isText = field->number == 1 || field->number == kCharacterMap || field->number == 6;
        const bool isSwitch = field->number >= kAddsBlank && field->number <= 5;
        if (!(isText && field->wire == Wire::Bytes) && !(isSwitch && field->wire == Wire::Varint))
            return broken(fmt::format("its normaliser has an unknown field {}", field->number));
        if (isForDecoding && field->number == kCharacterMap && !field->bytes.empty())
            return fail(ErrorKind::Unsupported,
                        "The sentencepiece model has a character map for decoding, which is not supported. Train it "
                        "without --denormalization_rule_tsv.");
        if (isForDecoding)
            continue;
        if (field->number == kCharacterMap)
            model.characterMap = field->bytes;
        if (field->number == kAddsBlank)
            model.addsBlank = field->value != 0;
        if (field->number == kRemovesBlanks)
            model.removesBlanks = field->value != 0;
    }
    if (fields.isBroken())
        return broken("its normaliser is cut off");
    return {};
}

engine::Result<void> checkVocabulary(const std::vector<Piece>& pieces)
{
    std::unordered_set<std::string_view> seen;
    for (const Piece& piece : pieces)
        if (!seen.insert(piece.text).second)
            return broken(fmt::format("the piece \"{}\" comes twice", piece.text));
    // A text may hold that character; the library then takes it for the control piece, and fails to find its place.
    for (const Piece& piece : pieces)
        if (piece.type == PieceType::Control && codePointAt(piece.text, 0).bytes == piece.text.size())
            return broken(fmt::format("its control piece \"{}\" is a single character of text", piece.text));
    const auto count = [&](PieceType type) {
        return std::count_if(pieces.begin(), pieces.end(), [=](const Piece& piece) { return piece.type == type; });
    };
    if (count(PieceType::Unknown) != 1)
        return broken(fmt::format("it has {} pieces for unknown text instead of one", count(PieceType::Unknown)));
    if (count(PieceType::Normal) == 0)
        return broken("it has no piece to write text with");
    // Two spellings of a byte ("<0x4a>", "<0x4A>") are two pieces, and the library knows the second only.
    std::set<int> bytes;
    for (const Piece& piece : pieces)
        if (piece.type == PieceType::Byte && !bytes.insert(byteOfPiece(piece.text)).second)
            return broken(fmt::format("its byte piece \"{}\" comes twice", piece.text));
    if (!bytes.empty() && bytes.size() != 256)
        return broken(fmt::format("it has {} of the 256 byte pieces", bytes.size()));
    return {};
}

void appendVarint(std::string& bytes, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        bytes.push_back(static_cast<char>(value | 0x80));
    bytes.push_back(static_cast<char>(value));
}

/// Bytes or a Varint: all that stands outside the pieces and the training settings, which are copied whole.
void appendField(std::string& bytes, const ProtobufField& field)
{
    appendVarint(bytes, field.number << 3 | static_cast<std::uint64_t>(field.wire));
    appendVarint(bytes, field.wire == Wire::Bytes ? field.bytes.size() : field.value);
    bytes.append(field.bytes);
}

} // namespace

engine::Result<SentencePieceModel> checkSentencePieceModel(std::string_view bytes)
{
    if (bytes.size() > kLargestModel)
        return fail(ErrorKind::Unsupported, fmt::format("The sentencepiece model has {} bytes; up to {} can be read.",
                                                        bytes.size(), kLargestModel));
    SentencePieceModel model;
    ProtobufFields fields(bytes);
    while (const auto field = fields.next()) {
        if (field->wire != Wire::Bytes)
            return broken(fmt::format("field {} is not a message", field->number));
        engine::Result<void> checked;
        if (field->number == 1) {
            auto piece = readPiece(field->bytes);
            if (!piece)
                return tl::unexpected(piece.error());
            if (model.pieces.size() == kMostPieces)
                return fail(ErrorKind::Unsupported, "The sentencepiece model has more than a million pieces.");
            model.hasBytes |= piece->type == PieceType::Byte;
            model.pieces.push_back(std::move(*piece));
        } else if (field->number == 2)
            checked = checkTrainerSpec(field->bytes);
        else if (field->number == kNormalizer || field->number == kDenormalizer)
            checked = readNormalizerSpec(field->bytes, field->number == kDenormalizer, model);
        else
            return broken(fmt::format("it has an unknown field {}", field->number));
        if (!checked)
            return tl::unexpected(checked.error());
    }
    if (fields.isBroken())
        return broken("a field is cut off");
    if (auto checked = checkVocabulary(model.pieces); !checked)
        return tl::unexpected(checked.error());
    return model;
}

std::string withoutCharacterMap(std::string_view bytes)
{
    std::string result;
    result.reserve(bytes.size());
    ProtobufFields fields(bytes);
    while (const auto field = fields.next()) {
        std::string normalizer;
        ProtobufFields inner(field->number == kNormalizer ? field->bytes : std::string_view());
        while (const auto setting = inner.next())
            if (setting->number != kCharacterMap)
                appendField(normalizer, *setting);
        appendField(result,
                    field->number == kNormalizer ? ProtobufField{kNormalizer, Wire::Bytes, 0, normalizer} : *field);
    }
    return result;
}

} // namespace lb::models
