#include "tests/engine/precision_cases.h"

#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/convolution.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/linear.h"
#include "engine/ops/output_loss.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"

using namespace lb::engine;

namespace lb::testing {

namespace {

Value input(Graph& graph, Shape shape)
{
    return graph.input("x" + std::to_string(graph.nodes().size()), shape);
}

Value recordLstm(Graph& g)
{
    return lstm({.x = input(g, {3, 2, 5}),
                 .h0 = input(g, {2, 4}),
                 .c0 = input(g, {2, 4}),
                 .wInput = input(g, {5, 16}),
                 .wHidden = input(g, {4, 16}),
                 .bias = input(g, {16}),
                 .lengths = g.input("lengths", {2}, DType::I32)})
        .y;
}

Value recordWeightGradient(Graph& g)
{
    const Value weight = g.input("weight", {3, 3, 16, 32});
    const Value maps = conv2d(input(g, {5, 11, 9, 16}), weight, {}, {.stride = 2, .padding = 1});
    return differentiate(sum(maps * input(g, maps.shape())), {weight})[0];
}

Value recordGru(Graph& g)
{
    return gru({.x = input(g, {3, 2, 5}),
                .h0 = input(g, {2, 4}),
                .wInput = input(g, {5, 12}),
                .wHidden = input(g, {4, 12}),
                .bias = input(g, {12}),
                .recurrentBias = input(g, {12}),
                .lengths = g.input("lengths", {2}, DType::I32)})
        .y;
}

/// The gradient for the `wanted`th of `of`, of the sum of y times some numbers.
Value gradientOf(Value y, const std::vector<Value>& of, std::size_t wanted)
{
    return differentiate(sum(y * input(y.graph(), y.shape())), {of[wanted]})[0];
}

Value recordLstmGradient(Graph& g, std::size_t wanted)
{
    const std::vector<Value> x{input(g, {7, 9, 33}), input(g, {33, 80}), input(g, {20, 80}), input(g, {80})};
    const LstmOutputs y = lstm({.x = x[0],
                                .h0 = input(g, {9, 20}),
                                .c0 = input(g, {9, 20}),
                                .wInput = x[1],
                                .wHidden = x[2],
                                .bias = x[3],
                                .lengths = g.input("lengths", {9}, DType::I32)});
    return gradientOf(y.y, x, wanted);
}

Value recordGruGradient(Graph& g, std::size_t wanted, bool isAfter)
{
    const std::vector<Value> x{input(g, {7, 9, 33}), input(g, {33, 60}), input(g, {20, 60}), input(g, {60})};
    const GruOutputs y = gru({.x = x[0],
                              .h0 = input(g, {9, 20}),
                              .wInput = x[1],
                              .wHidden = x[2],
                              .bias = x[3],
                              .recurrentBias = isAfter ? input(g, {60}) : Value{},
                              .lengths = g.input("lengths", {9}, DType::I32)});
    return gradientOf(y.y, x, wanted);
}

/// Rows for more than one block of logits.
Value recordLossGradient(Graph& g, std::size_t wanted, bool isTransposed)
{
    const std::vector<Value> x{input(g, {600, 40}), input(g, isTransposed ? Shape{301, 40} : Shape{40, 301}),
                               input(g, {301})};
    const Value loss = linearCrossEntropy(x[0], {.weight = x[1], .bias = x[2], .isTransposed = isTransposed},
                                          g.input("targets", {600}, DType::I32));
    return gradientOf(loss, x, wanted);
}

} // namespace

std::vector<PrecisionCase> precisionCases()
{
    return {
        {"linear",
         [](Graph& g) {
             return linear(input(g, {7, 5}), input(g, {5, 3}), input(g, {3}));
         },
         "linear"},
        {"linear of many rows: weights are packed",
         [](Graph& g) {
             return linear(input(g, {150, 70}), input(g, {70, 200}), input(g, {200}));
         },
         "linear"},
        {"linear of many rows and few columns",
         [](Graph& g) {
             return linear(input(g, {10, 13, 33}), input(g, {33, 5}), {});
         },
         "linear"},
        {"matmul with transposed weights of many rows",
         [](Graph& g) {
             return matmul(input(g, {131, 67}), input(g, {149, 67}), {false, true});
         },
         "matmul"},
        {"matmul",
         [](Graph& g) {
             return matmul(input(g, {4, 7, 5}), input(g, {4, 5, 3}));
         },
         "matmul"},
        {"matmul shared a, transposed",
         [](Graph& g) {
             return matmul(input(g, {5, 7}), input(g, {2, 3, 5}), {true, true});
         },
         "matmul"},
        {"conv2d",
         [](Graph& g) {
             return conv2d(input(g, {2, 6, 6, 3}), input(g, {4, 4, 3, 5}), input(g, {5}), {.stride = 2, .padding = 1});
         },
         "conv2d"},
        {"conv2d_transpose",
         [](Graph& g) {
             return convTranspose2d(input(g, {2, 3, 3, 5}), input(g, {4, 4, 3, 5}), {}, {.stride = 2, .padding = 1});
         },
         "conv2d_transpose"},
        {"conv2d over several tiles",
         [](Graph& g) {
             return conv2d(input(g, {9, 17, 15, 16}), input(g, {3, 3, 16, 48}), {}, {.stride = 1, .padding = 1});
         },
         "conv2d"},
        {"conv2d_transpose over several tiles",
         [](Graph& g) {
             return convTranspose2d(input(g, {9, 9, 8, 32}), input(g, {4, 4, 16, 32}), {}, {.stride = 2, .padding = 1});
         },
         "conv2d_transpose"},
        {"conv2d_weight_grad", recordWeightGradient, "conv2d_weight_grad", true},
        {"lstm", recordLstm, "lstm"},
        {"gru", recordGru, "gru"},
        {"attention",
         [](Graph& g) {
             return attention(
                 {.query = input(g, {2, 3, 8}), .key = input(g, {2, 5, 8}), .value = input(g, {2, 5, 4}), .heads = 2});
         },
         "attention"},
        {"linear_cross_entropy",
         [](Graph& g) {
             return linearCrossEntropy(input(g, {6, 5}), {.weight = input(g, {5, 9})},
                                       g.input("targets", {6}, DType::I32));
         },
         "linear_cross_entropy"},
    };
}

std::vector<PrecisionCase> precisionGradientCases()
{
    std::vector<PrecisionCase> result;
    for (const std::size_t wanted : {0, 1, 2}) {
        const std::string ofInput = " for input " + std::to_string(wanted);
        result.push_back({"lstm" + ofInput, [=](Graph& g) { return recordLstmGradient(g, wanted); }, "lstm_grad"});
        for (const bool isAfter : {false, true})
            result.push_back({(isAfter ? "gru, reset after" : "gru, reset before") + ofInput,
                              [=](Graph& g) { return recordGruGradient(g, wanted, isAfter); }, "gru_grad"});
        if (wanted == 2)
            continue; // a bias multiplies nothing
        for (const bool isTransposed : {false, true})
            result.push_back({(isTransposed ? "output loss, shared weight" : "output loss") + ofInput,
                              [=](Graph& g) { return recordLossGradient(g, wanted, isTransposed); },
                              "linear_cross_entropy_grad"});
    }
    return result;
}

} // namespace lb::testing
