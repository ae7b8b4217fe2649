#pragma once

#include "engine/io/imported_transformer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// What must be done to a foreign matrix to become [in, out]: nothing; what the shape of c_attn says; a transposition.
enum class Turn { None, AsAttention, Transpose };

/// One row of a dictionary. "#" stands for a block's number, "*" in the neutral name for query, key and value, which
/// are thirds of one tensor. An empty neutral name: to be skipped.
struct NameRule {
    std::string foreign;
    std::string neutral;
    /// The neutral tensor's axes: V vocabulary, P positions, S segments, e embedding width, d width, k all heads' keys,
    /// v all heads' values, f feed-forward, 2 two.
    std::string axes;
    Turn turn = Turn::None;
    /// Empty: needed. Otherwise the name of a part that is there as a whole or not at all.
    std::string part;
};

/// The names one program gives the tensors of one architecture.
struct NameDictionary {
    std::string title;
    TransformerLayout layout = TransformerLayout::Gpt2;
    std::string anchor;         ///< a checkpoint with this name, with or without the prefix, is of this kind
    std::string prefix;         ///< may stand before a name
    bool hasLeadingOne = false; ///< matrices may have a first axis of 1
    std::vector<NameRule> rules;
};

/// Hugging Face GPT-2, OpenAI GPT-2, GPT2-ML, Google BERT, Hugging Face BERT.
const std::vector<NameDictionary>& nameDictionaries();
/// Those of Hugging Face, in which models are exported. Null for GPT2-ML, which it does not have.
const NameDictionary* exportDictionary(TransformerLayout layout);

/// A block's number when `name` fits `pattern`; -1 when it fits and there is none in the pattern.
std::optional<std::int64_t> matchName(std::string_view pattern, std::string_view name);
/// `pattern` with the block's number (at least `digits` digits) and, for thirds, "query", "key" or "value".
std::string fillName(std::string_view pattern, std::int64_t block, std::size_t digits, std::optional<int> third = {});

} // namespace lb::engine
