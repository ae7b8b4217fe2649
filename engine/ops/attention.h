#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// Which keys a query sees: always the first so many, so that one number per query says it all.
struct AttentionMask {
    /// Query i of `steps` sees keys up to i + keys - steps: the last query sees all.
    bool isCausal = false;
    Value lengths = {}; ///< I32 [batch]: keys from there on are padding; null: none are
    Value prefix = {};  ///< I32 [batch], causal only: keys before it are seen by every query; null: none
    /// I32 [batch], causal only: keys before the first query, which sees one more; null: keys - steps. For keys that
    /// stand in a buffer with room for more.
    Value past = {};
};

/// Talking heads: the heads' score maps are mixed before the softmax, its results after, by matrices [heads, heads]:
/// map i becomes sum_j matrix[i, j] map j. Null: not mixed. Masks come after `before`; rows mixed by `after` need not
/// sum to 1. Source: Shazeer et al. 2020.
struct TalkingHeads {
    Value before = {};
    Value after = {};
};

struct AttentionInputs {
    Value query; ///< [batch, steps, heads * key size]
    Value key;   ///< [batch, keys, heads * key size]; the key size is free of the value size and of the width
    Value value; ///< [batch, keys, heads * value size]
    std::int64_t heads = 1;
    AttentionMask mask = {};
    TalkingHeads talking = {};
};

/// "attention": softmax(query key^T / sqrt(key size)) value for each head -> [batch, steps, heads * value size]. A
/// query that sees no key gives zeros. Attributes: heads, causal, has_lengths, has_prefix, has_past, has_before,
/// has_after; the node's inputs are query, key, value and those of lengths, prefix, past, before, after that there are.
/// Outputs of the node: y, and ln of the sum of exponentials of each query's scores, [batch, heads, steps], 0 where it
/// sees no key. "attention_grad" takes the same inputs, that and dy, computes the probabilities again, a tile of
/// queries at a time, and gives the gradients of query, key, value, and of before and after where there are such. So
/// [heads, steps, keys] numbers are never kept. Source: Vaswani et al. 2017; Dao et al. 2022 for what is kept.
Value attention(const AttentionInputs& inputs);

/// "append_steps": x: [batch, steps, width] is written into buffer: [batch, room, width] from position past[i] of item
/// i on, in place (OpDef::isInPlace); past: I32 [batch]. The kernel throws EngineError where there is no room.
Value appendSteps(Value buffer, Value x, Value past);

/// What the mask says of one item of the batch.
struct AttentionItem {
    std::int64_t length = 0, prefix = 0, past = 0;
};

/// What the kernels of "attention" and "attention_grad" need of their node.
struct AttentionExtents {
    std::int64_t batch = 0, steps = 0, keys = 0, heads = 0, keySize = 0, valueSize = 0;
    bool isCausal = false;
    /// Where these stand among the inputs; -1: nowhere.
    int lengths = -1, prefix = -1, past = -1, before = -1, after = -1;
    int logSums = 0; ///< of attention_grad, as is the next one
    int outputGradient = 0;

    constexpr std::int64_t keyStride() const { return heads * keySize; }
    constexpr std::int64_t valueStride() const { return heads * valueSize; }
    /// The item that a mask without numbers per item gives.
    constexpr AttentionItem plainItem() const { return {.length = keys, .prefix = 0, .past = keys - steps}; }
    /// How many keys query `step` of an item sees.
    constexpr std::int64_t visible(std::int64_t step, const AttentionItem& item) const
    {
        const std::int64_t own = step + 1 + item.past;
        const std::int64_t seen = !isCausal ? keys : own > item.prefix ? own : item.prefix;
        const std::int64_t bounded = seen < item.length ? seen : item.length;
        return bounded < 0 ? 0 : bounded < keys ? bounded : keys;
    }
};
/// Throws ShapeError when the inputs do not fit.
AttentionExtents attentionExtents(const std::vector<TensorType>& inputs, const Attributes& attributes);

} // namespace lb::engine
