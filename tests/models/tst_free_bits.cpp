#include "engine/graph/differentiate.h"
#include "models/latents/free_bits.h"
#include "models/latents/gaussian_kl.h"
#include "models/latents/smallest.h"
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

double termOf(const FreeBits& freeBits, const Numbers& kl)
{
    Graph graph;
    const Value perDimension = graph.input("kl", {2, 2}, DType::F64);
    return evaluate(klTerm(perDimension, freeBits), {{"kl", kl}})[0];
}

} // namespace

class TestFreeBits : public QObject {
    Q_OBJECT
private slots:
    void withoutFreeBitsTheTermIsTheMeanKl() { QCOMPARE(termOf({}, {1, 2, 3, 4}), 5.0); }

    void totalChargesAnExampleOnlyAboveTheAllowance()
    {
        const FreeBits freeBits{.kind = FreeBits::Kind::Total, .nats = 4.0};
        QCOMPARE(termOf(freeBits, {1, 2, 3, 4}), 3.5); // 3 is free, 7 counts whole: 7 / 2
        QCOMPARE(termOf(freeBits, {1, 1, 1, 1}), 0.0);
    }

    void perDimensionChargesTheBatchMeanAboveItsShare()
    {
        const FreeBits freeBits{.kind = FreeBits::Kind::PerDimension, .nats = 4.0};
        QCOMPARE(termOf(freeBits, {1, 2, 2, 6}), 6.0); // means 1.5 and 4, share 2
    }

    // A10
    void noGradientReachesADimensionBelowItsShare()
    {
        Graph graph;
        const Value mean = graph.input("mean", {2, 2}, DType::F64);
        const Value logVariance = graph.input("log_variance", {2, 2}, DType::F64);
        const Value term = klTerm(gaussianKl(mean, logVariance), {.kind = FreeBits::Kind::PerDimension, .nats = 1.0});
        const Value gradient = lb::engine::differentiate(term, {mean})[0];
        const Numbers numbers = evaluate(gradient, {{"mean", {0.5, 2, -0.7, 3}}, {"log_variance", {0, 0, 0, 0}}});
        QCOMPARE(numbers, (Numbers{0, 1, 0, 1.5}));
    }

    void klOfTheStandardNormalIsZero()
    {
        Graph graph;
        const Value zeros = graph.input("zeros", {1, 3}, DType::F64);
        QCOMPARE(evaluate(gaussianKl(zeros, zeros), {{"zeros", {0, 0, 0}}}), (Numbers{0, 0, 0}));
    }

    void smallestIsExactAtEverySize()
    {
        for (std::size_t size : {1U, 2U, 3U, 5U, 32U, 33U}) {
            Graph graph;
            const Value x = graph.input("x", {static_cast<std::int64_t>(size)}, DType::F64);
            Numbers numbers = normals(size, size);
            for (double& number : numbers)
                number = std::exp(30.0 * number); // 1e-30 beside 1e30
            QCOMPARE(evaluate(smallest(x), {{"x", numbers}})[0], *std::min_element(numbers.begin(), numbers.end()));
        }
    }
};

QTEST_APPLESS_MAIN(TestFreeBits)
#include "tst_free_bits.moc"
