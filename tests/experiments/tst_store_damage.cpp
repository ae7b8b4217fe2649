#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/migrations.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_store.h"
#include "experiments/store/sqlite_file.h"
#include "tests/support/memory_directory.h"
#include "tests/support/unprivileged.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;
using lb::tests::Unprivileged;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

void write(const QString& name, const QByteArray& content)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

QByteArray bytesOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A run with some thousand points in a closed database.
struct ClosedRun {
    MemoryDirectory directory;
    RunFolder folder{directory.path()};
    ClosedRun()
    {
        const auto writer = MetricWriter::open(folder).value();
        const int metric = writer->metric(word("train/loss"));
        for (int step = 1; step <= 3000; ++step)
            writer->append(metric, step, step);
        writer->appendEvent({.step = 0, .kind = word("start")});
        for (const char* name : {"0000001000-auto.safetensors", "0000002000-auto.safetensors"})
            writer->addCheckpoint({.kind = word("auto"), .fileName = word(name)});
        writer->setStatus({.state = RunState::Stopped, .step = 3000});
        QVERIFY(writer->commit(MetricWriter::Durability::Durable));
        QVERIFY(QDir().mkpath(folder.checkpoints()));
    }
};

/// Everything below `path` readable by all; writable by its owner or by nobody.
void setWritable(const QString& path, bool isWritable)
{
    const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    const auto reachable = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
    const QFile::Permissions writable = isWritable ? QFile::WriteOwner : QFile::Permissions();
    for (const QFileInfo& entry : QDir(path).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot))
        if (entry.isDir())
            setWritable(entry.filePath(), isWritable);
        else
            QFile::setPermissions(entry.filePath(), readable | writable);
    QFile::setPermissions(path, readable | reachable | writable);
}

} // namespace

class TestStoreDamage : public QObject {
    Q_OBJECT
private slots:
    void damagedRunIsReportedToReadersAndSetAsideByItsWriter_data()
    {
        QTest::addColumn<int>("keep");
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("garbage") << 0 << QByteArray(20000, 'g');
        QTest::newRow("cut in a page") << 10000 << QByteArray();
        QTest::newRow("cut in half") << 40960 << QByteArray();
        QTest::newRow("header only") << 100 << QByteArray();
        QTest::newRow("zeros after the schema") << 8192 << QByteArray(60000, '\0');
    }

    void damagedRunIsReportedToReadersAndSetAsideByItsWriter()
    {
        QFETCH(int, keep);
        QFETCH(QByteArray, tail);
        ClosedRun run;
        const QByteArray damaged = bytesOf(run.folder.database()).left(keep) + tail;
        write(run.folder.database(), damaged);
        const auto reader = MetricReader::open(run.folder);
        const auto read = reader ? (*reader)->after({}) : Result<MetricUpdate>(tl::unexpected(reader.error()));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Corrupt);
        const auto writer = MetricWriter::open(run.folder).value();
        QCOMPARE(bytesOf(writer->setAsideFile()), damaged);
        QVERIFY(writer->commit(MetricWriter::Durability::Durable));
        const auto update = MetricReader::open(run.folder).value()->after({}).value();
        QCOMPARE(update.events.last().kind, word("damaged"));
    }

    void readableRowsOfADamagedRunAreKept()
    {
        constexpr int kPageBytes = 4096;
        ClosedRun run;
        write(run.folder.checkpoints() + word("/0000001000-auto.safetensors"), "weights");
        QByteArray damaged = bytesOf(run.folder.database());
        const qsizetype page = damaged.size() / kPageBytes / 2; // in the middle of the points
        damaged.replace(page * kPageBytes, kPageBytes, QByteArray(kPageBytes, '\x7f'));
        write(run.folder.database(), damaged);
        {
            const auto writer = MetricWriter::open(run.folder).value();
            QVERIFY(!writer->setAsideFile().isEmpty());
            QCOMPARE(writer->checkpoints().value().size(), 1); // the other one's file is gone
        }
        const auto reader = MetricReader::open(run.folder).value();
        const QList<MetricPoint> points = reader->series(word("train/loss")).value();
        QVERIFY(points.size() > 2700 && points.size() < 3000); // one page holds 100 to 200
        QCOMPARE(points.first().step, 1);
        QCOMPARE(points.last().step, 3000);
        qsizetype gaps = 0;
        for (qsizetype i = 1; i < points.size(); ++i) {
            QCOMPARE(points[i].value, static_cast<double>(points[i].step));
            gaps += points[i].step != points[i - 1].step + 1;
        }
        QCOMPARE(gaps, 1);
        const MetricUpdate update = reader->after({}).value();
        QCOMPARE(update.events.first().kind, word("start"));
        QCOMPARE(update.status.step, 3000);
        const QString told = update.events.last().message;
        QVERIFY2(told.contains(word("%1 points").arg(points.size())), qPrintable(told));
    }

    void flippedBytesNeverCrash()
    {
        ClosedRun run;
        const QByteArray whole = bytesOf(run.folder.database());
        QRandomGenerator random(7);
        int refused = 0;
        for (int i = 0; i < 100; ++i) {
            QByteArray damaged = whole;
            for (int flips = 0; flips < 20; ++flips)
                damaged[random.bounded(damaged.size())] = static_cast<char>(random.bounded(256));
            write(run.folder.database(), damaged);
            const auto reader = MetricReader::open(run.folder);
            refused += !reader || !(*reader)->after({}) || !(*reader)->summaries() ? 1 : 0;
        }
        QVERIFY(refused > 0);
    }

    void newerRunIsReadButNotWritten()
    {
        ClosedRun run;
        {
            SQLite::Database database(run.folder.database().toStdString(), SQLite::OPEN_READWRITE);
            database.exec("ALTER TABLE point ADD COLUMN device TEXT; PRAGMA user_version = 99");
        }
        QCOMPARE(MetricReader::open(run.folder).value()->series(word("train/loss")).value().size(), 3000);
        const auto writer = MetricWriter::open(run.folder);
        QCOMPARE(writer.error().kind, ErrorKind::Newer);
        QVERIFY(writer.error().detail.contains(word("99")));
        QVERIFY(QDir(run.directory.path()).entryList({word("*.damaged-*")}).isEmpty());
    }

    void incomprehensibleNewerRunIsNamedSo()
    {
        ClosedRun run;
        {
            SQLite::Database database(run.folder.database().toStdString(), SQLite::OPEN_READWRITE);
            database.exec("ALTER TABLE point RENAME TO sample; PRAGMA user_version = 99");
        }
        QCOMPARE(MetricReader::open(run.folder).error().kind, ErrorKind::Newer);
    }

    void newerIndexIsLeftAlone()
    {
        const MemoryDirectory directory;
        {
            QVERIFY(RunStore::open(directory.path()));
        }
        {
            SQLite::Database database(directory.filePath(word("project.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version = 99");
        }
        QCOMPARE(RunStore::open(directory.path()).error().kind, ErrorKind::Newer);
        QVERIFY(RunStore::openReadOnly(directory.path()));
    }

    void foreignDatabaseIsNotTouched()
    {
        const MemoryDirectory directory;
        const RunFolder folder(directory.path());
        {
            SQLite::Database database(folder.database().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            database.exec("CREATE TABLE recipe (name TEXT); PRAGMA user_version = 1");
        }
        QCOMPARE(MetricReader::open(folder).error().kind, ErrorKind::Corrupt);
        const auto writer = MetricWriter::open(folder).value();
        QVERIFY(!writer->setAsideFile().isEmpty());
        SQLite::Database kept(writer->setAsideFile().toStdString());
        QVERIFY(kept.tableExists("recipe"));
    }

    void migrationIsOneStepAndKeepsACopy()
    {
        const MemoryDirectory directory;
        const QString file = directory.filePath(word("it's a project.sqlite"));
        const std::vector<std::string> first{"CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)"};
        const std::vector<std::string> second{first[0], "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 2"};
        const std::vector<std::string> broken{first[0], second[1], "CREATE TABLE b (x); SELECT nonsense"};
        QVERIFY(migrate(*openForWriting(file, 0), file, DatabaseKind::Index, first));
        QVERIFY(migrate(*openForWriting(file, 0), file, DatabaseKind::Index, second));
        QVERIFY(QFile::exists(file + word(".version-1")));
        const auto database = openForWriting(file, 0);
        const auto failed = guarded(file, [&] { return migrate(*database, file, DatabaseKind::Index, broken); });
        QVERIFY(!failed);
        QCOMPARE(userVersion(*database), 2);
        QVERIFY(!database->tableExists("b"));
        QCOMPARE(database->execAndGet("SELECT y FROM a").getInt(), 2);
    }

    void readOnlyProjectIsRefusedAndStillShown()
    {
        MemoryDirectory directory;
        const RunRecord run = RunStore::open(directory.path()).value()->create({.family = word("vae")}).value();
        setWritable(directory.path(), false);
        {
            const Unprivileged nobody;
            QVERIFY(nobody.isReady());
            QCOMPARE(RunStore::open(directory.path()).error().kind, ErrorKind::ReadOnly);
            const auto store = RunStore::openReadOnly(directory.path()).value();
            QCOMPARE(store->list().value(), QList<RunRecord>{run});
            QCOMPARE(store->rename(run.uid, word("other")).error().kind, ErrorKind::ReadOnly);
            QCOMPARE(store->create({}).error().kind, ErrorKind::ReadOnly);
            QCOMPARE(MetricWriter::open(store->folder(run.uid)).has_value(), false);
            QCOMPARE(RunLock::take(store->folder(run.uid)).error().kind, ErrorKind::ReadOnly);
        }
        setWritable(directory.path(), true);
    }

    void projectInAReadOnlyPlaceIsRefused()
    {
        MemoryDirectory directory;
        setWritable(directory.path(), false);
        {
            const Unprivileged nobody;
            QCOMPARE(RunStore::open(directory.filePath(word("a/b"))).error().kind, ErrorKind::ReadOnly);
        }
        setWritable(directory.path(), true);
        QCOMPARE(RunStore::openReadOnly(directory.filePath(word("a/b"))).error().kind, ErrorKind::NotFound);
    }

    void closedRunInAReadOnlyFolderIsRead()
    {
        ClosedRun run;
        setWritable(run.directory.path(), false);
        {
            const Unprivileged nobody;
            const auto reader = MetricReader::open(run.folder);
            QVERIFY2(reader, reader ? "" : qPrintable(reader.error().detail));
            QCOMPARE((*reader)->series(word("train/loss")).value().size(), 3000);
        }
        setWritable(run.directory.path(), true);
    }

    void projectOfFoldersAloneIsShownWithoutWriting()
    {
        MemoryDirectory directory;
        const RunRecord run = RunStore::open(directory.path()).value()->create({.family = word("vae")}).value();
        QVERIFY(QFile::remove(directory.filePath(word("project.sqlite"))));
        const auto store = RunStore::openReadOnly(directory.path()).value();
        QCOMPARE(store->list().value(), QList<RunRecord>{run});
        QVERIFY(!QFile::exists(directory.filePath(word("project.sqlite"))));
    }

    void damagedMetaAndSpecDoNotHideTheRun()
    {
        MemoryDirectory directory;
        const auto store = RunStore::open(directory.path()).value();
        const RunRecord run = store->create({.family = word("vae")}).value();
        write(store->folder(run.uid).meta(), "{\"name\": ");
        write(store->folder(run.uid).spec(), "not json");
        QCOMPARE(store->reindex().value(), 1);
        const RunRecord found = store->list().value().first();
        QCOMPARE(found.uid, run.uid);
        QVERIFY(found.name.startsWith(word("found-")));
        QCOMPARE(store->spec(run.uid).error().kind, ErrorKind::Corrupt);
    }

    void failedCommitLosesNothing()
    {
        ClosedRun run;
        const auto writer = MetricWriter::open(run.folder).value();
        const int metric = writer->metric(word("train/loss"));
        SQLite::Database intruder(run.folder.database().toStdString(), SQLite::OPEN_READWRITE);
        intruder.exec("BEGIN IMMEDIATE"); // stands for any failure of a commit
        writer->append(metric, 3001, 1);
        QCOMPARE(writer->commit(MetricWriter::Durability::Rhythm).error().kind, ErrorKind::Busy);
        intruder.exec("ROLLBACK");
        QVERIFY(writer->commit(MetricWriter::Durability::Rhythm));
        QCOMPARE(MetricReader::open(run.folder).value()->series(word("train/loss")).value().last().step, 3001);
    }
};

QTEST_APPLESS_MAIN(TestStoreDamage)
#include "tst_store_damage.moc"
