#include "models/text/byte_pair_model.h"

#include "models/text/unicode_text.h"

#include <limits>
#include <optional>
#include <queue>

namespace lb::models {

namespace {

constexpr std::int32_t kNoRank = std::numeric_limits<std::int32_t>::max();

} // namespace

void BytePairModel::addMerge(std::int32_t left, std::int32_t right, std::int32_t merged)
{
    const auto key = static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
    m_merges.insert(key, {m_mergeCount++, merged});
}

const BytePairModel::Merge* BytePairModel::mergeOf(std::int32_t left, std::int32_t right) const
{
    return m_merges.at(static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right));
}

void BytePairModel::cut(std::string_view word, std::vector<WordPiece>& pieces) const
{
    cutCounting(word, pieces);
}

std::int64_t BytePairModel::cutCounting(std::string_view word, std::vector<WordPiece>& pieces) const
{
    if (m_options.wholeWordsFirst) {
        if (const std::int32_t id = m_pieces.find(word); id >= 0) {
            pieces.push_back({id, 0, static_cast<std::uint32_t>(word.size())});
            return 0;
        }
    }
    // Below this many symbols a scan of all pairs is faster than a queue; both give the same.
    constexpr std::size_t kFew = 24;
    Symbols symbols = startOf(word);
    const std::int64_t lookups = symbols.size() <= kFew ? mergeFew(symbols) : mergeMany(symbols);
    for (const Symbol& symbol : symbols)
        if (symbol.id >= 0)
            pieces.push_back({symbol.id, symbol.begin, symbol.end});
    return lookups;
}

BytePairModel::Symbols BytePairModel::startOf(std::string_view word) const
{
    Symbols symbols;
    symbols.reserve(word.size());
    for (std::size_t position = 0; position < word.size();) {
        const std::size_t bytes = m_options.startsFromBytes ? 1 : codePointAt(word, position).bytes;
        const WordPiece character{find(word, position, bytes), static_cast<std::uint32_t>(position),
                                  static_cast<std::uint32_t>(position + bytes)};
        if (character.id >= 0)
            symbols.push_back({character.id, character.begin, character.end});
        else
            appendUnknown(symbols, word, character);
        position += bytes;
    }
    return symbols;
}

std::int32_t BytePairModel::find(std::string_view word, std::size_t begin, std::size_t bytes) const
{
    const std::string_view text = word.substr(begin, bytes);
    const bool isLast = begin + bytes == word.size() && !m_options.endSuffix.empty();
    return isLast ? m_pieces.find(std::string(text) + m_options.endSuffix) : m_pieces.find(text);
}

void BytePairModel::appendUnknown(Symbols& symbols, std::string_view word, WordPiece character) const
{
    if (!m_options.byteIds.empty()) {
        for (std::uint32_t i = character.begin; i < character.end; ++i)
            symbols.push_back({m_options.byteIds[static_cast<unsigned char>(word[i])], i, i + 1});
        return;
    }
    if (m_options.unknown < 0)
        return;
    const bool continues = !symbols.empty() && symbols.back().id == m_options.unknown;
    if (m_options.fusesUnknown && continues)
        symbols.back().end = character.end;
    else
        symbols.push_back({m_options.unknown, character.begin, character.end});
}

std::int64_t BytePairModel::mergeFew(Symbols& symbols) const
{
    std::vector<Merge> merges(symbols.size(), {kNoRank, 0}); // of symbol i with i + 1
    std::int64_t lookups = 0;
    const auto look = [&](std::size_t i) {
        ++lookups;
        const Merge* merge = i + 1 < symbols.size() ? mergeOf(symbols[i].id, symbols[i + 1].id) : nullptr;
        merges[i] = merge ? *merge : Merge{kNoRank, 0};
    };
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i)
        look(i);
    while (symbols.size() > 1) {
        Merge best{kNoRank, 0};
        for (const Merge& merge : merges)
            if (merge.rank < best.rank)
                best = merge;
        if (best.rank == kNoRank)
            break;
        std::size_t written = 0;
        std::uint64_t changed = 0; // bit i: symbol i is new; there are never more than 64
        for (std::size_t i = 0; i < symbols.size(); ++i, ++written) {
            const bool joins = merges[i].rank == best.rank;
            symbols[written] = symbols[i];
            merges[written] = merges[i];
            if (!joins)
                continue;
            symbols[written].id = best.id;
            symbols[written].end = symbols[++i].end;
            changed |= std::uint64_t{1} << written;
        }
        symbols.resize(written);
        merges.resize(written);
        for (std::size_t i = 0; i < written; ++i)
            if ((changed >> i & 3U) != 0)
                look(i);
    }
    return lookups;
}

/// Pairs that may be merged, the best first: by rank, then from the left.
class BytePairModel::Queue {
public:
    struct Pair {
        std::int32_t rank = 0;
        std::int32_t left = 0; ///< place of the left symbol
        std::int32_t leftId = 0;
        std::int32_t rightId = 0;
        std::int32_t merged = 0;
        bool operator<(const Pair& other) const { return rank != other.rank ? rank > other.rank : left > other.left; }
    };

    Queue(const BytePairModel& model, const Symbols& symbols)
        : m_model(model)
        , m_symbols(symbols)
    {
    }
    /// The symbol at `left` and the one after it, if they can be merged.
    void add(std::int32_t left)
    {
        const std::int32_t right = left < 0 ? -1 : m_symbols[static_cast<std::size_t>(left)].next;
        if (right < 0)
            return;
        ++m_lookups;
        const std::int32_t leftId = m_symbols[static_cast<std::size_t>(left)].id;
        const std::int32_t rightId = m_symbols[static_cast<std::size_t>(right)].id;
        if (const Merge* merge = m_model.mergeOf(leftId, rightId))
            m_fresh.push_back({merge->rank, left, leftId, rightId, merge->id});
    }
    /// The next pair. What a merge has made waits until all pairs of its rank are done, as if each rank were one pass.
    std::optional<Pair> take()
    {
        if (m_queue.empty() || m_queue.top().rank != m_rank) {
            for (const Pair& pair : m_fresh)
                m_queue.push(pair);
            m_fresh.clear();
        }
        if (m_queue.empty())
            return std::nullopt;
        const Pair pair = m_queue.top();
        m_queue.pop();
        m_rank = pair.rank;
        return pair;
    }
    std::int64_t lookups() const { return m_lookups; }

private:
    const BytePairModel& m_model;
    const Symbols& m_symbols;
    std::priority_queue<Pair> m_queue;
    std::vector<Pair> m_fresh;
    std::int32_t m_rank = -1;
    std::int64_t m_lookups = 0;
};

std::int64_t BytePairModel::mergeMany(Symbols& symbols) const
{
    const auto count = static_cast<std::int32_t>(symbols.size());
    for (std::int32_t i = 0; i < count; ++i) {
        symbols[static_cast<std::size_t>(i)].previous = i - 1;
        symbols[static_cast<std::size_t>(i)].next = i + 1 < count ? i + 1 : -1;
    }
    Queue queue(*this, symbols);
    for (std::int32_t i = 0; i + 1 < count; ++i)
        queue.add(i);
    while (const auto pair = queue.take()) {
        Symbol& left = symbols[static_cast<std::size_t>(pair->left)];
        if (left.id != pair->leftId || left.next < 0)
            continue; // one of the two has been merged meanwhile
        Symbol& right = symbols[static_cast<std::size_t>(left.next)];
        if (right.id != pair->rightId)
            continue;
        left.id = pair->merged;
        left.end = right.end;
        left.next = right.next;
        right.id = -1;
        if (left.next >= 0)
            symbols[static_cast<std::size_t>(left.next)].previous = pair->left;
        queue.add(left.previous);
        queue.add(pair->left);
    }
    return queue.lookups();
}

} // namespace lb::models
