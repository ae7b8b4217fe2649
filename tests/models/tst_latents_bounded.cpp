#include "engine/core/error.h"
#include "engine/core/von_mises_fisher.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "models/latents/delta.h"
#include "models/latents/free_bits.h"
#include "models/latents/spherical.h"
#include "tests/support/evaluate.h"

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

bool isNear(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance)
        return true;
    qWarning("%.12f, expected %.12f +- %g", value, expected, tolerance);
    return false;
}

/// d x d weights that pass features through.
Numbers identity(std::int64_t d)
{
    Numbers result(static_cast<std::size_t>(d * d), 0.0);
    for (std::int64_t j = 0; j < d; ++j)
        result[static_cast<std::size_t>(j * d + j)] = 1.0;
    return result;
}

double dot(const Numbers& a, const Numbers& b, std::size_t begin, std::size_t width)
{
    double total = 0;
    for (std::size_t j = begin; j < begin + width; ++j)
        total += a[j] * b[j];
    return total;
}

/// A vMF latent on `rows` rows of d numbers which are the directions themselves.
struct Sphere {
    Sphere(std::int64_t rows, std::int64_t d, double kappa)
        : features(graph.input("features", {rows, d}, DType::F64))
        , latent(makeLatent("vmf", {.features = d, .size = d, .headsHaveBias = false, .kappa = kappa}))
        , training(latent->train(features))
        , leaves{{"features", normals(static_cast<std::size_t>(rows * d), 3)}, {"direction/weight", identity(d)}}
    {
    }
    Graph graph;
    Value features;
    std::unique_ptr<Latent> latent;
    LatentTraining training;
    Leaves leaves;
};

} // namespace

/// A10: posteriors whose form alone keeps them away from the prior.
class TestLatentsBounded : public QObject {
    Q_OBJECT
private slots:
    void deltaVariancesAreTheRoots()
    {
        const auto [low, high] = deltaVariances(0.15);
        QVERIFY(isNear(low, 0.411113, 1e-6) && isNear(high, 1.986247, 1e-6));
        QVERIFY(isNear(std::sqrt(low), 0.641181, 1e-6) && isNear(std::sqrt(high), 1.409343, 1e-6));
        QVERIFY(isNear(deltaVariances(0.1).first, 0.493239, 1e-6) && isNear(deltaVariances(0.1).second, 1.77225, 1e-6));
        for (double delta : {1e-4, 0.01, 1.0, 10.0})
            for (double v : {deltaVariances(delta).first, deltaVariances(delta).second})
                QVERIFY(isNear((v - std::log(v) - 1.0) / 2.0, delta, 1e-12 * std::max(1.0, v)));
    }

    void deltaKlNeverFallsBelowDelta()
    {
        for (double delta : {0.1, 0.15, 2.0}) {
            Graph graph;
            const Value features = graph.input("features", {25'000, 4}, DType::F64);
            const auto latent = makeLatent("delta-vae", {.features = 4, .size = 4, .delta = delta});
            const LatentEncoding q = latent->encode(features);
            Leaves leaves = randomLeaves(graph, 7);
            for (double& number : leaves["deviation/weight"])
                number *= 20.0; // far into both ends of the variance
            const Numbers kl = evaluate(q.klPerDimension, leaves);
            QVERIFY(*std::min_element(kl.begin(), kl.end()) >= delta - 1e-12);
            QVERIFY(*std::max_element(kl.begin(), kl.end()) > delta + 0.1);
        }
        QVERIFY(isNear(makeLatent("delta-vae", {.features = 1, .size = 32, .delta = 0.1})->klFloor(), 3.2, 1e-12));
    }

    void deltaGradientsStayFiniteAtTheEndsOfTheVariance()
    {
        Graph graph;
        const Value features = graph.input("features", {6, 2}, DType::F32);
        const LatentTraining training = makeLatent("delta-vae", {.features = 2, .size = 2})->train(features);
        const Value loss = klTerm(training.klPerDimension, {}) + lb::engine::mean(lb::engine::square(training.code));
        const Value gradient = lb::engine::differentiate(loss, {features})[0];
        Leaves leaves = randomLeaves(graph, 1);
        leaves["deviation/bias"] = {-200.0, 200.0};
        leaves["mean/bias"] = {-200.0, -200.0};
        for (double number : evaluate(gradient, leaves))
            QVERIFY(std::isfinite(number));
    }

    void sphereKlIsOneConstantSharedByTheDimensions()
    {
        Sphere vmf(5, 32, 13.0);
        const Numbers kl = evaluate(vmf.training.klPerDimension, vmf.leaves);
        QCOMPARE(kl.size(), std::size_t{160});
        for (double share : kl)
            QVERIFY(isNear(share * 32.0, 2.172591, 1e-5));
        QVERIFY(isNear(vmf.latent->klFloor(), 2.172591, 1e-5));
        QVERIFY(!std::isnan(vmf.latent->klFloor()) && vmf.latent->hasKl() && vmf.latent->isStochastic());
    }

    void sphereCodesHaveUnitLengthAndTheAngleOfTheirDistribution()
    {
        for (const std::int64_t d : {2, 3, 16}) {
            Sphere vmf(4000, d, 20.0);
            const Numbers codes = evaluate(vmf.training.code, vmf.leaves);
            const Numbers means = evaluate(vmf.latent->encode(vmf.features).mean, vmf.leaves);
            const auto width = static_cast<std::size_t>(d);
            double cosine = 0;
            for (std::size_t begin = 0; begin < codes.size(); begin += width) {
                QVERIFY(isNear(dot(codes, codes, begin, width), 1.0, 1e-6));
                cosine += dot(codes, means, begin, width) / 4000.0;
            }
            QVERIFY(isNear(cosine, lb::engine::VonMisesFisher(20.0, d).meanCosine(), 0.01));
        }
    }

    void sphereNoiseHasNoDirectionOfItsOwn()
    {
        Sphere vmf(20'000, 3, 5.0);
        vmf.leaves["features"].assign(60'000, 0.0);
        for (std::size_t row = 0; row < 20'000; ++row)
            vmf.leaves["features"][3 * row] = 2.0; // every direction is the first axis
        const Numbers codes = evaluate(vmf.training.code, vmf.leaves);
        Numbers mean(3, 0.0);
        for (std::size_t i = 0; i < codes.size(); ++i)
            mean[i % 3] += codes[i] / 20'000.0;
        QVERIFY(isNear(mean[0], lb::engine::VonMisesFisher(5.0, 3).meanCosine(), 0.01));
        QVERIFY(isNear(mean[1], 0.0, 0.02) && isNear(mean[2], 0.0, 0.02));
    }

    void sphereNeedsTwoDimensions()
    {
        QVERIFY_EXCEPTION_THROWN(makeLatent("vmf", {.features = 3, .size = 1}), lb::engine::ShapeError);
    }
};

QTEST_APPLESS_MAIN(TestLatentsBounded)
#include "tst_latents_bounded.moc"
