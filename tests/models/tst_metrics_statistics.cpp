#include "engine/core/philox.h"
#include "models/metrics/code_distribution.h"
#include "models/metrics/frechet.h"
#include "models/metrics/mutual_information.h"
#include "models/metrics/sample_quality.h"

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

/// mean + deviation * noise, [rows, d].
std::vector<float> normals(std::int64_t rows, std::int64_t d, std::uint64_t seed, float mean = 0, float deviation = 1)
{
    lb::engine::RandomStream random({.seed = seed, .step = 0}, 7);
    std::vector<float> result = priorDraws({.size = d}, random, rows);
    for (float& number : result)
        number = mean + deviation * number;
    return result;
}

double frechetOf(const std::vector<float>& a, const std::vector<float>& b, std::int64_t d)
{
    return frechetDistance(featureMoments({a, d}), featureMoments({b, d}));
}

} // namespace

/// What the estimators give for samples of known distributions, bias included: numbers of methods section 8, there
/// computed with numpy over many repetitions.
class TestMetricsStatistics : public QObject {
    Q_OBJECT
private slots:
    void frechetDistanceOfEqualDistributionsIsItsBias_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("bias");
        QTest::newRow("1000") << 1000 << 2.2;
        QTest::newRow("2000") << 2000 << 1.1;
        QTest::newRow("5000") << 5000 << 0.45;
        QTest::newRow("10000") << 10000 << 0.22;
    }
    void frechetDistanceOfEqualDistributionsIsItsBias()
    {
        QFETCH(int, rows);
        QFETCH(double, bias);
        QVERIFY(isNear(frechetOf(normals(rows, 64, 1), normals(rows, 64, 2), 64), bias, 0.15 * bias));
    }

    void frechetDistanceOfShiftedGaussiansIsTheEstimateOfTenThousand()
    {
        const double distance = frechetOf(normals(10000, 64, 1), normals(10000, 64, 2, 0.1F, 1.1F), 64);
        QVERIFY(isNear(distance, 1.546, 0.1)); // closed form 1.28
    }

    void precisionAndItsKinOfEqualDistributions_data()
    {
        QTest::addColumn<int>("d");
        QTest::addColumn<double>("precision");
        QTest::addColumn<double>("recall");
        QTest::newRow("8 dimensions") << 8 << 0.956 << 0.952;
        QTest::newRow("64 dimensions") << 64 << 0.706 << 0.715;
    }
    void precisionAndItsKinOfEqualDistributions()
    {
        QFETCH(int, d);
        QFETCH(double, precision);
        QFETCH(double, recall);
        const std::vector<float> real = normals(2000, d, 1);
        const std::vector<float> fake = normals(2000, d, 2);
        const Prdc quality = prdc({real, d}, {fake, d}, 5);
        QVERIFY(isNear(quality.precision, precision, 0.04) && isNear(quality.recall, recall, 0.04));
        QVERIFY(isNear(quality.coverage, 0.96887, 0.02)); // 1 - prod_{i=1..5} (N - i) / (2 N - i)
        QVERIFY(isNear(quality.density, 1.0, 0.1));
    }

    void discrepancyOfEqualDistributionsStaysInItsNullDistribution_data()
    {
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("deviation");
        QTest::newRow("d 8, n 100") << 8 << 100 << 0.0118;
        QTest::newRow("d 8, n 1000") << 8 << 1000 << 0.0017;
        QTest::newRow("d 16, n 1000") << 16 << 1000 << 0.0007;
        QTest::newRow("d 32, n 1000") << 32 << 1000 << 0.0005;
    }
    void discrepancyOfEqualDistributionsStaysInItsNullDistribution()
    {
        QFETCH(int, d);
        QFETCH(int, rows);
        QFETCH(double, deviation);
        const std::vector<float> x = normals(rows, d, 1);
        const std::vector<float> y = normals(rows, d, 2);
        QVERIFY(isNear(mmdImq({x, d}, {y, d}), 0.0, 3.5 * deviation));
    }

    void discrepancySeesSpreadAndShift()
    {
        const std::vector<float> prior = normals(1000, 8, 1);
        const std::vector<float> wide = normals(1000, 8, 2, 0.0F, std::sqrt(1.36F));
        const std::vector<float> moved = normals(1000, 8, 2, 0.5F);
        QVERIFY(isNear(mmdImq({prior, 8}, {wide, 8}), 0.027, 0.008));
        QVERIFY(isNear(mmdImq({prior, 8}, {moved, 8}), 0.27, 0.04));
    }

    // A8: KL = I(x; z) + KL(q(z) || p): 5.7600 = 4.9198 + 0.8402 for the Gaussian channel; at N = 2000 the estimate of
    // I is lower, as the table says.
    void informationOfTheGaussianChannelByN_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("estimate");
        QTest::newRow("100") << 100 << 3.61;
        QTest::newRow("500") << 500 << 4.33;
        QTest::newRow("2000") << 2000 << 4.71;
    }
    void informationOfTheGaussianChannelByN()
    {
        QFETCH(int, rows);
        QFETCH(double, estimate);
        const std::vector<float> mean = normals(rows, 32, 3, 0.0F, 0.6F);
        const std::vector<float> logVariance(mean.size(), 0.0F);
        const MutualInformation found = mutualInformation({mean, 32}, {logVariance, 32}, 1);
        QVERIFY(isNear(found.closedForm, estimate, 3.5 * std::sqrt(32.0 / (2.0 * rows))));
    }
};

QTEST_APPLESS_MAIN(TestMetricsStatistics)
#include "tst_metrics_statistics.moc"
