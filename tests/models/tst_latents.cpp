#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "models/latents/batch_norm_split.h"
#include "models/latents/free_bits.h"
#include "models/latents/latent.h"
#include "models/latents/smallest.h"
#include "tests/support/evaluate.h"
#include "tests/support/gradient_check.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::DType;
using lb::engine::Graph;
using lb::engine::Value;
using Numbers = std::vector<double>;

namespace {

constexpr int kRows = 32;
constexpr int kSize = 32;

/// A latent of d = 32 on a batch of 32 rows whose heads pass the features through (weight I, bias 0).
struct Bench {
    explicit Bench(const std::string& kind, LatentSettings settings = {})
    {
        settings.features = kSize;
        settings.size = kSize;
        const Value features = graph.input("features", {kRows, kSize}, DType::F64);
        latent = makeLatent(kind, settings);
        training = latent->train(features);
        leaves = {{"features", normals(kRows * kSize, 9)}};
        for (const auto& parameter : graph.parameters()) {
            const auto count = static_cast<std::size_t>(graph.typeOf(parameter.value).shape.elements());
            leaves[parameter.name] = Numbers(count, 0.0);
        }
    }
    void passThrough(const std::string& head)
    {
        for (std::size_t j = 0; j < kSize; ++j)
            leaves[head + "/weight"][j * kSize + j] = 1.0;
    }
    void fill(const std::string& leaf, double number) { leaves[leaf].assign(leaves[leaf].size(), number); }
    Numbers compute(Value value) { return evaluate(value, leaves); }
    /// KL per row, averaged over the batch.
    double kl() { return evaluate(klTerm(training.klPerDimension, {}), leaves)[0]; }

    Graph graph;
    std::unique_ptr<Latent> latent;
    LatentTraining training;
    Leaves leaves;
};

bool isNear(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance)
        return true;
    qWarning("%.12f, expected %.12f +- %g", value, expected, tolerance);
    return false;
}

/// Mean and biased variance of column j.
std::pair<double, double> columnMoments(const Numbers& x, std::size_t j, std::size_t width)
{
    double mean = 0;
    double squares = 0;
    const double rows = static_cast<double>(x.size() / width);
    for (std::size_t i = j; i < x.size(); i += width)
        mean += x[i] / rows;
    for (std::size_t i = j; i < x.size(); i += width)
        squares += (x[i] - mean) * (x[i] - mean) / rows;
    return {mean, squares};
}

/// Gives every column of the features exactly this biased variance.
void setVariance(Numbers& x, double variance)
{
    for (std::size_t j = 0; j < kSize; ++j) {
        const double scale = std::sqrt(variance / columnMoments(x, j, kSize).second);
        for (std::size_t i = j; i < x.size(); i += kSize)
            x[i] *= scale;
    }
}

} // namespace

class TestLatents : public QObject {
    Q_OBJECT
private slots:
    // A1
    void batchNormOnTheMeanPutsAFloorUnderTheKl()
    {
        for (const auto& [shift, logVariance, expected] :
             {std::tuple(0.0, 0.0, 5.76), std::tuple(0.3, 0.0, 7.20), std::tuple(0.0, std::log(0.5), 8.850355)}) {
            Bench bench("bn-vae", {.gamma = 0.6, .epsilon = 0.0});
            bench.passThrough("mean");
            bench.fill("mean_norm/scale", 0.6);
            bench.fill("mean_norm/shift", shift);
            bench.fill("log_variance/bias", logVariance);
            QVERIFY(isNear(bench.kl(), expected, expected == 8.850355 ? 1e-6 : 1e-9));
        }
    }

    // A1, P1: gamma^2 v / (v + epsilon), with v the variance before batch norm.
    void epsilonEatsTheFloor_data()
    {
        QTest::addColumn<double>("epsilon");
        QTest::addColumn<double>("variance");
        QTest::addColumn<double>("kept");
        QTest::newRow("1e-5, v = 1e-6") << 1e-5 << 1e-6 << 1.0 / 11.0;
        QTest::newRow("1e-5, v = 1e-5") << 1e-5 << 1e-5 << 0.5;
        QTest::newRow("1e-5, v = 1e-3") << 1e-5 << 1e-3 << 1e-3 / 1.01e-3;
        QTest::newRow("1e-8, v = 1e-6") << 1e-8 << 1e-6 << 1.0 / 1.01;
    }
    void epsilonEatsTheFloor()
    {
        QFETCH(double, epsilon);
        QFETCH(double, variance);
        QFETCH(double, kept);
        Bench bench("bn-vae", {.gamma = 0.6, .epsilon = epsilon});
        bench.passThrough("mean");
        bench.fill("mean_norm/scale", 0.6);
        setVariance(bench.leaves["features"], variance);
        QVERIFY(isNear(bench.kl(), kept * 5.76, 1e-9));
        QVERIFY(isNear(bench.compute(smallest(bench.training.preNormVariance))[0], variance, 1e-15));
    }

    void theoryKnowsTheFloors()
    {
        QVERIFY(isNear(Bench("bn-vae", {.gamma = 0.6}).latent->klFloor(), 5.76, 1e-12));
        QVERIFY(isNear(Bench("bn-split", {.tau = 0.5}).latent->klFloor(), 11.0904, 1e-4));
        QVERIFY(isNear(Bench("eae").latent->entropyCeiling(), 45.406033, 1e-6));
        QVERIFY(std::isnan(Bench("vae").latent->klFloor()));
    }

    // A4
    void splitScalesDivideTheUnitVariance()
    {
        Graph graph;
        const SplitScales scales = splitScales(graph.input("theta", {4}, DType::F64), 0.5);
        const Leaves leaves{{"theta", {-20, -2, 0, 2}}};
        const Numbers mean = evaluate(scales.mean, leaves);
        const Numbers deviation = evaluate(scales.deviation, leaves);
        const Numbers expectedMean{0.70711, 0.74807, 0.86603, 0.96974};
        const Numbers expectedDeviation{0.70711, 0.66363, 0.50000, 0.24413};
        for (std::size_t j = 0; j < 4; ++j) {
            QVERIFY(isNear(mean[j] * mean[j] + deviation[j] * deviation[j], 1.0, 1e-12));
            QVERIFY(isNear(mean[j], expectedMean[j], 1e-5) && isNear(deviation[j], expectedDeviation[j], 1e-5));
        }
    }

    // A4
    void splitLatentHasUnitMomentsAndItsFloor()
    {
        Bench bench("bn-split", {.epsilon = 1e-8, .tau = 0.5});
        bench.leaves["mean/weight"] = normals(kSize * kSize, 1, 0.3);
        bench.leaves["deviation/weight"] = normals(kSize * kSize, 2, 0.3);
        bench.leaves["theta"] = normals(kSize, 3);
        QVERIFY(bench.compute(smallest(bench.training.preNormVariance))[0] > 1e-3);
        Graph& graph = bench.graph;
        const Value theta = graph.value(graph.parameters().back().value);
        QCOMPARE(graph.parameters().back().name, std::string("theta"));
        const Numbers deviation = bench.compute(splitScales(theta, 0.5).deviation);
        double floor = 0;
        for (double scale : deviation)
            floor -= 0.5 * std::log(scale * scale);
        QVERIFY2(bench.kl() >= floor - 1e-3, qPrintable(QString::number(bench.kl() - floor)));
        QVERIFY(floor >= bench.latent->klFloor());
    }

    // A4: with z = mu + sigma noise, E[mu^2] + E[sigma^2] = 1 in every dimension.
    void splitLatentKeepsMeanSquarePlusVarianceAtOne()
    {
        Bench bench("bn-split", {.epsilon = 1e-8, .tau = 0.5});
        bench.leaves["mean/weight"] = normals(kSize * kSize, 1, 0.3);
        bench.leaves["deviation/weight"] = normals(kSize * kSize, 2, 0.3);
        bench.leaves["theta"] = normals(kSize, 3);
        // KL_j = (mu^2 + sigma^2 - ln sigma^2 - 1) / 2, so its batch mean gives the sum once ln sigma^2 is known: the
        // node that makes it is "log".
        Graph& graph = bench.graph;
        Value logVariance;
        for (const auto& node : graph.nodes())
            if (node.op->name == "log")
                logVariance = graph.value(node.outputs[0]);
        const Numbers kl = bench.compute(lb::engine::mean(bench.training.klPerDimension, {0}));
        const Numbers log = bench.compute(lb::engine::mean(logVariance, {0}));
        for (std::size_t j = 0; j < kSize; ++j)
            QVERIFY(isNear(2 * kl[j] + 1 + log[j], 1.0, 2e-5));
    }

    // A7: what the entropy term sees.
    void entropicCodesAreNormalisedInTheGraph()
    {
        Bench bench("eae", {.epsilon = 1e-8});
        bench.leaves["code/weight"] = normals(kSize * kSize, 4, 0.3);
        bench.fill("code/bias", 17.0);
        const Numbers codes = bench.compute(bench.training.code);
        for (std::size_t j = 0; j < kSize; ++j) {
            const auto [mean, variance] = columnMoments(codes, j, kSize);
            QVERIFY(isNear(mean, 0.0, 1e-5) && isNear(variance, 1.0, 1e-5));
        }
    }

    // P8
    void equalCodesKeepTheEntropyAndItsGradientFinite()
    {
        Bench bench("eae", {.neighbours = 1, .entropyWeight = 2.0});
        const Value features = bench.graph.value(bench.graph.findInput("features"));
        const Value gradient = lb::engine::differentiate(bench.training.penalty, {features})[0];
        bench.passThrough("code");
        bench.fill("features", 3.0);
        QVERIFY(std::isfinite(bench.compute(bench.training.entropy)[0]));
        for (double number : bench.compute(gradient))
            QVERIFY(std::isfinite(number));
    }

    void penaltyIsMinusLambdaTimesTheEntropy()
    {
        Bench bench("eae", {.entropyWeight = 5.0});
        bench.passThrough("code");
        QCOMPARE(bench.compute(bench.training.penalty)[0], -5.0 * bench.compute(bench.training.entropy)[0]);
    }

    void gradientsOfEveryLatentMatchFiniteDifferences_data()
    {
        QTest::addColumn<std::string>("kind");
        for (const std::string& kind : latentKinds())
            QTest::newRow(kind.c_str()) << kind;
    }
    void gradientsOfEveryLatentMatchFiniteDifferences()
    {
        QFETCH(std::string, kind);
        Graph graph;
        const Value features = graph.input("features", {7, 3}, DType::F64);
        const LatentTraining latent = makeLatent(kind, {.features = 3, .size = 5})->train(features);
        Value loss = lb::engine::mean(lb::engine::square(latent.code));
        if (!latent.klPerDimension.isNull())
            loss = loss + klTerm(latent.klPerDimension, {});
        if (!latent.penalty.isNull())
            loss = loss + latent.penalty;
        const auto wrt = lb::engine::trainableParameters(graph);
        Leaves leaves = randomLeaves(graph, 12);
        const GradientError error = gradientError(loss, wrt, leaves);
        // Weights up to 3 and logarithms near 0: losses of 100, so rounding is 100 times that of the op's own check.
        QVERIFY2(error.error < 1e-5, error.where.c_str());
    }

    void logVarianceIsLimited()
    {
        for (double bias : {-500.0, 500.0}) {
            Bench bench("vae");
            bench.fill("log_variance/bias", bias);
            const double limited = 0.5 * kSize * (std::exp(bias > 0 ? 20.0 : -20.0) - (bias > 0 ? 20.0 : -20.0) - 1.0);
            QVERIFY(isNear(bench.kl(), limited, 1e-9 * limited));
        }
    }

    void anUnknownLatentIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(makeLatent("gan", {.features = 1, .size = 1}), lb::engine::EngineError);
    }
};

QTEST_APPLESS_MAIN(TestLatents)
#include "tst_latents.moc"
