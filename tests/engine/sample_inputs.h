#pragma once

#include "engine/ops/attention.h"
#include "engine/ops/recurrent.h"

namespace lb::testing {

/// A leaf with a name of its own.
inline engine::Value input(engine::Graph& graph, engine::Shape shape, engine::DType dtype = engine::DType::F32)
{
    return graph.input("x" + std::to_string(graph.nodes().size()), shape, dtype);
}

inline engine::LstmInputs lstmInputs(engine::Graph& graph)
{
    return {.x = input(graph, {5, 2, 3}),
            .h0 = input(graph, {2, 4}),
            .c0 = input(graph, {2, 4}),
            .wInput = input(graph, {3, 16}),
            .wHidden = input(graph, {4, 16}),
            .bias = input(graph, {16}),
            .lengths = input(graph, {2}, engine::DType::I32)};
}

inline engine::AttentionInputs attentionInputs(engine::Graph& graph)
{
    return {
        .query = input(graph, {2, 3, 8}), .key = input(graph, {2, 4, 8}), .value = input(graph, {2, 4, 6}), .heads = 2};
}

} // namespace lb::testing
