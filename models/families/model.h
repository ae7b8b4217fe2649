#pragma once

#include "engine/data/batch_source.h"
#include "engine/graph/graph.h"
#include "models/families/config.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// What the data set tells the model.
struct DataShape {
    std::int64_t height = 0;       ///< images
    std::int64_t width = 0;        ///< images
    std::int64_t vocabulary = 0;   ///< text
    std::int64_t maximumSteps = 0; ///< text: longest bucket

    std::int64_t pixels() const { return height * width; }
};

struct NamedValue {
    std::string name;
    engine::Value value;
};

/// The training graph. Inputs: the batch's (engine/data/batch_source.h) and "beta" F32 [], the KL weight of this step
/// (present in every model; plain AE and EAE ignore it).
struct TrainingGraph {
    engine::Value loss; ///< scalar, nats per example, averaged over the batch
    /// Scalars logged at every step, batch averages in nats: "reconstruction"; with a KL: "kl", "elbo"; EAE: "entropy"
    /// (k-NN estimate of the batch's codes); with batch norm: "pre_bn_variance" (smallest over dimensions); WAE: "mmd";
    /// RAE: "code_penalty", "decoder_penalty" (as they stand in the loss).
    std::vector<NamedValue> scalars;
};

/// Inputs: the batch's. Evaluation mode: running statistics, no dropout. rows x latent each.
struct EncodingGraph {
    engine::Value mean;           ///< q's mean; AE, EAE, WAE, RAE: the code; vMF: the direction
    engine::Value logVariance;    ///< ln sigma^2; null when the latent has no noise, and for vMF
    engine::Value klPerDimension; ///< [rows, latent]; null when there is no KL
};

/// Inputs: the batch's and "z" F32 [rows, latent]. Evaluation mode.
struct ScoringGraph {
    engine::Value reconstruction; ///< [rows], -log p(x | z) in nats, summed over pixels or tokens
    engine::Value squaredError;   ///< [rows], images; else null
    engine::Value correctTokens;  ///< [rows], text: number of tokens predicted right; else null
    engine::Value tokenLosses;    ///< [steps, rows], text: -log p of each token, 0 for padding; else null
};

/// Images: input "z" [rows, latent] -> probabilities [rows, pixels].
struct DecodingGraph {
    engine::Value output;
};

/// Texts that are written together, `steps` words at a time, with room for `room` words each.
struct WritingShape {
    std::int64_t rows = 1;
    std::int64_t steps = 1;
    std::int64_t room = 1;

    auto operator<=>(const WritingShape&) const = default;
};

/// Goes on with texts: what is between the words is carried (Graph::carried). Inputs, all I32: "tokens" and
/// "positions" [steps, rows]: the next words, padded at the end, and the words before each; "past" [rows]: `memory` +
/// the words before the first; "lengths" [rows]: how many of the steps count, at least 1; "last" [rows]: (lengths - 1)
/// * rows + row. Padding leaves nothing behind: the next call's words take its place.
struct WritingGraph {
    engine::Value logits;     ///< [rows, vocabulary], of the word after each row's last
    bool isEndless = false;   ///< what is carried has no place for every word: `room` does not matter
    std::int64_t memory = 0;  ///< positions that z fills
    std::int64_t longest = 0; ///< words that the model can write at all; 0: any number
};

/// Constants of theory for this model, to draw beside the curves. NaN where it does not apply.
struct Theory {
    double
        klFloor; ///< nats; BN-VAE: d gamma^2 / 2; Su's split: -(d/2) ln(1 - tau); delta-VAE: d delta; vMF: its constant
    double entropyCeiling; ///< nats; EAE: d/2 ln(2 pi e)
};

/// A composition encoder x latent x decoder with its objective: records graphs, holds no numbers. Immutable.
class Model {
public:
    virtual ~Model() = default;
    virtual std::int64_t latentSize() const = 0; ///< 0: a language model, which has no codes
    bool hasCodes() const { return latentSize() > 0; }
    virtual bool isText() const = 0;
    virtual bool hasKl() const = 0;
    virtual bool isStochastic() const = 0;
    virtual Theory theory() const = 0;
    virtual TrainingGraph recordTraining(engine::Graph& graph, engine::BatchShape shape) const = 0;
    /// Models with codes.
    virtual EncodingGraph recordEncoding(engine::Graph& graph, engine::BatchShape shape) const;
    virtual ScoringGraph recordScoring(engine::Graph& graph, engine::BatchShape shape) const = 0;
    /// Images.
    virtual DecodingGraph recordDecoding(engine::Graph& graph, engine::BatchShape shape) const;
    /// Text: what a code leaves before the first word. Inputs "z" F32 [rows, latent], and "nothing" I32 [rows], zeros,
    /// where the graph has it. A model without codes begins with zeros and records nothing.
    virtual void recordBeginning(engine::Graph& graph, WritingShape shape) const;
    virtual WritingGraph recordWriting(engine::Graph& graph, WritingShape shape) const;
};

/// A model family: its name, its fields, and how to build it.
struct Family {
    std::string id;    ///< "image-mlp", "text-lstm"
    std::string title; ///< "Image MLP"
    bool isText = false;
    std::vector<ConfigField> fields;
    /// `config` is complete and checked. Throws ShapeError when fields contradict each other.
    std::function<std::unique_ptr<Model>(const Config& config, const DataShape& data)> build;
};

const std::vector<Family>& families();
const Family* findFamily(std::string_view id);

} // namespace lb::models
