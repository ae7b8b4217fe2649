#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/code_distribution.h"
#include "models/metrics/likelihood.h"
#include "models/metrics/mutual_information.h"
#include "models/metrics/neighbour_entropy.h"
#include "models/metrics/norm_health.h"
#include "models/metrics/posterior_statistics.h"
#include "models/metrics/shuffle_gap.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace lb::models;

namespace {

std::vector<float> normals(std::int64_t count, std::uint64_t seed, double scale = 1.0)
{
    lb::engine::RandomStream stream({.seed = seed, .step = 0}, 1);
    std::vector<float> result(static_cast<std::size_t>(count));
    for (float& number : result)
        number = static_cast<float>(scale * static_cast<double>(stream.normal()));
    return result;
}

std::vector<float> constants(std::int64_t count, float number)
{
    return std::vector<float>(static_cast<std::size_t>(count), number);
}

/// p(z) = N(0, 1), p(x|z) = N(z, 1), x = 1: the mean over `draws` of -ln of the K-sample estimate.
double toyNll(int samples, int draws, float qMean, float qLogVariance)
{
    const std::vector<float> mean = constants(draws, qMean);
    const std::vector<float> logVariance = constants(draws, qLogVariance);
    lb::engine::RandomStream stream({.seed = 11, .step = 0}, 2);
    ImportanceWeightedNll estimate(draws);
    std::vector<float> z(mean.size());
    std::vector<float> reconstruction(mean.size());
    for (int k = 0; k < samples; ++k) {
        for (std::size_t i = 0; i < z.size(); ++i) {
            z[i] = qMean + std::exp(0.5F * qLogVariance) * stream.normal();
            reconstruction[i] = 0.5F * (1.0F - z[i]) * (1.0F - z[i]) + 0.918938533F;
        }
        estimate.add(reconstruction, logPriorRatios({.size = 1}, {z, 1}, {mean, 1}, {logVariance, 1}));
    }
    return estimate.mean();
}

} // namespace

class TestMetricsCodes : public QObject {
    Q_OBJECT
private slots:
    void klSplitAddsUpAndCountsDeadDimensions()
    {
        const std::vector<float> kl{0.5F, 0.001F, 1.5F, 0.003F};
        const KlSplit split = splitKl({kl, 2});
        QCOMPARE(split.perDimension[0], 1.0);
        QVERIFY(std::abs(split.total - 1.002) < 1e-7);
        QCOMPARE(split.deadDimensions, 1);
    }

    void activeUnitsCountFromOneHundredthOverNMinusOne()
    {
        // Two rows at +-a: the variance over N-1 is 2 a^2, over N it would be a^2.
        const std::vector<float> means{0.08F, 0.06F, -0.08F, -0.06F};
        QCOMPARE(activeUnits({means, 2}), 1);
        QCOMPARE(activeUnits({std::span(means).first(2), 2}), 0);
        const std::vector<float> shifted{1000.0F, 1000.25F};
        QCOMPARE(activeUnits({shifted, 1}), 1);
    }

    void aggregatedPosteriorAddsTheNoise()
    {
        const std::vector<float> means{1.0F, 3.0F};
        const std::vector<float> logVariances{0.0F, std::log(3.0F)};
        const AggregatedPosterior q = aggregatedPosterior({means, 1}, {logVariances, 1});
        QCOMPARE(q.mean[0], 2.0);
        QVERIFY(std::abs(q.variance[0] - (1.0 + 2.0)) < 1e-6);
        QCOMPARE(aggregatedPosterior({means, 1}, {}).variance[0], 1.0);
    }

    // A8: Gaussian channel gamma = 0.6, sigma^2 = 1, d = 32; true information 4.9198.
    void mutualInformationOfAGaussianChannel()
    {
        const auto means = normals(2000 * 32, 3, 0.6);
        const auto logVariances = constants(2000 * 32, 0.0F);
        const MutualInformation mi = mutualInformation({means, 32}, {logVariances, 32}, 1);
        QVERIFY2(mi.closedForm >= 4.3 && mi.closedForm <= 5.1, qPrintable(QString::number(mi.closedForm)));
        QVERIFY2(mi.paired >= 4.3 && mi.paired <= 5.1, qPrintable(QString::number(mi.paired)));
        QCOMPARE(mi.ceiling, std::log(2000.0));
    }

    // A8: with well separated codes the estimate sits at ln N and no higher.
    void mutualInformationStopsAtLogN()
    {
        const auto means = normals(200 * 16, 4, 5.0);
        const auto logVariances = constants(200 * 16, -4.0F);
        const MutualInformation mi = mutualInformation({means, 16}, {logVariances, 16}, 1);
        QVERIFY(std::abs(mi.paired - std::log(200.0)) < 1e-6);
        QVERIFY(mi.closedForm < std::log(200.0) + 0.5);
    }

    // A8: mu = 0, sigma = 1.
    void mutualInformationOfACollapsedPosteriorIsZero()
    {
        const auto zeros = constants(1000 * 32, 0.0F);
        const MutualInformation mi = mutualInformation({zeros, 32}, {zeros, 32}, 1);
        QVERIFY2(std::abs(mi.closedForm) < 0.4, qPrintable(QString::number(mi.closedForm)));
        QVERIFY2(std::abs(mi.paired) < 1e-9, qPrintable(QString::number(mi.paired)));
    }

    // Methods 8.4: KL(p || q) of two Gaussians is ln s + (1 + m^2) / (2 s^2) - 1/2.
    void holesOfThePriorAreTheDivergenceFromIt()
    {
        lb::engine::RandomStream stream({.seed = 3, .step = 0}, 2);
        const std::vector<float> z = priorDraws({.size = 1}, stream, 20'000);
        const std::vector<float> zero(50, 0.0F);
        QVERIFY(std::abs(priorHoles({.size = 1}, {z, 1}, {zero, 1}, {zero, 1})) < 1e-9);
        const std::vector<float> mean(50, 1.0F);
        const std::vector<float> logVariance(50, std::log(0.25F));
        const double wanted = std::log(0.5) + 2.0 / (2.0 * 0.25) - 0.5;
        QVERIFY(std::abs(priorHoles({.size = 1}, {z, 1}, {mean, 1}, {logVariance, 1}) - wanted) < 0.1);
    }

    void holesOnTheSphereVanishForUniformPosteriors()
    {
        lb::engine::RandomStream stream({.seed = 3, .step = 0}, 2);
        CodeSpace space{.kind = CodeSpace::Kind::Sphere, .size = 3, .kappa = 0.0};
        const std::vector<float> z = priorDraws(space, stream, 500);
        const std::vector<float> one{1, 0, 0};
        QVERIFY(std::abs(priorHoles(space, {z, 3}, {one, 3}, {})) < 1e-9);
        space.kappa = 10.0; // z . mu is 0 on average: ln of the normaliser is left
        QVERIFY(std::abs(priorHoles(space, {z, 3}, {one, 3}, {}) - std::log(std::sinh(10.0) / 10.0)) < 0.9);
    }

    // A9: exact value 1.5155121; -ELBO of q = prior 1.918939.
    void importanceWeightingApproachesTheExactLikelihood()
    {
        QVERIFY(std::abs(toyNll(1, 20000, 0.0F, 0.0F) - 1.9189) < 0.03);
        QVERIFY(std::abs(toyNll(500, 2000, 0.0F, 0.0F) - 1.5160) < 0.003);
    }

    // A9: with q the posterior N(0.5, 0.5) every draw gives the exact value, for any number of draws.
    void importanceWeightsAreConstantUnderThePosterior()
    {
        LogMeanExp weights;
        for (double z : {-2.0, 0.0, 0.25, 3.5}) {
            const double logLikelihood = -0.5 * (1.0 - z) * (1.0 - z) - 0.5 * std::log(2.0 * std::numbers::pi);
            weights.add(logLikelihood + logPriorRatio(z, 0.5, std::log(0.5)));
            QVERIFY(std::abs(-weights.value() - (0.5 * std::log(4.0 * std::numbers::pi) + 0.25)) < 1e-9);
        }
        QVERIFY(std::abs(-weights.value() - 1.515512) < 1e-6);
    }

    void logMeanExpDoesNotOverflow()
    {
        LogMeanExp sum;
        for (double term : {-1000.0, 1000.0, 1000.0, -std::numeric_limits<double>::infinity()})
            sum.add(term);
        QVERIFY(std::abs(sum.value() - (1000.0 + std::log(0.5))) < 1e-9);
        QVERIFY(std::isinf(LogMeanExp().value()));
    }

    void perplexityIsPerToken() { QVERIFY(std::abs(perplexity(39.18, 11) - std::exp(39.18 / 11)) < 1e-9); }

    void derangementMovesEveryRowAndRepeats()
    {
        for (std::int64_t rows : {2, 3, 7, 101}) {
            std::vector<std::uint32_t> order = derangement(rows, 5);
            QCOMPARE(order, derangement(rows, 5));
            for (std::uint32_t i = 0; i < order.size(); ++i)
                QVERIFY(order[i] != i);
            std::sort(order.begin(), order.end());
            for (std::uint32_t i = 0; i < order.size(); ++i)
                QCOMPARE(order[i], i);
        }
        QVERIFY(derangement(101, 5) != derangement(101, 6));
        QCOMPARE(derangement(1, 5), std::vector<std::uint32_t>{0});
        QVERIFY(derangement(0, 5).empty());
    }

    void shuffleGapIsTheMeanDifference()
    {
        const std::vector<float> own{10.0F, 20.0F};
        const std::vector<float> shuffled{13.0F, 21.0F};
        QCOMPARE(shuffleGap(own, shuffled), 2.0);
        QCOMPARE(shuffleGap({}, {}), 0.0);
    }

    void errorOfTheShuffleGapFollowsItsSpread()
    {
        const std::vector<float> own{1.0F, 2.0F, 3.0F, 4.0F};
        const std::vector<float> shuffled{3.0F, 3.0F, 4.0F, 8.0F}; // gaps 2, 1, 1, 4: variance 2
        QCOMPARE(shuffleGapError(own, shuffled), std::sqrt(0.5));
        QCOMPARE(shuffleGapError({own.data(), 1}, {shuffled.data(), 1}), 0.0);
    }

    // A1: epsilon 1e-5 beside a variance of 1e-6 leaves 0.0909 of the floor, and the tool says so.
    void aLostFloorIsWarnedOf()
    {
        QVERIFY(std::abs(keptFloor(1e-6, 1e-5) - 0.090909) < 1e-6);
        const auto warning = keptFloorWarning(1e-6, 1e-5);
        QVERIFY(warning && warning->find("9.1%") != std::string::npos);
        QVERIFY(!keptFloorWarning(1e-6, 1e-8).has_value());
    }

    void normFitFindsTheWorstDimension()
    {
        auto means = normals(4000 * 2, 8, 0.6);
        QVERIFY(normFit({means, 2}, 0.6, {}).isGood());
        for (std::size_t i = 1; i < means.size(); i += 2)
            means[i] = 0.5F * means[i] + 1.0F;
        const NormFit fit = normFit({means, 2}, 0.6, {});
        QVERIFY(std::abs(fit.worstMeanOffset - 1.0) < 0.05);
        QVERIFY(std::abs(fit.smallestVarianceRatio - 0.25) < 0.05 && !fit.isGood());
        const std::vector<float> shift{0.0F, 1.0F};
        QVERIFY(normFit({means, 2}, 0.6, shift).worstMeanOffset < 0.05);
    }
};

QTEST_APPLESS_MAIN(TestMetricsCodes)
#include "tst_metrics_codes.moc"
