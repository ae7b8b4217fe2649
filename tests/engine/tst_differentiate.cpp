#include "engine/core/error.h"
#include "engine/graph/plan.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/index.h"
#include "engine/ops/linear.h"
#include "engine/ops/norm.h"
#include "engine/ops/random.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "tests/support/gradient_check.h"

#include <QTest>

#include <set>

using namespace lb::engine;
using namespace lb::testing;

namespace {

constexpr RandomKey kRandom{.seed = 21, .step = 4};

/// Residual blocks with dropout and normalisation, whose inputs are marked; a batch norm and noise at the end, as a VAE
/// has.
struct Blocks {
    explicit Blocks(int count)
    {
        Value x = graph.input("x", {6, 5}, DType::F64);
        for (int i = 0; i < count; ++i) {
            graph.markBlockInput(x);
            marked.push_back(x);
            const Scope scope(graph, "block" + std::to_string(i));
            const Value weight = graph.parameter("weight", {5, 5}, {}, DType::F64);
            const Value bias = graph.parameter("bias", {5}, {}, DType::F64);
            x = x + dropout(tanh(linear(layerNorm(x, 1e-3), weight, bias)), 0.25);
        }
        const Value mu = batchNorm(x, 1e-3).y;
        loss = mean(square(mu + 0.3 * normalNoise(mu)) * x);
    }
    std::vector<double> gradients(const KeepPolicy& keep)
    {
        std::vector<double> all;
        for (const auto& part : evaluate(differentiate(loss, trainableParameters(graph), keep), randomLeaves(graph, 7),
                                         {nullptr, kRandom}))
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }
    Graph graph;
    std::vector<Value> marked;
    Value loss;
};

/// Bytes that the arena takes for the gradients under a policy.
std::size_t peakBytes(const KeepPolicy::Kind kind)
{
    Blocks blocks(16);
    PlanRequest request;
    for (const Value& gradient : differentiate(blocks.loss, trainableParameters(blocks.graph), {.kind = kind}))
        request.outputs.push_back(gradient.id());
    request.external = request.outputs; // as in training: gradients and parameters live elsewhere
    for (const ParameterInfo& parameter : blocks.graph.parameters())
        request.external.push_back(parameter.value);
    return plan(blocks.graph, request).arenaBytes;
}

} // namespace

class DifferentiateTest : public QObject {
    Q_OBJECT

private slots:
    void recomputationChangesNoBit_data();
    void recomputationChangesNoBit();
    void recomputedLstmVaeMatchesDifferences();
    void recomputationNeedsLessMemory();
    void blockInputsAreNotComputedAgain();
    void leafThatTheLossDoesNotReadHasNoGradient();
    void leafReadTwiceAccumulates();
    void gradientOfALeafBehindStopGradientIsNull();
    void returnedValuesAreDistinctAndNoLeaves();
    void lossMustBeAScalar();
    void opWithoutARuleIsNamed();
    void gradientOfAnInnerValueCanBeAsked();
    void backwardNodesAreNamedByTheForwardScope();
    void twoLossesOfOneGraphDoNotMix();
};

void DifferentiateTest::recomputationChangesNoBit_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("listed");
    QTest::newRow("block inputs") << static_cast<int>(KeepPolicy::Kind::BlockInputs) << 0;
    QTest::newRow("nothing") << static_cast<int>(KeepPolicy::Kind::Listed) << 0;
    QTest::newRow("one listed") << static_cast<int>(KeepPolicy::Kind::Listed) << 1;
}

void DifferentiateTest::recomputationChangesNoBit()
{
    QFETCH(int, kind);
    QFETCH(int, listed);
    const std::vector<double> expected = Blocks(4).gradients({});
    Blocks blocks(4);
    KeepPolicy keep{.kind = static_cast<KeepPolicy::Kind>(kind), .values = {}};
    if (listed)
        keep.values = {blocks.marked[2]};
    QCOMPARE(blocks.gradients(keep), expected);
    QVERIFY(std::any_of(expected.begin(), expected.end(), [](double number) { return number != 0.0; }));
}

void DifferentiateTest::recomputedLstmVaeMatchesDifferences()
{
    Graph graph;
    const Value table = graph.parameter("table", {5, 3}, {}, DType::F64);
    const Value words = gatherRows(table, graph.input("words", {4, 2}, DType::I32));
    const Value zeros = graph.input("zeros", {2, 3}, DType::F64);
    const LstmOutputs read = lstm({.x = words,
                                   .h0 = zeros,
                                   .c0 = zeros,
                                   .wInput = graph.parameter("wx", {3, 12}, {}, DType::F64),
                                   .wHidden = graph.parameter("wh", {3, 12}, {}, DType::F64),
                                   .bias = graph.parameter("b", {12}, {}, DType::F64),
                                   .lengths = graph.input("lengths", {2}, DType::I32)});
    const Value z = read.hLast * exp(0.5 * read.cLast) * normalNoise(read.hLast);
    Leaves leaves = randomLeaves(graph, 3, 0.5);
    leaves["words"] = {0, 1, 2, 3, 4, 0, 1, 1};
    leaves["lengths"] = {4, 2};
    const GradientError worst = gradientError(mean(square(z)) + mean(read.y), trainableParameters(graph), leaves,
                                              {.kind = KeepPolicy::Kind::Listed, .values = {}});
    QVERIFY2(worst.error < 1e-7, worst.where.c_str());
}

void DifferentiateTest::recomputationNeedsLessMemory()
{
    QVERIFY(peakBytes(KeepPolicy::Kind::BlockInputs) < peakBytes(KeepPolicy::Kind::Everything) / 2);
}

void DifferentiateTest::blockInputsAreNotComputedAgain()
{
    Blocks blocks(3);
    const std::size_t forward = blocks.graph.nodes().size();
    differentiate(blocks.loss, trainableParameters(blocks.graph), {.kind = KeepPolicy::Kind::BlockInputs});
    std::size_t clones = 0;
    for (std::size_t id = forward; id < blocks.graph.nodes().size(); ++id)
        clones += blocks.graph.nodes()[id].op->name == "layer_norm";
    // Once per block, not once per block and all blocks after it; and not in the last one, where backward begins.
    QCOMPARE(clones, std::size_t{2});
}

void DifferentiateTest::leafThatTheLossDoesNotReadHasNoGradient()
{
    Graph graph;
    const Value used = graph.parameter("used", {3}, {});
    const Value unused = graph.parameter("unused", {3}, {});
    exp(unused); // recorded, but the loss does not depend on it
    const std::vector<Value> gradients = differentiate(sum(square(used)), {used, unused});
    QVERIFY(!gradients[0].isNull());
    QVERIFY(gradients[1].isNull());
}

void DifferentiateTest::leafReadTwiceAccumulates()
{
    Graph graph;
    const Value x = graph.parameter("x", {2}, {}, DType::F64);
    const Value gradient = differentiate(sum(square(x) + 3.0 * x), {x})[0];
    QCOMPARE(evaluate(gradient, {{"x", {1.0, -4.0}}}), (std::vector<double>{5.0, -5.0}));
}

void DifferentiateTest::gradientOfALeafBehindStopGradientIsNull()
{
    Graph graph;
    const Value x = graph.parameter("x", {2}, {}, DType::F64);
    QVERIFY(differentiate(sum(stopGradient(square(x))), {x})[0].isNull());
    const Value gradient = differentiate(sum(stopGradient(x) * x), {x})[0];
    QCOMPARE(evaluate(gradient, {{"x", {2.0, 7.0}}}), (std::vector<double>{2.0, 7.0}));
}

void DifferentiateTest::returnedValuesAreDistinctAndNoLeaves()
{
    Graph graph;
    const Value a = graph.parameter("a", {}, {});
    const Value b = graph.parameter("b", {}, {});
    std::set<ValueId> seen;
    for (const Value& gradient : differentiate(a + b, {a, b, a})) { // each is the constant 1
        QVERIFY(!graph.node(graph.producerOf(gradient.id())).op->isLeaf);
        QVERIFY(seen.insert(gradient.id()).second);
    }
}

void DifferentiateTest::lossMustBeAScalar()
{
    Graph graph;
    const Value x = graph.parameter("x", {2}, {});
    QVERIFY_THROWS_EXCEPTION(ShapeError, differentiate(square(x), {x}));
}

void DifferentiateTest::opWithoutARuleIsNamed()
{
    Graph graph;
    const Value x = graph.parameter("x", {}, {});
    const Value slope = differentiate(tanh(x), {x})[0]; // its tanh_grad has no rule: there are no second derivatives
    QVERIFY_THROWS_EXCEPTION(EngineError, differentiate(slope, {x}));
}

void DifferentiateTest::gradientOfAnInnerValueCanBeAsked()
{
    Graph graph;
    const Value x = graph.parameter("x", {2}, {}, DType::F64);
    const Value inner = square(x);
    const std::vector<Value> gradients = differentiate(sum(square(inner)), {inner, x});
    const auto numbers = evaluate(gradients, {{"x", {1.0, 2.0}}});
    QCOMPARE(numbers[0], (std::vector<double>{2.0, 8.0}));
    QCOMPARE(numbers[1], (std::vector<double>{4.0, 32.0}));
}

void DifferentiateTest::backwardNodesAreNamedByTheForwardScope()
{
    Graph graph;
    const Value x = graph.parameter("x", {2}, {});
    Value y;
    {
        const Scope scope(graph, "encoder");
        y = tanh(x);
    }
    differentiate(sum(y), {x});
    QCOMPARE(graph.nodes().back().scope, std::string("backward:encoder"));
}

void DifferentiateTest::twoLossesOfOneGraphDoNotMix()
{
    Graph graph;
    const Value x = graph.parameter("x", {}, {}, DType::F64);
    const Value first = differentiate(square(x), {x})[0];
    const Value second = differentiate(3.0 * x, {x})[0];
    const auto numbers = evaluate(std::vector<Value>{first, second}, {{"x", {5.0}}});
    QCOMPARE(numbers[0][0], 10.0);
    QCOMPARE(numbers[1][0], 3.0);
}

QTEST_APPLESS_MAIN(DifferentiateTest)
#include "tst_differentiate.moc"
