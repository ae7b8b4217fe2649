#pragma once

#include "models/families/text_parts.h"
#include "models/layers/embedding.h"
#include "models/layers/layer_norm.h"
#include "models/layers/transformer_block.h"

#include <vector>

namespace lb::models {

/// How the states of a text's tokens become one vector.
enum class TextPooling {
    Weighted, ///< their mean, weighted by one trained query, "pool/query", which starts at 0: the plain mean
    Mean,
    First ///< the first token's: [CLS] in BERT
};

/// Reads a sentence: embeddings of words and positions, blocks of self-attention over all tokens, a layer norm where
/// their layout wants it (BlockLayout), and one vector of them ("encoder.pooling"). Parameters
/// "encoder/embedding/table", "encoder/positions/table", "encoder/block<n>/...". With the layout "bert" it is BERT's
/// for texts of one segment.
class TransformerEncoder final : public TextEncoder {
public:
    TransformerEncoder(const Config& config, const DataShape& data);
    engine::Value features(engine::Value tokens, engine::Value lengths, Mode mode) const override;
    /// tokens: I32 [steps, rows] -> [rows, steps, width()].
    engine::Value states(engine::Value tokens, engine::Value lengths, Mode mode) const;
    /// states -> [rows, width()].
    engine::Value pooled(engine::Value states, engine::Value lengths, TextPooling pooling) const;
    /// [words, width()].
    engine::Value embedding(engine::Graph& graph) const;
    std::int64_t width() const override { return m_width; }
    double initialRange() const override { return 0.0; }

private:
    std::int64_t m_width;
    TextPooling m_pooling;
    double m_dropout;
    Embedding m_embedding;
    Embedding m_positions;
    std::vector<TransformerBlock> m_blocks;
    BlockLayout m_layout;
    LayerNorm m_embeddingNorm;
    LayerNorm m_norm;
};

} // namespace lb::models
