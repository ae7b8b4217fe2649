#pragma once

#include "engine/ops/attention.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"
#include "engine/ops/norm.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"
#include "engine/train/step_graph.h"

#include <string>

namespace lb::testing {

/// A causal transformer without words: layers of attention and a four times wider half, before each a layer norm, with
/// dropout; the inputs of all layers are marked.
struct TransformerSizes {
    std::int64_t layers = 12;
    std::int64_t width = 64;
    std::int64_t heads = 4;
    double dropout = 0.1;
};

inline engine::Value projected(engine::Value x, const char* name, std::int64_t outputs)
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, name);
    const engine::Initializer start{.kind = engine::Initializer::Kind::Normal, .scale = 0.02};
    return engine::linear(x, graph.parameter("weight", {x.shape()[-1], outputs}, start),
                          graph.parameter("bias", {outputs}, {}));
}

inline engine::Value normalised(engine::Value x, const char* name)
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, name);
    const engine::Initializer one{.kind = engine::Initializer::Kind::Constant, .scale = 1};
    return engine::layerNorm(x, graph.parameter("scale", {x.shape()[-1]}, one),
                             graph.parameter("shift", {x.shape()[-1]}, {}), 1e-5);
}

inline engine::Value transformerLayer(engine::Value x, const TransformerSizes& sizes)
{
    x.graph().markBlockInput(x);
    const engine::Value seen = normalised(x, "norm1");
    engine::AttentionInputs inputs{.query = projected(seen, "query", sizes.width),
                                   .key = projected(seen, "key", sizes.width),
                                   .value = projected(seen, "value", sizes.width),
                                   .heads = sizes.heads};
    inputs.mask.isCausal = true;
    x = x + engine::dropout(projected(engine::attention(inputs), "mix", sizes.width), sizes.dropout);
    const engine::Value wide = engine::geluTanh(projected(normalised(x, "norm2"), "expand", 4 * sizes.width));
    return x + engine::dropout(projected(wide, "contract", sizes.width), sizes.dropout);
}

/// `shape`: rows and steps. Input "x" [rows, steps, width].
inline engine::RecordedStep recordTransformer(engine::Graph& graph, engine::BatchShape shape,
                                              const TransformerSizes& sizes)
{
    engine::Value x = graph.input("x", {shape.rows, shape.steps, sizes.width});
    for (std::int64_t i = 0; i < sizes.layers; ++i) {
        const engine::Scope scope(graph, "layer" + std::to_string(i));
        x = transformerLayer(x, sizes);
    }
    return {.loss = engine::mean(engine::square(normalised(x, "norm") - 0.5)), .scalars = {}};
}

} // namespace lb::testing
