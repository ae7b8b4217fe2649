#include "engine/io/safetensors.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/metric_reader.h"
#include "experiments/training/checkpoint_keeper.h"
#include "tests/support/tiny_project.h"

#include <QDateTime>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>
#include <QThread>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

constexpr int kKills = 100;
constexpr quint32 kSeed = 20201124;

QStringList trainArguments(const RunFolder& folder)
{
    return {QStringLiteral("train"), folder.path(), QStringLiteral("--threads"), QStringLiteral("1")};
}

/// Trains in the real worker program until it ends by itself.
bool trainToTheEnd(const RunFolder& folder)
{
    constexpr int kLongMs = 240'000;
    QProcess worker;
    worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"), trainArguments(folder));
    return worker.waitForFinished(kLongMs) && worker.exitStatus() == QProcess::NormalExit && worker.exitCode() == 0;
}

enum class Ending { KilledAtWork, KilledBefore, Finished, Damaged };

struct Life {
    Ending ending = Ending::Damaged;
    qint64 silenceMs = 0; ///< between the last commit and the kill
};

Result<MetricUpdate> newsOf(const RunFolder& folder)
{
    return MetricReader::open(folder).and_then([](const auto& reader) { return reader->after({}); });
}

/// Waits until the worker has taken up training (its heartbeat moves) or ended.
void waitForWork(const QProcess& worker, const RunFolder& folder, qint64 sinceMs)
{
    while (worker.state() == QProcess::Running) {
        const auto news = newsOf(folder);
        if (news && news->status.state == RunState::Running && news->heartbeatMs > sinceMs)
            return;
        QThread::msleep(2);
        QCoreApplication::processEvents(); // or the worker's end goes unnoticed
    }
}

/// Starts a worker, asks for a checkpoint at a random moment of its work, kills it at another; one in eight is killed
/// at any moment of its first tenth of a second, before or while it takes up its work.
Life liveAndDie(const RunFolder& folder, QRandomGenerator& random)
{
    const qint64 startMs = QDateTime::currentMSecsSinceEpoch();
    QProcess worker;
    worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"), trainArguments(folder));
    worker.waitForStarted();
    const bool isEarly = random.bounded(8U) == 0;
    if (isEarly) {
        QThread::msleep(random.bounded(100U));
    } else {
        waitForWork(worker, folder, startMs);
        QThread::msleep(random.bounded(60U));
        static_cast<void>(writeCommand(folder, QStringLiteral("checkpoint")));
        QThread::msleep(random.bounded(120U));
    }
    const qint64 killedMs = QDateTime::currentMSecsSinceEpoch();
    worker.kill();
    worker.waitForFinished();
    const auto news = newsOf(folder);
    if (!news) // a new run's worker may die before there is a database to read
        return {.ending = news.error().kind == ErrorKind::NotFound ? Ending::KilledBefore : Ending::Damaged};
    if (news->status.state == RunState::Finished)
        return {.ending = Ending::Finished};
    if (news->status.state != RunState::Running || news->heartbeatMs < startMs)
        return {.ending = Ending::KilledBefore};
    return {.ending = Ending::KilledAtWork, .silenceMs = killedMs - news->heartbeatMs};
}

QList<MetricPoint> losses(const RunFolder& folder)
{
    return MetricReader::open(folder).value()->series(QStringLiteral("train/loss")).value();
}

lb::engine::SafetensorsFile finalCheckpoint(const RunFolder& folder)
{
    const QString name = CheckpointKeeper::filesNewestFirst(folder).first();
    return lb::engine::readSafetensors((folder.checkpoints() + QLatin1Char('/') + name).toStdString()).value();
}

} // namespace

class TestWorkerKill : public QObject {
    Q_OBJECT
private slots:
    void hundredKillsLoseNothingAndChangeNoBit()
    {
        TinyProject project;
        const QMap<QString, QJsonValue> settings{{QStringLiteral("train.epochs"), 240}};
        const RunFolder whole = project.folder(project.create(QStringLiteral("whole"), settings));
        QVERIFY(trainToTheEnd(whole));
        QRandomGenerator random(kSeed);
        int kills = 0;
        int runs = 0;
        int proven = 0;
        qint64 longestSilence = 0;
        // However fast the machine: a run that reaches its end is compared, and the next one is killed on.
        while (kills < kKills) {
            const RunFolder killed = project.folder(project.create(QStringLiteral("killed %1").arg(++runs), settings));
            Life life{.ending = Ending::KilledBefore};
            while (life.ending != Ending::Finished && kills < kKills) {
                life = liveAndDie(killed, random);
                QVERIFY2(life.ending != Ending::Damaged, qPrintable(QStringLiteral("kill %1").arg(kills)));
                kills += life.ending == Ending::KilledAtWork ? 1 : 0;
                longestSilence = std::max(longestSilence, life.silenceMs);
            }
            QVERIFY(life.ending == Ending::Finished || trainToTheEnd(killed));
            compareRuns(whole, killed, proven);
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%d kills at work in %d runs, longest stretch of metrics missing %lld ms", kills, runs, longestSilence);
        qInfo("%d resumes proved themselves by executing recorded steps again", proven);
        QVERIFY2(longestSilence <= 1000, "at most a second of metrics may be missing");
        QVERIFY(proven > 0);
    }

private:
    static void compareRuns(const RunFolder& whole, const RunFolder& killed, int& proven)
    {
        const QList<MetricPoint> a = losses(whole);
        const QList<MetricPoint> b = losses(killed);
        QCOMPARE(b.size(), a.size());
        for (qsizetype i = 0; i < a.size(); ++i)
            QVERIFY2(a[i].step == b[i].step && a[i].value == b[i].value, qPrintable(QString::number(a[i].step)));
        const auto first = finalCheckpoint(whole);
        const auto second = finalCheckpoint(killed);
        QCOMPARE(first.tensors.size(), second.tensors.size());
        for (const auto& [name, tensor] : first.tensors)
            QVERIFY2(tensor.data == second.tensors.at(name).data, name.c_str());
        const MetricUpdate update = MetricReader::open(killed).value()->after({}).value();
        for (const RunEvent& event : update.events) {
            QVERIFY2(!event.message.contains(QStringLiteral("another loss")), qPrintable(event.message));
            proven += event.kind == QStringLiteral("replay") ? 1 : 0;
        }
    }
};

QTEST_GUILESS_MAIN(TestWorkerKill)
#include "tst_worker_kill.moc"
