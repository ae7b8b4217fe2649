#include "experiments/control/serve_client.h"
#include "experiments/store/run_lock.h"
#include "tests/experiments/worker_bench.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <thread>

#include <unistd.h>

using namespace lb::experiments;
using lb::tests::WorkerBench;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

const QString kFakeWorker = QStringLiteral(LB_BIN_DIR "/latentbench-fake-worker");

} // namespace

class TestWorkers : public QObject {
    Q_OBJECT
private slots:
    void workerFinishesItsRun()
    {
        WorkerBench bench(word("steps=120 rate=0 metrics=3"));
        const QString run = bench.start();
        QVERIFY(bench.waitFor(run, RunState::Finished));
        QCOMPARE(bench.record(run).step, 120);
        QCOMPARE(bench.record(run).stateReason, QString());
        QVERIFY(bench.record(run).last.contains(word("validation/kl")));
    }

    void workerIsDetachedAndLogs()
    {
        WorkerBench bench(word("rate=100 flood=10"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 1));
        const auto pid = static_cast<pid_t>(RunLock::holder(bench.folder(run)));
        QVERIFY(pid > 0);
        QVERIFY(::getsid(pid) != ::getsid(0)); // survives the end of our terminal
        const auto logHas = [&](const char* text) {
            QFile log(bench.folder(run).log());
            return log.open(QIODevice::ReadOnly) && log.readAll().contains(text);
        };
        QTRY_VERIFY(logHas("step 1 xxxxxxxxxx"));
    }

    void logStaysBoundedWhileRunning()
    {
        constexpr qint64 kBound = 12'000'000; // 8 MiB, and what a look's 50 ms bring
        WorkerBench bench(word("rate=500 flood=100000"));
        const QString run = bench.start();
        const QFileInfo log(bench.folder(run).log());
        const QFileInfo older(bench.folder(run).olderLog());
        QTRY_VERIFY(older.exists());
        const QDateTime firstTime = older.lastModified();
        QTRY_VERIFY(QFileInfo(older.filePath()).lastModified() > firstTime); // rotated again
        QVERIFY(QFileInfo(log.filePath()).size() < kBound);
        QVERIFY(QFileInfo(older.filePath()).size() < kBound);
        QCOMPARE(QDir(bench.folder(run).path()).entryList({word("log*")}).size(), 2);
    }

    void commandsAreAcknowledged()
    {
        WorkerBench bench(word("rate=200"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 1));
        for (const RunCommand command :
             {RunCommand::Sample, RunCommand::Checkpoint, RunCommand::Pause, RunCommand::Continue, RunCommand::Stop}) {
            QVERIFY(bench.controller.send(run, command));
            QTRY_COMPARE(bench.status(run).acknowledged, runCommandName(command));
        }
        QVERIFY(bench.waitFor(run, RunState::Stopped));
    }

    void pausedRunKeepsItsHeartbeat()
    {
        WorkerBench bench(word("rate=200"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 1));
        QVERIFY(bench.controller.send(run, RunCommand::Pause));
        QVERIFY(bench.waitFor(run, RunState::Paused));
        const RunRecord paused = bench.record(run);
        QTRY_VERIFY(bench.record(run).heartbeatMs > paused.heartbeatMs);
        QCOMPARE(bench.record(run).step, paused.step);
    }

    void aHangIsToldOnceAndEndedByForce()
    {
        WorkerBench bench(word("rate=200 checkpoint-every=5 hang-at=20"));
        bench.controller.setShortestSilence(300);
        QSignalSpy silent(&bench.controller, &RunController::silent);
        const QString run = bench.start();
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.controller.tick();
                return silent.size() == 1;
            },
            30'000));
        QCOMPARE(silent[0][0].toString(), run);
        QCOMPARE(bench.record(run).state, RunState::Running);
        QVERIFY(bench.controller.kill(run));
        QVERIFY(bench.waitFor(run, RunState::Interrupted));
        bench.setBehaviour(run, word("steps=40 rate=0"));
        QVERIFY(bench.controller.resume(run));
        QVERIFY(bench.waitFor(run, RunState::Finished));
        QCOMPARE(silent.size(), 1);
    }

    void crashIsInterruptedAndResumable()
    {
        WorkerBench bench(word("steps=200 rate=0 crash-at=130"));
        const QString run = bench.start();
        QVERIFY(bench.waitFor(run, RunState::Interrupted));
        bench.setBehaviour(run, word("steps=200 rate=0"));
        QVERIFY(bench.controller.resume(run));
        QVERIFY(bench.waitFor(run, RunState::Finished));
        const MetricUpdate all = bench.everything(run);
        const auto loss = std::count_if(all.points.begin(), all.points.end(),
                                        [](const MetricPoint& point) { return point.metric == word("train/loss"); });
        QCOMPARE(loss, 200);
        const auto resumed = std::find_if(all.events.begin(), all.events.end(),
                                          [](const RunEvent& event) { return event.kind == word("resume"); });
        QVERIFY(resumed != all.events.end() && resumed->message.contains(word("; 0 of ")));
    }

    void stillbornWorkerIsNoticedWithItsLastWords()
    {
        WorkerBench bench(word("stillborn=1"));
        QSignalSpy failed(&bench.controller, &RunController::failed);
        const QString run = bench.start();
        QVERIFY(bench.waitFor(run, RunState::Failed));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY2(failed[0][1].toString().contains(word("libfake.so.1")), qPrintable(failed[0][1].toString()));
    }

    void failureTellsItsReason()
    {
        WorkerBench bench(word("rate=0 fail-at=7"));
        const QString run = bench.start();
        QVERIFY(bench.waitFor(run, RunState::Failed));
        QVERIFY(bench.record(run).stateReason.contains(word("non-finite")));
    }

    void liarIsFoundOut()
    {
        WorkerBench bench(word("rate=0 lie=1"));
        const QString run = bench.start();
        QVERIFY(bench.waitFor(run, RunState::Finished));
        QVERIFY(bench.record(run).stateReason.contains(word("no checkpoint")));
    }

    void deafWorkerIsKilled()
    {
        WorkerBench bench(word("rate=200 ignore-commands=1 ignore-term=1"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 1));
        ::kill(static_cast<pid_t>(RunLock::holder(bench.folder(run))), SIGTERM);
        QVERIFY(bench.controller.send(run, RunCommand::Stop));
        const qint64 step = bench.status(run).step;
        QVERIFY(bench.waitForStep(run, step + 20)); // deaf to both
        QVERIFY(bench.controller.kill(run));
        QVERIFY(bench.waitFor(run, RunState::Interrupted));
    }

    void hangingWorkerStopsItsHeartbeat()
    {
        WorkerBench bench(word("rate=0 hang-at=60"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 50));
        const qint64 heartbeat = bench.record(run).heartbeatMs;
        QTest::qWait(300);
        QCOMPARE(bench.record(run).heartbeatMs, heartbeat);
        QCOMPARE(bench.record(run).state, RunState::Running); // shown as "not responding" by the age of its heartbeat
        QVERIFY(bench.controller.kill(run));
    }

    void secondWorkerLeavesTheFirstAlone()
    {
        WorkerBench bench(word("rate=200"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 1));
        const qint64 first = RunLock::holder(bench.folder(run));
        QProcess second;
        second.start(kFakeWorker, {word("train"), bench.folder(run).path()});
        QVERIFY(second.waitForFinished());
        QCOMPARE(second.exitCode(), 3);
        QVERIFY(second.readAllStandardError().contains(QByteArray::number(first)));
        QCOMPARE(RunLock::holder(bench.folder(run)), first);
        QCOMPARE(bench.record(run).state, RunState::Running);
    }

    void missingWorkerProgramIsNamed()
    {
        ProcessLauncher launcher(word("/nowhere/latentbench-worker"));
        const auto pid = launcher.launch(word("/tmp"), {});
        QCOMPARE(pid.error().kind, ErrorKind::NotFound);
        QVERIFY(pid.error().detail.contains(word("LATENTBENCH_WORKER")));
        QCOMPARE(ServeClient::start(word("/nowhere/latentbench-worker")).error().kind, ErrorKind::NotFound);
    }

    void serveAnswersAndTellsItsProgress()
    {
        const auto client = ServeClient::start(kFakeWorker).value();
        QStringList heard;
        const auto hear = [&](int done, int total, const QString& phase) {
            heard.append(QStringLiteral("%1/%2 %3").arg(done).arg(total).arg(phase));
        };
        const QCborMap request{{word("what"), word("work")}, {word("z"), QByteArray(1000000, 'z')}};
        QCOMPARE(client->request(request, hear).value(), request);
        QCOMPARE(heard, QStringList({word("1/3 working"), word("2/3 working"), word("3/3 working")}));
    }

    void serveErrorsAreErrors_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("its own") << word("fail") << static_cast<int>(ErrorKind::NotFound);
        QTest::newRow("death") << word("crash") << static_cast<int>(ErrorKind::Io);
        QTest::newRow("nonsense") << word("garbage") << static_cast<int>(ErrorKind::Corrupt);
    }

    void serveErrorsAreErrors()
    {
        QFETCH(QString, what);
        QFETCH(int, kind);
        const auto client = ServeClient::start(kFakeWorker).value();
        const auto reply = client->request({{word("what"), what}});
        QVERIFY(!reply);
        QCOMPARE(static_cast<int>(reply.error().kind), kind);
        const bool goesOn = kind == static_cast<int>(ErrorKind::NotFound);
        QCOMPARE(client->request({{word("what"), word("echo")}}).has_value(), goesOn);
    }

    void hangingServeWorkerIsAbandoned()
    {
        const auto client = ServeClient::start(kFakeWorker).value();
        std::thread other([&] { client->abandon(); });
        const auto reply = client->request({{word("what"), word("hang")}});
        other.join();
        QCOMPARE(reply.error().kind, ErrorKind::Io);
    }
};

QTEST_GUILESS_MAIN(TestWorkers)
#include "tst_workers.moc"
