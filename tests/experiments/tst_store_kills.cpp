#include "experiments/control/process_state.h"
#include "experiments/store/sqlite_file.h"
#include "tests/experiments/worker_bench.h"
#include "tests/support/fake_behaviour.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace lb::experiments;
using lb::tests::FakeTrace;
using lb::tests::WorkerBench;

namespace {

constexpr int kRuns = 6;
constexpr int kKillsPerRun = 12;
constexpr int kLongestLifeMs = 400;
constexpr int kStartUpMs = 60;
constexpr qint64 kMayBeLostMs = 1000;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// Steps 1, 2, 3, ... of each metric, with nothing missing or doubled; returns the last one, or -1.
qint64 lastOfUnbrokenSteps(const QList<MetricPoint>& points)
{
    QHash<QString, qint64> last;
    for (const MetricPoint& point : points) {
        const bool isEvaluation = point.metric.startsWith(word("validation/"));
        qint64& seen = last[point.metric];
        if (isEvaluation ? point.step <= seen : point.step != seen + 1)
            return -1;
        seen = point.step;
    }
    return last.value(word("train/loss"));
}

FakeTrace traceOf(const RunFolder& folder)
{
    FakeTrace trace;
    QFile file(folder.path() + word("/trace.bin"));
    if (file.open(QIODevice::ReadOnly))
        file.read(reinterpret_cast<char*>(&trace), sizeof trace);
    return trace;
}

/// Milliseconds of metrics that were logged in the last life and are not stored; -1 when it logged none.
qint64 lostMs(const RunFolder& folder, const MetricUpdate& all)
{
    const qint64 real = traceOf(folder).timeMs;
    qint64 stored = 0;
    for (const MetricPoint& point : all.points)
        stored = std::max(stored, point.timeMs);
    for (const RunEvent& event :
         all.events) // a life begins with an event; what lives before it logged is another matter
        if (event.kind == word("start") || event.kind == word("resume"))
            stored = std::max(stored, event.timeMs);
    return real > 0 ? std::max<qint64>(0, real - stored) : -1;
}

qint64 percentile(QList<qint64> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? -1 : values[static_cast<qsizetype>(share * static_cast<double>(values.size() - 1))];
}

} // namespace

class TestStoreKills : public QObject {
    Q_OBJECT

    /// One life of a worker that ends by kill -9 at a moment that the seed decides: one in six during its start-up, the
    /// others while it logs.
    qint64 liveAndDie(WorkerBench& bench, const QString& run, QRandomGenerator& random)
    {
        const auto started = bench.record(run).state == RunState::Queued ? bench.controller.enqueue({run})
                                                                         : bench.controller.resume(run);
        if (!started)
            return -1;
        const qint64 pid = bench.launcher.lastPid;
        const bool isEarly = random.bounded(6) == 0;
        if (!isEarly && !QTest::qWaitFor([&] { return bench.status(run).pid == pid; }, 20000))
            return -1;
        QTest::qSleep(random.bounded(isEarly ? kStartUpMs : kLongestLifeMs));
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        const bool isDead = QTest::qWaitFor([&] { return !isProcessAlive(pid); }, 10000);
        return isDead ? pid : -1;
    }

private slots:
    void killedAtAnyMomentLosesAtMostASecond()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        qInfo("seed %u", seed);
        QList<qint64> lost;
        for (int i = 0; i < kRuns; ++i) {
            WorkerBench bench(word("rate=500 metrics=10 steps=1000000 checkpoint-every=100 trace=1"));
            const QString run = bench.create();
            for (int kill = 0; kill < kKillsPerRun; ++kill) {
                QVERIFY(liveAndDie(bench, run, random) > 0);
                bench.controller.tick();
                const RunState state = bench.record(run).state;
                QVERIFY2(state == RunState::Interrupted || state == RunState::Failed, qPrintable(runStateName(state)));
                const auto reader = MetricReader::open(bench.folder(run));
                if (!reader) { // killed before it had made its database
                    QCOMPARE(reader.error().kind, ErrorKind::NotFound);
                    continue;
                }
                const MetricUpdate all = bench.everything(run);
                QVERIFY(lastOfUnbrokenSteps(all.points) >= 0);
                if (const qint64 ms = lostMs(bench.folder(run), all); ms >= 0)
                    lost.append(ms);
                for (const RunEvent& event : all.events)
                    if (event.kind == word("resume"))
                        QVERIFY2(event.message.contains(word("; 0 of ")), qPrintable(event.message));
            }
            const auto database = openForReading(bench.folder(run).database(), 250);
            QVERIFY(quickCheck(*database, bench.folder(run).database()));
        }
        QVERIFY2(lost.size() >= 50, qPrintable(QString::number(lost.size())));
        qInfo("%d kills, metrics lost: median %lld ms, worst %lld ms", kRuns * kKillsPerRun, percentile(lost, 0.5),
              percentile(lost, 1.0));
        QVERIFY(percentile(lost, 1.0) <= kMayBeLostMs);
    }
};

QTEST_GUILESS_MAIN(TestStoreKills)
#include "tst_store_kills.moc"
