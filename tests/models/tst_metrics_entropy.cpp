#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/neighbour_entropy.h"

#include <QTest>

#include <cmath>

using namespace lb::models;

namespace {

std::vector<float> normals(std::int64_t count, std::uint64_t seed)
{
    lb::engine::RandomStream stream({.seed = seed, .step = 0}, 1);
    std::vector<float> result(static_cast<std::size_t>(count));
    for (float& number : result)
        number = stream.normal();
    return result;
}

double entropyOf(const std::vector<float>& codes, std::int64_t width, int k)
{
    return neighbourEntropy({codes, width}, k).entropy;
}

bool isNear(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance)
        return true;
    qWarning("%.9f, expected %.9f +- %g", value, expected, tolerance);
    return false;
}

} // namespace

class TestMetricsEntropy : public QObject {
    Q_OBJECT
private slots:
    // A5
    void neighbourEntropyFixtures()
    {
        const std::vector<float> line{0, 1, 3, 7};
        QVERIFY(isNear(entropyOf(line, 1, 1), 3.046341, 1e-6));
        QVERIFY(isNear(entropyOf(line, 1, 2), 2.697013, 1e-6));
        const std::vector<float> square{0, 0, 0, 1, 1, 0, 1, 1, 0.5F, 0.5F};
        QVERIFY(isNear(entropyOf(square, 2, 1), 2.534916, 1e-6));
        QVERIFY(isNear(entropyOf(square, 2, 2), 2.089434, 1e-6));
    }

    // A5
    void doublingTheCodesAddsLogTwoPerDimension()
    {
        const auto codes = normals(300 * 16, 2);
        auto doubled = codes;
        for (float& number : doubled)
            number *= 2.0F;
        QVERIFY(isNear(entropyOf(doubled, 16, 3) - entropyOf(codes, 16, 3), 16 * std::log(2.0), 1e-9));
    }

    // A5
    void equalCodesStayFiniteAndAreCounted()
    {
        const std::vector<float> codes{1, 1, 5};
        const NeighbourEntropy estimate = neighbourEntropy({codes, 1}, 1);
        QVERIFY(std::isfinite(estimate.entropy));
        QCOMPARE(estimate.duplicates, 2);
    }

    void tooFewCodesAreRefused()
    {
        const std::vector<float> codes{1, 2};
        QVERIFY_EXCEPTION_THROWN(neighbourEntropy({codes, 1}, 2), lb::engine::EngineError);
        QVERIFY_EXCEPTION_THROWN(neighbourEntropy({codes, 1}, 0), lb::engine::EngineError);
    }

    // A6, from the bias table of n = 1000, k = 3: what the estimator gives, not what is true.
    void gaussianEstimatesReproduceTheKnownBias_data()
    {
        QTest::addColumn<int>("d");
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("2") << 2 << 2.8379 << 0.15;
        QTest::newRow("8") << 8 << 11.3515 << 0.25;
        QTest::newRow("16") << 16 << 23.37 << 0.4;
        QTest::newRow("32") << 32 << 48.57 << 0.5;
    }
    void gaussianEstimatesReproduceTheKnownBias()
    {
        QFETCH(int, d);
        QFETCH(double, expected);
        QFETCH(double, tolerance);
        QVERIFY(isNear(entropyOf(normals(1000 * d, 5), d, 3), expected, tolerance));
    }

    // A6
    void uniformCodesHaveLessEntropyThanGaussianOnes()
    {
        lb::engine::RandomStream stream({.seed = 6, .step = 0}, 1);
        std::vector<float> codes(2000);
        for (float& number : codes)
            number = (2.0F * stream.uniform() - 1.0F) * std::sqrt(3.0F);
        QVERIFY(isNear(entropyOf(codes, 2, 3), 2.520, 0.10));
    }

    void ceilingIsTheGaussianEntropy()
    {
        QVERIFY(isNear(gaussianCeiling(2), 2.837877, 1e-6));
        QVERIFY(isNear(gaussianCeiling(32), 45.406033, 1e-6));
    }

    void gapOfGaussianCodesIsZeroWithinItsError()
    {
        const GaussianReference reference =
            gaussianReference({.rows = 500, .width = 16, .neighbours = 3, .repetitions = 6, .seed = 1});
        QVERIFY(isNear(reference.bias, 0.83, 0.3)); // between the table's 1.22 (n = 128) and 0.66 (n = 1000)
        QVERIFY(isNear(reference.standardDeviation, 0.15, 0.1));
        const auto codes = normals(500 * 16, 77);
        const EntropyGap gap = entropyGap(neighbourEntropy({codes, 16}, 3), reference);
        QVERIFY(std::abs(gap.gap) < 4.0 * gap.standardError);
        auto narrow = codes;
        for (std::size_t i = 0; i < narrow.size(); i += 2)
            narrow[i] *= 0.1F; // truly 18.4 nats less; with 500 codes the estimator sees a part of it
        const double narrowGap = entropyGap(neighbourEntropy({narrow, 16}, 3), reference).gap;
        QVERIFY2(narrowGap < -3.0, qPrintable(QString::number(narrowGap)));
    }
};

QTEST_APPLESS_MAIN(TestMetricsEntropy)
#include "tst_metrics_entropy.moc"
