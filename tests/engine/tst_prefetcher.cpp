#include "engine/data/prefetcher.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace lb::engine;

namespace {

using Thrower = void (*)();

/// Batches that carry their own position. Counts what was asked for; fails or waits where told.
class ScriptedSource : public BatchSource {
public:
    std::int64_t batchesPerEpoch() const override { return perEpoch; }
    std::vector<BatchShape> shapes() const override { return {{1, 0}}; }
    Batch batch(std::int64_t epoch, std::int64_t index) const override
    {
        const std::int64_t number = epoch * perEpoch + index;
        {
            std::unique_lock lock(mutex);
            ++asked;
            changed.notify_all();
            changed.wait(lock, [&] { return isOpen; });
        }
        if (number == failAt)
            fail();
        return {.shape = {1, 0}, .items = {static_cast<std::uint32_t>(number)}};
    }
    void waitUntilAsked(int times) const
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return asked >= times; });
    }
    void open() const
    {
        const std::lock_guard lock(mutex);
        isOpen = true;
        changed.notify_all();
    }

    std::int64_t perEpoch = 3;
    std::int64_t failAt = -1;
    Thrower fail = nullptr;
    mutable std::mutex mutex; ///< guards the two below
    mutable int asked = 0;
    mutable bool isOpen = true;
    mutable std::condition_variable changed;
};

std::vector<std::uint32_t> take(Prefetcher& prefetcher, int count)
{
    std::vector<std::uint32_t> numbers;
    for (int i = 0; i < count; ++i)
        numbers.push_back(prefetcher.next().value().items.front());
    return numbers;
}

} // namespace

class TestPrefetcher : public QObject {
    Q_OBJECT
private slots:
    void batchesComeInOrderAcrossEpochs()
    {
        const ScriptedSource source;
        Prefetcher prefetcher(source, {});
        QCOMPARE(take(prefetcher, 8), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7}));
    }

    void startsWhereItIsTold_data()
    {
        QTest::addColumn<int>("epoch");
        QTest::addColumn<int>("index");
        QTest::addColumn<uint>("first");
        QTest::newRow("inside an epoch") << 1 << 1 << 4U;
        QTest::newRow("at the end of an epoch") << 0 << 3 << 3U;
    }
    void startsWhereItIsTold()
    {
        QFETCH(int, epoch);
        QFETCH(int, index);
        QFETCH(uint, first);
        const ScriptedSource source;
        Prefetcher prefetcher(source, {epoch, index});
        QCOMPARE(take(prefetcher, 2), (std::vector<std::uint32_t>{first, first + 1}));
    }

    void staysTwoBatchesAhead()
    {
        const ScriptedSource source;
        Prefetcher prefetcher(source, {});
        source.waitUntilAsked(2);
        take(prefetcher, 1);
        source.waitUntilAsked(3); // room for one more
        take(prefetcher, 1);
        source.waitUntilAsked(4);
        const std::lock_guard lock(source.mutex);
        QCOMPARE(source.asked, 4); // two taken, two ahead: never a fifth
    }

    void failureArrivesInPlaceOfItsBatchAndStays_data()
    {
        QTest::addColumn<Thrower>("thrower");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("engine error") << Thrower([] { throw EngineError(ErrorKind::Io, "the disk is gone"); })
                                      << static_cast<int>(ErrorKind::Io) << QByteArray("the disk is gone");
        QTest::newRow("out of memory") << Thrower([] { throw std::bad_alloc(); })
                                       << static_cast<int>(ErrorKind::OutOfMemory) << QByteArray("memory");
        QTest::newRow("anything else") << Thrower([] { throw std::runtime_error("broken"); })
                                       << static_cast<int>(ErrorKind::Internal) << QByteArray("broken");
    }
    void failureArrivesInPlaceOfItsBatchAndStays()
    {
        QFETCH(Thrower, thrower);
        QFETCH(int, kind);
        QFETCH(QByteArray, words);
        ScriptedSource source;
        source.failAt = 2;
        source.fail = thrower;
        Prefetcher prefetcher(source, {});
        QCOMPARE(take(prefetcher, 2), (std::vector<std::uint32_t>{0, 1}));
        for (int again = 0; again < 2; ++again) {
            const Result<Batch> batch = prefetcher.next();
            QVERIFY(!batch);
            QCOMPARE(static_cast<int>(batch.error().kind), kind);
            QVERIFY(batch.error().detail.find(words.toStdString()) != std::string::npos);
        }
    }

    void canBeDestroyedWhileItsQueueIsFull()
    {
        const ScriptedSource source;
        {
            const Prefetcher prefetcher(source, {});
            source.waitUntilAsked(2);
        }
        QCOMPARE(source.asked, 2);
    }

    void canBeDestroyedWhileItMakesABatch()
    {
        ScriptedSource source;
        source.isOpen = false;
        auto prefetcher = std::make_unique<Prefetcher>(source, Prefetcher::Position{});
        source.waitUntilAsked(1);
        std::thread destroyer([&] { prefetcher.reset(); });
        source.open();
        destroyer.join();
        QVERIFY(source.asked <= 2);
    }

    void canBeDestroyedAtOnce()
    {
        const ScriptedSource source;
        for (int i = 0; i < 200; ++i)
            const Prefetcher prefetcher(source, {});
    }

    void impossiblePositionsAreRefused()
    {
        ScriptedSource source;
        QVERIFY_EXCEPTION_THROWN(Prefetcher(source, {-1, 0}), EngineError);
        QVERIFY_EXCEPTION_THROWN(Prefetcher(source, {0, -1}), EngineError);
        source.perEpoch = 0;
        QVERIFY_EXCEPTION_THROWN(Prefetcher(source, {0, 0}), EngineError);
    }

    void costPerBatchIsSmall()
    {
        constexpr int kBatches = 20'000;
        const ScriptedSource source;
        Prefetcher prefetcher(source, {});
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < kBatches; ++i)
            QVERIFY(prefetcher.next().has_value());
        const double microseconds = static_cast<double>(timer.nsecsElapsed()) / 1e3 / kBatches;
        qInfo("prefetcher: %.2f us per batch", microseconds);
        QVERIFY(microseconds < 1000); // a generous bound: sanitizers and busy machines included
    }
};

QTEST_APPLESS_MAIN(TestPrefetcher)
#include "tst_prefetcher.moc"
