#pragma once

#include "engine/graph/graph.h"

#include <string_view>
#include <vector>

namespace lb::engine {

/// In what a step's products are made. Bf16: their operands are rounded to bfloat16, sums and results stay F32, as do
/// parameters, norms, softmax, losses and everything else (mixed precision, Micikevicius et al. 2018; bfloat16 needs no
/// loss scaling). Of ops that make products inside, those operands are rounded that are inputs of the node: a recurrent
/// net's weights and inputs, but not its state inside a step. A backend that multiplies bfloat16 numbers itself also
/// rounds what a gradient multiplies over a whole sequence or block: gradients of gates and of logits, states.
enum class Precision { F32, Bf16 };

/// Marks the F32 product nodes of a differentiated graph, so that kernels round their operands. A pure pass over the
/// list: it records nothing and changes no shape.
void choosePrecision(Graph& graph, Precision precision);

/// Makes the graph's parameters bfloat16 wherever every reader is a product that takes them as a matrix of weights, or
/// a lookup of rows: half of the bytes to keep and to read. For graphs that are not differentiated. What is computed
/// stays F32, from the rounded weights; nothing but them is rounded. Returns the ids of those parameters.
std::vector<ValueId> storeWeightsInBf16(Graph& graph);
/// The input of an op that storeWeightsInBf16 may turn to bfloat16, or -1.
int storedWeight(std::string_view op);

/// Which inputs of an op are operands of products; none for other ops.
std::vector<int> productOperands(std::string_view op);
/// All ops that make products.
std::vector<std::string_view> productOps();
/// Whether choosePrecision marked the node.
bool isBf16(const Node& node);

} // namespace lb::engine
