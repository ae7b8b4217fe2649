#include "experiments/control/run_controller.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "tests/support/memory_directory.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// Workers that live in this process: they hold the lock and say what the test tells them.
class InProcessLauncher : public RunLauncher {
public:
    Result<qint64> launch(const QString& runFolder, const QStringList&) override
    {
        if (isBroken)
            return fail(ErrorKind::NotFound, word("there is no worker program"));
        const RunFolder folder(runFolder);
        started.append(runFolder.section(QLatin1Char('/'), -1));
        auto worker =
            std::make_unique<Worker>(Worker{RunLock::take(folder).value(), MetricWriter::open(folder).value()});
        workers[started.last()] = std::move(worker);
        say(started.last(), RunState::Running);
        return QCoreApplication::applicationPid();
    }
    void say(const QString& uid, RunState state)
    {
        MetricWriter& writer = *workers.at(uid)->writer;
        writer.setStatus({.state = state, .step = 5, .epoch = 2});
        QVERIFY(writer.commit(MetricWriter::Durability::Durable));
    }
    void end(const QString& uid, RunState lastWord)
    {
        say(uid, lastWord);
        workers.erase(uid);
    }
    void die(const QString& uid) { workers.erase(uid); }

    struct Worker {
        RunLock lock;
        std::unique_ptr<MetricWriter> writer;
    };
    std::map<QString, std::unique_ptr<Worker>> workers;
    QStringList started;
    bool isBroken = false;
};

struct Bench {
    MemoryDirectory directory;
    std::unique_ptr<RunStore> store = RunStore::open(directory.path()).value();
    InProcessLauncher launcher;
    RunController controller{*store, launcher};

    QString create(const char* group, bool takesTurns = false)
    {
        NewRun run{.name = {},
                   .group = word(group),
                   .takesTurns = takesTurns,
                   .family = word("vae"),
                   .dataset = word("mixture-text")};
        run.spec.set(word("train.epochs"), 2);
        run.spec.set(word("latent.kind"), word("vae"));
        return store->create(run).value().uid;
    }
    RunState stateOf(const QString& uid) { return store->refresh(uid).value().state; }
};

} // namespace

class TestRunController : public QObject {
    Q_OBJECT
private slots:
    void runsOfAGroupStartTogether()
    {
        Bench bench;
        const QStringList demo{bench.create("demo"), bench.create("demo"), bench.create("demo")};
        const QString other = bench.create("other");
        QVERIFY(bench.controller.enqueue(demo + QStringList{other}));
        QCOMPARE(bench.launcher.started, demo);
        QCOMPARE(bench.controller.activeCount(), 3);
        QCOMPARE(bench.stateOf(other), RunState::Queued);
    }

    void nextGroupStartsWhenTheLastRunEnds()
    {
        Bench bench;
        const QStringList demo{bench.create("demo"), bench.create("demo")};
        const QString other = bench.create("other");
        QVERIFY(bench.controller.enqueue(demo + QStringList{other}));
        bench.launcher.end(demo[0], RunState::Finished);
        bench.controller.tick();
        QVERIFY(!bench.launcher.started.contains(other));
        bench.launcher.end(demo[1], RunState::Stopped);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started.last(), other);
        QVERIFY(bench.store->queue().value().isEmpty());
    }

    void runsWithoutAGroupRunAlone()
    {
        Bench bench;
        const QStringList alone{bench.create(""), bench.create("")};
        QVERIFY(bench.controller.enqueue(alone));
        QCOMPARE(bench.launcher.started, QStringList{alone[0]});
        bench.launcher.end(alone[0], RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started, alone);
    }

    void runsThatTakeTurnsTrainOneAfterAnother()
    {
        Bench bench;
        QStringList grid;
        for (int i = 0; i < 3; ++i)
            grid.append(bench.create("grid", true));
        QVERIFY(bench.controller.enqueue(grid));
        for (int i = 0; i < 3; ++i) {
            bench.controller.tick();
            QCOMPARE(bench.launcher.started, grid.mid(0, i + 1));
            QCOMPARE(bench.controller.activeCount(), 1);
            bench.launcher.end(grid[i], RunState::Finished);
        }
        QVERIFY(bench.store->reindex()); // the folders know it too
        QVERIFY(bench.store->find(grid[0])->takesTurns);
    }

    void asManyTakeTurnsAsTheProjectAllows()
    {
        Bench bench;
        QVERIFY(!bench.controller.setMostAtOnce(0));
        QVERIFY(bench.controller.setMostAtOnce(2));
        const QStringList runs{bench.create("grid", true), bench.create("grid", true), bench.create("grid", true),
                               bench.create("demo"), bench.create("demo")};
        QVERIFY(bench.controller.enqueue(runs));
        QCOMPARE(bench.launcher.started, runs.mid(0, 2));
        bench.launcher.end(runs[0], RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started, runs.mid(0, 3));
        bench.launcher.end(runs[1], RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started.size(), 3); // companions wait until nobody else is at work
        bench.launcher.end(runs[2], RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started, runs);
    }

    void runsCanBePutBeforeThoseThatWait()
    {
        Bench bench;
        const QStringList runs{bench.create(""), bench.create(""), bench.create("")};
        QVERIFY(bench.controller.enqueue(runs.mid(0, 2)));
        QVERIFY(bench.controller.enqueue({runs[2]}, lb::experiments::QueuePlace::Front));
        QCOMPARE(bench.store->queue().value(), QStringList({runs[2], runs[1]}));
    }

    void queuePassesPausedRuns()
    {
        Bench bench;
        const QStringList demo{bench.create("demo"), bench.create("demo")};
        const QString next = bench.create("");
        const QString last = bench.create("");
        QVERIFY(bench.controller.enqueue(demo + QStringList{next, last}));
        bench.launcher.say(demo[0], RunState::Paused);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started, demo); // the other one is still at work
        bench.launcher.say(demo[1], RunState::Paused);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started, demo + QStringList{next});
        bench.launcher.say(demo[0], RunState::Running); // continued, it counts again
        bench.launcher.end(next, RunState::Finished);
        bench.controller.tick();
        QVERIFY(!bench.launcher.started.contains(last));
        bench.launcher.end(demo[0], RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started.last(), last);
    }

    void lateMemberJoinsItsGroupAtOnce()
    {
        Bench bench;
        QVERIFY(bench.controller.enqueue({bench.create("demo")}));
        const QString late = bench.create("demo");
        QVERIFY(bench.controller.enqueue({late}));
        QCOMPARE(bench.launcher.started.last(), late);
    }

    void runStartedByOthersIsRespected()
    {
        Bench bench;
        const QString foreign = bench.create("theirs");
        QVERIFY(bench.launcher.launch(bench.store->folder(foreign).path(), {}));
        const QString mine = bench.create("mine");
        QVERIFY(bench.controller.enqueue({mine}));
        QCOMPARE(bench.launcher.started, QStringList{foreign});
        bench.launcher.end(foreign, RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.launcher.started.last(), mine);
    }

    void doubleStartIsRefused()
    {
        Bench bench;
        const QString run = bench.create("demo");
        QVERIFY(bench.controller.enqueue({run}));
        QCOMPARE(bench.controller.enqueue({run}).error().kind, ErrorKind::Busy);
        QCOMPARE(bench.controller.resume(run).error().kind, ErrorKind::Busy);
        QCOMPARE(bench.launcher.started.size(), 1);
    }

    void deadWorkerIsNoticedAndTold()
    {
        Bench bench;
        const QString run = bench.create("demo");
        QVERIFY(bench.controller.enqueue({run}));
        bench.controller.tick();
        QSignalSpy failed(&bench.controller, &RunController::failed);
        bench.launcher.die(run);
        bench.controller.tick();
        bench.controller.tick();
        QCOMPARE(bench.stateOf(run), RunState::Interrupted);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toString(), run);
        QVERIFY(failed[0][1].toString().contains(word("step 5")));
    }

    void brokenLauncherFailsTheRunWithItsReason()
    {
        Bench bench;
        bench.launcher.isBroken = true;
        QSignalSpy failed(&bench.controller, &RunController::failed);
        const QString run = bench.create("demo");
        QVERIFY(bench.controller.enqueue({run}));
        QCOMPARE(bench.stateOf(run), RunState::Failed);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(bench.store->refresh(run).value().stateReason, word("there is no worker program"));
    }

    void changesAreToldOnce()
    {
        Bench bench;
        const QString run = bench.create("demo");
        QVERIFY(bench.controller.enqueue({run}));
        bench.controller.tick();
        QSignalSpy changed(&bench.controller, &RunController::runChanged);
        bench.controller.tick();
        QCOMPARE(changed.size(), 0);
        bench.launcher.say(run, RunState::Paused);
        bench.controller.tick();
        QCOMPARE(changed.size(), 1);
    }

    void resumeOfAFinishedRunNeedsMoreEpochs()
    {
        Bench bench;
        const QString run = bench.create("demo");
        QVERIFY(bench.controller.enqueue({run}));
        bench.launcher.end(run, RunState::Finished);
        bench.controller.tick();
        QCOMPARE(bench.controller.resume(run).error().kind, ErrorKind::InvalidArgument);
        QVERIFY(bench.controller.resume(run, 3));
        QCOMPARE(bench.store->spec(run).value().integer(word("train.epochs")), 5);
        QCOMPARE(bench.launcher.started, QStringList({run, run}));
        QCOMPARE(bench.store->refresh(run).value().totalEpochs, 5);
    }

    void commandsReachOnlyLiveWorkers()
    {
        Bench bench;
        const QString run = bench.create("demo");
        QCOMPARE(bench.controller.send(run, RunCommand::Sample).error().kind, ErrorKind::InvalidArgument);
        QVERIFY(bench.controller.enqueue({run}));
        QVERIFY(bench.controller.send(run, RunCommand::Pause));
        QVERIFY(bench.controller.send(run, RunCommand::Checkpoint));
        QCOMPARE(takeCommand(bench.store->folder(run)), word("pause"));
        QCOMPARE(takeCommand(bench.store->folder(run)), word("checkpoint"));
        QCOMPARE(takeCommand(bench.store->folder(run)), QString());
    }

    void stopTakesAWaitingRunOffTheQueue()
    {
        Bench bench;
        const QString first = bench.create("");
        const QString waiting = bench.create("");
        QVERIFY(bench.controller.enqueue({first, waiting}));
        QVERIFY(bench.controller.send(waiting, RunCommand::Stop));
        QCOMPARE(bench.stateOf(waiting), RunState::Stopped);
        QVERIFY(bench.store->queue().value().isEmpty());
    }

    void oldCommandDoesNotStopTheNextWorker()
    {
        Bench bench;
        const QString run = bench.create("demo");
        QVERIFY(bench.controller.enqueue({run}));
        QVERIFY(bench.controller.send(run, RunCommand::Stop));
        bench.launcher.die(run);
        QVERIFY(bench.controller.resume(run));
        QCOMPARE(takeCommand(bench.store->folder(run)), QString());
    }

    void forkChangesFieldsAndKnowsItsParent()
    {
        Bench bench;
        const QString parent = bench.create("demo");
        const QMap<QString, QString> changes{{word("latent.kind"), word("bn-vae")}, {word("train.epochs"), word("9")}};
        const RunRecord child = bench.controller.fork(parent, {.changes = changes}).value();
        QCOMPARE(child.name, word("bn-vae-1"));
        QCOMPARE(child.parentUid, parent);
        QCOMPARE(child.group, word("demo"));
        QCOMPARE(child.state, RunState::Queued);
        const RunSpec before = bench.store->spec(parent).value();
        QCOMPARE(bench.store->spec(child.uid).value().differences(before), QStringList(changes.keys()));
        QVERIFY(bench.launcher.started.isEmpty());
    }

    void forkAtAStepKeepsTheCheckpointAtOrNearestBelow()
    {
        Bench bench;
        const QString parent = bench.create("demo");
        const RunFolder folder = bench.store->folder(parent);
        for (const char* name : {"0000000000-auto", "0000000120-auto", "0000000240-auto"}) {
            QFile file(folder.checkpoints() + word("/") + word(name) + word(".safetensors"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(name);
        }
        const RunRecord child = bench.controller.fork(parent, {.atStep = 239}).value();
        QCOMPARE(child.parentUid, parent);
        QCOMPARE(child.parentStep, 120);
        QVERIFY(QFile::remove(folder.checkpoints() + word("/0000000120-auto.safetensors"))); // as pruning does
        QFile start(bench.store->folder(child.uid).start());
        QVERIFY(start.open(QIODevice::ReadOnly));
        QCOMPARE(start.readAll(), QByteArray("0000000120-auto"));
        QCOMPARE(bench.controller.fork(parent, {}).value().parentStep, -1);
    }

    void forkAtAStepNeedsACheckpointBelow()
    {
        Bench bench;
        const QString parent = bench.create("demo");
        QCOMPARE(bench.controller.fork(parent, {.atStep = 10}).error().kind, ErrorKind::NotFound);
        QFile file(bench.store->folder(parent).checkpoints() + word("/0000000120-auto.safetensors"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto child = bench.controller.fork(parent, {.atStep = 10});
        QVERIFY2(child.error().detail.contains(word("step 120")), qPrintable(child.error().detail));
        QCOMPARE(bench.store->list().value().size(), 1);
    }

    void forkChecksAgainstTheSchema()
    {
        Bench bench;
        const QString parent = bench.create("demo");
        const auto child =
            bench.controller.fork(parent, {.changes = {{word("train.epoch"), word("9")}}, .schema = runFields()});
        QCOMPARE(child.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(bench.store->list().value().size(), 1);
    }

    void twoControllersStartARunOnce()
    {
        Bench bench;
        const QString first = bench.create("");
        const QString second = bench.create("");
        QVERIFY(bench.controller.enqueue({first, second}));
        const auto otherStore = RunStore::open(bench.directory.path()).value();
        RunController other(*otherStore, bench.launcher);
        other.tick();
        bench.launcher.end(first, RunState::Finished);
        other.tick();
        bench.controller.tick();
        QCOMPARE(bench.launcher.started, QStringList({first, second}));
    }
};

QTEST_GUILESS_MAIN(TestRunController)
#include "tst_run_controller.moc"
