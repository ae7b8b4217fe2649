#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "tests/support/evaluate.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>

using namespace lb::engine;
using namespace lb::testing;

namespace {

constexpr double kTenDigits = 1e-9;

std::vector<double> ofFile(const QString& key)
{
    return golden(QStringLiteral("losses"), key);
}

void compare(const std::vector<double>& actual, const QString& key)
{
    const std::vector<double> expected = ofFile(key);
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(actual[i] - expected[i]) < kTenDigits * std::max(1.0, std::abs(expected[i])),
                 qPrintable(QStringLiteral("%1[%2] is %3").arg(key).arg(i).arg(actual[i])));
}

/// Binary cross entropy of sigmoid(logits)^power, mean over the last axis, summed over axes between, mean over the
/// tokens that `mask` marks.
Value powerLoss(Value logits, Value labels, Value mask, int power)
{
    Value p = sigmoid(logits);
    for (int n = power; n > 1; n /= 2)
        p = square(p);
    p = clamp(p, 1e-7, 1 - 1e-7);
    const Value perNumber = labels * log(p) + (1.0 - labels) * log(1.0 - p);
    const int last = logits.shape().rank() - 1;
    Value perToken = (-1.0 / static_cast<double>(logits.shape()[last])) * sum(perNumber, {last});
    if (last == 2)
        perToken = sum(perToken, {1});
    return sum(perToken * mask) / sum(mask);
}

} // namespace

/// Losses made of recorded ops against numbers that another program made: tests/golden/losses.py.
class LossesGoldenTest : public QObject {
    Q_OBJECT
private slots:
    void halfPointersWithAPowerOfTheSigmoid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rank");
        QTest::addColumn<int>("power");
        QTest::newRow("subject") << QStringLiteral("subject") << 2 << 2;
        QTest::newRow("object") << QStringLiteral("object") << 3 << 4;
    }
    void halfPointersWithAPowerOfTheSigmoid()
    {
        QFETCH(QString, name);
        QFETCH(int, rank);
        QFETCH(int, power);
        Graph graph;
        const Shape shape = rank == 2 ? Shape{4, 2} : Shape{4, 3, 2};
        const Value logits = graph.input("logits", shape, DType::F64);
        const Value loss =
            powerLoss(logits, graph.input("labels", shape, DType::F64), graph.input("mask", {4}, DType::F64), power);
        const auto numbers =
            evaluate({loss, differentiate(loss, {logits})[0]}, {{"logits", ofFile(name + QStringLiteral("/logits"))},
                                                                {"labels", ofFile(name + QStringLiteral("/labels"))},
                                                                {"mask", ofFile(QStringLiteral("mask"))}});
        compare(numbers[0], name + QStringLiteral("/loss"));
        compare(numbers[1], name + QStringLiteral("/gradient"));
    }

    void spanOfAMaskedText()
    {
        Graph graph;
        const Value logits = graph.input("logits", {6, 2}, DType::F64);
        const Value gold = graph.input("gold", {2}, DType::I32);
        const Value loss = mean(crossEntropy(transpose(logits, {1, 0}), gold));
        compare(evaluate(loss, {{"logits", ofFile(QStringLiteral("span/masked"))}, {"gold", {1, 3}}}),
                QStringLiteral("span/loss"));
    }
};

QTEST_GUILESS_MAIN(LossesGoldenTest)
#include "tst_losses_golden.moc"
