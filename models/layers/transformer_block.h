#pragma once

#include "models/layers/attention.h"
#include "models/layers/layer_norm.h"
#include "models/layers/linear.h"
#include "models/layers/mode.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct TransformerBlockSettings {
    AttentionSettings attention;
    double dropout = 0.0; ///< of what each half adds
};

/// x + attention(norm(x)), then + mlp(norm(x)) with four times the width and GELU (tanh form): GPT-2's block, layer
/// norm first. Parameters "<name>/attention/...", "<name>/attention_norm/...", "<name>/wide/...", "<name>/narrow/...",
/// "<name>/mlp_norm/...". Source: Radford et al. 2019.
class TransformerBlock {
public:
    struct Step {
        engine::Value y;
        AttentionCache cache;
    };

    TransformerBlock(std::string name, const TransformerBlockSettings& settings);
    /// x: [rows, steps, width] -> the same shape.
    engine::Value operator()(engine::Value x, const engine::AttentionMask& mask, Mode mode) const;
    /// One position in evaluation mode; see SelfAttention::step.
    Step step(engine::Value x, const AttentionCache& cache, engine::Value length) const;
    AttentionCache emptyCache(engine::Value like, std::int64_t rows, std::int64_t capacity) const
    {
        return m_attention.emptyCache(like, rows, capacity);
    }

private:
    engine::Value mlp(engine::Value x) const;
    std::string m_name;
    double m_dropout;
    SelfAttention m_attention;
    LayerNorm m_attentionNorm;
    LayerNorm m_mlpNorm;
    Linear m_wide, m_narrow;
};

} // namespace lb::models
