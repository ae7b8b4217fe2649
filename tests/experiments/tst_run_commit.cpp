#include "experiments/store/migrations.h"
#include "experiments/store/run_commit.h"
#include "experiments/store/stored_number.h"

#include <QTest>

#include <bit>
#include <limits>

using namespace lb::experiments;

namespace {

/// A run's database in memory.
struct Store {
    SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};

    Store()
    {
        for (const std::string& migration : runMigrations())
            database.exec(migration);
    }
    void write(RunCommit& commit, const RunBuffer& buffer)
    {
        SQLite::Transaction transaction(database);
        commit.write(buffer);
        transaction.commit();
    }
    int count(const char* sql) { return database.execAndGet(sql).getInt(); }
    /// No page more than there are now: what is written next is refused as on a full disk.
    void fill()
    {
        database.exec("VACUUM");
        setMostPages(count("PRAGMA page_count"));
    }
    void setMostPages(int pages) { database.exec("PRAGMA max_page_count = " + std::to_string(pages)); }
};

using AddRows = void (*)(RunBuffer&);

RunBuffer bufferWithMetric()
{
    RunBuffer buffer;
    buffer.indexFor(QStringLiteral("train/loss"));
    return buffer;
}

void addPoints(RunBuffer& buffer, int count)
{
    for (int i = 0; i < count; ++i)
        buffer.points.push_back({.step = i, .value = 1.0 / (i + 1), .timeMs = 1'700'000'000'000 + i, .metric = 0});
}

void addEvents(RunBuffer& buffer)
{
    for (int i = 0; i < 50; ++i)
        buffer.events.append(RunEvent{.step = i, .timeMs = i + 1, .message = QString(1000, QLatin1Char('m'))});
}

void addVectors(RunBuffer& buffer)
{
    for (int i = 0; i < 50; ++i)
        buffer.vectors.push_back({.metric = 0, .step = i, .timeMs = i + 1, .values = std::vector<float>(500, 0.5F)});
}

} // namespace

class TestRunCommit : public QObject {
    Q_OBJECT
private slots:
    void pointsKeepTheirOrderAndEveryBit()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<double> kinds{0.5, -0.0, infinity, -infinity, std::nan(""), 0.0, 5e-324};
        RunBuffer buffer = bufferWithMetric();
        buffer.indexFor(QStringLiteral("train/kl"));
        for (int i = 0; i < 1000; ++i)
            buffer.points.push_back({.step = i, .value = kinds[i % kinds.size()], .timeMs = 7, .metric = i % 2});
        Store store;
        RunCommit commit(store.database);
        store.write(commit, buffer);
        SQLite::Statement rows(store.database, "SELECT metric, step, time_ms, value, flag FROM point ORDER BY id");
        for (const RunBuffer::Point& point : buffer.points) {
            QVERIFY(rows.executeStep());
            QCOMPARE(rows.getColumn(0).getInt(), point.metric + 1);
            QCOMPARE(rows.getColumn(1).getInt64(), point.step);
            QCOMPARE(rows.getColumn(2).getInt64(), point.timeMs);
            const double value = readNumber(rows, 3);
            QVERIFY(std::bit_cast<quint64>(value) == std::bit_cast<quint64>(point.value) || std::isnan(point.value));
            QCOMPARE(std::isnan(value), std::isnan(point.value));
        }
        QVERIFY(!rows.executeStep());
    }

    void eachCommitStoresItsOwnPoints()
    {
        Store store;
        RunCommit commit(store.database);
        RunBuffer buffer = bufferWithMetric();
        store.write(commit, buffer); // none at all
        buffer.metrics.front().isStored = true;
        for (int points : {3, 500, 1}) {
            buffer.clear();
            addPoints(buffer, points);
            store.write(commit, buffer);
        }
        QCOMPARE(store.count("SELECT count(*) FROM point"), 504);
    }

    void whatAFullDiskRefusedIsWrittenByTheNextCommit_data()
    {
        QTest::addColumn<AddRows>("add");
        QTest::addColumn<QString>("countIt");
        QTest::addColumn<int>("expected");
        QTest::newRow("points") << +[](RunBuffer& buffer) { addPoints(buffer, 2000); }
                                << QStringLiteral("SELECT count(*) FROM point") << 2000;
        QTest::newRow("events") << &addEvents << QStringLiteral("SELECT count(*) FROM event") << 50;
        QTest::newRow("vectors") << &addVectors << QStringLiteral("SELECT count(*) FROM vector") << 50;
    }
    void whatAFullDiskRefusedIsWrittenByTheNextCommit()
    {
        QFETCH(AddRows, add);
        QFETCH(QString, countIt);
        QFETCH(int, expected);
        Store store;
        RunCommit commit(store.database);
        RunBuffer buffer = bufferWithMetric();
        add(buffer);
        store.fill();
        for (int attempt = 0; attempt < 2; ++attempt)
            QVERIFY_THROWS_EXCEPTION(SQLite::Exception, store.write(commit, buffer));
        QCOMPARE(store.count(qPrintable(countIt)), 0);
        store.setMostPages(1'000'000);
        store.write(commit, buffer);
        QCOMPARE(store.count(qPrintable(countIt)), expected);
    }
};

QTEST_APPLESS_MAIN(TestRunCommit)
#include "tst_run_commit.moc"
