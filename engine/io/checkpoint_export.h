#pragma once

#include "engine/core/error.h"
#include "engine/io/imported_transformer.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lb::engine {

/// What a folder for Hugging Face's transformers library holds besides a tokenizer.
struct TransformerExport {
    std::string config;                ///< the text of config.json
    std::vector<TensorRecipe> tensors; ///< of model.safetensors: foreign targets made of neutral sources
};

/// The way back from mapTransformer: names, orientation and configuration of Hugging Face's GPT-2 or BERT for the
/// neutral tensors given by name with their shapes. Unsupported where that library has no such model (GPT2-ML, key
/// sizes of their own, factorised embeddings); InvalidArgument for a tensor that has no place there or is missing.
/// Pure.
Result<TransformerExport> exportTransformer(const TransformerDescription& model,
                                            const std::map<std::string, std::vector<std::int64_t>>& tensors);

} // namespace lb::engine
