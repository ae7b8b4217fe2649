#pragma once

#include "engine/graph/graph.h"
#include "tests/support/evaluate.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lb::testing {

/// What a row of the op table records into: makes leaves and the numbers that go with them.
class CaseGraph {
public:
    /// A leaf is never overwritten; with `copiesLeaves` the row sees copies, which ops may overwrite.
    explicit CaseGraph(engine::DType dtype, bool copiesLeaves = false);

    engine::Value normal(engine::Shape shape);
    /// Numbers that no gradient is asked for.
    engine::Value fixed(engine::Shape shape);
    /// exp of normal numbers.
    engine::Value positive(engine::Shape shape);
    /// Normal numbers, none within 0.05 of a kink, where differences would mix two slopes.
    engine::Value kinked(engine::Shape shape, const std::vector<double>& kinks);
    /// Targets in [0, 1], no gradient.
    engine::Value fractions(engine::Shape shape);
    /// I32 numbers in [low, high), each of them about equally often.
    engine::Value integers(engine::Shape shape, int low, int high);

    engine::Graph& graph() const { return *m_graph; }
    std::unique_ptr<engine::Graph> release() { return std::move(m_graph); }
    const Leaves& leaves() const { return m_leaves; }
    /// The leaves that gradients are asked for.
    const std::vector<engine::Value>& wrt() const { return m_wrt; }
    engine::DType dtype() const { return m_dtype; }

private:
    engine::Value leaf(engine::Shape shape, std::vector<double> numbers, bool wantsGradient);
    std::vector<double> numbersFor(engine::Shape shape);

    std::unique_ptr<engine::Graph> m_graph = std::make_unique<engine::Graph>();
    engine::DType m_dtype;
    bool m_copiesLeaves;
    Leaves m_leaves;
    std::vector<engine::Value> m_wrt;
    std::uint64_t m_seed = 100;
};

/// How far two backends may differ in F32, relative to the tensor's largest number (or to 1).
enum class Closeness {
    Elementwise, ///< 4e-6: some 30 roundings of 1.2e-7, for vector versions of exp, tanh, log
    Sums,        ///< 4e-5: sums of up to 4096 terms in another order, in F32 instead of double
};

/// A row of the table: one op (with its backward ops) at one shape.
struct OpCase {
    std::string name;
    std::function<std::vector<engine::Value>(CaseGraph&)> record;
    Closeness closeness = Closeness::Elementwise;
    /// Too large for finite differences; there to reach the blocked and threaded paths.
    bool isLarge = false;
};

std::vector<OpCase> elementwiseCases();
std::vector<OpCase> dataCases();  ///< reduce, layout, index, random, sampling
std::vector<OpCase> layerCases(); ///< linear, softmax, neighbours
std::vector<OpCase> lossCases();
std::vector<OpCase> normCases();
std::vector<OpCase> recurrentCases();
std::vector<OpCase> structuredCases(); ///< conditional random fields, divergences
std::vector<OpCase> attentionCases();
std::vector<OpCase> imageCases(); ///< convolution, pooling
/// Chains that engine/ops/fusion makes one node of: a Program runs them fused, node by node they are not.
std::vector<OpCase> fusedCases();
std::vector<OpCase> allCases();

/// Sum over the outputs of sum(output * random weights): a scalar whose gradient reaches every element.
engine::Value projectedLoss(CaseGraph& g, const std::vector<engine::Value>& outputs);

} // namespace lb::testing
