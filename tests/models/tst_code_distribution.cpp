#include "engine/core/von_mises_fisher.h"
#include "models/metrics/code_distribution.h"
#include "models/metrics/likelihood.h"
#include "models/metrics/mutual_information.h"

#include <QTest>

#include <cmath>

using namespace lb::models;
using lb::engine::RandomStream;
using lb::engine::VonMisesFisher;

namespace {

bool isNear(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance)
        return true;
    qWarning("%.9f, expected %.9f +- %g", value, expected, tolerance);
    return false;
}

CodeSpace sphere(std::int64_t d, double kappa)
{
    return {.kind = CodeSpace::Kind::Sphere, .size = d, .kappa = kappa};
}

std::vector<float> uniformRows(std::int64_t d, std::int64_t count, std::uint64_t seed)
{
    RandomStream random({.seed = seed, .step = 0}, 1);
    return priorDraws(sphere(d, 0), random, count);
}

} // namespace

class TestCodeDistribution : public QObject {
    Q_OBJECT
private slots:
    void priorOnTheSphereIsUniform()
    {
        const std::vector<float> z = uniformRows(3, 20'000, 4);
        double mean = 0;
        double fourth = 0; // E[z_1^2] = 1/3, E[z_1^4] = 1/5
        for (std::size_t i = 0; i < z.size(); i += 3) {
            QVERIFY(isNear(static_cast<double>(z[i] * z[i] + z[i + 1] * z[i + 1] + z[i + 2] * z[i + 2]), 1.0, 1e-5));
            mean += static_cast<double>(z[i]) / 20'000.0;
            fourth += std::pow(static_cast<double>(z[i]), 4) / 20'000.0;
        }
        QVERIFY(isNear(mean, 0.0, 0.02) && isNear(fourth, 0.2, 0.01));
    }

    void priorElsewhereIsNormal()
    {
        RandomStream a({.seed = 4, .step = 0}, 1);
        RandomStream b({.seed = 4, .step = 0}, 1);
        for (const float number : priorDraws({.size = 5}, a, 3))
            QCOMPARE(number, b.normal());
    }

    void posteriorsOnTheSphereHaveTheirMeanCosine()
    {
        const std::vector<float> mean = uniformRows(16, 5000, 6);
        const std::vector<float> z = PosteriorSampler(sphere(16, 40.0), 1, 2).draw({mean, 16}, {});
        double cosine = 0;
        for (std::size_t i = 0; i < z.size(); ++i)
            cosine += static_cast<double>(z[i] * mean[i]) / 5000.0;
        QVERIFY(isNear(cosine, VonMisesFisher(40.0, 16).meanCosine(), 0.005));
    }

    void pointsAreDrawnAsThemselves()
    {
        const std::vector<float> mean{1, 2, 3, 4};
        QCOMPARE(PosteriorSampler({.size = 2}, 1, 2).draw({mean, 2}, {}), mean);
    }

    // E_q [ln q - ln p] = KL.
    void ratiosAverageToMinusTheKl()
    {
        const CodeSpace space = sphere(32, 13.0);
        const std::vector<float> mean = uniformRows(32, 5000, 6);
        const std::vector<float> z = PosteriorSampler(space, 1, 2).draw({mean, 32}, {});
        double total = 0;
        for (const double ratio : logPriorRatios(space, {z, 32}, {mean, 32}, {}))
            total -= ratio / 5000.0;
        QVERIFY(isNear(total, 2.172591, 0.1));
    }

    // A decoder that ignores z: every estimate is -ln p(x), whatever the posterior.
    void importanceWeightsIntegrateToOne()
    {
        const CodeSpace space = sphere(3, 2.0);
        const std::vector<float> mean = uniformRows(3, 2000, 6);
        const std::vector<float> reconstruction(2000, 5.0F);
        PosteriorSampler sampler(space, 1, 2);
        ImportanceWeightedNll estimate(2000);
        for (int k = 0; k < 200; ++k) {
            const std::vector<float> z = sampler.draw({mean, 3}, {});
            estimate.add(reconstruction, logPriorRatios(space, {z, 3}, {mean, 3}, {}));
        }
        QVERIFY(isNear(estimate.mean(), 5.0, 0.02));
    }

    void informationOnTheSphereIsTheKlOfDistinctDirectionsAndZeroOfOne()
    {
        const std::vector<float> apart = uniformRows(16, 2000, 8);
        const MutualInformation information = sphereInformation({apart, 16}, 15.0, 1);
        const double kl = VonMisesFisher(15.0, 16).kl(); // directions are uniform, so q(z) is nearly the prior
        QVERIFY(isNear(information.closedForm, kl, 0.25));
        QVERIFY(information.closedForm < information.ceiling);
        std::vector<float> together;
        for (int i = 0; i < 300; ++i)
            together.insert(together.end(), apart.begin(), apart.begin() + 16);
        QVERIFY(isNear(sphereInformation({together, 16}, 15.0, 1).paired, 0.0, 1e-9));
    }
};

QTEST_APPLESS_MAIN(TestCodeDistribution)
#include "tst_code_distribution.moc"
