#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "engine/core/von_mises_fisher.h"
#include "engine/ops/random.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace lb::engine;
using namespace lb::testing;

namespace {

using Words = std::array<std::uint32_t, 4>;

std::vector<double> noise(RandomKey key, std::int64_t count, int site = 0)
{
    Graph graph;
    const Value like = graph.input("x", {count});
    Value result = normalNoise(like);
    for (int i = 0; i < site; ++i)
        result = normalNoise(like);
    return evaluate(result, {}, {.backend = nullptr, .random = key});
}

std::vector<double> cosines(double kappa, std::int64_t sphere, std::int64_t count)
{
    Graph graph;
    return evaluate(vmfCosine(graph.input("x", {count}), kappa, sphere), {},
                    {.backend = nullptr, .random = {.seed = 3, .step = 4}});
}

/// The largest distance between the sample's distribution and `wanted` (Kolmogorov and Smirnov).
template <class F>
double largestGap(std::vector<double> numbers, F wanted)
{
    std::sort(numbers.begin(), numbers.end());
    double gap = 0.0;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        gap =
            std::max(gap, std::abs(wanted(numbers[i]) - static_cast<double>(i) / static_cast<double>(numbers.size())));
    return gap;
}

double meanOf(const std::vector<double>& numbers, int power)
{
    double total = 0.0;
    for (double number : numbers)
        total += std::pow(number, power);
    return total / static_cast<double>(numbers.size());
}

} // namespace

class RandomTest : public QObject {
    Q_OBJECT

private slots:
    void philoxGivesThePublishedWords();
    void uniformNeverTouchesItsEnds();
    void normalNoiseHasTheMomentsOfANormal();
    void normalNoiseFollowsTheNormalDistribution();
    void streamsDifferBySeedStepAndSite();
    void sameKeyRepeats();
    void noiseOfALongTensorBeginsWithTheShortOne();
    void dropoutKeepsTheShareAndTheMean();
    void dropoutRateMustLeaveSomething();
    void cosinesOnTheOrdinarySphereFollowTheirClosedForm();
    void cosinesHaveTheMeanOfTheirDistribution();
    void cosinesOfZeroKappaAreThoseOfAUniformDirection();
    void cosinesNeedASphere();
    void vonMisesFisherKlHasTheTabledValues();
    void hostStreamIsUnbiasedBelowABound();
    void hostStreamsAreNotGraphStreams();
};

void RandomTest::philoxGivesThePublishedWords()
{
    // Known-answer vectors of the generator's authors (Random123, philox4x32-10).
    QCOMPARE(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    QCOMPARE(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
             (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    QCOMPARE(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
             (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

void RandomTest::uniformNeverTouchesItsEnds()
{
    QVERIFY(uniformFrom(0) > 0.0F);
    QVERIFY(uniformFrom(0xFFFFFFFFU) < 1.0F);
    QVERIFY(std::isfinite(normalPairFrom(0, 0)[0]));
    QVERIFY(std::isfinite(normalPairFrom(0xFFFFFFFFU, 0xFFFFFFFFU)[1]));
}

void RandomTest::normalNoiseHasTheMomentsOfANormal()
{
    const std::vector<double> numbers = noise({.seed = 1, .step = 0}, 200'000);
    // Bounds are 4.5 standard errors: sqrt(1, 2, 15, 96 / n).
    QVERIFY(std::abs(meanOf(numbers, 1)) < 0.010);
    QVERIFY(std::abs(meanOf(numbers, 2) - 1.0) < 0.014);
    QVERIFY(std::abs(meanOf(numbers, 3)) < 0.039);
    QVERIFY(std::abs(meanOf(numbers, 4) - 3.0) < 0.099);
}

void RandomTest::normalNoiseFollowsTheNormalDistribution()
{
    const double gap = largestGap(noise({.seed = 2, .step = 7}, 100'000),
                                  [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); });
    QVERIFY(gap < 1.95 / std::sqrt(100'000.0)); // the 0.1 % point
}

void RandomTest::streamsDifferBySeedStepAndSite()
{
    const std::set<std::vector<double>> different{noise({1, 1}, 8),
                                                  noise({2, 1}, 8),
                                                  noise({1, 2}, 8),
                                                  noise({1, 1}, 8, 1),
                                                  noise({1, std::uint64_t{1} << 32}, 8),
                                                  noise({std::uint64_t{1} << 32, 1}, 8)};
    QCOMPARE(different.size(), std::size_t{6});
}

void RandomTest::sameKeyRepeats()
{
    QCOMPARE(noise({9, 3}, 101), noise({9, 3}, 101));
}

void RandomTest::noiseOfALongTensorBeginsWithTheShortOne()
{
    std::vector<double> longer = noise({9, 3}, 1000);
    longer.resize(7);
    QCOMPARE(longer, noise({9, 3}, 7));
}

void RandomTest::dropoutKeepsTheShareAndTheMean()
{
    Graph graph;
    const Value mask = dropoutMask(graph.input("x", {100'000}), 0.3);
    const std::vector<double> numbers = evaluate(mask, {}, {.backend = nullptr, .random = {5, 5}});
    const auto dropped = std::count(numbers.begin(), numbers.end(), 0.0);
    QVERIFY(std::abs(static_cast<double>(dropped) / 100'000.0 - 0.3) < 0.0065); // 4.5 standard errors
    for (double number : numbers)
        QVERIFY(number == 0.0 || std::abs(number - 1.0 / 0.7) < 1e-6);
}

void RandomTest::dropoutRateMustLeaveSomething()
{
    Graph graph;
    const Value x = graph.input("x", {3});
    QCOMPARE(dropout(x, 0.0), x);
    for (double rate : {1.0, -0.1, std::nan("")})
        QVERIFY_THROWS_EXCEPTION(ShapeError, dropoutMask(x, rate));
}

void RandomTest::cosinesOnTheOrdinarySphereFollowTheirClosedForm()
{
    for (double kappa : {0.5, 5.0, 300.0}) {
        const double gap = largestGap(cosines(kappa, 3, 50'000), [=](double w) { // density ~ exp(kappa w)
            return (std::exp(kappa * (w - 1.0)) - std::exp(-2.0 * kappa)) / -std::expm1(-2.0 * kappa);
        });
        QVERIFY2(gap < 1.95 / std::sqrt(50'000.0), qPrintable(QString::number(kappa)));
    }
}

void RandomTest::cosinesHaveTheMeanOfTheirDistribution()
{
    for (std::int64_t sphere : {2, 4, 16, 128})
        for (double kappa : {1.0, 13.0, 200.0}) {
            const std::vector<double> numbers = cosines(kappa, sphere, 50'000);
            const double mean = meanOf(numbers, 1);
            const double error = std::sqrt((meanOf(numbers, 2) - mean * mean) / 50'000.0);
            QVERIFY(std::abs(mean - VonMisesFisher(kappa, sphere).meanCosine()) < 4.5 * error);
            QVERIFY(std::abs(*std::max_element(numbers.begin(), numbers.end())) <= 1.0);
        }
}

void RandomTest::cosinesOfZeroKappaAreThoseOfAUniformDirection()
{
    const auto limit = 1.95 / std::sqrt(50'000.0);
    QVERIFY(largestGap(cosines(0.0, 3, 50'000), [](double w) { return 0.5 * (1.0 + w); }) < limit);
    QVERIFY(largestGap(cosines(0.0, 2, 50'000), [](double w) { return 1.0 - std::acos(w) / std::acos(-1.0); }) < limit);
}

void RandomTest::cosinesNeedASphere()
{
    Graph graph;
    const Value x = graph.input("x", {3});
    QVERIFY_THROWS_EXCEPTION(ShapeError, vmfCosine(x, 13.0, 1));
    for (double kappa : {-1.0, 1e7, std::nan("")})
        QVERIFY_THROWS_EXCEPTION(ShapeError, vmfCosine(x, kappa, 3));
}

void RandomTest::vonMisesFisherKlHasTheTabledValues()
{
    for (const auto& [kappa, wanted] :
         {std::pair(13.0, 2.172591), std::pair(25.0, 5.755404), std::pair(50.0, 12.253369), std::pair(100.0, 20.758528),
          std::pair(200.0, 30.373301)})
        QVERIFY(std::abs(VonMisesFisher(kappa, 32).kl() - wanted) < 1e-6);
}

void RandomTest::hostStreamIsUnbiasedBelowABound()
{
    RandomStream stream({4, 0}, 0);
    std::array<int, 7> counts{};
    for (int i = 0; i < 70'000; ++i)
        ++counts[stream.below(7)];
    for (int count : counts)
        QVERIFY(std::abs(count - 10'000) < 420); // 4.5 standard errors
}

void RandomTest::hostStreamsAreNotGraphStreams()
{
    RandomStream stream({4, 0}, 0);
    QVERIFY(stream.word() != randomBlock({4, 0}, 0, 0)[0]);
}

QTEST_APPLESS_MAIN(RandomTest)
#include "tst_random.moc"
