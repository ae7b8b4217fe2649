#include "tests/engine/op_case.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"

#include <cmath>

namespace lb::testing {

using namespace engine;

CaseGraph::CaseGraph(DType dtype, bool copiesLeaves)
    : m_dtype(dtype)
    , m_copiesLeaves(copiesLeaves)
{
}

Value CaseGraph::leaf(Shape shape, std::vector<double> numbers, bool wantsGradient)
{
    const std::string name = "x" + std::to_string(m_leaves.size());
    m_leaves[name] = std::move(numbers);
    const Value result = m_graph->input(name, shape, m_dtype);
    if (wantsGradient)
        m_wrt.push_back(result);
    return m_copiesLeaves ? m_graph->recordOne(copyOp(), {result}) : result;
}

std::vector<double> CaseGraph::numbersFor(Shape shape)
{
    return normals(static_cast<std::size_t>(shape.elements()), m_seed++);
}

Value CaseGraph::normal(Shape shape)
{
    return leaf(shape, numbersFor(shape), true);
}

Value CaseGraph::fixed(Shape shape)
{
    return leaf(shape, numbersFor(shape), false);
}

Value CaseGraph::positive(Shape shape)
{
    std::vector<double> numbers = numbersFor(shape);
    for (double& number : numbers)
        number = std::exp(number);
    return leaf(shape, std::move(numbers), true);
}

Value CaseGraph::kinked(Shape shape, const std::vector<double>& kinks)
{
    std::vector<double> numbers = numbersFor(shape);
    for (double& number : numbers)
        for (double kink : kinks)
            if (std::abs(number - kink) < 0.05)
                number = kink + 0.07;
    return leaf(shape, std::move(numbers), true);
}

Value CaseGraph::fractions(Shape shape)
{
    std::vector<double> numbers = numbersFor(shape);
    for (double& number : numbers)
        number = 0.5 + 0.5 * std::tanh(number);
    return leaf(shape, std::move(numbers), false);
}

Value CaseGraph::integers(Shape shape, int low, int high)
{
    RandomStream stream({m_seed++, 0}, 1);
    std::vector<double> numbers(static_cast<std::size_t>(shape.elements()));
    for (double& number : numbers)
        number = low + static_cast<int>(stream.below(static_cast<std::uint32_t>(high - low)));
    const std::string name = "x" + std::to_string(m_leaves.size());
    m_leaves[name] = std::move(numbers);
    return m_graph->input(name, shape, DType::I32);
}

std::vector<OpCase> allCases()
{
    std::vector<OpCase> result;
    for (const auto& family : {elementwiseCases(), dataCases(), layerCases(), normCases(), imageCases(),
                               attentionCases(), recurrentCases(), structuredCases(), lossCases(), fusedCases()})
        result.insert(result.end(), family.begin(), family.end());
    return result;
}

Value projectedLoss(CaseGraph& g, const std::vector<Value>& outputs)
{
    Value loss;
    for (const Value& output : outputs) {
        if (output.dtype() == DType::I32)
            continue;
        const Value part = sum(output * g.fixed(output.shape()));
        loss = loss.isNull() ? part : loss + part;
    }
    return loss;
}

} // namespace lb::testing
