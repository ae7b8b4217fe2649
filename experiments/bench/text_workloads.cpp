// W3 and W4: the LSTM VAE and GPT-2 on random tokens.

#include "experiments/bench/training_work.h"
#include "experiments/bench/workload_list.h"

#include "engine/ops/attention.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/index.h"
#include "engine/ops/layout.h"
#include "engine/ops/norm.h"
#include "engine/ops/output_loss.h"
#include "engine/ops/reduce.h"
#include "models/families/model.h"
#include "models/layers/linear.h"

namespace lb::experiments {

namespace {

using engine::Graph;
using engine::Scope;
using engine::Value;

std::unique_ptr<Work> makeLstmVae(engine::Backend& backend)
{
    constexpr std::int64_t kVocabulary = 10'000;
    constexpr engine::BatchShape kShape{.rows = 32, .steps = 32};
    const models::Family& family = *models::findFamily("text-lstm");
    models::Config config;
    for (const char* half : {"encoder", "decoder"}) {
        config.set(std::string(half) + ".embedding", std::int64_t{512});
        config.set(std::string(half) + ".hidden", std::int64_t{1024});
    }
    config.set("decoder.dropout", 0.0);
    config.set("latent.size", std::int64_t{32});
    const std::shared_ptr<models::Model> model = // the recorder is copied about
        family.build(models::withDefaults(family.fields, config),
                     {.vocabulary = kVocabulary, .maximumSteps = kShape.steps});
    return makeTrainingWork(backend,
                            {.batches = makeRandomTokens(kShape, kVocabulary),
                             .record =
                                 [model](Graph& graph, engine::BatchShape shape) {
                                     return engine::RecordedStep{.loss = model->recordTraining(graph, shape).loss};
                                 },
                             .optimizer = {.kind = engine::OptimizerSettings::Kind::Sgd},
                             .rate = 0.1 / 32});
}

struct GptSizes {
    std::int64_t layers, width, heads, vocabulary, positions;
    engine::BatchShape batch;
    std::size_t arenaLimit = 0; ///< 0: none
};
constexpr GptSizes kTiny{6, 384, 6, 8000, 256, {.rows = 16, .steps = 128}};
constexpr GptSizes kSmall{12, 768, 12, 50257, 1024, {.rows = 4, .steps = 256}, std::size_t{560} << 20};

Value layerNorm(Value x, const char* name)
{
    Graph& graph = x.graph();
    const Scope scope(graph, name);
    const std::int64_t width = x.shape()[-1];
    return engine::layerNorm(
        x, graph.parameter("scale", {width}, {.kind = engine::Initializer::Kind::Constant, .scale = 1}),
        graph.parameter("shift", {width}, {}), 1e-5);
}

Value linear(Value x, const char* name, std::int64_t outputs)
{
    return models::Linear(name, {.inputs = x.shape()[-1], .outputs = outputs})(x);
}

Value recordBlock(Value x, const GptSizes& sizes, std::int64_t index)
{
    const Scope scope(x.graph(), "block" + std::to_string(index));
    const Value seen = layerNorm(x, "norm1");
    engine::AttentionInputs inputs{.query = linear(seen, "query", sizes.width),
                                   .key = linear(seen, "key", sizes.width),
                                   .value = linear(seen, "value", sizes.width),
                                   .heads = sizes.heads};
    inputs.mask.isCausal = true;
    x = x + linear(engine::attention(inputs), "projection", sizes.width);
    const Value hidden = engine::geluTanh(linear(layerNorm(x, "norm2"), "expand", 4 * sizes.width));
    return x + linear(hidden, "contract", sizes.width);
}

engine::RecordedStep recordGpt(Graph& graph, const GptSizes& sizes)
{
    const auto [rows, steps] = sizes.batch;
    const engine::Initializer start{.kind = engine::Initializer::Kind::Normal, .scale = 0.02};
    const Value words = graph.parameter("words", {sizes.vocabulary, sizes.width}, start);
    const Value positions = graph.parameter("positions", {sizes.positions, sizes.width}, start);
    const Value tokens = graph.input("tokens", {rows, steps}, engine::DType::I32);
    const Value targets = graph.input("targets", {rows, steps}, engine::DType::I32);
    Value x = engine::gatherRows(words, tokens) + engine::slice(positions, 0, 0, steps);
    for (std::int64_t i = 0; i < sizes.layers; ++i)
        x = recordBlock(x, sizes, i);
    const Value losses =
        engine::outputCrossEntropy(layerNorm(x, "norm"), {.weight = words, .isTransposed = true}, targets);
    return {.loss = engine::mean(losses)};
}

Workload gptWorkload(const char* id, const char* title, const GptSizes& sizes)
{
    return {.id = id,
            .title = title,
            .unit = "tokens",
            .itemsPerStep = sizes.batch.rows * sizes.batch.steps,
            .make = [&sizes](engine::Backend& backend) {
                return makeTrainingWork(
                    backend,
                    {.batches = makeRandomTokens(sizes.batch, static_cast<std::uint32_t>(sizes.vocabulary)),
                     .record = [&sizes](Graph& graph, engine::BatchShape) { return recordGpt(graph, sizes); },
                     .optimizer = {.kind = engine::OptimizerSettings::Kind::AdamW, .beta2 = 0.95, .weightDecay = 0.1},
                     .rate = 3e-4,
                     .recompute = {.kind = engine::Recompute::Fit, .arenaLimit = sizes.arenaLimit}});
            }};
}

} // namespace

std::vector<Workload> textWorkloads()
{
    return {
        {.id = "w3-lstm-vae",
         .title = "LSTM VAE, 10,000 words, embeddings 512, LSTM 1024, d = 32, 32 x 32 tokens, SGD",
         .unit = "tokens",
         .itemsPerStep = 32 * 32,
         .make = makeLstmVae},
        gptWorkload("w4-gpt2-tiny", "GPT-2, 6 layers of 384, 8,000 words, 16 x 128 tokens, AdamW", kTiny),
        gptWorkload("w4-gpt2-small", "GPT-2 small, 12 layers of 768, 50,257 words, 4 x 256 tokens, AdamW", kSmall),
    };
}

} // namespace lb::experiments
