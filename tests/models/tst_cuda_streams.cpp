#include "engine/backend/cuda/cuda_backend.h"
#include "engine/core/error.h"
#include "tests/models/model_trainer.h"
#include "tests/support/cuda_on_host/device_work.h"

#include <QMetaType>
#include <QTest>

#include <array>
#include <vector>

using namespace lb::engine;
using namespace lb::testing;

namespace {

constexpr std::uint64_t kSeeds = 12;

/// The host runtime's streams work late, by chance of a seed, until this goes.
struct LateStreams {
    explicit LateStreams(std::uint64_t seed) { lb::cuda_on_host::setSchedule(seed); }
    ~LateStreams() { lb::cuda_on_host::setSchedule(0); }
    LateStreams(const LateStreams&) = delete;
    LateStreams& operator=(const LateStreams&) = delete;
};

std::vector<double> numbersOf(const StepReport& report)
{
    std::vector<double> numbers = report.scalars;
    numbers.insert(numbers.end(), {report.loss, report.gradientNorm});
    return numbers;
}

struct Training {
    std::string family = "image-mlp", latent = "vae";
    std::int64_t accumulate = 1;
};

std::vector<std::vector<double>> train(const Training& of, std::uint64_t seed)
{
    const LateStreams late(seed);
    ModelTrainer training(of.family, of.latent, makeCudaBackend(0), of.accumulate);
    std::vector<std::vector<double>> steps;
    for (int i = 0; i < 12; ++i)
        steps.push_back(numbersOf(training.trainer().step()));
    return steps;
}

/// What arrives of `rounds` uploads of two parts, whose numbers tell the round.
std::vector<float> arrivals(std::uint64_t seed, int rounds)
{
    constexpr std::size_t kCount = 100;
    const LateStreams late(seed);
    const std::unique_ptr<Backend> cuda = makeCudaBackend(0);
    const std::unique_ptr<Upload> upload = cuda->makeUpload();
    const std::unique_ptr<Buffer> buffer =
        cuda->allocate(static_cast<std::size_t>(rounds) * 2 * kCount * sizeof(float));
    for (int round = 0; round < rounds; ++round) {
        const std::vector<float> one(kCount, static_cast<float>(round)), other(kCount, static_cast<float>(-round));
        const std::array<UploadPart, 2> parts{
            {{one.data(), kCount * sizeof(float)}, {other.data(), kCount * sizeof(float)}}};
        upload->begin(parts);
        for (std::size_t part = 0; part < 2; ++part)
            upload->deliver(part,
                            buffer->data() + (static_cast<std::size_t>(round) * 2 + part) * kCount * sizeof(float),
                            kCount * sizeof(float));
    }
    std::vector<float> arrived(static_cast<std::size_t>(rounds) * 2 * kCount);
    cuda->copyToHost(arrived.data(), buffer->data(), buffer->bytes());
    return arrived;
}

} // namespace

Q_DECLARE_METATYPE(Training)

/// Whatever order streams and events leave free, numbers are the same: bit for bit, since every sum has a fixed form.
class CudaStreamsTest : public QObject {
    Q_OBJECT
private slots:
    void aTrainingDoesNotDependOnTheOrderOfWork_data()
    {
        QTest::addColumn<Training>("training");
        QTest::newRow("MLP VAE") << Training{};
        QTest::newRow("MLP VAE, two batches a step") << Training{.accumulate = 2};
        QTest::newRow("LSTM VAE") << Training{"text-lstm", "vae", 1};
    }
    void aTrainingDoesNotDependOnTheOrderOfWork()
    {
        QFETCH(Training, training);
        const auto expected = train(training, 0);
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
            QVERIFY2(train(training, seed) == expected, qPrintable(QStringLiteral("seed %1").arg(seed)));
    }

    void whatIsUploadedArrives()
    {
        constexpr int kRounds = 8;
        const std::vector<float> expected = arrivals(0, kRounds);
        QCOMPARE(expected.front(), 0.0F);
        QCOMPARE(expected.back(), 1.0F - kRounds);
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
            QVERIFY2(arrivals(seed, kRounds) == expected, qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
    void anUploadHasTheBytesThatItWasGiven()
    {
        const std::unique_ptr<Backend> cuda = makeCudaBackend(0);
        const std::unique_ptr<Upload> upload = cuda->makeUpload();
        const std::unique_ptr<Buffer> buffer = cuda->allocate(8);
        const float number = 1;
        const std::array<UploadPart, 1> parts{{{&number, sizeof number}}};
        upload->begin(parts);
        QVERIFY_EXCEPTION_THROWN(upload->deliver(0, buffer->data(), 8), EngineError);
        QVERIFY_EXCEPTION_THROWN(upload->deliver(1, buffer->data(), 4), EngineError);
    }
};

QTEST_GUILESS_MAIN(CudaStreamsTest)
#include "tst_cuda_streams.moc"
