#include "experiments/store/metric_reader.h"
#include "experiments/training/device_choice.h"
#include "experiments/training/training_run.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <cmath>

using namespace lb::experiments;
using namespace lb::tests;
using lb::engine::CudaAbsence;

namespace {

/// The lines of `latentbench-worker devices`.
QList<QJsonObject> devicesOfWorker()
{
    QProcess worker;
    worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"), {QStringLiteral("devices")});
    QList<QJsonObject> result;
    if (worker.waitForFinished(60'000) && worker.exitCode() == 0)
        for (const QByteArray& line : worker.readAllStandardOutput().trimmed().split('\n'))
            result.append(QJsonDocument::fromJson(line).object());
    return result;
}

void pretend(const char* devices)
{
    qputenv("LATENTBENCH_CUDA", LB_TEST_CUDA_LIBRARY);
    qputenv("LATENTBENCH_HOST_CUDA", devices);
}

} // namespace

/// Which device a run takes, and what is said where there is no GPU. The CUDA backend's library is the one for the
/// host, which pretends to find any number of devices.
class DevicesTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup()
    {
        qunsetenv("LATENTBENCH_CUDA");
        qunsetenv("LATENTBENCH_HOST_CUDA");
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QByteArray>("library");
        QTest::addColumn<QByteArray>("devices");
        QTest::addColumn<CudaAbsence>("reason");
        QTest::addColumn<QString>("words");
        const QByteArray ours = LB_TEST_CUDA_LIBRARY;
        QTest::newRow("no library") << QByteArray("/nowhere/latentbench-cuda.so") << QByteArray("1")
                                    << CudaAbsence::LibraryMissing << QStringLiteral("or a library that it needs");
        QTest::newRow("another library") << QByteArray("libm.so.6") << QByteArray("1") << CudaAbsence::OtherBuild
                                         << QStringLiteral("of another build");
        QTest::newRow("no driver") << ours << QByteArray("no-driver") << CudaAbsence::NoDriver
                                   << QStringLiteral("there is no NVIDIA driver");
        QTest::newRow("old driver") << ours << QByteArray("old-driver") << CudaAbsence::DriverTooOld
                                    << QStringLiteral("too old: it knows CUDA 11.4, this program needs 13.0");
        QTest::newRow("no device") << ours << QByteArray("0") << CudaAbsence::NoDevice
                                   << QStringLiteral("finds no device");
    }
    void whatIsMissingIsSaid()
    {
        QFETCH(QByteArray, library);
        QFETCH(QByteArray, devices);
        QFETCH(CudaAbsence, reason);
        QFETCH(QString, words);
        qputenv("LATENTBENCH_CUDA", library);
        qputenv("LATENTBENCH_HOST_CUDA", devices);
        const auto found = cudaDevices();
        QVERIFY(!found);
        QCOMPARE(found.error().reason, reason);
        const Result<ChosenBackend> automatic = chooseBackend(QStringLiteral("auto"), 1);
        QVERIFY(automatic && automatic->backend->name() != "cuda");
        QVERIFY2(automatic->whyNoGpu.contains(words), qPrintable(automatic->whyNoGpu));
        const Result<ChosenBackend> demanded = chooseBackend(QStringLiteral("cuda"), 1);
        QVERIFY(!demanded && demanded.error().kind == ErrorKind::Unsupported);
        QVERIFY2(demanded.error().detail.contains(words), qPrintable(demanded.error().detail));
        QVERIFY(chooseReadingBackend(QStringLiteral("cuda"), 1));
    }

    void aGpuIsTakenWhereThereIsOne()
    {
        pretend("1");
        const Result<ChosenBackend> automatic = chooseBackend(QStringLiteral("auto"), 1);
        QVERIFY(automatic);
        QCOMPARE(QString::fromStdString(std::string(automatic->backend->name())), QStringLiteral("cuda"));
        QVERIFY(automatic->whyNoGpu.isEmpty());
        QVERIFY(automatic->backend->freeBytes());
        QVERIFY(chooseBackend(QStringLiteral("cpu"), 1)->backend->name() != "cuda");
    }

    void aGpuThatIsNotThereIsNamed()
    {
        pretend("2");
        QVERIFY(chooseBackend(QStringLiteral("cuda"), 1, 1));
        const Result<ChosenBackend> third = chooseBackend(QStringLiteral("cuda"), 1, 2);
        QVERIFY(!third);
        QVERIFY2(third.error().detail.contains(QStringLiteral("run.gpu is 2 and the last one is 1")),
                 qPrintable(third.error().detail));
    }

    void theWorkerListsDevices()
    {
        pretend("2");
        const QList<QJsonObject> devices = devicesOfWorker();
        QCOMPARE(devices.size(), 3);
        QCOMPARE(devices[0].value(QStringLiteral("id")).toString(), QStringLiteral("cpu"));
        QCOMPARE(devices[2].value(QStringLiteral("id")).toString(), QStringLiteral("cuda"));
        QCOMPARE(devices[2].value(QStringLiteral("compute_capability")).toString(), QStringLiteral("8.0"));
        QVERIFY(devices[2].value(QStringLiteral("free_bytes")).toInteger() > 0);
        QCOMPARE(devices[2].value(QStringLiteral("gpu")).toInt(), 1);
        QVERIFY(devices[0].value(QStringLiteral("free_bytes")).toInteger() > 0);
        QVERIFY(devices[0].value(QStringLiteral("memory_bytes")).toInteger() >=
                devices[0].value(QStringLiteral("free_bytes")).toInteger());
    }

    void theWorkerSaysWhyThereIsNoGpu()
    {
        pretend("no-driver");
        const QList<QJsonObject> devices = devicesOfWorker();
        QCOMPARE(devices.size(), 2);
        QCOMPARE(devices[1].value(QStringLiteral("unavailable")).toString(),
                 QStringLiteral("no GPU is used, because there is no NVIDIA driver"));
        QCOMPARE(devices[1].value(QStringLiteral("reason")).toString(), QStringLiteral("no-driver"));
    }

    void aRunTrainsOnTheDeviceThatItNames()
    {
        pretend("1");
        TinyProject project;
        const QMap<QString, QJsonValue> few{{QStringLiteral("data.limit"), 120}, {QStringLiteral("train.epochs"), 1}};
        QMap<QString, QJsonValue> onGpu = few;
        onGpu.insert(QStringLiteral("run.device"), QStringLiteral("cuda"));
        QMap<QString, QJsonValue> onCpu = few;
        onCpu.insert(QStringLiteral("run.device"), QStringLiteral("cpu"));
        QList<QList<double>> losses;
        for (const auto& changes : {onCpu, onGpu}) {
            const RunRecord run = project.create(QStringLiteral("a"), changes);
            const Result<RunState> state = runTraining(project.folder(run), {});
            QVERIFY2(state, qPrintable(state ? QString() : state.error().detail));
            QCOMPARE(*state, RunState::Finished);
            losses.append(QList<double>());
            for (const auto& point : seriesOf(project.folder(run), "train/loss"))
                losses.last().append(point.value);
        }
        QVERIFY(!losses[0].isEmpty());
        QCOMPARE(losses[0].size(), losses[1].size());
        for (qsizetype i = 0; i < losses[0].size(); ++i)
            QVERIFY(std::abs(losses[0][i] - losses[1][i]) < 1e-3 * std::abs(losses[0][i]));
    }

    void aRunThatTheGpuHasNoRoomForIsRefused()
    {
        pretend("1");
        TinyProject project;
        const RunRecord run =
            project.create(QStringLiteral("a"), {{QStringLiteral("run.device"), QStringLiteral("cuda")},
                                                 {QStringLiteral("decoder.hidden"), 8192}});
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::OutOfMemory);
        QVERIFY2(state.error().detail.contains(QStringLiteral("on the GPU, but only 4.0 GiB is free there")),
                 qPrintable(state.error().detail));
    }
};

QTEST_GUILESS_MAIN(DevicesTest)
#include "tst_devices.moc"
