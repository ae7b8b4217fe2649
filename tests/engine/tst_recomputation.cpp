// Recomputation as the methods describe it: the same numbers from fewer kept values.

#include "engine/graph/plan.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/index.h"
#include "engine/ops/linear.h"
#include "engine/ops/norm.h"
#include "engine/ops/random.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "engine/train/step_graph.h"
#include "tests/engine/transformer_layers.h"
#include "tests/support/evaluate.h"

#include <QTest>

using namespace lb::engine;
using namespace lb::testing;

namespace {

using Kind = KeepPolicy::Kind;
constexpr RandomKey kRandom{.seed = 3, .step = 11};

/// A recorded model: its loss, the values that go into running statistics, and numbers for its leaves.
struct Model {
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    Value loss;
    std::vector<Value> statistics;
    Leaves leaves;
};

Value layer(Value x, const std::string& name, std::int64_t outputs)
{
    Graph& graph = x.graph();
    const Scope scope(graph, name);
    const Value weight = graph.parameter("weight", {x.shape()[1], outputs}, {}, x.dtype());
    return linear(x, weight, graph.parameter("bias", {outputs}, {}, x.dtype()));
}

Model mlpWithDropout()
{
    Model model;
    Value x = model.graph->input("x", {8, 6}, DType::F64);
    for (int i = 0; i < 6; ++i) {
        model.graph->markBlockInput(x);
        x = dropout(tanh(layer(x, std::to_string(i), 6)), 0.4);
    }
    const BatchNormOutputs norm = batchNorm(layer(x, "mean", 3), 1e-3);
    model.statistics = {norm.mean, norm.variance};
    model.loss = mean(square(norm.y)) + mean(square(layer(norm.y, "head", 6) - 0.5));
    model.leaves = randomLeaves(*model.graph, 5, 0.7);
    return model;
}

/// Encoder, noisy code and decoder over sentences of different lengths.
Model lstmVae()
{
    Model model;
    Graph& graph = *model.graph;
    const auto weights = [&](const char* name, std::int64_t inputs, std::int64_t hidden) {
        const Scope scope(graph, name);
        return LstmInputs{.wInput = graph.parameter("wx", {inputs, 4 * hidden}, {}, DType::F64),
                          .wHidden = graph.parameter("wh", {hidden, 4 * hidden}, {}, DType::F64),
                          .bias = graph.parameter("b", {4 * hidden}, {}, DType::F64)};
    };
    const Value words =
        gatherRows(graph.parameter("table", {7, 4}, {}, DType::F64), graph.input("words", {5, 3}, DType::I32));
    const Value zeros = graph.input("zeros", {3, 4}, DType::F64);
    const Value lengths = graph.input("lengths", {3}, DType::I32);
    LstmInputs encoder = weights("encoder", 4, 4);
    encoder.x = words, encoder.h0 = zeros, encoder.c0 = zeros, encoder.lengths = lengths;
    graph.markBlockInput(words);
    const Value h = lstm(encoder).hLast;
    graph.markBlockInput(h);
    const Value mu = layer(h, "mu", 4), logVariance = layer(h, "log_variance", 4);
    const Value z = mu + exp(0.5 * logVariance) * normalNoise(mu);
    graph.markBlockInput(z);
    LstmInputs decoder = weights("decoder", 4, 4);
    decoder.x = dropout(words, 0.3), decoder.h0 = tanh(z), decoder.c0 = z, decoder.lengths = lengths;
    model.loss = mean(square(lstm(decoder).y - 0.3)) + 0.1 * mean(square(mu) + exp(logVariance) - logVariance);
    model.leaves = randomLeaves(graph, 9, 0.6);
    model.leaves["words"] = {0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0};
    model.leaves["lengths"] = {5, 2, 4};
    return model;
}

std::vector<std::vector<double>> gradients(Model model, const KeepPolicy& keep)
{
    std::vector<Value> wanted = differentiate(model.loss, trainableParameters(*model.graph), keep);
    wanted.insert(wanted.end(), model.statistics.begin(), model.statistics.end());
    return evaluate(wanted, model.leaves, {nullptr, kRandom});
}

/// `layers` equal layers whose inputs are marked, planned with gradients and parameters outside of the arena.
std::size_t peakBytes(int layers, const KeepPolicy& keep)
{
    Graph graph;
    Value x = graph.input("x", {64, 64});
    for (int i = 0; i < layers; ++i) {
        graph.markBlockInput(x);
        x = tanh(layer(x, std::to_string(i), 64));
    }
    PlanRequest request;
    for (const Value& gradient : differentiate(mean(square(x)), trainableParameters(graph), keep))
        request.outputs.push_back(gradient.id());
    request.external = request.outputs;
    for (const ParameterInfo& parameter : graph.parameters())
        request.external.push_back(parameter.value);
    return plan(graph, request).arenaBytes;
}

RecordedStep recordLayers(Graph& graph, BatchShape shape)
{
    Value x = graph.input("x", {shape.rows, 32});
    for (int i = 0; i < 12; ++i) {
        graph.markBlockInput(x);
        x = dropout(tanh(layer(x, std::to_string(i), 32)), 0.2);
    }
    return {.loss = mean(square(x)), .scalars = {}};
}

} // namespace

class TestRecomputation : public QObject {
    Q_OBJECT
private slots:
    void gradientsAndStatisticsKeepEveryBit_data()
    {
        QTest::addColumn<bool>("isText");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("stride");
        for (const bool isText : {false, true}) {
            const char* model = isText ? "lstm vae" : "mlp with dropout";
            QTest::addRow("%s, blocks", model) << isText << static_cast<int>(Kind::BlockInputs) << 1;
            QTest::addRow("%s, every second block", model) << isText << static_cast<int>(Kind::BlockInputs) << 2;
            QTest::addRow("%s, costly ops kept", model) << isText << static_cast<int>(Kind::Costly) << 1;
            QTest::addRow("%s, nothing kept", model) << isText << static_cast<int>(Kind::Listed) << 1;
        }
    }
    void gradientsAndStatisticsKeepEveryBit()
    {
        QFETCH(bool, isText);
        QFETCH(int, kind);
        QFETCH(int, stride);
        const auto model = isText ? lstmVae : mlpWithDropout;
        const auto plain = gradients(model(), {});
        QCOMPARE(gradients(model(), {.kind = static_cast<Kind>(kind), .values = {}, .stride = stride}), plain);
        for (const std::vector<double>& part : plain)
            QVERIFY(std::any_of(part.begin(), part.end(), [](double number) { return number != 0.0; }));
    }

    void sixtyFourLayersInEightSegmentsTakeTwentyUnits()
    {
        const std::size_t plain = peakBytes(64, {});
        const std::size_t segments = peakBytes(64, {.kind = Kind::BlockInputs, .values = {}, .stride = 8});
        QVERIFY(plain >= 64 * 64 * 64 * sizeof(float)); // it does keep all of them
        QVERIFY2(segments * 64 <= plain * 20, qPrintable(QStringLiteral("%1 of %2").arg(segments).arg(plain)));
    }

    void transformerTrainsThreeTimesTheBatchInTheSameMemory()
    {
        const auto backend = makeReferenceBackend();
        const auto record = [](Graph& graph, BatchShape shape) { return recordTransformer(graph, shape, {}); };
        const auto step = [&](std::int64_t rows, const KeepPolicy& keep) {
            return prepareStep(*backend, record, {.rows = rows, .steps = 32}, keep).prepared;
        };
        const PreparedGraph plain = step(8, {});
        const PreparedGraph blocks = step(24, {.kind = Kind::BlockInputs, .values = {}});
        QVERIFY2(blocks.plan.arenaBytes <= plain.plan.arenaBytes,
                 qPrintable(QStringLiteral("%1 of %2").arg(blocks.plan.arenaBytes).arg(plain.plan.arenaBytes)));
        QVERIFY(static_cast<double>(blocks.flops) <= 3 * 1.34 * static_cast<double>(plain.flops));
        QVERIFY(blocks.flops > 3 * plain.flops);
    }

    void fitTakesTheFewestFlopsUnderTheLimit()
    {
        const auto backend = makeReferenceBackend();
        const BatchShape shape{.rows = 32};
        const auto arenaOf = [&](const KeepPolicy& keep) { return prepareStep(*backend, recordLayers, shape, keep); };
        const StepGraph plain = arenaOf({});
        const StepGraph blocks = arenaOf({.kind = Kind::BlockInputs, .values = {}});
        const auto chosen = [&](std::size_t limit) {
            return chooseStep(*backend, recordLayers, shape, {.kind = Recompute::Fit, .arenaLimit = limit});
        };
        QCOMPARE(chosen(plain.prepared.plan.arenaBytes).policy, plain.policy);
        const StepGraph between = chosen(plain.prepared.plan.arenaBytes - 1);
        QVERIFY(between.prepared.plan.arenaBytes < plain.prepared.plan.arenaBytes);
        QVERIFY(between.prepared.flops > plain.prepared.flops);
        QVERIFY(between.prepared.flops <= blocks.prepared.flops);
        QVERIFY(chosen(1).prepared.plan.arenaBytes <= blocks.prepared.plan.arenaBytes); // nothing fits: the smallest
    }
};

QTEST_GUILESS_MAIN(TestRecomputation)
#include "tst_recomputation.moc"
