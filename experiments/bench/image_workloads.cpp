// W1 and W2: the MLP and the convolutional autoencoders on Fashion-MNIST.

#include "experiments/bench/training_work.h"
#include "experiments/bench/workload_list.h"

#include "engine/ops/convolution.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "models/families/objective.h"
#include "models/latents/latent.h"
#include "models/layers/batch_norm.h"
#include "models/layers/linear.h"
#include "models/layers/mlp.h"

#include <cmath>

namespace lb::experiments {

namespace {

using engine::Graph;
using engine::Scope;
using engine::Value;

constexpr std::int64_t kRows = 128;

engine::RecordedStep toStep(const models::TrainingGraph& recorded)
{
    engine::RecordedStep step{.loss = recorded.loss};
    for (const models::NamedValue& scalar : recorded.scalars)
        step.scalars.push_back(scalar.value);
    return step;
}

models::LatentTraining trainLatent(const char* kind, const models::LatentSettings& settings, Value features)
{
    const Scope scope(features.graph(), "latent");
    return models::makeLatent(kind, settings)->train(features);
}

/// 784-512-256-(32)-256-512-784, Bernoulli.
engine::RecordedStep recordMlp(Graph& graph, const char* kind)
{
    const Value pixels = graph.input("pixels", {kRows, 784});
    const Value features = models::Mlp("encoder", {784, 512, 256})(pixels);
    const models::LatentTraining latent = trainLatent(kind, {.features = 256, .size = 32, .gamma = 0.5}, features);
    const Value hidden = models::Mlp("decoder", {32, 256, 512})(latent.code);
    const Value logits = models::Linear("pixels", {.inputs = 512, .outputs = 784})(hidden);
    return toStep(models::assembleTraining(engine::sum(engine::bceWithLogits(logits, pixels), {1}), latent, {}));
}

/// Batch norm over the positions of [rows, height, width, maps] with trained scale and shift, then ReLU.
Value normalised(Value x, const char* name)
{
    const models::BatchNorm norm(name, {.features = x.shape()[3], .epsilon = 1e-5, .hasScale = true, .hasShift = true});
    return norm.reluOverChannels(x, models::Mode::Training);
}

Value weightOf(Graph& graph, std::int64_t from, std::int64_t to)
{
    const double range = 1.0 / std::sqrt(16.0 * static_cast<double>(from));
    return graph.parameter("weight", {4, 4, from, to}, {.kind = engine::Initializer::Kind::Uniform, .scale = range});
}

Value convolved(Value x, const char* name, std::int64_t maps)
{
    const Scope scope(x.graph(), name);
    return engine::conv2d(x, weightOf(x.graph(), x.shape()[3], maps), x.graph().parameter("bias", {maps}, {}),
                          {.stride = 2, .padding = 1});
}

Value expanded(Value x, const char* name, std::int64_t channels)
{
    const Scope scope(x.graph(), name);
    return engine::convTranspose2d(x, weightOf(x.graph(), channels, x.shape()[3]),
                                   x.graph().parameter("bias", {channels}, {}), {.stride = 2, .padding = 1});
}

/// 32x32, 4x4 stride 2 convolutions 1-64-128-256 with batch norm, 4096 to the code of 64, and the mirror image.
engine::RecordedStep recordConv(Graph& graph, const char* kind)
{
    const Value pixels = graph.input("pixels", {kRows, 1024});
    Value x = engine::reshape(pixels, {kRows, 32, 32, 1});
    x = normalised(convolved(x, "conv0", 64), "norm0");
    x = normalised(convolved(x, "conv1", 128), "norm1");
    x = normalised(convolved(x, "conv2", 256), "norm2");
    const models::LatentTraining latent = trainLatent(
        kind, {.features = 4096, .size = 64, .epsilon = 1e-5, .neighbours = 3}, engine::reshape(x, {kRows, 4096}));
    Value y = models::Linear("up", {.inputs = 64, .outputs = 4096})(latent.code);
    y = normalised(engine::reshape(y, {kRows, 4, 4, 256}), "norm3");
    y = normalised(expanded(y, "conv3", 128), "norm4");
    y = normalised(expanded(y, "conv4", 64), "norm5");
    y = engine::sigmoid(engine::reshape(expanded(y, "conv5", 1), {kRows, 1024}));
    return toStep(models::assembleTraining(engine::sum(engine::squaredError(y, pixels), {1}), latent, {}));
}

using Record = engine::RecordedStep (*)(Graph&, const char*);

Workload imageWorkload(const char* id, const char* title, Record record, const char* kind)
{
    const std::int64_t margin = record == recordConv ? 2 : 0;
    return {.id = id, .title = title, .unit = "images", .itemsPerStep = kRows, .make = [=](engine::Backend& backend) {
                return makeTrainingWork(
                    backend, {.batches = makeFashionBatches(kRows, margin),
                              .record = [=](Graph& graph, engine::BatchShape) { return record(graph, kind); },
                              .optimizer = {.kind = engine::OptimizerSettings::Kind::Adam}});
            }};
}

} // namespace

std::vector<Workload> imageWorkloads()
{
    return {
        imageWorkload("w1-mlp-vae", "MLP VAE 784-512-256-32, batch 128, Adam", recordMlp, "vae"),
        imageWorkload("w1-mlp-bn-vae", "MLP BN-VAE 784-512-256-32, batch 128, Adam", recordMlp, "bn-vae"),
        imageWorkload("w2-conv-vae", "Convolutional VAE 32x32, 64-128-256 maps, d = 64, batch 128, Adam", recordConv,
                      "vae"),
        imageWorkload("w2-conv-eae", "Convolutional EAE 32x32, 64-128-256 maps, d = 64, batch 128, Adam", recordConv,
                      "eae"),
    };
}

} // namespace lb::experiments
