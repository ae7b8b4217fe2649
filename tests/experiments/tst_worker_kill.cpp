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

struct Life {
    bool soundDatabase = true;
    qint64 silenceMs = 0; ///< between the last commit and the kill
};

/// Starts a worker, asks for a checkpoint at a random moment, kills it at another.
Life liveAndDie(const RunFolder& folder, QRandomGenerator& random)
{
    QProcess worker;
    worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"), trainArguments(folder));
    worker.waitForStarted();
    QThread::msleep(random.bounded(150U, 400U)); // a worker needs about a tenth of a second to be at work
    static_cast<void>(writeCommand(folder, QStringLiteral("checkpoint")));
    QThread::msleep(random.bounded(200U));
    const bool wasAlive = worker.state() == QProcess::Running;
    const qint64 killedMs = QDateTime::currentMSecsSinceEpoch();
    worker.kill();
    worker.waitForFinished();
    Life life;
    const auto reader = MetricReader::open(folder);
    if (!reader)
        return {.soundDatabase = false};
    const Result<MetricUpdate> update = (*reader)->after({});
    life.soundDatabase = update.has_value();
    if (update && wasAlive && update->status.state == RunState::Running)
        life.silenceMs = killedMs - update->heartbeatMs;
    return life;
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
        const RunFolder killed = project.folder(project.create(QStringLiteral("killed"), settings));
        QVERIFY(trainToTheEnd(whole));
        QRandomGenerator random(kSeed);
        qint64 longestSilence = 0;
        for (int i = 0; i < kKills; ++i) {
            const Life life = liveAndDie(killed, random);
            QVERIFY2(life.soundDatabase, qPrintable(QStringLiteral("kill %1").arg(i)));
            longestSilence = std::max(longestSilence, life.silenceMs);
        }
        QVERIFY(trainToTheEnd(killed));
        qInfo("%d kills, longest stretch of metrics missing %lld ms", kKills, longestSilence);
        QVERIFY2(longestSilence <= 1000, "at most a second of metrics may be missing");
        compareRuns(whole, killed);
    }

private:
    static void compareRuns(const RunFolder& whole, const RunFolder& killed)
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
        int proven = 0;
        for (const RunEvent& event : update.events) {
            QVERIFY2(!event.message.contains(QStringLiteral("another loss")), qPrintable(event.message));
            proven += event.kind == QStringLiteral("replay") ? 1 : 0;
        }
        qInfo("%d resumes proved themselves by executing recorded steps again", proven);
        QVERIFY(proven > 0);
    }
};

QTEST_GUILESS_MAIN(TestWorkerKill)
#include "tst_worker_kill.moc"
