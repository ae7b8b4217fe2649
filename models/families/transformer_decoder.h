#pragma once

#include "models/families/text_parts.h"
#include "models/layers/embedding.h"
#include "models/layers/layer_norm.h"
#include "models/layers/linear.h"
#include "models/layers/transformer_block.h"

#include <vector>

namespace lb::models {

/// Writes a sentence from z with causal self-attention: embeddings of words and positions, blocks, and a layer norm
/// where their layout wants it (BlockLayout). z enters as a linear map of it in a position before the first word ("decoder/memory/..."), added to every
/// word's embedding ("decoder/code/..."), or both (Li et al. 2020 compare them); without z the model is GPT-2's
/// or GPT2-ML's.
class TransformerDecoder final : public TextDecoder {
public:
    TransformerDecoder(const Config& config, const DataShape& data);
    engine::Value hidden(engine::Value z, engine::Value inputs, engine::Value lengths, Mode mode) const override;
    std::int64_t width() const override { return m_width; }
    double initialRange() const override { return 0.0; }
    engine::Value sharedEmbedding(engine::Graph& graph) const override;
    std::int64_t longestText() const override { return m_longest; }
    bool keepsEveryWord() const override { return true; }
    std::int64_t memoryLength() const override { return m_hasMemory ? 1 : 0; }
    void begin(engine::Value z, std::int64_t room) const override;
    engine::Value write(engine::Value z, const NextWords& next) const override;

private:
    engine::Value memory(engine::Value z) const;
    engine::Value embedded(engine::Value words, engine::Value positions, engine::Value z) const;
    engine::Value last(engine::Value x) const;

    std::int64_t m_width;
    std::int64_t m_longest;
    double m_dropout;
    double m_wordDropout;
    bool m_isTied;
    bool m_hasMemory;
    bool m_addsCode;
    Embedding m_embedding;
    Embedding m_positions;
    Linear m_memory;
    Linear m_code;
    std::vector<TransformerBlock> m_blocks;
    BlockLayout m_layout;
    LayerNorm m_embeddingNorm;
    LayerNorm m_norm;
};

} // namespace lb::models
