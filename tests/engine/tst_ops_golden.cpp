#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/neighbours.h"
#include "engine/ops/norm.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "tests/support/evaluate.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>

using namespace lb::engine;
using namespace lb::testing;

namespace {

/// The golden files hold ten significant digits.
constexpr double kTenDigits = 1e-9;

std::vector<double> ofOps(const char* key)
{
    return golden(QStringLiteral("ops"), QString::fromLatin1(key));
}

void compare(const std::vector<double>& actual, const char* key)
{
    const std::vector<double> expected = ofOps(key);
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(
            std::abs(actual[i] - expected[i]) < kTenDigits,
            qPrintable(
                QStringLiteral("%1[%2] is %3, not %4").arg(QLatin1String(key)).arg(i).arg(actual[i]).arg(expected[i])));
}

} // namespace

/// Each op against numbers that another program made: tests/golden/ops.py.
class OpsGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void layerNormWithScaleAndShift();
    void batchNormWithItsStatistics();
    void crossEntropyWithWeights();
    void lstmWithItsGradients();
    void knnEntropyWithItsGradient();
};

void OpsGoldenTest::layerNormWithScaleAndShift()
{
    Graph graph;
    const Value x = graph.input("x", {2, 6}, DType::F64);
    const Value gamma = graph.input("gamma", {6}, DType::F64);
    const Value beta = graph.input("beta", {6}, DType::F64);
    const Value y = layerNorm(x, 1e-5) * gamma + beta;
    const std::vector<Value> d = differentiate(sum(y * graph.input("dy", {2, 6}, DType::F64)), {x, gamma, beta});
    const auto numbers = evaluate({y, d[0], d[1], d[2]}, {{"x", ofOps("layer_norm/x")},
                                                          {"gamma", ofOps("layer_norm/gamma")},
                                                          {"beta", ofOps("layer_norm/beta")},
                                                          {"dy", ofOps("layer_norm/dy")}});
    compare(numbers[0], "layer_norm/y");
    compare(numbers[1], "layer_norm/dx");
    compare(numbers[2], "layer_norm/dgamma");
    compare(numbers[3], "layer_norm/dbeta");
}

void OpsGoldenTest::batchNormWithItsStatistics()
{
    Graph graph;
    const Value x = graph.input("x", {5, 3}, DType::F64);
    const BatchNormOutputs normed = batchNorm(x, 1e-3);
    const Value dx = differentiate(sum(normed.y * graph.input("dy", {5, 3}, DType::F64)), {x})[0];
    const auto numbers = evaluate({normed.y, normed.mean, normed.variance, dx},
                                  {{"x", ofOps("batch_norm/x")}, {"dy", ofOps("batch_norm/dy")}});
    compare(numbers[0], "batch_norm/y");
    compare(numbers[1], "batch_norm/mean");
    compare(numbers[2], "batch_norm/variance");
    compare(numbers[3], "batch_norm/dx");
}

void OpsGoldenTest::crossEntropyWithWeights()
{
    Graph graph;
    const Value logits = graph.input("logits", {3, 5}, DType::F64);
    const Value weights = graph.input("weights", {3}, DType::F64);
    const Value perRow = crossEntropy(logits, graph.input("targets", {3}, DType::I32));
    const Value loss = sum(perRow * weights) / sum(weights);
    const auto numbers =
        evaluate({loss, differentiate(loss, {logits})[0]}, {{"logits", ofOps("cross_entropy/logits")},
                                                            {"weights", ofOps("cross_entropy/weights")},
                                                            {"targets", ofOps("cross_entropy/targets")}});
    compare(numbers[0], "cross_entropy/loss");
    compare(numbers[1], "cross_entropy/grad");
}

void OpsGoldenTest::lstmWithItsGradients()
{
    Graph graph;
    const Value x = graph.input("x", {3, 1, 4}, DType::F64);
    const Value zero = graph.input("zero", {1, 2}, DType::F64);
    const Value w = graph.input("w", {4, 8}, DType::F64);
    const Value u = graph.input("u", {2, 8}, DType::F64);
    const Value b = graph.input("b", {8}, DType::F64);
    const LstmOutputs out = lstm({.x = x,
                                  .h0 = zero,
                                  .c0 = zero,
                                  .wInput = w,
                                  .wHidden = u,
                                  .bias = b,
                                  .lengths = graph.input("lengths", {1}, DType::I32)});
    const Value loss = sum(out.y * graph.input("dh", {3, 1, 2}, DType::F64));
    const std::vector<Value> d = differentiate(loss, {x, w, u, b});
    const auto numbers = evaluate({out.y, out.cLast, d[0], d[1], d[2], d[3]}, {{"x", ofOps("lstm/x")},
                                                                               {"zero", {0, 0}},
                                                                               {"w", ofOps("lstm/w")},
                                                                               {"u", ofOps("lstm/u")},
                                                                               {"b", ofOps("lstm/b")},
                                                                               {"dh", ofOps("lstm/dh")},
                                                                               {"lengths", {3}}});
    const char* keys[] = {"lstm/h", "lstm/c_last", "lstm/dx", "lstm/dw", "lstm/du", "lstm/db"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], keys[i]);
}

void OpsGoldenTest::knnEntropyWithItsGradient()
{
    for (int k : {1, 2}) {
        Graph graph;
        const Value points = graph.input("points", {6, 2}, DType::F64);
        const Value entropy = knnEntropy(points, k);
        const auto numbers =
            evaluate({entropy, differentiate(entropy, {points})[0]}, {{"points", ofOps("neighbours/points")}});
        compare(numbers[0], k == 1 ? "neighbours/k1/entropy" : "neighbours/k2/entropy");
        compare(numbers[1], k == 1 ? "neighbours/k1/grad" : "neighbours/k2/grad");
    }
}

QTEST_APPLESS_MAIN(OpsGoldenTest)
#include "tst_ops_golden.moc"
