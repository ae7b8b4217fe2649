#pragma once

#include "models/text/tokenizer.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace lb::models {

/// The pieces of a foreign tokenizer by id, and which of them are control tokens.
class Vocabulary {
public:
    static constexpr std::int32_t kMostIds = 2'000'000;
    static constexpr std::size_t kLongestPiece = 4096;

    /// Corrupt when the id is out of bounds or taken by another piece, or the piece is too long, not UTF-8 or there
    /// with another id. The same entry twice is fine.
    engine::Result<void> add(std::string_view piece, std::int64_t id);
    /// The next id stands for nothing.
    engine::Result<void> leaveOut();
    /// Ids may be left out, but not many: a small file must not make a large table. Call when all are added.
    engine::Result<void> checkGaps() const;
    void makeControl(std::int32_t id) { m_isControl[static_cast<std::size_t>(id)] = true; }

    std::int32_t size() const { return static_cast<std::int32_t>(m_pieces.size()); }
    bool has(std::int32_t id) const
    {
        return id >= 0 && id < size() && !m_pieces[static_cast<std::size_t>(id)].empty();
    }
    /// The stored piece; `has(id)`.
    const std::string& piece(std::int32_t id) const { return m_pieces[static_cast<std::size_t>(id)]; }
    bool isControl(std::int32_t id) const { return m_isControl[static_cast<std::size_t>(id)]; }
    /// -1 when there is none.
    std::int32_t find(std::string_view piece) const;

    /// Roles by the names that published vocabularies use: "[PAD]", "<s>", "<|endoftext|>", ... With `controlOnly` a
    /// piece must be a control token already: an ordinary one may look like that.
    SpecialTokens specialsByName(bool controlOnly) const;
    /// The ids of "<0x00>" to "<0xFF>", or nothing unless all are there.
    std::vector<std::int32_t> byteIds() const;

private:
    std::vector<std::string> m_pieces; ///< empty: no such id
    std::vector<bool> m_isControl;
    std::unordered_map<std::string, std::int32_t> m_ids;
    std::size_t m_count = 0;
};

} // namespace lb::models
