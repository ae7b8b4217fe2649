#pragma once

#include "models/text/flat_map.h"
#include "models/text/piece_model.h"
#include "models/text/piece_trie.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// Byte pair encoding: starts from single bytes or characters and merges the neighbours whose pair stands first in the
/// list, all of its occurrences from left to right, until no pair is left. Source: Sennrich et al. 2016; OpenAI's
/// GPT-2.
class BytePairModel final : public PieceModel {
public:
    struct Options {
        bool startsFromBytes = true;       ///< else from characters
        bool wholeWordsFirst = false;      ///< a word that is a piece is taken without merging ("ignore_merges")
        bool fusesUnknown = false;         ///< neighbouring unknown characters become one token
        std::int32_t unknown = -1;         ///< -1: what cannot be written is dropped
        std::vector<std::int32_t> byteIds; ///< empty, or 256: bytes stand in for characters without a piece
        std::string endSuffix;             ///< what the last character of a word is looked up with ("</w>")
    };

    explicit BytePairModel(const Options& options)
        : m_options(options)
    {
    }
    /// What a piece is written with. The first of two equal ones counts. Control tokens are not added.
    void addPiece(std::string_view bytes, std::int32_t id) { m_pieces.insert(bytes, id); }
    /// The next merge of the list. The first of two equal ones counts.
    void addMerge(std::int32_t left, std::int32_t right, std::int32_t merged);

    void cut(std::string_view word, std::vector<WordPiece>& pieces) const override;

    /// The same; returns how many pairs it has looked up, which is the work it does.
    std::int64_t cutCounting(std::string_view word, std::vector<WordPiece>& pieces) const;

private:
    struct Merge {
        std::int32_t rank = 0;
        std::int32_t id = 0;
    };
    /// A piece of the word while it is merged: a doubly linked list in place.
    struct Symbol {
        std::int32_t id = 0; ///< -1: has been merged into the one before
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::int32_t previous = -1;
        std::int32_t next = -1;
    };
    using Symbols = std::vector<Symbol>;
    class Queue;

    const Merge* mergeOf(std::int32_t left, std::int32_t right) const;
    Symbols startOf(std::string_view word) const;
    std::int32_t find(std::string_view word, std::size_t begin, std::size_t bytes) const;
    void appendUnknown(Symbols& symbols, std::string_view word, WordPiece character) const;
    std::int64_t mergeFew(Symbols& symbols) const;
    std::int64_t mergeMany(Symbols& symbols) const;

    Options m_options;
    PieceTrie m_pieces;
    FlatMap<Merge> m_merges; ///< by left << 32 | right
    std::int32_t m_mergeCount = 0;
};

} // namespace lb::models
