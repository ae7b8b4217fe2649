#include "experiments/control/run_controller.h"
#include "experiments/store/run_lock.h"
#include "experiments/training/checkpoint.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

constexpr int kPatienceMs = 60'000;

/// A run on the GPU that the host runtime pretends to be, trained by a worker that meets `fault`.
class Faulty {
public:
    explicit Faulty(const char* fault)
        : run(project.create(QStringLiteral("a"), {{QStringLiteral("data.limit"), 120},
                                                   {QStringLiteral("train.epochs"), 6},
                                                   {QStringLiteral("run.device"), QStringLiteral("cuda")}}))
    {
        start(fault);
    }
    void start(const char* fault)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LATENTBENCH_CUDA"), QStringLiteral(LB_TEST_CUDA_LIBRARY));
        environment.insert(QStringLiteral("LATENTBENCH_HOST_CUDA"), QStringLiteral("1"));
        environment.insert(QStringLiteral("LATENTBENCH_HOST_CUDA_FAULT"), QLatin1String(fault));
        worker.setProcessEnvironment(environment);
        worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"),
                     {QStringLiteral("train"), project.folder(run).path()});
    }
    /// The exit code; negative where it did not end by itself.
    int end()
    {
        return worker.waitForFinished(kPatienceMs) && worker.exitStatus() == QProcess::NormalExit ? worker.exitCode()
                                                                                                  : -1;
    }
    RunRecord record() { return project.store().refresh(run.uid).value(); }
    qint64 checkpointStep()
    {
        const auto header = readCheckpointHeader(newestCheckpoint(project.folder(run)));
        return header ? header->step : -1;
    }

    TinyProject project;
    RunRecord run;
    QProcess worker;
};

} // namespace

/// What becomes of a run whose GPU fails; the GPU is the host runtime of the tests, told at which call to fail.
class TestDeviceFaults : public QObject {
    Q_OBJECT
private slots:
    void aLostDeviceLeavesARunThatGoesOn()
    {
        Faulty faulty("lost:cudaGraphLaunch:100");
        QCOMPARE(faulty.end(), 3);
        const RunRecord lost = faulty.record();
        QCOMPARE(lost.state, RunState::Failed);
        QVERIFY2(lost.stateReason.startsWith(QStringLiteral("device-lost: The GPU does not answer any more (CUDA: ")),
                 qPrintable(lost.stateReason));
        QVERIFY(lost.stateReason.contains(QStringLiteral("continue the run")));
        QVERIFY2(faulty.checkpointStep() > 0 && faulty.checkpointStep() <= lost.step,
                 qPrintable(QStringLiteral("%1 of %2").arg(faulty.checkpointStep()).arg(lost.step)));
        faulty.start("");
        QCOMPARE(faulty.end(), 0);
        QCOMPARE(faulty.record().state, RunState::Finished);
        QVERIFY(hasEvent(faulty.project.folder(faulty.run), "resume"));
        QVERIFY(!hasEvent(faulty.project.folder(faulty.run), "resume", "Damaged"));
    }

    void aCallThatFailsByItselfIsNoLostDevice()
    {
        Faulty faulty("refused:cudaGraphLaunch:100");
        QCOMPARE(faulty.end(), 1);
        const QString reason = faulty.record().stateReason;
        QVERIFY2(reason.startsWith(QStringLiteral("internal: CUDA: a recorded step failed")), qPrintable(reason));
    }

    void aCallThatNeverReturnsIsNoticedByTheOwner()
    {
        Faulty faulty("hang:cudaGraphLaunch:100");
        ProcessLauncher launcher;
        RunController controller(faulty.project.store(), launcher);
        controller.setShortestSilence(2000);
        QSignalSpy silent(&controller, &RunController::silent);
        controller.start();
        QTRY_COMPARE_WITH_TIMEOUT(silent.size(), 1, kPatienceMs);
        QCOMPARE(silent[0][0].toString(), faulty.run.uid);
        QVERIFY(controller.kill(faulty.run.uid));
        QVERIFY(faulty.worker.waitForFinished(kPatienceMs));
        const RunRecord killed = faulty.record();
        QCOMPARE(killed.state, RunState::Interrupted);
        QVERIFY(!killed.stateReason.contains(QStringLiteral("GPU")));
        QVERIFY(faulty.checkpointStep() > 0);
        faulty.start("");
        QCOMPARE(faulty.end(), 0);
        QCOMPARE(faulty.record().state, RunState::Finished);
    }
};

QTEST_GUILESS_MAIN(TestDeviceFaults)
#include "tst_device_faults.moc"
