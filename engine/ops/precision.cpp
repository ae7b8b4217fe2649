#include "engine/ops/precision.h"

#include <map>

namespace lb::engine {

namespace {

constexpr std::string_view kMark = "bf16";

const std::map<std::string_view, std::vector<int>>& operands()
{
    static const std::map<std::string_view, std::vector<int>> table{
        {"linear", {0, 1}},
        {"matmul", {0, 1}},
        {"conv2d", {0, 1}},
        {"conv2d_transpose", {0, 1}},
        {"conv2d_weight_grad", {0, 1}},
        {"lstm", {0, 3, 4}},      // x, input weights, hidden weights
        {"lstm_grad", {0, 3, 4}}, // the same
        {"gru", {0, 2, 3}},
        {"gru_grad", {0, 2, 3}},
        {"attention", {0, 1, 2}}, // query, key, value
        {"attention_grad", {0, 1, 2}},
        {"linear_cross_entropy", {0, 1}}, // x, weight
        {"linear_cross_entropy_grad", {0, 1}},
    };
    return table;
}

} // namespace

std::vector<int> productOperands(std::string_view op)
{
    const auto found = operands().find(op);
    return found == operands().end() ? std::vector<int>{} : found->second;
}

std::vector<std::string_view> productOps()
{
    std::vector<std::string_view> result;
    for (const auto& [op, inputs] : operands())
        result.push_back(op);
    return result;
}

void choosePrecision(Graph& graph, Precision precision)
{
    if (precision == Precision::F32)
        return;
    for (NodeId id = 0; id < static_cast<NodeId>(graph.nodes().size()); ++id) {
        const Node& node = graph.node(id);
        if (operands().contains(node.op->name) && graph.typeOf(node.outputs.front()).dtype == DType::F32)
            graph.setAttribute(id, kMark, std::int64_t{1});
    }
}

int storedWeight(std::string_view op)
{
    return op == "linear" || op == "matmul" ? 1 : op == "gather_rows" ? 0 : -1;
}

std::vector<ValueId> storeWeightsInBf16(Graph& graph)
{
    std::vector<bool> isFit(static_cast<std::size_t>(graph.valueCount()), false);
    for (const ParameterInfo& parameter : graph.parameters())
        isFit[static_cast<std::size_t>(parameter.value)] = parameter.trainable &&
                                                           graph.typeOf(parameter.value).shape.rank() == 2 &&
                                                           graph.typeOf(parameter.value).dtype == DType::F32;
    for (const Node& node : graph.nodes())
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            if (static_cast<int>(i) != storedWeight(node.op->name))
                isFit[static_cast<std::size_t>(node.inputs[i])] = false;
    std::vector<ValueId> result;
    for (ValueId id = 0; id < graph.valueCount(); ++id)
        if (isFit[static_cast<std::size_t>(id)]) {
            graph.setStorage(id, DType::BF16);
            result.push_back(id);
        }
    return result;
}

bool isBf16(const Node& node)
{
    return node.attributes.has(kMark);
}

} // namespace lb::engine
