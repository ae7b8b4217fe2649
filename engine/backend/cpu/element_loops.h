#pragma once

#include "engine/backend/cpu/threads.h"
#include "engine/backend/cpu/vector/kernels.h"
#include "engine/graph/graph.h"

#include <array>
#include <string_view>
#include <vector>

namespace lb::engine::cpu {

/// The vector loops of the elementwise ops by op name, and what a thread's share of their work must be to be worth it.
struct FunctionLoop {
    std::string_view op;
    UnaryOp loop;
    Index grain;
};
struct CombinationLoop {
    std::string_view op;
    BinaryOp loop;
    Index grain;
};
/// Functions of one variable; the others. In no order.
const std::vector<FunctionLoop>& functionLoops();
const std::vector<CombinationLoop>& combinationLoops();
/// Null for other ops.
const FunctionLoop* findFunction(std::string_view op);
const CombinationLoop* findCombination(std::string_view op);

using LoopParameters = std::array<float, 2>;
/// The attributes of an elementwise node as its loop takes them.
LoopParameters loopParameters(const Node& node);

/// Functions applied in place to what a product has just made: the piece or tile of one thread, which is in its cache.
class Epilogue {
public:
    Epilogue() = default;
    /// parts[1] and on, of a fused node whose parts[0] is a product.
    Epilogue(const VectorKernels& vector, const Node& fused);

    bool isEmpty() const { return m_functions.empty(); }
    /// [rows, columns] whose rows begin `stride` apart.
    void apply(float* y, Index rows, Index columns, Index stride) const;

private:
    struct Function {
        ElementwiseKernels::Unary loop;
        LoopParameters parameters;
    };
    std::vector<Function> m_functions;
};

} // namespace lb::engine::cpu
