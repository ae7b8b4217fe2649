#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/norm.h"
#include "engine/ops/reduce.h"
#include "tests/support/evaluate.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>

using namespace lb::engine;
using namespace lb::testing;

namespace {

/// The golden files hold ten significant digits.
constexpr double kTenDigits = 1e-9;

std::vector<double> ofFile(const char* key)
{
    return golden(QStringLiteral("sequence_ops"), QString::fromLatin1(key));
}

void compare(const std::vector<double>& actual, const char* key)
{
    const std::vector<double> expected = ofFile(key);
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(
            std::abs(actual[i] - expected[i]) < kTenDigits * std::max(1.0, std::abs(expected[i])),
            qPrintable(
                QStringLiteral("%1[%2] is %3, not %4").arg(QLatin1String(key)).arg(i).arg(actual[i]).arg(expected[i])));
}

} // namespace

/// Ops of sequence models against numbers that another program made: tests/golden/sequence_ops.py.
class SequenceGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void bothFormsOfGeluWithTheirSlopes();
    void conditionalLayerNorm();
};

void SequenceGoldenTest::bothFormsOfGeluWithTheirSlopes()
{
    Graph graph;
    const Value x = graph.input("x", {7}, DType::F64);
    const Value exact = gelu(x);
    const Value approximate = geluTanh(x);
    const auto numbers =
        evaluate({exact, differentiate(sum(exact), {x})[0], approximate, differentiate(sum(approximate), {x})[0]},
                 {{"x", ofFile("gelu/x")}});
    const char* keys[] = {"gelu/erf", "gelu/erf_slope", "gelu/tanh", "gelu/tanh_slope"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], keys[i]);
}

void SequenceGoldenTest::conditionalLayerNorm()
{
    Graph graph;
    const auto input = [&](const char* name, Shape shape) { return graph.input(name, shape, DType::F64); };
    const Value y = lb::engine::conditionalLayerNorm(input("x", {2, 3, 4}), input("condition", {2, 5}),
                                                     {.scale = input("scale", {4}),
                                                      .shift = input("shift", {4}),
                                                      .scaleWeight = input("w_scale", {5, 4}),
                                                      .shiftWeight = input("w_shift", {5, 4})},
                                                     1e-12);
    Leaves leaves;
    for (const char* name : {"x", "condition", "scale", "shift", "w_scale", "w_shift"})
        leaves[name] = ofFile((std::string("conditional_norm/") + name).c_str());
    compare(evaluate(y, leaves), "conditional_norm/y");
}

QTEST_APPLESS_MAIN(SequenceGoldenTest)
#include "tst_sequence_golden.moc"
