#include "engine/backend/cpu/element_loops.h"

#include "engine/core/error.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

float attribute(const Node& node, std::string_view name)
{
    return static_cast<float>(node.attributes.real(name));
}

template <class Loop>
const Loop* find(const std::vector<Loop>& loops, std::string_view op)
{
    const auto found = std::find_if(loops.begin(), loops.end(), [&](const Loop& loop) { return loop.op == op; });
    return found == loops.end() ? nullptr : &*found;
}

} // namespace

const std::vector<FunctionLoop>& functionLoops()
{
    static const std::vector<FunctionLoop> loops{{"affine", UnaryOp::Affine, kCheapGrain},
                                                 {"exp", UnaryOp::Exp, kCostlyGrain},
                                                 {"log", UnaryOp::Log, kCostlyGrain},
                                                 {"sqrt", UnaryOp::Sqrt, kCheapGrain},
                                                 {"square", UnaryOp::Square, kCheapGrain},
                                                 {"abs", UnaryOp::Abs, kCheapGrain},
                                                 {"relu", UnaryOp::Relu, kCheapGrain},
                                                 {"tanh", UnaryOp::Tanh, kCostlyGrain},
                                                 {"sigmoid", UnaryOp::Sigmoid, kCostlyGrain},
                                                 {"softplus", UnaryOp::Softplus, kCostlyGrain},
                                                 {"silu", UnaryOp::Silu, kCostlyGrain},
                                                 {"gelu", UnaryOp::Gelu, kCostlyGrain},
                                                 {"gelu_tanh", UnaryOp::GeluTanh, kCostlyGrain},
                                                 {"clamp", UnaryOp::Clamp, kCheapGrain},
                                                 {"greater", UnaryOp::Greater, kCheapGrain}};
    return loops;
}

const std::vector<CombinationLoop>& combinationLoops()
{
    static const std::vector<CombinationLoop> loops{{"add", BinaryOp::Add, kCheapGrain},
                                                    {"accumulate", BinaryOp::Add, kCheapGrain},
                                                    {"sub", BinaryOp::Sub, kCheapGrain},
                                                    {"mul", BinaryOp::Mul, kCheapGrain},
                                                    {"div", BinaryOp::Div, kCheapGrain},
                                                    {"sqrt_grad", BinaryOp::SqrtGrad, kCheapGrain},
                                                    {"square_grad", BinaryOp::SquareGrad, kCheapGrain},
                                                    {"abs_grad", BinaryOp::AbsGrad, kCheapGrain},
                                                    {"relu_grad", BinaryOp::ReluGrad, kCheapGrain},
                                                    {"tanh_grad", BinaryOp::TanhGrad, kCheapGrain},
                                                    {"sigmoid_grad", BinaryOp::SigmoidGrad, kCheapGrain},
                                                    {"softplus_grad", BinaryOp::SoftplusGrad, kCostlyGrain},
                                                    {"silu_grad", BinaryOp::SiluGrad, kCostlyGrain},
                                                    {"gelu_grad", BinaryOp::GeluGrad, kCostlyGrain},
                                                    {"gelu_tanh_grad", BinaryOp::GeluTanhGrad, kCostlyGrain},
                                                    {"clamp_grad", BinaryOp::ClampGrad, kCheapGrain},
                                                    {"bce_with_logits", BinaryOp::BceWithLogits, kCostlyGrain}};
    return loops;
}

const FunctionLoop* findFunction(std::string_view op)
{
    return find(functionLoops(), op);
}

const CombinationLoop* findCombination(std::string_view op)
{
    return find(combinationLoops(), op);
}

LoopParameters loopParameters(const Node& node)
{
    const std::string_view op = node.op->name;
    if (op == "affine")
        return {attribute(node, "scale"), attribute(node, "shift")};
    if (op == "clamp" || op == "clamp_grad")
        return {attribute(node, "low"), attribute(node, "high")};
    if (op == "greater")
        return {attribute(node, "threshold"), 0.0F};
    return {};
}

Epilogue::Epilogue(const VectorKernels& vector, const Node& fused)
{
    for (std::size_t i = 1; i < fused.parts.size(); ++i) {
        const FunctionLoop* const function = findFunction(fused.parts[i].op->name);
        LB_ASSERT(function);
        m_functions.push_back(
            {vector.elementwise.unary[static_cast<int>(function->loop)], loopParameters(fused.parts[i])});
    }
}

void Epilogue::apply(float* y, Index rows, Index columns, Index stride) const
{
    constexpr Index kBlock = 4096; // all functions see a run before the next one, in a first-level cache
    const bool isDense = columns == stride;
    const Index runs = isDense ? 1 : rows;
    const Index length = isDense ? rows * columns : columns;
    for (Index run = 0; run < runs; ++run)
        for (Index begin = 0; begin < length; begin += kBlock) {
            float* const at = y + run * stride + begin;
            for (const Function& function : m_functions)
                function.loop(at, at, std::min(kBlock, length - begin), function.parameters.data());
        }
}

} // namespace lb::engine::cpu
