#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lb::engine {

/// Where the norms stand (transformers.md 2.1): GPT-2 before each part and at the end, GPT2-ML (Grover) around the
/// feed-forward part, BERT after each part.
enum class TransformerLayout { Gpt2, Gpt2Ml, Bert };

enum class FeedActivation { GeluErf, GeluTanh, Relu };

/// All that makes a transformer besides its numbers, whoever trained it.
struct TransformerDescription {
    TransformerLayout layout = TransformerLayout::Gpt2;
    std::int64_t layers = 0;
    std::int64_t width = 0;
    std::int64_t embeddingWidth = 0; ///< differs from width where the embedding is factorised
    std::int64_t heads = 0;
    std::int64_t keySize = 0;  ///< of a head's queries and keys
    std::int64_t headSize = 0; ///< of a head's values
    std::int64_t feedForward = 0;
    std::int64_t vocabulary = 0;
    std::int64_t positions = 0;
    std::int64_t segments = 0; ///< 0: none
    FeedActivation activation = FeedActivation::GeluErf;
    double normEpsilon = 1e-5;
    bool tiedOutput = true; ///< the output matrix is the words' embedding

    bool operator==(const TransformerDescription&) const = default;
};

/// How one tensor is made of others: they are joined along their last axis or one third of that axis is taken, and the
/// result is transposed, each where it says so. For reading, `target` is a neutral name and there is one source; for
/// writing it is the foreign name.
///
/// Neutral names: embedding.{words,positions,segments}, embedding.norm.{scale,shift}, embedding.mapping.{weight,bias},
/// blockNN.attention.{query,key,value,output}.{weight,bias}, blockNN.norm0.{scale,shift} (before attention in GPT-2,
/// after it in BERT, before the feed-forward part in GPT2-ML), blockNN.feed.{in,out}.{weight,bias},
/// blockNN.norm1.{scale,shift}, norm.{scale,shift}, output.{weight,bias}, pooler.{weight,bias},
/// pooler.next.{weight,bias}, masked.{weight,bias}, masked.norm.{scale,shift}. NN has two digits or more. Weights are
/// [in, out]: y = x W + b.
struct TensorRecipe {
    std::string target;
    std::vector<std::int64_t> shape; ///< of the target
    std::vector<std::string> sources;
    std::vector<std::int64_t> sourceShape; ///< of each source; may begin with an axis of 1 that is dropped
    bool isTransposed = false;             ///< after joining; before a third is taken
    std::optional<int> third;              ///< 0, 1, 2: query, key, value of one matrix

    bool operator==(const TensorRecipe&) const = default;
};

/// A foreign checkpoint in our terms.
struct ImportedTransformer {
    TransformerDescription description;
    std::vector<TensorRecipe> tensors;   ///< by target
    std::vector<std::string> missing;    ///< neutral names without which it cannot run
    std::vector<std::string> skipped;    ///< foreign tensors that are known and not needed
    std::vector<std::string> unexpected; ///< foreign tensors of unknown names
    std::vector<std::string> assumed;    ///< sentences: what neither tensors nor configuration said
};

/// The number of parameters, a tied output counted once.
std::int64_t parameterCount(const ImportedTransformer& model);

} // namespace lb::engine
