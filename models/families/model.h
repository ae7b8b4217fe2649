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
};

/// A tensor that a text decoder carries from one word to the next.
struct DecodingState {
    std::string input;     ///< name of the graph's input that takes it, of `initial`'s shape: "h"
    engine::Value initial; ///< what z gives at the start: computed from "z" alone
    engine::Value next;    ///< after the step's token
};

/// Images: input "z" [rows, latent] -> probabilities [rows, pixels].
/// Text: one step. Inputs "z", those of the states, and I32 [rows] each: "token"; "position", the words before it;
/// "length", `memory` + position + 1. -> logits [rows, vocabulary]. Fed with the initial states, then each time with
/// the `next` of the step before.
struct DecodingGraph {
    engine::Value output;
    std::vector<DecodingState> states;
    /// Words that the states have room for: shape.steps, or 0 for any number. Where it is not 0 they are [rows, memory
    /// + room, ...], the newest word first, and go on in a graph with more room once zeros are added at the end.
    std::int64_t room = 0;
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
    virtual std::int64_t latentSize() const = 0;
    virtual bool isText() const = 0;
    virtual bool hasKl() const = 0;
    virtual bool isStochastic() const = 0;
    virtual Theory theory() const = 0;
    virtual TrainingGraph recordTraining(engine::Graph& graph, engine::BatchShape shape) const = 0;
    virtual EncodingGraph recordEncoding(engine::Graph& graph, engine::BatchShape shape) const = 0;
    virtual ScoringGraph recordScoring(engine::Graph& graph, engine::BatchShape shape) const = 0;
    /// Text: `shape.steps` is the number of words that the states have room for.
    virtual DecodingGraph recordDecoding(engine::Graph& graph, engine::BatchShape shape) const = 0;
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
