#include "experiments/bench/device_ceiling.h"
#include "experiments/bench/measure.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace lb;
using namespace lb::experiments;

namespace {

/// Counts steps; each takes no time.
class Counter final : public Work {
public:
    void step() override { ++steps; }
    std::int64_t flopsPerStep() override { return 1; }
    std::int64_t bytesPerStep() override { return 1; }
    std::size_t arenaBytes() const override { return 0; }
    double loss() const override { return 0; }
    Profile profile() const override { return {}; }
    std::int64_t steps = 0;
};

struct Answer {
    int code = -1;
    QList<QJsonObject> lines;
    QString err;
};

Answer ask(const QStringList& words, const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
{
    constexpr int kLongMs = 120'000;
    QProcess cli;
    cli.setProcessEnvironment(environment);
    cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"), words);
    cli.waitForFinished(kLongMs);
    Answer answer{.code = cli.exitCode(), .err = QString::fromUtf8(cli.readAllStandardError())};
    for (const QByteArray& line : cli.readAllStandardOutput().split('\n'))
        if (!line.isEmpty())
            answer.lines.append(QJsonDocument::fromJson(line).object());
    return answer;
}

} // namespace

class TestBench : public QObject {
    Q_OBJECT
private slots:
    void everyWorkloadHasItsOwnName()
    {
        QSet<std::string> names;
        for (const Workload& work : workloads()) {
            names.insert(work.id);
            QCOMPARE(findWorkload(work.id), &work);
            QVERIFY(work.itemsPerStep > 0 && !work.title.empty() && !work.unit.empty());
        }
        QCOMPARE(static_cast<std::size_t>(names.size()), workloads().size());
        QCOMPARE(findWorkload("w9"), nullptr);
    }

    void blocksAreOrderedAndFilled()
    {
        Counter counter;
        const Timing timing = measure(counter, {.blocks = 3, .blockSeconds = 0.001, .warmSeconds = 0});
        QVERIFY(timing.fastest <= timing.median && timing.median <= timing.slowest);
        QVERIFY(timing.stepsPerBlock >= 1);
        QCOMPARE(counter.steps, 3 + 1 + 3 * timing.stepsPerBlock);
    }

    void firstStepsLoseWhatTheorySays_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("atFirst");
        QTest::addColumn<double>("within");
        // Bernoulli loss of p = 1/2 over 784 pixels; guessing among 8,000 words; entropy of N(0, I).
        QTest::newRow("mlp") << "w1-mlp-vae" << 784 * std::log(2.0) << 30.0;
        QTest::newRow("gpt2") << "w4-gpt2-tiny" << std::log(8000.0) << 0.2;
        QTest::newRow("entropy") << "w6-entropy-128" << -64 * 0.5 * std::log(2 * M_PI * M_E) << 15.0;
    }
    void firstStepsLoseWhatTheorySays()
    {
        QFETCH(QString, id);
        QFETCH(double, atFirst);
        QFETCH(double, within);
        const auto backend = engine::makeCpuBackend(2);
        const auto work = findWorkload(id.toStdString())->make(*backend);
        work->step();
        QVERIFY2(std::abs(work->loss() - atFirst) < within, qPrintable(QString::number(work->loss())));
        QVERIFY(work->flopsPerStep() > 0 && work->bytesPerStep() > 0);
        work->step();
        QVERIFY(std::isfinite(work->loss()));
    }

    void theCommandLineReportsTimeRateAndShare()
    {
        const Answer answer = ask({QStringLiteral("--json"), QStringLiteral("bench"), QStringLiteral("w6-entropy-128"),
                                   QStringLiteral("--blocks"), QStringLiteral("2"), QStringLiteral("--seconds"),
                                   QStringLiteral("0.01"), QStringLiteral("--threads"), QStringLiteral("1")});
        QCOMPARE(answer.code, 0);
        QCOMPARE(answer.lines.size(), 2);
        for (const char* key : {"matmul_flops", "convolution_flops", "stream_bytes"})
            QVERIFY2(answer.lines[0].value(QLatin1String(key)).toDouble() > 1e8, key);
        for (const char* key : {"ms_per_step", "items_per_s", "flops_per_s", "matmul_share", "peak_bytes"})
            QVERIFY2(answer.lines[1].value(QLatin1String(key)).toDouble() > 0, key);
    }

    void aCeilingIsMeasuredThroughAnyBackend()
    {
        const auto backend = engine::makeCpuBackend(1);
        const DeviceCeiling ceiling = measureCeiling(*backend);
        QVERIFY(ceiling.matmul > 1e8 && ceiling.stream > 1e8);
        QVERIFY(ceiling.matmulSize >= 128 && ceiling.streamBytes >= 1 << 24);
    }

#ifdef LB_TEST_CUDA_LIBRARY
    void aGpuIsTimedAgainstItself()
    {
        QProcessEnvironment gpu = QProcessEnvironment::systemEnvironment();
        gpu.insert(QStringLiteral("LATENTBENCH_CUDA"), QStringLiteral(LB_TEST_CUDA_LIBRARY));
        const Answer answer = ask({QStringLiteral("--json"), QStringLiteral("bench"), QStringLiteral("w6-entropy-128"),
                                   QStringLiteral("--gpu"), QStringLiteral("--blocks"), QStringLiteral("1"),
                                   QStringLiteral("--seconds"), QStringLiteral("0.01")},
                                  gpu);
        QVERIFY2(answer.code == 0, qPrintable(answer.err));
        QCOMPARE(answer.lines.size(), 2);
        for (const QJsonObject& line : answer.lines)
            QVERIFY(line.value(QStringLiteral("device")).toString().startsWith(QStringLiteral("Host runtime")));
        for (const char* key : {"matmul_flops", "matmul_size", "stream_bytes"}) {
            QVERIFY2(answer.lines[0].value(QLatin1String(key)).toDouble() > 0, key);
            QVERIFY2(answer.lines[1].value(QStringLiteral("ceiling")).toObject().contains(QLatin1String(key)), key);
        }
        for (const char* key : {"flops_per_s", "bytes_per_s", "matmul_share", "stream_share"})
            QVERIFY2(answer.lines[1].value(QLatin1String(key)).toDouble() > 0, key);
    }

    void withoutAGpuThereIsAReason()
    {
        QProcessEnvironment none = QProcessEnvironment::systemEnvironment();
        none.insert(QStringLiteral("LATENTBENCH_CUDA"), QStringLiteral(LB_TEST_CUDA_LIBRARY));
        none.insert(QStringLiteral("LATENTBENCH_HOST_CUDA"), QStringLiteral("no-driver"));
        const Answer answer = ask({QStringLiteral("bench"), QStringLiteral("--gpu")}, none);
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.err.contains(QStringLiteral("No GPU is used, because there is no NVIDIA driver.")),
                 qPrintable(answer.err));
    }
#endif

    void anUnknownWorkloadIsNamedWithTheKnownOnes()
    {
        const Answer answer = ask({QStringLiteral("bench"), QStringLiteral("w9")});
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.err.contains(QStringLiteral("'w9'")) && answer.err.contains(QStringLiteral("w1-mlp-vae")),
                 qPrintable(answer.err));
    }
};

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
