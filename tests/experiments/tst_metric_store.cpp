#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "tests/support/memory_directory.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include <bit>
#include <cmath>
#include <limits>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

using Durability = MetricWriter::Durability;

/// A run's folder with a writer and a reader on it.
struct Bench {
    MemoryDirectory directory;
    RunFolder folder{directory.path()};
    std::unique_ptr<MetricWriter> writer = MetricWriter::open(folder).value();
    std::unique_ptr<MetricReader> reader = MetricReader::open(folder).value();

    void log(const char* metric, qint64 step, double value)
    {
        writer->append(writer->metric(word(metric)), step, value);
    }
    void commit() { QVERIFY(writer->commit(Durability::Rhythm)); }
};

bool hasSameBits(double a, double b)
{
    return std::bit_cast<quint64>(a) == std::bit_cast<quint64>(b) || (std::isnan(a) && std::isnan(b));
}

} // namespace

class TestMetricStore : public QObject {
    Q_OBJECT
private slots:
    void numbersComeBackBitForBit()
    {
        Bench bench;
        const double infinity = std::numeric_limits<double>::infinity();
        const QList<double> values{0.0, -0.0, 1.0, 0.1, -1e308, 5e-324, infinity, -infinity, std::nan("")};
        for (qsizetype i = 0; i < values.size(); ++i)
            bench.log("train/loss", i, values[i]);
        bench.commit();
        const auto points = bench.reader->series(word("train/loss")).value();
        QCOMPARE(points.size(), values.size());
        for (qsizetype i = 0; i < values.size(); ++i)
            QVERIFY2(hasSameBits(points[i].value, values[i]), qPrintable(QString::number(values[i])));
    }

    void everythingElseComesBackToo()
    {
        Bench bench;
        const int vector = bench.writer->metric(word("validation/kl_per_dimension"));
        bench.writer->appendVector(vector, 7, {1.5F, -0.0F, std::numeric_limits<float>::quiet_NaN()});
        bench.writer->appendEvent(
            {.step = 7, .kind = word("vanishing"), .message = word("KL 0.1"), .data = {{word("kl"), 0.1}}});
        bench.writer->setItemStrip({.step = 7,
                                    .height = 1,
                                    .width = 2,
                                    .items = {{word("in"), word("out"), "ab", "cd"}},
                                    .samples = {"ef", "gh"},
                                    .shuffleGap = 0.5});
        bench.writer->addCheckpoint(
            {.step = 7, .kind = word("auto"), .fileName = word("7.safetensors"), .bytes = 10, .timeMs = 1});
        bench.writer->setTheory({{word("kl_floor"), 5.76}});
        bench.commit();
        const auto update = bench.reader->after({}).value();
        QCOMPARE(update.vectors.size(), 1);
        QCOMPARE(update.vectors[0].metric, word("validation/kl_per_dimension"));
        QCOMPARE(update.vectors[0].values[0], 1.5F);
        QVERIFY(std::signbit(update.vectors[0].values[1]) && std::isnan(update.vectors[0].values[2]));
        QCOMPARE(update.events[0].data.value(word("kl")).toDouble(), 0.1);
        QVERIFY(update.events[0].timeMs > 0);
        QCOMPARE(update.strips[0].items[0].outputImage, QByteArray("cd"));
        QCOMPARE(update.strips[0].samples, (QList<QByteArray>{"ef", "gh"}));
        QCOMPARE(update.strips[0].shuffleGap, 0.5);
        QCOMPARE(update.theory.value(word("kl_floor")).toDouble(), 5.76);
        QCOMPARE(bench.reader->checkpoints().value()[0].fileName, word("7.safetensors"));
        QVERIFY(bench.reader->metricNames().value().isEmpty());
    }

    void cursorMissesNothingAndDoublesNothing()
    {
        Bench bench;
        MetricCursor cursor;
        qint64 expected = 0;
        for (int commit = 0; commit < 20; ++commit) {
            for (int i = 0; i < 7; ++i)
                bench.log("train/loss", 7 * commit + i, i);
            bench.commit();
            for (bool more = true; more;) {
                const auto update = bench.reader->after(cursor, 3).value();
                for (const MetricPoint& point : update.points)
                    QCOMPARE(point.step, expected++);
                cursor = update.cursor;
                more = update.hasMore;
            }
        }
        QCOMPARE(expected, 140);
        QVERIFY(bench.reader->after(cursor).value().points.isEmpty());
    }

    void changeIsNoticedOncePerCommit()
    {
        Bench bench;
        QVERIFY(bench.reader->hasChanged());
        QVERIFY(!bench.reader->hasChanged());
        bench.log("train/loss", 1, 1); // a heartbeat within the same millisecond would change nothing
        bench.commit();
        QVERIFY(bench.reader->hasChanged());
        QVERIFY(!bench.reader->hasChanged());
    }

    void rewindReturnsAndDeletesLaterSteps()
    {
        Bench bench;
        for (int step = 1; step <= 10; ++step)
            bench.log("train/loss", step, 100 - step);
        bench.writer->appendEvent({.step = 9, .kind = word("sample")});
        bench.commit();
        const auto before = bench.reader->after({}).value();
        const auto undone = bench.writer->rewindTo(6).value();
        QCOMPARE(undone.size(), 4);
        QCOMPARE(undone.first().step, 7);
        QCOMPARE(undone.first().value, 93.0);
        bench.log("train/loss", 7, 50);
        bench.commit();
        const auto after = bench.reader->after(before.cursor).value();
        QVERIFY(after.startedOver);
        QCOMPARE(after.points.size(), 7);
        QCOMPARE(after.points.last().value, 50.0);
        QVERIFY(after.events.first().isUndone);
    }

    void rewindTakesBackLastAndBest()
    {
        Bench bench;
        bench.log("train/loss", 1, 5);
        bench.log("train/loss", 2, 3);
        bench.log("train/loss", 3, 1);
        bench.commit();
        QVERIFY(bench.writer->rewindTo(2));
        bench.commit();
        const auto summary = bench.reader->summaries().value().first();
        QCOMPARE(summary.last, 3.0);
        QCOMPARE(summary.best, 3.0);
        QCOMPARE(summary.points, 2);
    }

    void bestFollowsTheMetricsDirection()
    {
        Bench bench;
        for (const double value : {2.0, std::nan(""), 1.0, 3.0}) {
            bench.log("train/loss", 1, value);
            bench.log("validation/elbo", 1, value);
            bench.log("train/kl", 1, value);
        }
        bench.commit();
        const auto list = bench.reader->summaries().value();
        QCOMPARE(list[0].best, 1.0);
        QCOMPARE(list[1].best, 3.0);
        QCOMPARE(list[2].bestStep, -1); // a KL is neither good nor bad
        QCOMPARE(bench.reader->lastValues().value().value(word("train/kl")), 3.0);
    }

    void reopeningGoesOnWhereTheLastWriterEnded()
    {
        Bench bench;
        bench.log("train/loss", 1, 5);
        bench.writer->setStatus({.state = RunState::Running, .step = 1, .totalSteps = 9});
        bench.commit();
        bench.writer.reset();
        bench.writer = MetricWriter::open(bench.folder).value();
        QCOMPARE(bench.writer->status().totalSteps, 9);
        QCOMPARE(bench.reader->progress().value().status.state, RunState::Preparing);
        bench.log("train/loss", 2, 4);
        bench.commit();
        QCOMPARE(bench.reader->series(word("train/loss")).value().size(), 2);
        QCOMPARE(bench.reader->summaries().value().first().points, 2);
        QCOMPARE(bench.reader->progress().value().starts, 2);
    }

    void writerLeavesNothingBehindInItsBuffer()
    {
        Bench bench;
        bench.log("train/loss", 1, 5);
        bench.writer.reset();
        QCOMPARE(bench.reader->series(word("train/loss")).value().size(), 1);
    }

    void quietRunCommitsOnlyItsHeartbeat()
    {
        Bench bench;
        QVERIFY(bench.reader->hasChanged());
        QVERIFY(bench.writer->commitIfDue());
        QVERIFY(!bench.reader->hasChanged());
        const qint64 first = bench.reader->progress().value().heartbeatMs;
        QTRY_VERIFY(bench.writer->commitIfDue() && bench.reader->progress().value().heartbeatMs > first);
    }

    void missingAndUnfinishedFilesAreNotFound()
    {
        const MemoryDirectory directory;
        const RunFolder folder(directory.path());
        QCOMPARE(MetricReader::open(folder).error().kind, ErrorKind::NotFound);
        QFile file(folder.database());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(MetricReader::open(folder).error().kind, ErrorKind::NotFound);
    }

    void writeAheadLogIsInUse()
    {
        Bench bench;
        SQLite::Database database(bench.folder.database().toStdString(), SQLite::OPEN_READONLY);
        QCOMPARE(database.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
    }

    /// A project that moved to a network drive, and back.
    void onANetworkDriveTheJournalIsRolledBack()
    {
        const MemoryDirectory directory;
        const RunFolder folder{directory.path()};
        const auto modeOf = [&] {
            SQLite::Database database(folder.database().toStdString(), SQLite::OPEN_READONLY);
            return database.execAndGet("PRAGMA journal_mode").getString();
        };
        const auto logOne = [&](qint64 step) {
            const auto writer = MetricWriter::open(folder).value();
            writer->append(writer->metric(word("train/loss")), step, 0.5);
            QVERIFY(writer->commit(Durability::Rhythm));
            const auto reader = MetricReader::open(folder).value(); // while it writes
            QCOMPARE(reader->series(word("train/loss"))->size(), step);
            writer->append(writer->metric(word("train/kl")), step, 0.25);
            QVERIFY(writer->commit(Durability::Rhythm));
            QVERIFY(reader->hasChanged());
            QCOMPARE(reader->series(word("train/kl"))->size(), step);
        };
        logOne(1);
        QCOMPARE(modeOf(), std::string("wal"));
        qputenv("LATENTBENCH_FILE_SYSTEM", "network");
        const auto local = qScopeGuard([] { qunsetenv("LATENTBENCH_FILE_SYSTEM"); });
        logOne(2);
        QCOMPARE(modeOf(), std::string("delete"));
        QVERIFY(!QFile::exists(folder.database() + word("-wal")));
        qputenv("LATENTBENCH_FILE_SYSTEM", "local");
        logOne(3);
        QCOMPARE(modeOf(), std::string("wal"));
    }

    /// What a dead writer left half done is not shown as if it were whole.
    void aJournalThatIsLeftOverIsNotIgnored()
    {
        qputenv("LATENTBENCH_FILE_SYSTEM", "network");
        const auto local = qScopeGuard([] { qunsetenv("LATENTBENCH_FILE_SYSTEM"); });
        const MemoryDirectory directory;
        const RunFolder folder{directory.path()};
        {
            const auto writer = MetricWriter::open(folder).value();
            writer->append(writer->metric(word("train/loss")), 1, 0.5);
            QVERIFY(writer->commit(Durability::Durable));
        }
        const QString journal = folder.database() + word("-journal");
        QVERIFY(!QFile::exists(journal));
        {
            SQLite::Database database(folder.database().toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE point SET value = 7");
            database.exec(
                "CREATE TABLE filler (x); INSERT INTO filler SELECT randomblob(4000) FROM point, pragma_function_list");
            QVERIFY(QFile::copy(journal, journal + word(".kept"))); // as a crash would leave it
            QVERIFY(QFile::copy(folder.database(), folder.database() + word(".kept")));
        }
        QVERIFY(QFile::remove(folder.database()) &&
                QFile::rename(folder.database() + word(".kept"), folder.database()));
        QVERIFY(QFile::rename(journal + word(".kept"), journal));
        const auto reader = MetricReader::open(folder);
        if (reader) // a reader that may write rolls it back
            QCOMPARE((*reader)->series(word("train/loss"))->first().value, 0.5);
        const auto writer = MetricWriter::open(folder).value();
        QCOMPARE(MetricReader::open(folder).value()->series(word("train/loss"))->first().value, 0.5);
    }
};

QTEST_APPLESS_MAIN(TestMetricStore)
#include "tst_metric_store.moc"
