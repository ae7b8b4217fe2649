#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/divergence.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/output_loss.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "engine/ops/softmax.h"
#include "tests/engine/sample_inputs.h"
#include "tests/support/backends_under_test.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lb::engine;
using namespace lb::testing;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// f(x) and its derivative at some numbers, on one backend in F32.
struct Curve {
    std::vector<double> values;
    std::vector<double> slopes;
};

Curve curve(const BackendUnderTest& device, const std::function<Value(Value)>& f, const std::vector<double>& numbers)
{
    Graph graph;
    const Value x = graph.input("x", {static_cast<std::int64_t>(numbers.size())});
    const Value y = f(x);
    const auto result =
        evaluate({y, differentiate(sum(y), {x})[0]}, {{"x", numbers}}, {.backend = device.backend.get(), .random = {}});
    return {result[0], result[1]};
}

} // namespace

class OpRulesTest : public QObject {
    Q_OBJECT

private slots:
    void backendsAgreeAtTheEdges_data();
    void backendsAgreeAtTheEdges();
    void extremeLogitsStayFinite();
    void ignoredPositionsCostNothing();
    void fusedOutputLossIsTheUnfusedOne();
    void clampPassesTheGradientAtItsBounds();
    void kinksHaveGradientZero();
    void lstmStopsAtTheLengthOfItsRow();
    void queryWithoutKeysGivesZeros();
    void identityMixingIsPlainAttention();
    void vmfDivergenceHasItsKnownValues();
    void discrepancyOfTwoPairs();
    void notANumberIsNotHidden();
    void unitScaleRecordsNothing();

private:
    const std::vector<BackendUnderTest> m_backends = backendsUnderTest();
};

void OpRulesTest::backendsAgreeAtTheEdges_data()
{
    QTest::addColumn<int>("backend");
    for (std::size_t i = 0; i < m_backends.size(); ++i)
        QTest::newRow(m_backends[i].name.c_str()) << static_cast<int>(i);
}

void OpRulesTest::backendsAgreeAtTheEdges()
{
    QFETCH(int, backend);
    const BackendUnderTest& device = m_backends[static_cast<std::size_t>(backend)];
    const std::vector<double> extremes{-1000, -90, 0, 90, 1000};
    const Curve squashed = curve(
        device, [](Value x) { return sigmoid(x); }, extremes);
    QCOMPARE(squashed.values.front(), 0.0);
    QCOMPARE(squashed.values[2], 0.5);
    QCOMPARE(squashed.values.back(), 1.0);
    QCOMPARE(squashed.slopes[2], 0.25);
    const Curve soft = curve(
        device, [](Value x) { return softplus(x); }, extremes);
    QCOMPARE(soft.values.front(), 0.0);
    QCOMPARE(soft.values.back(), 1000.0);
    QCOMPARE(soft.slopes.back(), 1.0);
    const Curve flat = curve(
        device, [](Value x) { return tanh(x); }, extremes);
    QCOMPARE(flat.values, (std::vector<double>{-1, -1, 0, 1, 1}));
    QCOMPARE(flat.slopes, (std::vector<double>{0, 0, 1, 0, 0}));
    QCOMPARE(curve(device, [](Value x) { return exp(x); }, {1000}).values[0], kInfinity);
    QCOMPARE(curve(device, [](Value x) { return exp(x); }, {-1000}).values[0], 0.0);
    QCOMPARE(curve(device, [](Value x) { return log(x); }, {0}).values[0], -kInfinity);
}

void OpRulesTest::extremeLogitsStayFinite()
{
    for (const BackendUnderTest& device : m_backends) {
        Graph graph;
        const Value logits = graph.input("logits", {2, 2});
        const Value entropy = crossEntropy(logits, graph.input("targets", {2}, DType::I32));
        const Value bce = bceWithLogits(logits, graph.input("ones", {2, 2}));
        const Value loss = sum(entropy) + sum(bce);
        const auto numbers =
            evaluate({entropy, bce, softmax(logits), logSoftmax(logits), differentiate(loss, {logits})[0]},
                     {{"logits", {1000, -1000, 1000, -1000}}, {"targets", {0, 1}}, {"ones", {1, 1, 1, 1}}},
                     {.backend = device.backend.get(), .random = {}});
        QCOMPARE(numbers[0], (std::vector<double>{0, 2000}));
        QCOMPARE(numbers[1], (std::vector<double>{0, 1000, 0, 1000}));
        QCOMPARE(numbers[2], (std::vector<double>{1, 0, 1, 0}));
        QCOMPARE(numbers[3], (std::vector<double>{0, -2000, 0, -2000}));
        QCOMPARE(numbers[4], (std::vector<double>{0, -1, 1, -2}));
    }
}

void OpRulesTest::ignoredPositionsCostNothing()
{
    for (const BackendUnderTest& device : m_backends) {
        Graph graph;
        const Value logits = graph.input("logits", {2, 3});
        const Value targets = graph.input("targets", {2}, DType::I32);
        const Value loss = crossEntropy(logits, targets, 2);
        const auto numbers = evaluate({loss, correct(logits, targets, 2), differentiate(sum(loss), {logits})[0]},
                                      {{"logits", {0, 0, 5, 1, 0, 0}}, {"targets", {2, 0}}},
                                      {.backend = device.backend.get(), .random = {}});
        QCOMPARE(numbers[0][0], 0.0);
        QCOMPARE(numbers[1], (std::vector<double>{0, 1})); // an ignored hit is no hit
        QVERIFY(numbers[2][0] == 0.0 && numbers[2][1] == 0.0 && numbers[2][2] == 0.0);
        QVERIFY(numbers[2][3] < 0.0);
    }
}

void OpRulesTest::fusedOutputLossIsTheUnfusedOne()
{
    Graph graph;
    const Value x = graph.input("x", {4, 3}, DType::F64);
    const Value weight = graph.input("weight", {3, 5}, DType::F64);
    const Value bias = graph.input("bias", {5}, DType::F64);
    const Value targets = graph.input("targets", {4}, DType::I32);
    const Value fused = linearCrossEntropy(x, {.weight = weight, .bias = bias}, targets, 2);
    const Value unfused = crossEntropy(linear(x, weight, bias), targets, 2);
    std::vector<Value> values{fused, unfused};
    for (const Value& loss : {fused, unfused})
        for (const Value& gradient : differentiate(sum(loss), {x, weight, bias}))
            values.push_back(gradient);
    Leaves leaves = randomLeaves(graph, 6);
    leaves["targets"] = {2, 0, 4, 1};
    const auto numbers = evaluate(values, leaves);
    for (const auto& [one, other] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {2, 5}, {3, 6}, {4, 7}})
        for (std::size_t i = 0; i < numbers[one].size(); ++i)
            QVERIFY(std::abs(numbers[one][i] - numbers[other][i]) < 1e-12);
}

void OpRulesTest::clampPassesTheGradientAtItsBounds()
{
    for (const BackendUnderTest& device : m_backends) {
        const Curve clamped = curve(device, [](Value x) { return clamp(x, -1.0, 2.0); }, {-1.5, -1, 0, 2, 2.5});
        QCOMPARE(clamped.values, (std::vector<double>{-1, -1, 0, 2, 2}));
        QCOMPARE(clamped.slopes, (std::vector<double>{0, 1, 1, 1, 0}));
    }
}

void OpRulesTest::kinksHaveGradientZero()
{
    for (const BackendUnderTest& device : m_backends) {
        QCOMPARE(curve(device, [](Value x) { return relu(x); }, {-1, 0, 1}).slopes, (std::vector<double>{0, 0, 1}));
        QCOMPARE(curve(device, [](Value x) { return abs(x); }, {-1, 0, 1}).slopes, (std::vector<double>{-1, 0, 1}));
        const Curve steps = curve(device, [](Value x) { return greater(x, 0.5) + 0.0 * x; }, {0.25, 0.5, 0.75});
        QCOMPARE(steps.values, (std::vector<double>{0, 0, 1}));
        QCOMPARE(steps.slopes, (std::vector<double>{0, 0, 0}));
    }
}

void OpRulesTest::lstmStopsAtTheLengthOfItsRow()
{
    for (const BackendUnderTest& device : m_backends) {
        Graph graph;
        const LstmInputs inputs = lstmInputs(graph);
        const LstmOutputs out = lstm(inputs);
        Leaves leaves = randomLeaves(graph, 3);
        leaves[graph.node(graph.producerOf(inputs.lengths.id())).name] = {2, 5};
        const auto numbers = evaluate({out.y, out.hLast, differentiate(sum(out.y) + sum(out.hLast), {inputs.x})[0]},
                                      leaves, {.backend = device.backend.get(), .random = {}});
        for (std::size_t step = 0; step < 5; ++step)
            for (std::size_t j = 0; j < 4; ++j)
                QCOMPARE(numbers[0][step * 8 + j] == 0.0, step >= 2); // row 0 has two steps
        for (std::size_t j = 0; j < 4; ++j) {
            QCOMPARE(numbers[1][j], numbers[0][8 + j]);
            QCOMPARE(numbers[1][4 + j], numbers[0][4 * 8 + 4 + j]);
        }
        for (std::size_t step = 2; step < 5; ++step)
            QCOMPARE(numbers[2][step * 6], 0.0);
    }
}

void OpRulesTest::queryWithoutKeysGivesZeros()
{
    for (const BackendUnderTest& device : m_backends) {
        Graph graph;
        AttentionInputs inputs = attentionInputs(graph);
        inputs.mask.lengths = graph.input("lengths", {2}, DType::I32);
        const Value y = attention(inputs);
        Leaves leaves = randomLeaves(graph, 4);
        leaves["lengths"] = {0, 4};
        const auto numbers = evaluate({y, differentiate(sum(y), {inputs.value})[0]}, leaves,
                                      {.backend = device.backend.get(), .random = {}});
        for (std::size_t i = 0; i < 2 * 3 * 6; ++i)
            QCOMPARE(numbers[0][i] == 0.0, i < 3 * 6);
        for (std::size_t i = 0; i < 2 * 4 * 6; ++i)
            QCOMPARE(numbers[1][i] == 0.0, i < 4 * 6);
    }
}

void OpRulesTest::identityMixingIsPlainAttention()
{
    Graph graph;
    AttentionInputs inputs = attentionInputs(graph);
    const Value plain = attention(inputs);
    inputs.talking = {.before = graph.input("before", {2, 2}), .after = graph.input("after", {2, 2})};
    const Value mixed = attention(inputs);
    Leaves leaves = randomLeaves(graph, 5);
    leaves["before"] = leaves["after"] = {1, 0, 0, 1};
    const auto numbers = evaluate({plain, mixed}, leaves);
    QCOMPARE(numbers[1], numbers[0]);
}

/// Values for 32 dimensions as published with the vMF-VAE's code; near 0 it is kappa^2 / (2 dims).
void OpRulesTest::vmfDivergenceHasItsKnownValues()
{
    Graph graph;
    const Value kappa = graph.input("kappa", {7}, DType::F64);
    const Value kl = vmfKl(kappa, 32);
    const auto numbers =
        evaluate({kl, differentiate(sum(kl), {kappa})[0]}, {{"kappa", {13, 25, 50, 100, 200, 0, 1e-4}}});
    const double expected[] = {2.172591, 5.755404, 12.253369, 20.758528, 30.373301};
    for (std::size_t i = 0; i < 5; ++i)
        QVERIFY2(std::abs(numbers[0][i] - expected[i]) < 1e-6, qPrintable(QString::number(numbers[0][i], 'g', 10)));
    QCOMPARE(numbers[0][5], 0.0);
    QCOMPARE(numbers[1][5], 0.0);
    QVERIFY(std::abs(numbers[0][6] - 1e-8 / 64) < 1e-15);
    QVERIFY(std::abs(evaluate(kl, {{"kappa", {1e4, 1, 1, 1, 1, 1, 1}}})[0] - 90.55) < 1.0);
}

void OpRulesTest::discrepancyOfTwoPairs()
{
    for (const BackendUnderTest& device : m_backends) {
        Graph graph;
        const Value mmd = imqMmd(graph.input("x", {2, 1}), graph.input("y", {2, 1}), {2.0});
        const double value =
            evaluate(mmd, {{"x", {0, 1}}, {"y", {0, 2}}}, {.backend = device.backend.get(), .random = {}})[0];
        QVERIFY2(std::abs(value + 1.0 / 3.0) < 1e-6, device.name.c_str());
    }
}

void OpRulesTest::notANumberIsNotHidden()
{
    for (const BackendUnderTest& device : m_backends) {
        const double nan = std::nan("");
        QVERIFY2(std::isnan(curve(device, [](Value x) { return relu(x); }, {nan}).values[0]), device.name.c_str());
        QVERIFY2(std::isnan(curve(device, [](Value x) { return clamp(x, -1, 1); }, {nan}).values[0]),
                 device.name.c_str());
        QVERIFY2(std::isnan(curve(device, [](Value x) { return softmax(x); }, {nan, 1}).values[1]),
                 device.name.c_str());
    }
}

void OpRulesTest::unitScaleRecordsNothing()
{
    Graph graph;
    const Value x = graph.input("x", {2});
    QCOMPARE(1.0 * x, x);
    QCOMPARE(x + 0.0, x);
    QCOMPARE(broadcastTo(x, {2}), x);
    QCOMPARE(sumTo(x, {2}), x);
}

QTEST_APPLESS_MAIN(OpRulesTest)
#include "tst_op_rules.moc"
