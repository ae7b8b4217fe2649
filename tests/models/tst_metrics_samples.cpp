#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/frechet.h"
#include "models/metrics/gaussian_fit.h"
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

std::vector<float> normals(std::int64_t count, std::uint64_t seed)
{
    lb::engine::RandomStream stream({.seed = seed, .step = 0}, 1);
    std::vector<float> result(static_cast<std::size_t>(count));
    for (float& number : result)
        number = stream.normal();
    return result;
}

FeatureMoments isotropic(std::size_t d, double mean, double variance)
{
    FeatureMoments fit{std::vector<double>(d, mean), std::vector<double>(d * d, 0.0)};
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
        const FeatureMoments a{{1, -1}, {2, 1, 1, 2}};
        const FeatureMoments b{{0, 0}, {1, 0, 0, 3}};
        QVERIFY(isNear(frechetDistance(a, b), 2.516685, 1e-6));
        QVERIFY(isNear(frechetDistance(a, a), 0.0, 1e-9));
    }

    void singularCovariancesStayFinite()
    {
        const FeatureMoments flat{{0, 0}, {1, 1, 1, 1}};
        QVERIFY(isNear(frechetDistance(flat, flat), 0.0, 1e-6));
    }

    void aFittedGaussianDrawsLikeItsData()
    {
        std::vector<float> data = normals(4000, 3);
        for (std::size_t i = 0; i < data.size(); i += 2) { // correlated, off centre
            data[i + 1] = 0.5F * data[i + 1] + data[i] - 1.0F;
            data[i] = 2.0F * data[i] + 3.0F;
        }
        const std::vector<float> drawn = GaussianFit(data, 2).transform(normals(40000, 4));
        const FeatureMoments expected = featureMoments({data, 2});
        const FeatureMoments moments = featureMoments({drawn, 2});
        QVERIFY(isNear(moments.mean[0], expected.mean[0], 0.06) && isNear(moments.mean[1], expected.mean[1], 0.06));
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(isNear(moments.covariance[i], expected.covariance[i], 0.12));
    }

    void aDeadDirectionStaysDeadInTheFit()
    {
        std::vector<float> data = normals(200, 3);
        for (std::size_t i = 0; i < data.size(); i += 2)
            data[i] = 4.0F;
        const std::vector<float> drawn = GaussianFit(data, 2).transform(normals(20, 4));
        for (std::size_t i = 0; i < drawn.size(); i += 2)
            QVERIFY(isNear(static_cast<double>(drawn[i]), 4.0, 1e-3));
    }

    void covarianceIsOverNMinusOne()
    {
        const std::vector<float> x{0, 2};
        QCOMPARE(featureMoments({x, 1}).covariance[0], 2.0);
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
        const std::vector<float> prior = normals(400 * 8, 1);
        const std::vector<float> same = normals(400 * 8, 2);
        std::vector<float> wider = same;
        for (float& number : wider)
            number *= 1.4F;
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
