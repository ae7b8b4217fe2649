#pragma once

#include "models/text/piece_model.h"
#include "models/text/piece_trie.h"

namespace lb::models {

/// The cut with the greatest sum of scores (logarithms of the pieces' probabilities), found by Viterbi's algorithm;
/// ties go to the longer last piece. A character without a piece costs 10 more than the worst piece. Source: Kudo 2018
/// and sentencepiece's unigram model.
class UnigramModel final : public PieceModel {
public:
    struct Options {
        std::int32_t unknown = 0;
        std::vector<std::int32_t> byteIds; ///< empty, or 256: bytes stand in for unknown characters
    };

    explicit UnigramModel(Options options)
        : m_options(std::move(options))
    {
    }
    /// `score` is finite. Control tokens and the unknown one are not added.
    void addPiece(std::string_view piece, std::int32_t id, double score);

    void cut(std::string_view word, std::vector<WordPiece>& pieces) const override;
    /// The sum of the scores of `cut`.
    double score(std::string_view word) const;

private:
    struct Step {
        double score = 0;
        std::int32_t id = 0;
        std::uint32_t begin = 0;
        bool isReached = false;
    };
    std::vector<Step> lattice(std::string_view word) const;

    Options m_options;
    PieceTrie m_pieces;
    std::vector<double> m_scores; ///< by the trie's ids
    std::vector<std::int32_t> m_ids;
    double m_worst = 0;
};

} // namespace lb::models
