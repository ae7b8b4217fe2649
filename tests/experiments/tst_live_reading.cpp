#include "tests/experiments/worker_bench.h"
#include "tests/support/fake_training.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QTest>

#include <algorithm>

using namespace lb::experiments;
using lb::tests::WorkerBench;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

constexpr int kRounds = 20;

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? -1 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// What a window does: asks whether there is news, reads after its cursor, forgets when told to.
struct Follower {
    std::unique_ptr<MetricReader> reader;
    MetricCursor cursor;
    QHash<QString, QList<qint64>> stepsOf;
    int restarts = 0;
    bool hasCaughtUp = false;
    bool hasMore = false;
    std::vector<double> ageMs;  ///< of the oldest new point when it is read, once the past has been read
    std::vector<double> readMs; ///< one look with news

    void look()
    {
        if (!hasMore && !reader->hasChanged())
            return;
        // A writer at full speed may stay ahead for ever: a window too reads so much and then does something else.
        hasMore = true;
        for (int rounds = 0; hasMore && rounds < kRounds; ++rounds) {
            QElapsedTimer timer;
            timer.start();
            const MetricUpdate update = reader->after(cursor, 5000).value();
            readMs.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            take(update);
            hasMore = update.hasMore;
        }
    }
    void take(const MetricUpdate& update)
    {
        cursor = update.cursor;
        if (update.startedOver) {
            stepsOf.clear();
            hasCaughtUp = false;
            ++restarts;
        }
        for (const MetricPoint& point : update.points)
            stepsOf[point.metric].append(point.step);
        if (!update.points.isEmpty() && hasCaughtUp)
            ageMs.push_back(static_cast<double>(QDateTime::currentMSecsSinceEpoch() - update.points.first().timeMs));
        hasCaughtUp = !update.hasMore;
    }
    /// Steps 1, 2, 3, ... of every training metric.
    bool isUnbroken() const
    {
        for (auto it = stepsOf.begin(); it != stepsOf.end(); ++it)
            for (qsizetype i = 0; i < it->size() && it.key().startsWith(word("train/")); ++i)
                if (it->at(i) != i + 1)
                    return false;
        return !stepsOf.isEmpty();
    }
    void followFor(int ms)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < ms) {
            look();
            QTest::qSleep(10);
        }
    }
};

} // namespace

class TestLiveReading : public QObject {
    Q_OBJECT
private slots:
    void liveWriterIsFollowedWithoutGapsThroughADeath()
    {
        WorkerBench bench(word("rate=1000 metrics=20 steps=100000000 checkpoint-every=500"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 10));
        Follower follower{.reader = MetricReader::open(bench.folder(run)).value(), .stepsOf = {}};
        follower.followFor(1500);
        QVERIFY(follower.isUnbroken());
        QVERIFY(bench.controller.kill(run));
        QVERIFY(bench.waitFor(run, RunState::Interrupted));
        QVERIFY(bench.controller.resume(run));
        QVERIFY(bench.waitFor(run, RunState::Running));
        follower.followFor(1500);
        QCOMPARE(follower.restarts, 1);
        QVERIFY(follower.isUnbroken());
        QVERIFY(bench.controller.kill(run));
        QVERIFY(bench.waitFor(run, RunState::Interrupted));
        do {
            follower.look();
        } while (follower.hasMore);
        const MetricUpdate all = bench.everything(run);
        qsizetype seen = 0;
        for (const auto& steps : std::as_const(follower.stepsOf))
            seen += steps.size();
        QCOMPARE(seen, all.points.size());
        QCOMPARE(all.points.first().value, lb::tests::fakeValue(0, 1));
        qInfo("1000 steps/s, 20 metrics: a point is seen %.0f ms after it was logged (p50), %.0f (p99); a read takes "
              "%.2f ms "
              "(p50), %.2f (p99)",
              percentile(follower.ageMs, 0.5), percentile(follower.ageMs, 0.99), percentile(follower.readMs, 0.5),
              percentile(follower.readMs, 0.99));
    }

    void readersDoNotKeepTheLogFromBeingReset()
    {
        // Not without end: a test that is killed leaves its worker behind, writing.
        WorkerBench bench(word("rate=0 metrics=20 steps=400000 checkpoint-every=100000000"));
        const QString run = bench.start();
        QVERIFY(bench.waitForStep(run, 10));
        Follower follower{.reader = MetricReader::open(bench.folder(run)).value(), .stepsOf = {}};
        const QString file = bench.folder(run).database();
        const auto isLong = [&] {
            follower.followFor(100);
            return QFileInfo(file).size() > 60'000'000;
        };
        QVERIFY(QTest::qWaitFor(isLong, 60000));
        // A log that is never reset holds at least what the data do; one that is may be longer for a moment.
        qint64 log = 0;
        const auto isReset = [&] {
            follower.followFor(100);
            log = QFileInfo(file + word("-wal")).size();
            return log <= 64 * 1024 * 1024;
        };
        QVERIFY(QTest::qWaitFor(isReset, 60000));
        qInfo("at full speed: %.1f MB of data, %.1f MB of log", static_cast<double>(QFileInfo(file).size()) / 1e6,
              static_cast<double>(log) / 1e6);
    }
};

QTEST_GUILESS_MAIN(TestLiveReading)
#include "tst_live_reading.moc"
