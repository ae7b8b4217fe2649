#include "models/text/vocabulary.h"

#include "models/text/unicode_text.h"

#include <fmt/format.h>

#include <array>
#include <initializer_list>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

engine::Result<void> Vocabulary::add(std::string_view piece, std::int64_t id)
{
    if (id < 0 || id >= kMostIds)
        return fail(
            ErrorKind::Corrupt,
            fmt::format("The vocabulary is damaged: it has the id {}, but ids go from 0 to {}.", id, kMostIds - 1));
    if (piece.empty() || piece.size() > kLongestPiece || !isUtf8(piece))
        return fail(
            ErrorKind::Corrupt,
            fmt::format("The vocabulary is damaged: token {} has {} bytes, or is not UTF-8 text; 1 to {} bytes are "
                        "allowed.",
                        id, piece.size(), kLongestPiece));
    const auto place = static_cast<std::size_t>(id);
    const auto [known, isNew] = m_ids.emplace(piece, static_cast<std::int32_t>(id));
    if (!isNew && known->second != id)
        return fail(ErrorKind::Corrupt,
                    fmt::format("The vocabulary is damaged: the token \"{}\" has the ids {} and {}.", piece,
                                known->second, id));
    if (!isNew)
        return {};
    if (place < m_pieces.size() && !m_pieces[place].empty())
        return fail(ErrorKind::Corrupt,
                    fmt::format("The vocabulary is damaged: the id {} stands for \"{}\" and for \"{}\".", id,
                                m_pieces[place], piece));
    if (place >= m_pieces.size()) {
        m_pieces.resize(place + 1);
        m_isControl.resize(place + 1);
    }
    m_pieces[place] = piece;
    ++m_count;
    return {};
}

engine::Result<void> Vocabulary::leaveOut()
{
    if (size() == kMostIds)
        return fail(ErrorKind::Unsupported, fmt::format("The vocabulary has more than {} lines.", kMostIds));
    m_pieces.emplace_back();
    m_isControl.push_back(false);
    return {};
}

engine::Result<void> Vocabulary::checkGaps() const
{
    constexpr std::size_t kMostUnused = 4096;
    if (m_count == 0)
        return fail(ErrorKind::Corrupt, "The vocabulary is damaged: it has no token.");
    if (m_pieces.size() > 2 * m_count + kMostUnused)
        return fail(ErrorKind::Corrupt,
                    fmt::format("The vocabulary is damaged: its largest id is {}, but it has only {} tokens.",
                                m_pieces.size() - 1, m_count));
    return {};
}

std::int32_t Vocabulary::find(std::string_view piece) const
{
    const auto found = m_ids.find(std::string(piece));
    return found == m_ids.end() ? -1 : found->second;
}

SpecialTokens Vocabulary::specialsByName(bool controlOnly) const
{
    const auto first = [&](std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names)
            if (const std::int32_t id = find(name); id >= 0 && (!controlOnly || isControl(id)))
                return id;
        return -1;
    };
    return {.pad = first({"[PAD]", "<pad>", "<|pad|>", "<|padding|>"}),
            .begin = first({"<s>", "<bos>", "[BOS]", "<|begin_of_text|>", "<|startoftext|>", "<|endoftext|>"}),
            .end = first({"</s>", "<eos>", "[EOS]", "<|end_of_text|>", "<|endoftext|>"}),
            .unknown = first({"[UNK]", "<unk>", "<|unk|>"}),
            .classification = first({"[CLS]", "<cls>"}),
            .separator = first({"[SEP]", "<sep>"}),
            .mask = first({"[MASK]", "<mask>"})};
}

std::vector<std::int32_t> Vocabulary::byteIds() const
{
    std::vector<std::int32_t> ids;
    for (int byte = 0; byte < 256; ++byte) {
        const std::int32_t id = find(fmt::format("<0x{:02X}>", byte));
        if (id < 0)
            return {};
        ids.push_back(id);
    }
    return ids;
}

} // namespace lb::models
