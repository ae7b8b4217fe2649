#pragma once

#include "engine/io/safetensors.h"
#include "engine/io/tensor_archive.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lb::tests {

using Tensors = std::map<std::string, engine::StoredTensor>;

/// Sizes of a model; the tiny one of tests/golden/gpt2.py by default.
struct ModelSizes {
    std::int64_t layers = 2;
    std::int64_t width = 8;
    std::int64_t vocabulary = 11;
    std::int64_t positions = 8;
    std::int64_t feedForward = 32;
    std::int64_t keys = 8;      ///< of all heads; BERT only
    std::int64_t embedding = 8; ///< BERT only
};

/// Names by hand, apart from the dictionaries of the engine: these say what the foreign programs write.
enum class Spelling { HuggingFaceGpt2, OpenAiGpt2, Gpt2Ml, GoogleBert, HuggingFaceBert };

/// The neutral tensors of such a model by name, with their shapes.
std::map<std::string, std::vector<std::int64_t>> neutralShapes(Spelling spelling, const ModelSizes& sizes = {});

/// Neutral tensors with numbers: those of the golden tiny GPT-2 for its two spellings, made-up ones otherwise.
Tensors neutralModel(Spelling spelling);

/// The foreign name and how its shape comes from the neutral one.
struct ForeignName {
    std::string name;
    bool isTransposed = false; ///< matrices lie as [out, in]
    bool isFused = false;      ///< columns of query, key and value side by side
    bool hasLeadingOne = false;
};
ForeignName foreignName(Spelling spelling, const std::string& neutral);

/// The model as the foreign program writes it.
Tensors spelled(Spelling spelling, const Tensors& neutral);
/// Names and shapes alone, for models too large to make.
std::vector<engine::TensorPlace> spelledPlaces(Spelling spelling, const ModelSizes& sizes);

/// Puts `prefix` before every name.
Tensors withPrefix(const std::string& prefix, const Tensors& tensors);
/// Transposes every matrix whose name ends so.
void transposeEnding(Tensors& tensors, const std::string& end);

} // namespace lb::tests
