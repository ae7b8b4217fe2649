#include "engine/graph/differentiate.h"
#include "engine/ops/catalogue.h"
#include "engine/train/program.h"
#include "tests/engine/op_case.h"
#include "tests/support/backends_under_test.h"
#include "tests/support/gradient_check.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace lb::engine;
using namespace lb::testing;

namespace {

/// Central differences in F64 with step 1e-6: rounding leaves about 1e-10 of the loss, here up to some 100.
constexpr double kDifferences = 1e-6;
constexpr RandomKey kRandom{.seed = 3, .step = 9};

double toleranceOf(Closeness closeness)
{
    return closeness == Closeness::Elementwise ? 4e-6 : 4e-5;
}

/// A row with what it computes: its outputs, and the gradients of its leaves if wanted.
struct Recorded {
    explicit Recorded(const OpCase& row, CaseGraph&& graph, bool wantsGradients = true)
        : g(std::move(graph))
        , values(row.record(g))
    {
        const Value loss = wantsGradients ? projectedLoss(g, values) : Value{};
        if (loss.isNull() || g.wrt().empty())
            return;
        for (const Value& gradient : differentiate(loss, g.wrt()))
            if (!gradient.isNull())
                values.push_back(gradient);
    }
    CaseGraph g;
    std::vector<Value> values;
};

void fillInputs(Program& program, const Leaves& leaves)
{
    for (const auto& [name, numbers] : leaves) {
        const bool isInteger = program.graph().typeOf(program.graph().findInput(name)).dtype == DType::I32;
        if (isInteger)
            program.setInput(name, std::vector<std::int32_t>(numbers.begin(), numbers.end()));
        else
            program.setInput(name, std::vector<float>(numbers.begin(), numbers.end()));
    }
}

std::vector<double> numbersOf(const Program& program, Value value)
{
    if (value.dtype() != DType::I32)
        return program.fetchDouble(value);
    const std::vector<std::int32_t> integers = program.fetchIndices(value);
    return {integers.begin(), integers.end()};
}

/// Largest difference relative to the tensor's largest number, or to 1.
double difference(const std::vector<double>& expected, const std::vector<double>& actual)
{
    double scale = 1.0;
    double worst = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        scale = std::max(scale, std::abs(expected[i]));
        worst = std::max(worst, std::abs(expected[i] - actual[i]));
        if (!std::isfinite(actual[i]))
            return HUGE_VAL;
    }
    return worst / scale;
}

} // namespace

class OpTableTest : public QObject {
    Q_OBJECT

private slots:
    void everyOpHasARow();
    void everyOpHasAReferenceKernel();
    void gradientMatchesDifferences_data();
    void gradientMatchesDifferences();
    void backendMatchesReference_data();
    void backendMatchesReference();
    void programMatchesNodeByNode_data();
    void programMatchesNodeByNode();

private:
    /// Every row for a backend with one thread; with more, those large enough to be shared out.
    void addRows(std::size_t backend, bool withLarge = true) const
    {
        const BackendUnderTest& tested = m_backends[backend];
        for (std::size_t i = 0; i < m_cases.size(); ++i)
            if (m_cases[i].isLarge ? withLarge : tested.threads == 1)
                QTest::newRow((tested.name + ": " + m_cases[i].name).c_str())
                    << static_cast<int>(i) << static_cast<int>(backend);
    }

    const std::vector<OpCase> m_cases = allCases();
    const std::vector<BackendUnderTest> m_backends = backendsUnderTest();
};

void OpTableTest::everyOpHasARow()
{
    std::set<std::string_view> covered;
    for (const OpCase& row : m_cases) {
        const Recorded recorded(row, CaseGraph(DType::F64));
        for (const Node& node : recorded.g.graph().nodes())
            covered.insert(node.op->name);
    }
    for (const OpDef* op : allOps())
        QVERIFY2(covered.contains(op->name), ("no row records " + std::string(op->name)).c_str());
}

void OpTableTest::everyOpHasAReferenceKernel()
{
    for (const OpDef* op : allOps())
        QVERIFY2(m_backends[0].backend->kernels().find(op->name), std::string(op->name).c_str());
}

void OpTableTest::gradientMatchesDifferences_data()
{
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        if (!m_cases[i].isLarge)
            QTest::newRow(m_cases[i].name.c_str()) << static_cast<int>(i);
}

void OpTableTest::gradientMatchesDifferences()
{
    QFETCH(int, row);
    CaseGraph g(DType::F64);
    const std::vector<Value> outputs = m_cases[static_cast<std::size_t>(row)].record(g);
    const Value loss = projectedLoss(g, outputs);
    if (loss.isNull() || g.wrt().empty())
        return; // an op over indices alone
    const GradientError worst = gradientError(loss, g.wrt(), g.leaves());
    QVERIFY2(worst.error < kDifferences, worst.where.c_str());
}

void OpTableTest::backendMatchesReference_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("backend");
    for (std::size_t b = 1; b < m_backends.size(); ++b)
        addRows(b);
    if (m_backends.size() == 1) // F32 against the same loops in F64, where no other backend is built
        addRows(0);
}

void OpTableTest::backendMatchesReference()
{
    QFETCH(int, row);
    QFETCH(int, backend);
    const OpCase& opCase = m_cases[static_cast<std::size_t>(row)];
    Recorded narrow(opCase, CaseGraph(DType::F32));
    Recorded wide(opCase, CaseGraph(backend == 0 ? DType::F64 : DType::F32));
    const auto expected = evaluate(wide.values, wide.g.leaves(), {.backend = nullptr, .random = kRandom});
    const auto actual =
        evaluate(narrow.values, narrow.g.leaves(),
                 {.backend = m_backends[static_cast<std::size_t>(backend)].backend.get(), .random = kRandom});
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double apart = difference(expected[i], actual[i]);
        QVERIFY2(apart <= toleranceOf(opCase.closeness),
                 ("value " + std::to_string(i) + " is " + std::to_string(apart * 1e6) + "e-6 away").c_str());
    }
}

void OpTableTest::programMatchesNodeByNode_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("backend");
    for (std::size_t b = 0; b < m_backends.size(); ++b)
        addRows(b, !m_backends[b].isSlow);
}

void OpTableTest::programMatchesNodeByNode()
{
    QFETCH(int, row);
    QFETCH(int, backend);
    const OpCase& opCase = m_cases[static_cast<std::size_t>(row)];
    Backend& device = *m_backends[static_cast<std::size_t>(backend)].backend;
    for (bool wantsGradients : {false, true}) { // without them, a forward op may overwrite its input
        Recorded recorded(opCase, CaseGraph(DType::F32, true), wantsGradients);
        const auto expected = evaluate(recorded.values, recorded.g.leaves(), {.backend = &device, .random = kRandom});
        Program program(device, recorded.g.release(), recorded.values, {});
        fillInputs(program, recorded.g.leaves());
        for (int run = 0; run < 2; ++run) { // the second run finds the first one's leftovers
            program.run(kRandom);
            for (std::size_t i = 0; i < expected.size(); ++i)
                QCOMPARE(numbersOf(program, recorded.values[i]), expected[i]);
        }
    }
}

QTEST_APPLESS_MAIN(OpTableTest)
#include "tst_op_table.moc"
