#include "engine/core/bf16.h"
#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/index.h"
#include "engine/ops/linear.h"
#include "engine/ops/precision.h"
#include "engine/ops/reduce.h"
#include "engine/train/carried_store.h"
#include "engine/train/weight_store.h"
#include "tests/support/backends_under_test.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::engine;

namespace {

constexpr std::int64_t kWords = 131, kWidth = 67, kInner = 149;

std::vector<float> drawn(std::int64_t count, std::uint64_t seed)
{
    std::vector<float> numbers(static_cast<std::size_t>(count));
    RandomStream random({seed, 0}, 9);
    std::generate(numbers.begin(), numbers.end(), [&] { return random.normal(); });
    return numbers;
}

/// A lookup, two linear maps, one fused with GELU, and an output that reads the table again, transposed.
struct Net {
    explicit Net(std::int64_t rows)
    {
        const Value table = graph->parameter("table", {kWords, kWidth}, {});
        const Value in = graph->parameter("in", {kWidth, kInner}, {});
        const Value bias = graph->parameter("bias", {kInner}, {});
        const Value out = graph->parameter("out", {kInner, kWidth}, {});
        words = graph->input("words", {rows}, DType::I32);
        const Value x = gatherRows(table, words);
        y = matmul(linear(geluTanh(linear(x, in, bias)), out, {}), table, {.transposeB = true});
    }
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    Value words, y;
};

std::vector<float> run(Backend& backend, std::int64_t rows, bool isStored)
{
    Net net(rows);
    if (isStored && storeWeightsInBf16(*net.graph).size() != 3)
        return {};
    WeightStore store(backend, *net.graph);
    std::uint64_t seed = 1;
    for (const WeightStore::Tensor& tensor : std::vector(store.tensors())) {
        std::vector<float> numbers = drawn(tensor.type.shape.elements(), seed++);
        if (tensor.type.shape.rank() == 2) // both ways alike
            std::transform(numbers.begin(), numbers.end(), numbers.begin(), roundToBf16);
        store.write(tensor.name, numbers);
    }
    const ExternalStorage storage = store.bind(*net.graph);
    Program program(backend, std::move(net.graph), {net.y}, storage);
    std::vector<std::int32_t> words;
    for (std::int64_t i = 0; i < rows; ++i)
        words.push_back(static_cast<std::int32_t>(i * 37 % kWords));
    program.setInput("words", std::span<const std::int32_t>(words));
    program.run({});
    return program.fetch(net.y);
}

} // namespace

class StoredWeightsTest : public QObject {
    Q_OBJECT
private slots:
    void bf16StorageChangesWhatIsKeptAndNothingElse_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {1, 2, 4, 5, 33})
            QTest::addRow("%d rows", rows) << rows;
    }
    void bf16StorageChangesWhatIsKeptAndNothingElse()
    {
        QFETCH(int, rows);
        const std::unique_ptr<Backend> reference = makeReferenceBackend();
        const std::vector<float> expected = run(*reference, rows, false);
        for (const auto& entry : lb::testing::backendsUnderTest()) {
            const std::vector<float> actual = run(*entry.backend, rows, true);
            QCOMPARE(actual.size(), expected.size());
            float largest = 1;
            for (const float number : expected)
                largest = std::max(largest, std::abs(number));
            for (std::size_t i = 0; i < actual.size(); ++i)
                QVERIFY2(std::abs(actual[i] - expected[i]) <= 4e-5F * largest, // sums in another order
                         qPrintable(QStringLiteral("%1: %2 is %3, not %4")
                                        .arg(QString::fromStdString(entry.name))
                                        .arg(i)
                                        .arg(static_cast<double>(actual[i]))
                                        .arg(static_cast<double>(expected[i]))));
        }
    }

    /// Few rows read the weights as they are: nothing is widened first, which would take twice their bytes of scratch.
    void fewRowsStreamTheStoredWeights()
    {
        for (const auto& entry : lb::testing::backendsUnderTest()) {
            if (entry.backend->name() == "reference")
                continue;
            Net net(1);
            storeWeightsInBf16(*net.graph);
            const WeightStore store(*entry.backend, *net.graph);
            const ExternalStorage storage = store.bind(*net.graph);
            const Program program(*entry.backend, std::move(net.graph), {net.y}, storage);
            QVERIFY2(program.memoryPlan().arenaBytes < 8192,
                     qPrintable(QString::number(program.memoryPlan().arenaBytes)));
        }
    }

    void halfTheBytesAreKept()
    {
        Net wide(1);
        Net narrow(1);
        storeWeightsInBf16(*narrow.graph);
        const std::unique_ptr<Backend> backend = makeReferenceBackend();
        const auto bytes = [&](const Graph& graph) { return static_cast<double>(WeightStore(*backend, graph).bytes()); };
        QVERIFY(bytes(*narrow.graph) < 0.52 * bytes(*wide.graph));
    }

    void aWeightThatAnythingElseReadsStaysF32()
    {
        Graph graph;
        const Value weight = graph.parameter("weight", {3, 4}, {});
        linear(graph.input("x", {2, 3}), weight, {});
        QCOMPARE(storeWeightsInBf16(graph).size(), std::size_t{1});
        Graph other;
        const Value read = other.parameter("weight", {3, 4}, {});
        linear(other.input("x", {2, 3}), read, {});
        sum(read);
        QVERIFY(storeWeightsInBf16(other).empty());
    }

    void wrongContentIsRefused()
    {
        Net net(1);
        const std::unique_ptr<Backend> backend = makeReferenceBackend();
        WeightStore store(*backend, *net.graph);
        QCOMPARE(store.missing().size(), std::size_t{4});
        QVERIFY_EXCEPTION_THROWN(store.write("bias", std::vector<float>(3)), EngineError);
        QVERIFY_EXCEPTION_THROWN(store.write("nobody", std::vector<float>(3)), EngineError);
        storeWeightsInBf16(*net.graph);
        QVERIFY_EXCEPTION_THROWN(store.bind(*net.graph), EngineError);
    }
};

QTEST_GUILESS_MAIN(StoredWeightsTest)
#include "tst_stored_weights.moc"
