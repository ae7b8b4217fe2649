#include "engine/backend/cuda_library.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/loss.h"
#include "engine/ops/output_loss.h"
#include "engine/ops/reduce.h"
#include "models/layers/embedding.h"
#include "models/layers/layer_norm.h"
#include "models/layers/transformer_block.h"
#include "tests/support/cuda_under_test.h"
#include "tests/support/evaluate.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lb::engine;
using namespace lb::models;
using namespace lb::testing;

namespace {

constexpr std::int64_t kWords = 11, kPositions = 8, kWidth = 8, kHeads = 2, kLayers = 2, kRows = 2, kSteps = 6;

std::vector<double> ofFile(const QString& key)
{
    return golden(QStringLiteral("gpt2"), key);
}

/// A parameter's numbers or gradient by its name in the graph.
std::vector<double> ofParameter(const char* what, const std::string& name)
{
    return ofFile(QLatin1String(what) + QLatin1Char('/') +
                  QString::fromStdString(name).replace(QLatin1Char('/'), QLatin1Char('.')));
}

void compare(const std::vector<double>& actual, const std::vector<double>& expected, const QString& what,
             double tolerance)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(actual[i] - expected[i]) < tolerance * std::max(1.0, std::abs(expected[i])),
                 qPrintable(QStringLiteral("%1[%2] is %3, not %4").arg(what).arg(i).arg(actual[i]).arg(expected[i])));
}

struct Device {
    const char* name;
    DType dtype;
    double logits, gradients; ///< tolerances
    std::function<std::unique_ptr<Backend>()> make;
};

/// Where the net is computed: F32 has seven digits, some thousand of whose roundings add up.
std::vector<Device> devices()
{
    std::vector<Device> all{{"reference, F64", DType::F64, 1e-8, 1e-9, makeReferenceBackend},
                            {"cpu, F32", DType::F32, 2e-6, 2e-6, [] { return makeCpuBackend(2); }}};
#ifdef LB_TEST_CUDA_LIBRARY
    all.push_back({"cuda, F32", DType::F32, 2e-6, 2e-6,
                   [] { return CudaLibrary::load(cudaUnderTest(LB_TEST_CUDA_LIBRARY)).value().makeBackend(0); }});
#endif
    return all;
}

void addDeviceRows()
{
    QTest::addColumn<std::size_t>("device");
    for (std::size_t i = 0; i < devices().size(); ++i)
        QTest::newRow(devices()[i].name) << i;
}

/// The whole net out of the layers that text models use.
struct TinyGpt {
    Graph graph;
    Value logits;
    Value loss;
    Value lossInBlocks; ///< the same without stored logits

    explicit TinyGpt(DType dtype)
    {
        const Embedding words("words", {.rows = kWords, .width = kWidth, .dtype = dtype});
        const Embedding positions("positions", {.rows = kPositions, .width = kWidth, .dtype = dtype});
        const Value tokens = graph.input("tokens", {kRows, kSteps}, DType::I32);
        const Value targets = graph.input("targets", {kRows, kSteps}, DType::I32);
        Value x = words(tokens) + slice(positions.table(graph), 0, 0, kSteps);
        for (std::int64_t layer = 0; layer < kLayers; ++layer) {
            const TransformerBlock block(
                "block" + std::to_string(layer),
                {.attention = {.width = kWidth, .heads = kHeads, .keySize = kWidth / kHeads}, .dropout = 0});
            x = block(x, {.isCausal = true}, Mode::Training);
        }
        const OutputLayer output{.weight = words.table(graph), .isTransposed = true};
        const Value last = LayerNorm("norm")(x);
        logits = outputLogits(last, output);
        loss = mean(outputCrossEntropy(last, output, targets));
        lossInBlocks = mean(linearCrossEntropy(last, output, targets));
    }
    Leaves leaves() const
    {
        Leaves result{{"tokens", ofFile(QStringLiteral("tokens"))}, {"targets", ofFile(QStringLiteral("targets"))}};
        for (const ParameterInfo& parameter : graph.parameters())
            result[parameter.name] = ofParameter("parameters", parameter.name);
        return result;
    }
};

} // namespace

/// A transformer of our layers against numbers that another program made: tests/golden/gpt2.py.
class Gpt2GoldenTest : public QObject {
    Q_OBJECT
private slots:
    void logitsAndLoss_data() { addDeviceRows(); }
    void logitsAndLoss()
    {
        QFETCH(std::size_t, device);
        const Device on = devices()[device];
        const std::unique_ptr<Backend> backend = on.make();
        const TinyGpt gpt(on.dtype);
        const auto numbers =
            evaluate({gpt.logits, gpt.loss, gpt.lossInBlocks}, gpt.leaves(), {.backend = backend.get()});
        compare(numbers[0], ofFile(QStringLiteral("logits")), QStringLiteral("logits"), on.logits);
        compare(numbers[1], ofFile(QStringLiteral("loss")), QStringLiteral("loss"), on.gradients);
        compare(numbers[2], ofFile(QStringLiteral("loss")), QStringLiteral("loss in blocks"), on.gradients);
    }

    void gradientsOfAllParameters_data() { addDeviceRows(); }
    void gradientsOfAllParameters()
    {
        QFETCH(std::size_t, device);
        const Device on = devices()[device];
        const std::unique_ptr<Backend> backend = on.make();
        TinyGpt gpt(on.dtype);
        std::vector<Value> parameters;
        for (const ParameterInfo& parameter : gpt.graph.parameters())
            parameters.push_back(gpt.graph.value(parameter.value));
        const auto numbers = evaluate(differentiate(gpt.loss, parameters), gpt.leaves(), {.backend = backend.get()});
        QCOMPARE(numbers.size(), 36U);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const std::string& name = gpt.graph.parameters()[i].name;
            compare(numbers[i], ofParameter("gradients", name), QString::fromStdString(name), on.gradients);
        }
    }
};

QTEST_GUILESS_MAIN(Gpt2GoldenTest)
#include "tst_gpt2_golden.moc"
