#pragma once

#include "engine/ops/attention.h"
#include "models/layers/linear.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct AttentionSettings {
    std::int64_t width = 0;
    std::int64_t heads = 1;        ///< divides the width; a head's values have width / heads numbers
    std::int64_t keySize = 0;      ///< numbers of a head's queries and keys, free of the value size
    bool hasTalkingHeads = false;  ///< mixes the heads' maps before and after the softmax; starts as no mixing
    double outputDeviation = 0.02; ///< of the output map's first weights
};

/// Multi-head self-attention. Parameters "<name>/query", "/key", "/value", "/output", each weight and bias, and
/// "<name>/before" and "/after" [heads, heads] with talking heads. Weights start as N(0, 0.02^2). Sources: Vaswani et
/// al. 2017; Shazeer et al. 2020.
class SelfAttention {
public:
    SelfAttention(std::string name, const AttentionSettings& settings);
    /// x: [rows, steps, width] -> the same shape.
    engine::Value operator()(engine::Value x, const engine::AttentionMask& mask) const;
    /// x: [rows, steps, width], the next positions of a text of which past: I32 [rows] positions were there before:
    /// what `operator()` with a causal mask gives for them. Keys and values are carried from run to run, as "keys" and
    /// "values" [rows, room, heads * size].
    engine::Value append(engine::Value x, engine::Value past, std::int64_t room) const;

private:
    engine::TalkingHeads talkingHeads(engine::Value like) const;
    std::string m_name;
    AttentionSettings m_settings;
    Linear m_query, m_key, m_value, m_output;
};

} // namespace lb::models
