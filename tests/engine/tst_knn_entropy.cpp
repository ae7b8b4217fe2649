#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/neighbours.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <cmath>

using namespace lb::engine;
using namespace lb::testing;

namespace {

double entropyOf(const std::vector<double>& points, std::int64_t width, int k, DType dtype = DType::F64)
{
    Graph graph;
    const Value x = graph.input("x", {static_cast<std::int64_t>(points.size()) / width, width}, dtype);
    return evaluate(knnEntropy(x, k), {{"x", points}}).front();
}

/// 1000 uniform numbers on [-sqrt 3, sqrt 3] per axis: mean 0, variance 1.
std::vector<double> uniforms(std::size_t count)
{
    RandomStream stream({17, 0}, 3);
    std::vector<double> result(count);
    for (double& number : result)
        number = std::sqrt(3.0) * (2.0 * static_cast<double>(stream.uniform()) - 1.0);
    return result;
}

} // namespace

/// Acceptance cases A5 and A6: the estimator's values by hand, and its bias at n = 1000, which must be reproduced.
class KnnEntropyTest : public QObject {
    Q_OBJECT

private slots:
    void fixturesByHand_data();
    void fixturesByHand();
    void scalingAddsDimensionsTimesLogOfTheFactor();
    void equalPointsGiveAFiniteValueAndNoGradient();
    void farFromTheOriginKeepsItsDigits();
    void standardNormalShowsTheKnownBias_data();
    void standardNormalShowsTheKnownBias();
    void uniformShowsTheKnownBias();
};

void KnnEntropyTest::fixturesByHand_data()
{
    QTest::addColumn<std::vector<double>>("points");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("expected");
    const std::vector<double> line{0, 1, 3, 7};
    const std::vector<double> square{0, 0, 0, 1, 1, 0, 1, 1, 0.5, 0.5};
    QTest::newRow("line, k 1") << line << 1 << 1 << 3.046341;
    QTest::newRow("line, k 2") << line << 1 << 2 << 2.697013;
    QTest::newRow("square and centre, k 1") << square << 2 << 1 << 2.534916;
    QTest::newRow("square and centre, k 2") << square << 2 << 2 << 2.089434;
}

void KnnEntropyTest::fixturesByHand()
{
    QFETCH(std::vector<double>, points);
    QFETCH(int, width);
    QFETCH(int, k);
    QFETCH(double, expected);
    QVERIFY(std::abs(entropyOf(points, width, k) - expected) < 1e-6);
}

void KnnEntropyTest::scalingAddsDimensionsTimesLogOfTheFactor()
{
    std::vector<double> points = normals(16 * 40, 5);
    const double before = entropyOf(points, 16, 3);
    for (double& number : points)
        number *= 2.0;
    QVERIFY(std::abs(entropyOf(points, 16, 3) - before - 11.090354889) < 1e-8);
}

void KnnEntropyTest::equalPointsGiveAFiniteValueAndNoGradient()
{
    Graph graph;
    const Value x = graph.input("x", {3, 2});
    const Value entropy = knnEntropy(x, 1);
    const auto numbers = evaluate({entropy, differentiate(entropy, {x})[0]}, {{"x", {1, 2, 1, 2, 5, 6}}});
    QVERIFY(std::isfinite(numbers[0][0]));
    for (double number : numbers[1])
        QVERIFY(std::isfinite(number));
    QCOMPARE(numbers[1][2], 0.0); // row 1: its neighbour is its equal, and it is nobody's nearest but that one's
}

void KnnEntropyTest::farFromTheOriginKeepsItsDigits()
{
    std::vector<double> points = normals(2 * 50, 8);
    for (double& number : points)
        number = std::round(number * 1024.0) / 1024.0; // exact in F32 after the shift as well
    const double near = entropyOf(points, 2, 3, DType::F32);
    for (double& number : points)
        number += 1000.0;
    QVERIFY(std::abs(entropyOf(points, 2, 3, DType::F32) - near) < 1e-4);
}

void KnnEntropyTest::standardNormalShowsTheKnownBias_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<double>("expected");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("d 2") << 2 << 2.8379 << 0.15;
    QTest::newRow("d 8") << 8 << 11.3515 << 0.25;
    QTest::newRow("d 16") << 16 << 23.37 << 0.4;
    QTest::newRow("d 32") << 32 << 48.57 << 0.5;
}

void KnnEntropyTest::standardNormalShowsTheKnownBias()
{
    QFETCH(int, width);
    QFETCH(double, expected);
    QFETCH(double, tolerance);
    const double estimate = entropyOf(normals(1000 * static_cast<std::size_t>(width), 77), width, 3, DType::F32);
    QVERIFY2(std::abs(estimate - expected) < tolerance, std::to_string(estimate).c_str());
}

void KnnEntropyTest::uniformShowsTheKnownBias()
{
    const double estimate = entropyOf(uniforms(2000), 2, 3, DType::F32);
    QVERIFY2(std::abs(estimate - 2.520) < 0.10, std::to_string(estimate).c_str());
}

QTEST_APPLESS_MAIN(KnnEntropyTest)
#include "tst_knn_entropy.moc"
