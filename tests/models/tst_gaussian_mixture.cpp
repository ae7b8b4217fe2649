#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/frechet.h"
#include "models/metrics/gaussian_mixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace lb::models;

namespace {

bool isNear(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance)
        return true;
    qWarning("%.9f, expected %.9f +- %g", value, expected, tolerance);
    return false;
}

/// Three plane Gaussians with shares 0.5, 0.3, 0.2: round at (0, 0); long and slanted at (8, 0); small at (0, 8).
std::vector<float> knownMixture(int count)
{
    lb::engine::RandomStream random({.seed = 5, .step = 0}, 1);
    std::vector<float> x;
    for (int i = 0; i < count; ++i) {
        const float a = random.normal();
        const float b = random.normal();
        const float part = random.uniform();
        if (part < 0.5F)
            x.insert(x.end(), {a, b});
        else if (part < 0.8F)
            x.insert(x.end(), {8.0F + 1.5F * a, a + 0.5F * b}); // covariance [[2.25, 1.5], [1.5, 1.25]]
        else
            x.insert(x.end(), {0.3F * a, 8.0F + 0.3F * b});
    }
    return x;
}

int componentNear(const GaussianMixture& fit, double x, double y)
{
    for (int k = 0; k < fit.components(); ++k)
        if (std::hypot(fit.mean(k)[0] - x, fit.mean(k)[1] - y) < 0.5)
            return k;
    return -1;
}

} // namespace

class TestGaussianMixture : public QObject {
    Q_OBJECT
private slots:
    void aKnownMixtureIsFoundAgain()
    {
        const std::vector<float> data = knownMixture(6000);
        const GaussianMixture fit({data, 2}, {.components = 3});
        const int round = componentNear(fit, 0, 0);
        const int slanted = componentNear(fit, 8, 0);
        const int small = componentNear(fit, 0, 8);
        QVERIFY(round >= 0 && slanted >= 0 && small >= 0);
        QVERIFY(isNear(fit.weights()[static_cast<std::size_t>(round)], 0.5, 0.03));
        QVERIFY(isNear(fit.weights()[static_cast<std::size_t>(slanted)], 0.3, 0.03));
        QVERIFY(isNear(fit.weights()[static_cast<std::size_t>(small)], 0.2, 0.03));
        const std::vector<double> wanted{2.25, 1.5, 1.5, 1.25};
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(isNear(fit.covariance(slanted)[i], wanted[i], 0.2));
        QVERIFY(isNear(fit.covariance(small)[0], 0.09, 0.01) && isNear(fit.covariance(small)[1], 0.0, 0.01));
    }

    void everyRoundRaisesTheLikelihood()
    {
        const std::vector<float> data = knownMixture(2000);
        const GaussianMixture fit({data, 2}, {.components = 10, .tolerance = 1e-9});
        QVERIFY(fit.history().size() > 5);
        for (std::size_t i = 1; i < fit.history().size(); ++i)
            QVERIFY(fit.history()[i] >= fit.history()[i - 1] - 1e-6);
        QVERIFY(fit.logLikelihood({data, 2}) >= fit.history().back() - 1e-6);
    }

    void oneComponentIsTheGaussianOfTheMoments()
    {
        const std::vector<float> data = knownMixture(500);
        const GaussianMixture fit({data, 2}, {.components = 1});
        const FeatureMoments moments = featureMoments({data, 2});
        for (std::size_t j = 0; j < 2; ++j)
            QVERIFY(isNear(fit.mean(0)[j], moments.mean[j], 1e-6));
        for (std::size_t j = 0; j < 4; ++j)
            QVERIFY(isNear(fit.covariance(0)[j], moments.covariance[j] * 499.0 / 500.0, 1e-5));
    }

    void logDensityIsThatOfAStandardNormal()
    {
        lb::engine::RandomStream random({.seed = 9, .step = 0}, 1);
        std::vector<float> data(40'000);
        std::generate(data.begin(), data.end(), [&] { return random.normal(); });
        const GaussianMixture fit({data, 4}, {.components = 1});
        const double entropy = 2.0 * std::log(2.0 * std::numbers::pi * std::numbers::e);
        QVERIFY(isNear(fit.logLikelihood({data, 4}), -entropy, 0.03));
    }

    void drawsHaveTheMomentsOfTheData()
    {
        const std::vector<float> data = knownMixture(6000);
        const std::vector<float> drawn = GaussianMixture({data, 2}, {}).sample(6000, 3);
        const FeatureMoments wanted = featureMoments({data, 2});
        const FeatureMoments found = featureMoments({drawn, 2});
        for (std::size_t j = 0; j < 2; ++j)
            QVERIFY(isNear(found.mean[j], wanted.mean[j], 0.25));
        for (std::size_t j = 0; j < 4; ++j)
            QVERIFY(isNear(found.covariance[j], wanted.covariance[j], 1.0));
        QCOMPARE(GaussianMixture({data, 2}, {}).sample(50, 3), GaussianMixture({data, 2}, {}).sample(50, 3));
    }

    void equalAndFewCodesStayFinite()
    {
        const std::vector<float> equal(60, 2.0F);
        for (const float number : GaussianMixture({equal, 3}, {}).sample(10, 1))
            QVERIFY(isNear(static_cast<double>(number), 2.0, 0.01));
        const std::vector<float> few{1, 2, 3, 4};
        QCOMPARE(GaussianMixture({few, 2}, {}).components(), 1);
        QVERIFY_EXCEPTION_THROWN(GaussianMixture({std::span(few).first(2), 2}, {}), lb::engine::EngineError);
    }
};

QTEST_APPLESS_MAIN(TestGaussianMixture)
#include "tst_gaussian_mixture.moc"
