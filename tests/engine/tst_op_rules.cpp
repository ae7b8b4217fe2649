#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/convolution.h"
#include "engine/ops/crf.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/index.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/multilabel.h"
#include "engine/ops/neighbours.h"
#include "engine/ops/norm.h"
#include "engine/ops/pooling.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "engine/ops/softmax.h"
#include "tests/support/backends_under_test.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lb::engine;
using namespace lb::testing;

using Recording = std::function<void(Graph&)>;
Q_DECLARE_METATYPE(Recording)

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Value input(Graph& graph, Shape shape, DType dtype = DType::F32)
{
    return graph.input("x" + std::to_string(graph.nodes().size()), shape, dtype);
}

LstmInputs lstmInputs(Graph& graph)
{
    return {.x = input(graph, {5, 2, 3}),
            .h0 = input(graph, {2, 4}),
            .c0 = input(graph, {2, 4}),
            .wInput = input(graph, {3, 16}),
            .wHidden = input(graph, {4, 16}),
            .bias = input(graph, {16}),
            .lengths = input(graph, {2}, DType::I32)};
}

AttentionInputs attentionInputs(Graph& graph)
{
    return {
        .query = input(graph, {2, 3, 8}), .key = input(graph, {2, 4, 8}), .value = input(graph, {2, 4, 6}), .heads = 2};
}

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
    void wrongShapesAreRefused_data();
    void wrongShapesAreRefused();
    void backendsAgreeAtTheEdges_data();
    void backendsAgreeAtTheEdges();
    void extremeLogitsStayFinite();
    void ignoredPositionsCostNothing();
    void clampPassesTheGradientAtItsBounds();
    void kinksHaveGradientZero();
    void lstmStopsAtTheLengthOfItsRow();
    void queryWithoutKeysGivesZeros();
    void identityMixingIsPlainAttention();
    void notANumberIsNotHidden();
    void unitScaleRecordsNothing();

private:
    const std::vector<BackendUnderTest> m_backends = backendsUnderTest();
};

void OpRulesTest::wrongShapesAreRefused_data()
{
    QTest::addColumn<Recording>("record");
    const auto row = [](const char* name, Recording record) { QTest::newRow(name) << record; };
    row("add: no broadcast", [](Graph& g) { input(g, {2, 3}) + input(g, {2}); });
    row("add: types differ", [](Graph& g) { input(g, {2}) + input(g, {2}, DType::F64); });
    row("exp of integers", [](Graph& g) { exp(input(g, {2}, DType::I32)); });
    row("matmul: vector", [](Graph& g) { matmul(input(g, {3}), input(g, {3, 2})); });
    row("matmul: batches", [](Graph& g) { matmul(input(g, {2, 3, 4}), input(g, {3, 4, 5})); });
    row("linear: bias", [](Graph& g) { linear(input(g, {2, 3}), input(g, {3, 4}), input(g, {3})); });
    row("sum: axis", [](Graph& g) { sum(input(g, {2, 3}), {2}); });
    row("sum: negative axis", [](Graph& g) { sum(input(g, {2, 3}), {-3}); });
    row("sum: axis twice", [](Graph& g) { sum(input(g, {2, 3}), {1, -1}); });
    row("mean of nothing", [](Graph& g) { mean(input(g, {0, 3}), {0}); });
    row("broadcast_to", [](Graph& g) { broadcastTo(input(g, {3}), {3, 2}); });
    row("broadcast_to smaller", [](Graph& g) { broadcastTo(input(g, {3, 2}), {1, 2}); });
    row("reshape: count", [](Graph& g) { reshape(input(g, {2, 3}), {4}); });
    row("reshape: two open", [](Graph& g) { reshape(input(g, {2, 3}), {-1, -1}); });
    row("reshape: does not divide", [](Graph& g) { reshape(input(g, {2, 3}), {4, -1}); });
    row("transpose", [](Graph& g) { transpose(input(g, {2, 3}), {0, 0}); });
    row("concat: extents", [](Graph& g) { concat({input(g, {2, 3}), input(g, {3, 3})}, 1); });
    row("concat: no parts", [](Graph&) { concat({}, 0); });
    row("slice: end", [](Graph& g) { slice(input(g, {2, 3}), 1, 1, 4); });
    row("slice: backwards", [](Graph& g) { slice(input(g, {2, 3}), 1, 2, 1); });
    row("pad_axis: negative", [](Graph& g) { padAxis(input(g, {2, 3}), 1, -1, 0); });
    row("softmax of a scalar", [](Graph& g) { softmax(input(g, {})); });
    row("bce: shapes", [](Graph& g) { bceWithLogits(input(g, {2, 3}), input(g, {3})); });
    row("cross_entropy: rows", [](Graph& g) { crossEntropy(input(g, {2, 3}), input(g, {3}, DType::I32)); });
    row("cross_entropy: real targets", [](Graph& g) { crossEntropy(input(g, {2, 3}), input(g, {2})); });
    row("cross_entropy: no classes", [](Graph& g) { crossEntropy(input(g, {2, 0}), input(g, {2}, DType::I32)); });
    row("batch_norm of one row", [](Graph& g) { batchNorm(input(g, {1, 3}), 1e-5); });
    row("batch_norm: rank", [](Graph& g) { batchNorm(input(g, {4, 3, 2}), 1e-5); });
    row("layer_norm of nothing", [](Graph& g) { layerNorm(input(g, {3, 0}), 1e-5); });
    row("layer_norm: scale", [](Graph& g) { layerNorm(input(g, {2, 3}), input(g, {2}), input(g, {2}), 1e-5); });
    row("layer_norm: scale of other items", [](Graph& g) {
        layerNorm(input(g, {2, 4, 3}), input(g, {4, 3}), input(g, {4, 3}), 1e-5);
    });
    row("layer_norm: shift", [](Graph& g) { layerNorm(input(g, {2, 3}), input(g, {3}), input(g, {2, 3}), 1e-5); });
    row("conv2d: channels", [](Graph& g) { conv2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 2, 5}), {}); });
    row("conv2d: kernel too large", [](Graph& g) { conv2d(input(g, {1, 2, 4, 3}), input(g, {3, 3, 3, 5}), {}); });
    row("conv2d: bias", [](Graph& g) { conv2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 3, 5}), input(g, {3})); });
    row("conv2d: stride", [](Graph& g) { conv2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 3, 5}), {}, {.stride = 0}); });
    row("conv2d_transpose: maps", [](Graph& g) {
        convTranspose2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 3, 5}), {});
    });
    row("conv2d_transpose: bias", [](Graph& g) {
        convTranspose2d(input(g, {1, 4, 4, 5}), input(g, {3, 3, 3, 5}), input(g, {5}));
    });
    row("conv2d_transpose: output padding", [](Graph& g) {
        convTranspose2d(input(g, {1, 4, 4, 5}), input(g, {3, 3, 3, 5}), {}, {.stride = 2, .outputPadding = 2});
    });
    row("conv2d_weight_grad", [](Graph& g) {
        conv2dWeightGrad(input(g, {1, 4, 4, 3}), input(g, {1, 3, 3, 2}), 3, 3, {});
    });
    row("max_pool2d: window", [](Graph& g) { maxPool2d(input(g, {1, 2, 4, 3}), {.kernel = 3}); });
    row("average_pool2d: padding", [](Graph& g) {
        averagePool2d(input(g, {1, 4, 4, 3}), {.kernel = 2, .stride = 2, .padding = 2});
    });
    row("upsample_nearest2d: factor", [](Graph& g) { upsampleNearest2d(input(g, {1, 2, 2, 3}), 0); });
    row("attention: heads", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.heads = 3;
        attention(inputs);
    });
    row("attention: keys", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.value = input(g, {2, 3, 6});
        attention(inputs);
    });
    row("attention: lengths", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.mask.lengths = input(g, {3}, DType::I32);
        attention(inputs);
    });
    row("attention: prefix without causal mask", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.mask.prefix = input(g, {2}, DType::I32);
        attention(inputs);
    });
    row("attention: mixing", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.talking.after = input(g, {2, 3});
        attention(inputs);
    });
    row("gru: weights of an lstm", [](Graph& g) {
        gru({.x = input(g, {5, 2, 3}),
             .h0 = input(g, {2, 4}),
             .wInput = input(g, {3, 16}),
             .wHidden = input(g, {4, 16}),
             .bias = input(g, {16}),
             .recurrentBias = {},
             .lengths = input(g, {2}, DType::I32)});
    });
    row("crf: transitions", [](Graph& g) {
        crfLogPartition({input(g, {2, 5, 3}), input(g, {3, 2}), input(g, {2}, DType::I32)});
    });
    row("viterbi: first label", [](Graph& g) {
        viterbi({input(g, {2, 5, 3}), input(g, {3, 3}), input(g, {2}, DType::I32)}, 3);
    });
    row("multilabel: targets", [](Graph& g) { multilabelCrossEntropy(input(g, {2, 5}), input(g, {2})); });
    row("multilabel: listed classes", [](Graph& g) {
        sparseMultilabelCrossEntropy(input(g, {2, 5}), input(g, {3, 2}, DType::I32));
    });
    row("gather_rows: real indices", [](Graph& g) { gatherRows(input(g, {2, 3}), input(g, {2})); });
    row("gather_rows: empty table", [](Graph& g) { gatherRows(input(g, {0, 3}), input(g, {2}, DType::I32)); });
    row("scatter_rows", [](Graph& g) { scatterRows(input(g, {2, 3}), input(g, {3}, DType::I32), 4); });
    row("scatter_rows: negative", [](Graph& g) { scatterRows(input(g, {2, 3}), input(g, {2}, DType::I32), -1); });
    row("knn: k too large", [](Graph& g) { knnEntropy(input(g, {3, 2}), 3); });
    row("knn: k 0", [](Graph& g) { knnEntropy(input(g, {3, 2}), 0); });
    row("lstm: weights", [](Graph& g) {
        LstmInputs inputs = lstmInputs(g);
        inputs.wHidden = input(g, {4, 12});
        lstm(inputs);
    });
    row("lstm: lengths", [](Graph& g) {
        LstmInputs inputs = lstmInputs(g);
        inputs.lengths = input(g, {3}, DType::I32);
        lstm(inputs);
    });
}

void OpRulesTest::wrongShapesAreRefused()
{
    QFETCH(Recording, record);
    Graph graph;
    const Scope scope(graph, "here");
    QVERIFY_THROWS_EXCEPTION(ShapeError, record(graph));
}

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
