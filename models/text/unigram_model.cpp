#include "models/text/unigram_model.h"

#include "models/text/unicode_text.h"

#include <algorithm>

namespace lb::models {

void UnigramModel::addPiece(std::string_view piece, std::int32_t id, double score)
{
    if (!m_pieces.insert(piece, static_cast<std::int32_t>(m_ids.size())))
        return;
    m_worst = m_ids.empty() ? score : std::min(m_worst, score);
    m_ids.push_back(id);
    m_scores.push_back(score);
}

/// step[i]: the best cut of the first i bytes, told by its last piece.
std::vector<UnigramModel::Step> UnigramModel::lattice(std::string_view word) const
{
    constexpr double kUnknownPenalty = 10; // sentencepiece's constant
    std::vector<Step> steps(word.size() + 1);
    steps[0].isReached = true;
    const auto offer = [&](std::size_t begin, std::size_t end, std::int32_t id, double score) {
        const double sum = steps[begin].score + score;
        if (!steps[end].isReached || sum > steps[end].score)
            steps[end] = {sum, id, static_cast<std::uint32_t>(begin), true};
    };
    for (std::size_t begin = 0; begin < word.size(); ++begin) {
        if (!steps[begin].isReached)
            continue;
        const std::size_t character = codePointAt(word, begin).bytes;
        bool isKnown = false;
        m_pieces.walk(word.substr(begin), [&](std::int32_t found, std::size_t bytes) {
            const auto place = static_cast<std::size_t>(found);
            offer(begin, begin + bytes, m_ids[place], m_scores[place]);
            isKnown |= bytes == character;
        });
        if (!isKnown)
            offer(begin, begin + character, m_options.unknown, m_worst - kUnknownPenalty);
    }
    return steps;
}

void UnigramModel::cut(std::string_view word, std::vector<WordPiece>& pieces) const
{
    const std::vector<Step> steps = lattice(word);
    std::vector<WordPiece> backwards;
    for (auto end = static_cast<std::uint32_t>(word.size()); end > 0; end = steps[end].begin)
        backwards.push_back({steps[end].id, steps[end].begin, end});
    const std::size_t before = pieces.size();
    for (auto piece = backwards.rbegin(); piece != backwards.rend(); ++piece) {
        const bool isUnknown = piece->id == m_options.unknown;
        const bool continues = pieces.size() > before && pieces.back().id == m_options.unknown;
        if (isUnknown && !m_options.byteIds.empty())
            for (std::uint32_t i = piece->begin; i < piece->end; ++i)
                pieces.push_back({m_options.byteIds[static_cast<unsigned char>(word[i])], i, i + 1});
        else if (isUnknown && continues) // a run of unknown characters is one token
            pieces.back().end = piece->end;
        else
            pieces.push_back(*piece);
    }
}

double UnigramModel::score(std::string_view word) const
{
    return lattice(word).back().score;
}

} // namespace lb::models
