#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/frechet.h"
#include "models/metrics/sample_quality.h"
#include "models/metrics/text_overlap.h"

#include <QTest>

#include <cmath>

using namespace lb::models;

namespace {

bool isNear(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance)
        return true;
    qWarning("%.9f, expected %.9f +- %g", value, expected, tolerance);
    return false;
}

GaussianFit isotropic(std::size_t d, double mean, double variance)
{
    GaussianFit fit{std::vector<double>(d, mean), std::vector<double>(d * d, 0.0)};
    for (std::size_t j = 0; j < d; ++j)
        fit.covariance[j * d + j] = variance;
    return fit;
}

// "the cat sat on the mat" / "the cat ate the rat" / "a dog sat on the log"
const std::vector<TokenSequence> kSentences{{1, 2, 3, 4, 1, 5}, {1, 2, 6, 1, 7}, {8, 9, 3, 4, 1, 10}};

} // namespace

class TestMetricsSamples : public QObject {
    Q_OBJECT
private slots:
    // A15
    void frechetDistanceFixtures()
    {
        QVERIFY(isNear(frechetDistance(isotropic(64, 0.0, 1.0), isotropic(64, 0.1, 1.21)), 1.28, 1e-9));
        const GaussianFit a{{1, -1}, {2, 1, 1, 2}};
        const GaussianFit b{{0, 0}, {1, 0, 0, 3}};
        QVERIFY(isNear(frechetDistance(a, b), 2.516685, 1e-6));
        QVERIFY(isNear(frechetDistance(a, a), 0.0, 1e-9));
    }

    void singularCovariancesStayFinite()
    {
        const GaussianFit flat{{0, 0}, {1, 1, 1, 1}};
        QVERIFY(isNear(frechetDistance(flat, flat), 0.0, 1e-6));
    }

    void aFittedGaussianDrawsLikeItsData()
    {
        const GaussianFit truth{{3, -1}, {2, 0.9, 0.9, 0.5}};
        const std::vector<float> drawn = drawGaussian(truth, 20000, 4);
        QCOMPARE(drawn, drawGaussian(truth, 20000, 4));
        const GaussianFit fit = fitGaussian({drawn, 2});
        QVERIFY(isNear(fit.mean[0], 3.0, 0.05));
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(isNear(fit.covariance[i], truth.covariance[i], 0.06));
    }

    void covarianceIsOverNMinusOne()
    {
        const std::vector<float> x{0, 2};
        QCOMPARE(fitGaussian({x, 1}).covariance[0], 2.0);
    }

    // A15
    void prdcFixture()
    {
        const std::vector<float> real{0, 1, 2, 3};
        const std::vector<float> fake{0.5F, 10};
        const Prdc result = prdc({real, 1}, {fake, 1}, 1);
        QCOMPARE(result.precision, 0.5);
        QCOMPARE(result.recall, 1.0);
        QCOMPARE(result.density, 1.0);
        QCOMPARE(result.coverage, 0.5);
        QVERIFY_EXCEPTION_THROWN(prdc({real, 1}, {fake, 1}, 2), lb::engine::EngineError);
    }

    // A15
    void mmdFixtureIsUnbiased()
    {
        const std::vector<float> x{0, 1};
        const std::vector<float> y{0, 2};
        const double constant = 2.0;
        QVERIFY(isNear(mmdImq({x, 1}, {y, 1}, std::span(&constant, 1)), -1.0 / 3.0, 1e-9));
    }

    void mmdSeesAWiderDistribution()
    {
        const auto prior = drawGaussian(isotropic(8, 0.0, 1.0), 400, 1);
        const auto same = drawGaussian(isotropic(8, 0.0, 1.0), 400, 2);
        const auto wider = drawGaussian(isotropic(8, 0.0, 2.0), 400, 2);
        QVERIFY(std::abs(mmdImq({prior, 8}, {same, 8})) < 0.02);
        QVERIFY(mmdImq({prior, 8}, {wider, 8}) > 0.05);
    }

    // A15
    void distinctNFixtures()
    {
        QVERIFY(isNear(distinctN(kSentences, 1), 10.0 / 17.0, 1e-12));
        QVERIFY(isNear(distinctN(kSentences, 2), 11.0 / 14.0, 1e-12));
        QVERIFY(isNear(distinctN(kSentences, 3), 10.0 / 11.0, 1e-12));
        QCOMPARE(distinctN({}, 1), 0.0);
        QCOMPARE(distinctN(kSentences, 9), 0.0);
    }

    // A15
    void selfBleuFixtures()
    {
        QVERIFY(isNear(selfBleu(kSentences, 2), 0.490471, 1e-6));
        QVERIFY(isNear(selfBleu(kSentences, 3), 0.336135, 1e-6));
        QVERIFY(isNear(selfBleu(kSentences, 4), 0.186356, 1e-6));
    }

    void selfBleuOfRepeatedAndOfEmptySamples()
    {
        const std::vector<TokenSequence> repeated{{1, 2, 3}, {1, 2, 3}};
        QVERIFY(isNear(selfBleu(repeated, 2), 1.0, 1e-12));
        const std::vector<TokenSequence> empty{{}, {1, 2}};
        QCOMPARE(selfBleu(empty, 2), 0.0);
        QVERIFY(std::isnan(selfBleu(std::span(repeated).first(1), 2)));
    }
};

QTEST_APPLESS_MAIN(TestMetricsSamples)
#include "tst_metrics_samples.moc"
