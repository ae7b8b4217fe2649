#include "engine/backend/cuda_library.h"
#include "engine/core/error.h"
#include "engine/ops/attention.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/random.h"
#include "engine/train/program.h"
#include "tests/support/evaluate.h"

#include <QProcess>
#include <QTest>

#include <array>
#include <cmath>
#include <functional>

using namespace lb::engine;
using namespace lb::testing;

namespace {

std::unique_ptr<Backend> cudaOnHost()
{
    const auto library = CudaLibrary::load(LB_TEST_CUDA_LIBRARY);
    return library ? library->makeBackend(0) : nullptr;
}

/// A tensor of an optimizer: parameter, gradient and two slots, on any backend.
class Updated {
public:
    static constexpr std::int64_t kRows = 130, kColumns = 129, kCount = kRows * kColumns;

    explicit Updated(Backend& backend)
        : m_backend(backend)
        , m_buffer(backend.allocate(4 * kBytes))
    {
        for (std::uint64_t part = 0; part < 4; ++part) {
            std::vector<float> content;
            for (const double number : normals(kCount, 40 + part, 0.1))
                content.push_back(static_cast<float>(part < 2 ? number : number * number + 1e-3));
            m_backend.copyToDevice(m_buffer->data() + part * kBytes, content.data(), content.size() * sizeof(float));
        }
    }
    float* part(std::size_t index) const { return reinterpret_cast<float*>(m_buffer->data() + index * kBytes); }
    UpdateSlice slice() const { return {part(0), part(1), part(2), part(3), kCount}; }
    FactoredSlice factored(bool isFactored) const
    {
        return {.parameter = part(0),
                .gradient = part(1),
                .second = part(2),
                .momentum = part(3),
                .isFactored = isFactored,
                .extents = {1, kRows, 1, kColumns, 1}};
    }
    std::vector<float> content(std::size_t index) const
    {
        std::vector<float> result(kCount);
        m_backend.copyToHost(result.data(), m_buffer->data() + index * kBytes, result.size() * sizeof(float));
        return result;
    }

private:
    static constexpr std::size_t kBytes = (kCount * sizeof(float) + 63) / 64 * 64;
    Backend& m_backend;
    std::unique_ptr<Buffer> m_buffer;
};

double squaresOn(Backend& backend, const Updated& tensor)
{
    const std::unique_ptr<Buffer> sum = backend.allocate(sizeof(double));
    backend.optimizerKernels().sumOfSquares(tensor.part(1), Updated::kCount, reinterpret_cast<double*>(sum->data()));
    double result = 0;
    backend.copyToHost(&result, sum->data(), sizeof result);
    return result;
}

using Update = std::function<void(const OptimizerKernels&, const Updated&)>;

} // namespace

Q_DECLARE_METATYPE(Update)

/// What the op table does not show of the CUDA backend, through the host runtime.
class CudaBackendTest : public QObject {
    Q_OBJECT
private slots:
    void describesItself()
    {
        QCOMPARE(cudaOnHost()->description(), std::string("Host runtime, compute capability 8.0, CUDA 13.0"));
    }

    void theLibraryShowsOneSymbol_data()
    {
        QTest::addColumn<QString>("library");
        QTest::newRow("for the host") << QStringLiteral(LB_TEST_CUDA_LIBRARY);
#ifdef LB_NVCC_LIBRARY
        QTest::newRow("for GPUs") << QStringLiteral(LB_NVCC_LIBRARY);
#endif
    }
    void theLibraryShowsOneSymbol()
    {
        QFETCH(QString, library);
        QProcess nm;
        nm.start(QStringLiteral("nm"), {QStringLiteral("-D"), QStringLiteral("--defined-only"), library});
        QVERIFY(nm.waitForFinished());
        const QList<QByteArray> lines = nm.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines[0].endsWith(kCudaEntry), lines[0].constData());
    }

#ifdef LB_NVCC_LIBRARY
    void theLibraryForGpusAnswersOnAnyMachine()
    {
        const auto library = CudaLibrary::load(LB_NVCC_LIBRARY);
        QVERIFY2(library, library ? "" : library.error().detail.c_str());
        const auto devices = library->devices();
        QVERIFY(devices || !sentenceOf(devices.error()).empty());
    }
#endif

    void aRecordedStepFollowsTheRandomKey()
    {
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        auto graph = std::make_unique<Graph>();
        const Value noise = normalNoise(graph->input("like", {5, 7}));
        Program program(*cuda, std::move(graph), {noise}, {});
        for (std::uint64_t step = 0; step < 4; ++step) { // recorded at the second
            const RandomKey key{.seed = 3, .step = step};
            program.run(key);
            Graph plain;
            QCOMPARE(program.fetchDouble(noise),
                     evaluate(normalNoise(plain.input("like", {5, 7})), {}, {.random = key}));
        }
    }

    void stepsWithoutRoomAreReported()
    {
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        Graph graph;
        const Value buffer = graph.input("buffer", {2, 3, 4});
        const Value x = graph.input("x", {2, 1, 4});
        const Value past = graph.input("past", {2}, DType::I32);
        const Leaves leaves{{"buffer", std::vector<double>(24)}, {"x", std::vector<double>(8)}, {"past", {2, 3}}};
        try {
            evaluate(appendSteps(buffer, x, past), leaves, {.backend = cuda.get()});
            QFAIL("written past the end");
        } catch (const EngineError& error) {
            QCOMPARE(error.kind(), ErrorKind::InvalidArgument);
        }
    }

    void memoryThatIsNotThereIsAnError()
    {
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        const std::size_t free = *cuda->freeBytes();
        const std::unique_ptr<Buffer> taken = cuda->allocate(std::size_t{1} << 20);
        QCOMPARE(*cuda->freeBytes(), free - (std::size_t{1} << 20));
        try {
            cuda->allocate(std::size_t{8} << 30);
            QFAIL("8 GiB of 4");
        } catch (const EngineError& error) {
            QCOMPARE(error.kind(), ErrorKind::OutOfMemory);
        }
    }

    void copiesArriveTogether_data()
    {
        QTest::addColumn<QList<int>>("bytes");
        QTest::newRow("one launch") << QList<int>{4, 0, 2048, 1020};
        QTest::newRow("too long") << QList<int>{4, 4096, 8};
        QTest::newRow("no whole words") << QList<int>{4, 7, 8};
        QTest::newRow("too many") << QList<int>(40, 4);
    }
    void copiesArriveTogether()
    {
        QFETCH(QList<int>, bytes);
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        constexpr std::size_t kRoom = 4096;
        const std::unique_ptr<Buffer> buffer = cuda->allocate(kRoom * static_cast<std::size_t>(bytes.size()));
        std::vector<std::vector<std::byte>> sent;
        std::vector<DeviceCopy> copies;
        for (const int size : bytes)
            sent.emplace_back(static_cast<std::size_t>(size), static_cast<std::byte>(sent.size() + 1));
        for (std::size_t i = 0; i < sent.size(); ++i)
            copies.push_back({buffer->data() + i * kRoom, sent[i].data(), sent[i].size()});
        cuda->copyAllToDevice(copies);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            std::vector<std::byte> arrived(sent[i].size());
            cuda->copyToHost(arrived.data(), copies[i].device, arrived.size());
            QVERIFY(arrived == sent[i]);
        }
    }

    void rowsArePicked_data()
    {
        QTest::addColumn<int>("rowBytes");
        QTest::addColumn<int>("rows");
        QTest::newRow("a kernel") << 1036 << 64;
        QTest::newRow("one row") << 4 << 1;
        QTest::newRow("no whole words") << 13 << 5;
        QTest::newRow("too many") << 8 << 65;
    }
    void rowsArePicked()
    {
        QFETCH(int, rowBytes);
        QFETCH(int, rows);
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        const auto width = static_cast<std::size_t>(rowBytes), count = static_cast<std::size_t>(rows);
        std::vector<std::byte> before(width * count), after(before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            before[i] = static_cast<std::byte>(i * 31 % 251);
        const std::unique_ptr<Buffer> buffer = cuda->allocate(before.size());
        cuda->copyToDevice(buffer->data(), before.data(), before.size());
        std::vector<std::int32_t> parents;
        for (int row = 0; row < rows; ++row)
            parents.push_back(row * 7 % rows == row ? row : (row * row + 3) % rows);
        cuda->pickRows(buffer->data(), width, parents);
        cuda->copyToHost(after.data(), buffer->data(), after.size());
        for (std::size_t i = 0; i < after.size(); ++i)
            QCOMPARE(after[i], before[static_cast<std::size_t>(parents[i / width]) * width + i % width]);
    }

    void f64IsRefused()
    {
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        auto graph = std::make_unique<Graph>();
        const Value y = exp(graph->input("x", {2}, DType::F64));
        QVERIFY_EXCEPTION_THROWN(Program(*cuda, std::move(graph), {y}, {}), EngineError);
    }

    void updatesAreTheReferences_data()
    {
        QTest::addColumn<Update>("update");
        const AdamSettings adam{.rate = 1e-2F, .decay = 0.1F, .decoupledDecay = 1e-3F, .gradientScale = 0.5F};
        const AdaFactorSettings factor{
            .rate = 1e-2F, .beta1 = 0.9F, .beta2 = 0.8F, .decoupledDecay = 1e-3F, .gradientScale = 0.5F};
        QTest::newRow("sgd") << Update([](const OptimizerKernels& kernels, const Updated& tensor) {
            kernels.sgd(tensor.slice(), {.rate = 0.1F, .momentum = 0.9F, .decay = 0.01F, .gradientScale = 0.5F});
        });
        QTest::newRow("adam") << Update(
            [=](const OptimizerKernels& kernels, const Updated& tensor) { kernels.adam(tensor.slice(), adam); });
        QTest::newRow("lamb") << Update([=](const OptimizerKernels& kernels, const Updated& tensor) {
            kernels.lamb(tensor.slice(), {.adam = {.rate = 1, .gradientScale = 0.5F}, .rate = 1e-2F, .decay = 0.1F});
        });
        for (const bool isFactored : {true, false})
            QTest::newRow(isFactored ? "adafactor" : "adafactor, whole")
                << Update([=](const OptimizerKernels& kernels, const Updated& tensor) {
                       kernels.adafactor(tensor.factored(isFactored), factor);
                   });
        QTest::newRow("lookahead") << Update([](const OptimizerKernels& kernels, const Updated& tensor) {
            kernels.lookahead(tensor.part(0), tensor.part(2), 0.5F, Updated::kCount);
        });
        QTest::newRow("blend and add") << Update([](const OptimizerKernels& kernels, const Updated& tensor) {
            kernels.blend(tensor.part(0), tensor.part(1), 0.1F, Updated::kCount);
            kernels.add(tensor.part(2), tensor.part(1), Updated::kCount);
        });
    }
    void updatesAreTheReferences()
    {
        QFETCH(Update, update);
        const std::unique_ptr<Backend> cuda = cudaOnHost(), reference = makeReferenceBackend();
        const Updated ours(*cuda), expected(*reference);
        update(cuda->optimizerKernels(), ours);
        update(reference->optimizerKernels(), expected);
        for (std::size_t part = 0; part < 4; ++part) {
            const std::vector<float> a = ours.content(part), b = expected.content(part);
            for (std::size_t i = 0; i < a.size(); ++i)
                QVERIFY2(std::abs(a[i] - b[i]) <= 4e-6F * std::max(1.0F, std::abs(b[i])),
                         qPrintable(QStringLiteral("part %1, number %2").arg(part).arg(i)));
        }
        const double squares = squaresOn(*reference, expected);
        QVERIFY(std::abs(squaresOn(*cuda, ours) - squares) < 1e-12 * squares);
    }

    void manyResultsAreReadAtOnce_data()
    {
        QTest::addColumn<std::size_t>("bytes"); // of each: they go through pinned memory up to 4096
        QTest::newRow("few") << std::size_t{12};
        QTest::newRow("too many") << std::size_t{5000};
    }
    void manyResultsAreReadAtOnce()
    {
        QFETCH(std::size_t, bytes);
        const std::unique_ptr<Backend> cuda = cudaOnHost();
        const std::unique_ptr<Buffer> buffer = cuda->allocate(3 * bytes);
        std::string content(3 * bytes, ' ');
        for (std::size_t i = 0; i < content.size(); ++i)
            content[i] = static_cast<char>('a' + i % 23);
        cuda->copyToDevice(buffer->data(), content.data(), content.size());
        std::string last(bytes, ' '), first(bytes, ' '), none;
        const std::array<HostCopy, 3> copies{{{last.data(), buffer->data() + 2 * bytes, bytes},
                                              {none.data(), buffer->data(), 0},
                                              {first.data(), buffer->data(), bytes}}};
        cuda->copyAllToHost(copies);
        QCOMPARE(last, content.substr(2 * bytes));
        QCOMPARE(first, content.substr(0, bytes));
    }
};

QTEST_GUILESS_MAIN(CudaBackendTest)
#include "tst_cuda_backend.moc"
