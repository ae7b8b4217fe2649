#pragma once

#include "models/families/text_parts.h"
#include "models/layers/embedding.h"
#include "models/layers/layer_norm.h"
#include "models/layers/transformer_block.h"

#include <vector>

namespace lb::models {

/// Reads a sentence: embeddings of words and positions, blocks of self-attention over all tokens, a layer norm where
/// their layout wants it (BlockLayout), and a mean over the tokens weighted by one trained query, "pool/query", which starts at 0: the plain mean. Parameters
/// "encoder/embedding/table", "encoder/positions/table", "encoder/block<n>/...".
class TransformerEncoder final : public TextEncoder {
public:
    TransformerEncoder(const Config& config, const DataShape& data);
    engine::Value features(engine::Value tokens, engine::Value lengths, Mode mode) const override;
    std::int64_t width() const override { return m_width; }
    double initialRange() const override { return 0.0; }

private:
    engine::Value pooled(engine::Value x, engine::Value lengths) const;
    std::int64_t m_width;
    double m_dropout;
    Embedding m_embedding;
    Embedding m_positions;
    std::vector<TransformerBlock> m_blocks;
    BlockLayout m_layout;
    LayerNorm m_embeddingNorm;
    LayerNorm m_norm;
};

} // namespace lb::models
