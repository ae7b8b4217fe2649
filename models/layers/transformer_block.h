#pragma once

#include "models/layers/attention.h"
#include "models/layers/layer_norm.h"
#include "models/layers/linear.h"
#include "models/layers/mode.h"

#include <cstdint>
#include <string>

namespace lb::models {

/// Where a block normalises; A is its attention, F its two-layer net.
/// Gpt2 (Radford et al. 2019): x += A(attention_norm x); x += F(mlp_norm x). A norm follows the last block.
/// Gpt2Ml (Zellers et al. 2019): x += A(x); x = block_norm(x + F(mlp_norm x)). A norm follows the embedding.
/// Bert (Devlin et al. 2018): x = attention_norm(x + A(x)); x = mlp_norm(x + F(x)). A norm follows the embedding.
enum class BlockLayout { Gpt2, Gpt2Ml, Bert };
enum class BlockActivation { GeluTanh, Gelu, Relu };

struct TransformerBlockSettings {
    AttentionSettings attention;
    double dropout = 0.0; ///< of what each half adds
    BlockLayout layout = BlockLayout::Gpt2;
    BlockActivation activation = BlockActivation::GeluTanh;
    std::int64_t feedForward = 0; ///< numbers inside F; 0: four times the width
    double normEpsilon = 1e-5;
};

/// One block of a transformer. Parameters "<name>/attention/...", "<name>/attention_norm/...", "<name>/wide/...",
/// "<name>/narrow/...", "<name>/mlp_norm/...", "<name>/block_norm/...".
class TransformerBlock {
public:
    TransformerBlock(std::string name, const TransformerBlockSettings& settings);
    /// x: [rows, steps, width] -> the same shape.
    engine::Value operator()(engine::Value x, const engine::AttentionMask& mask, Mode mode) const;
    /// The next positions of a text, in evaluation mode; see SelfAttention::append.
    engine::Value append(engine::Value x, engine::Value past, std::int64_t room) const;

private:
    engine::Value mlp(engine::Value x) const;
    /// The block with `attend` for its attention.
    template <class Attend>
    engine::Value through(engine::Value x, Mode mode, const Attend& attend) const;
    std::string m_name;
    double m_dropout;
    BlockLayout m_layout;
    BlockActivation m_activation;
    SelfAttention m_attention;
    LayerNorm m_attentionNorm;
    LayerNorm m_mlpNorm;
    LayerNorm m_blockNorm;
    Linear m_wide, m_narrow;
};

} // namespace lb::models
