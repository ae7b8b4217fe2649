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

/// What a sequence's earlier positions left: keys and values, the newest first, [rows, capacity, heads * size].
struct AttentionCache {
    engine::Value keys;
    engine::Value values;
};

/// Multi-head self-attention. Parameters "<name>/query", "/key", "/value", "/output", each weight and bias, and
/// "<name>/before" and "/after" [heads, heads] with talking heads. Weights start as N(0, 0.02^2). Sources: Vaswani et
/// al. 2017; Shazeer et al. 2020.
class SelfAttention {
public:
    struct Step {
        engine::Value y;
        AttentionCache cache;
    };

    SelfAttention(std::string name, const AttentionSettings& settings);
    /// x: [rows, steps, width] -> the same shape.
    engine::Value operator()(engine::Value x, const engine::AttentionMask& mask) const;
    /// x: [rows, 1, width], the next position; length: I32 [rows], positions so far with this one, at most the cache's
    /// capacity; null: as many as that. What `operator()` with a causal mask gives there. Takes time in proportion to
    /// the capacity.
    Step step(engine::Value x, const AttentionCache& cache, engine::Value length) const;
    /// A cache of zeros, with room for so many positions.
    AttentionCache emptyCache(engine::Value like, std::int64_t rows, std::int64_t capacity) const;

private:
    engine::TalkingHeads talkingHeads(engine::Value like) const;
    std::string m_name;
    AttentionSettings m_settings;
    Linear m_query, m_key, m_value, m_output;
};

} // namespace lb::models
