#include "engine/backend/backend.h"
#include "engine/backend/cpu/onednn.h"
#include "engine/core/bf16.h"
#include "engine/core/philox.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"
#include "engine/ops/precision.h"
#include "engine/ops/reduce.h"
#include "engine/train/program.h"
#include "tests/engine/precision_cases.h"
#include "tests/support/backends_under_test.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace lb::engine;
using lb::testing::PrecisionCase;

namespace {

/// All backends, and the CPU's with bfloat16 instructions where the processor has any.
std::vector<lb::testing::BackendUnderTest> backends()
{
    std::vector<lb::testing::BackendUnderTest> result = lb::testing::backendsUnderTest();
    if (result.size() > 1)
        result.push_back({"cpu of bfloat16", 2, makeCpuBackend(2, Bf16Use::WherePossible)});
    return result;
}

/// The inputs of the graph that are operands of its product.
std::vector<ValueId> operandsOf(const Graph& graph, const std::string& op)
{
    std::vector<ValueId> result;
    for (const Node& node : graph.nodes())
        if (node.op->name == op)
            for (const int index : productOperands(op))
                result.push_back(node.inputs[static_cast<std::size_t>(index)]);
    return result;
}

void fillInputs(Program& program, const std::vector<ValueId>& rounded)
{
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    for (const Node& node : program.graph().nodes()) {
        if (node.op != &inputOp())
            continue;
        const ValueId id = node.outputs.front();
        const auto count = static_cast<std::size_t>(program.graph().typeOf(id).shape.elements());
        if (program.graph().typeOf(id).dtype == DType::I32) {
            program.setInput(node.name, std::span<const std::int32_t>(std::vector<std::int32_t>(count, 2)));
            continue;
        }
        std::vector<float> numbers(count);
        const bool isRounded = std::find(rounded.begin(), rounded.end(), id) != rounded.end();
        for (float& number : numbers)
            number = isRounded ? roundToBf16(normal(random)) : normal(random);
        program.setInput(node.name, std::span<const float>(numbers));
    }
}

/// The case's result, with marked products or with operands rounded before.
std::vector<float> run(Backend& backend, const PrecisionCase& entry, bool isMarked)
{
    auto graph = std::make_unique<Graph>();
    const Value y = entry.record(*graph);
    std::vector<ValueId> operands = operandsOf(*graph, entry.op);
    for (const Node& node : graph->nodes())
        if (entry.readsProducts && node.op == &inputOp())
            operands.push_back(node.outputs.front());
    if (isMarked)
        choosePrecision(*graph, Precision::Bf16);
    Program program(backend, std::move(graph), {y}, {});
    fillInputs(program, isMarked ? std::vector<ValueId>{} : operands);
    program.run({});
    return program.fetch(y);
}

} // namespace

class PrecisionTest : public QObject {
    Q_OBJECT
private slots:
    void roundingTakesTheNearestAndOfTwoTheEvenOne()
    {
        QCOMPARE(roundToBf16(1.0F), 1.0F);
        QCOMPARE(roundToBf16(1.0F + 0x1p-8F), 1.0F);             // half way, 1 is even
        QCOMPARE(roundToBf16(1.0F + 0x1.8p-7F), 1.0F + 0x1p-6F); // half way, the upper one is even
        QCOMPARE(roundToBf16(1.0F + 0x1.02p-8F), 1.0F + 0x1p-7F);
        QCOMPARE(roundToBf16(-0.0F), -0.0F);
        QVERIFY(std::isinf(roundToBf16(std::numeric_limits<float>::max())));
        QVERIFY(std::isinf(roundToBf16(std::numeric_limits<float>::infinity())));
        QVERIFY(std::isnan(roundToBf16(std::numeric_limits<float>::quiet_NaN())));
        QVERIFY(std::isnan(roundToBf16(std::bit_cast<float>(0x7F800001U)))); // its upper half alone would be infinite
    }

    void roundingIsWithinHalfAUnit()
    {
        std::mt19937 random(5);
        for (int i = 0; i < 100'000; ++i) {
            const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(random()) & 0x7EFFFFFFU);
            QVERIFY(std::abs(roundToBf16(x) - x) <= std::max(std::abs(x) * 0x1p-8F, 0x1p-134F));
        }
    }

    void onlyProductsAreMarked()
    {
        Graph graph;
        const Value x = graph.input("x", {4, 5});
        const Value loss = sum(tanh(linear(x, graph.parameter("w", {5, 3}, {}), {})));
        differentiate(loss, trainableParameters(graph));
        const Value wide = graph.input("wide", {2, 2}, DType::F64);
        matmul(wide, wide);
        choosePrecision(graph, Precision::F32);
        for (const Node& node : graph.nodes())
            QVERIFY(!isBf16(node));
        choosePrecision(graph, Precision::Bf16);
        int marked = 0;
        for (const Node& node : graph.nodes()) {
            const bool isProduct = !productOperands(node.op->name).empty();
            const bool isF32 = graph.typeOf(node.outputs.front()).dtype == DType::F32;
            QCOMPARE(isBf16(node), isProduct && isF32);
            marked += isBf16(node) ? 1 : 0;
        }
        QCOMPARE(marked, 2); // forward, and the weight's gradient
    }

    void markedProductsSeeRoundedOperands_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<PrecisionCase> all = lb::testing::precisionCases();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name.c_str()) << static_cast<int>(i);
    }
    void markedProductsSeeRoundedOperands()
    {
        QFETCH(int, index);
        const PrecisionCase entry = lb::testing::precisionCases()[static_cast<std::size_t>(index)];
        for (const auto& [name, threads, backend, isSlow] : backends()) {
            const std::vector<float> marked = run(*backend, entry, true);
            const std::vector<float> before = run(*backend, entry, false);
            double largest = 0;
            for (std::size_t i = 0; i < marked.size(); ++i) {
                largest = std::max(largest, std::abs(static_cast<double>(before[i])));
                // Products of the processor's own may sum in another order.
                QVERIFY2(std::abs(marked[i] - before[i]) <= 1e-5F * (1 + std::abs(before[i])),
                         qPrintable(QStringLiteral("%1 %2").arg(i).arg(marked[i] - before[i])));
            }
            QVERIFY(largest > 0.1);
        }
    }

    void gradientsAreThoseOfRoundedOperands_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<PrecisionCase> all = lb::testing::precisionGradientCases();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name.c_str()) << static_cast<int>(i);
    }
    /// Gradients that ops make inside are rounded too by a backend of bfloat16 products, by half a unit, and by no
    /// other.
    void gradientsAreThoseOfRoundedOperands()
    {
        QFETCH(int, index);
        const PrecisionCase entry = lb::testing::precisionGradientCases()[static_cast<std::size_t>(index)];
        const std::vector<float> expected = run(*backends().front().backend, entry, true);
        const auto length = [](const std::vector<float>& numbers) {
            return std::sqrt(std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0));
        };
        QVERIFY(length(expected) > 0.1);
        for (const auto& [name, threads, backend, isSlow] : backends()) {
            const bool rounds = name == "cpu of bfloat16" && cpu::OneDnn::canMultiplyBf16();
            std::vector<float> difference = run(*backend, entry, true);
            for (std::size_t i = 0; i < difference.size(); ++i)
                difference[i] -= expected[i];
            const double share = length(difference) / length(expected);
            QVERIFY2(share < (rounds ? 0x1p-8 : 1e-6), qPrintable(QStringLiteral("%1").arg(share)));
            QVERIFY2(!rounds || share > 0x1p-12, qPrintable(QStringLiteral("%1").arg(share)));
        }
    }

    void aFusedProductRoundsAsTheProductDoes()
    {
        for (const auto& [name, threads, backend, isSlow] : backends()) {
            const auto result = [&](bool isFused) {
                backend->setFusesNodes(isFused);
                return run(*backend,
                           {"linear+tanh",
                            [](Graph& g) {
                                return tanh(linear(g.input("x", {9, 7}), g.input("w", {7, 5}), g.input("b", {5})));
                            },
                            "linear"},
                           true);
            };
            const std::vector<float> plain = result(false);
            QCOMPARE(result(true), plain);
        }
    }

    void markedProductsDifferFromOthers()
    {
        for (const auto& [name, threads, backend, isSlow] : backends()) {
            auto graph = std::make_unique<Graph>();
            const Value x = graph->input("x", {1, 1});
            const Value y = matmul(x, x);
            choosePrecision(*graph, Precision::Bf16);
            Program program(*backend, std::move(graph), {y}, {});
            const float number = 1.0F + 0x1.02p-8F;
            program.setInput("x", std::span<const float>(&number, 1));
            program.run({});
            QCOMPARE(program.fetch(y)[0], (1.0F + 0x1p-7F) * (1.0F + 0x1p-7F));
        }
    }
};

QTEST_APPLESS_MAIN(PrecisionTest)
#include "tst_precision.moc"
