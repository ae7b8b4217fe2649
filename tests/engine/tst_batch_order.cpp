#include "engine/core/error.h"
#include "engine/data/batch_source.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <string>

using namespace lb::engine;

namespace {

ImageSet images(std::size_t count)
{
    ImageSet set{.height = 1, .width = 2};
    for (std::size_t i = 0; i < count; ++i)
        set.pixels.insert(set.pixels.end(), {static_cast<std::uint8_t>(i), 255});
    return set;
}

TextSet sentences(const std::vector<std::size_t>& lengths)
{
    TextSet set;
    for (const std::size_t length : lengths)
        set.sentences.emplace_back(length, 7);
    return set;
}

std::vector<std::uint32_t> firstItems(std::size_t count)
{
    std::vector<std::uint32_t> items(count);
    std::iota(items.begin(), items.end(), 0U);
    return items;
}

std::vector<std::uint32_t> itemsOf(const BatchSource& source, std::int64_t epoch)
{
    std::vector<std::uint32_t> items;
    for (std::int64_t index = 0; index < source.batchesPerEpoch(); ++index)
        for (const std::uint32_t item : source.batch(epoch, index).items)
            items.push_back(item);
    return items;
}

std::string complaint(const std::function<void()>& action)
{
    try {
        action();
    } catch (const EngineError& error) {
        return error.kind() == ErrorKind::InvalidArgument ? error.what() : "another kind";
    }
    return {};
}

} // namespace

class TestBatchOrder : public QObject {
    Q_OBJECT
private slots:
    void orderChangesWithSeedAndEpoch()
    {
        const ImageSet set = images(64);
        const auto one = makeImageBatches(set, firstItems(64), {.rows = 8, .seed = 1});
        const auto two = makeImageBatches(set, firstItems(64), {.rows = 8, .seed = 2});
        QVERIFY(itemsOf(*one, 0) != itemsOf(*two, 0));
        QVERIFY(itemsOf(*one, 0) != itemsOf(*one, 1));
    }

    void everyItemComesUpAlthoughEachEpochDropsSome()
    {
        const ImageSet set = images(11);
        const auto source = makeImageBatches(set, firstItems(11), {.rows = 8});
        std::set<std::uint32_t> seen;
        for (std::int64_t epoch = 0; epoch < 20; ++epoch)
            for (const std::uint32_t item : itemsOf(*source, epoch))
                seen.insert(item);
        QCOMPARE(seen.size(), std::size_t{11});
    }

    void orderIsTheSameOnEveryMachine()
    {
        // Computed apart from this program. A change here makes every old run impossible to resume.
        QCOMPARE(shuffledOrder(8, 42, 0), (std::vector<std::uint32_t>{2, 3, 6, 7, 0, 5, 4, 1}));
        QCOMPARE(shuffledOrder(8, 42, 1), (std::vector<std::uint32_t>{3, 1, 6, 4, 7, 5, 0, 2}));
    }

    void everyPermutationIsEquallyLikely()
    {
        std::map<std::vector<std::uint32_t>, int> counts;
        for (std::uint64_t stream = 0; stream < 24'000; ++stream)
            ++counts[shuffledOrder(4, 1, stream)];
        QCOMPARE(counts.size(), std::size_t{24});
        for (const auto& [order, count] : counts)
            QVERIFY(std::abs(count - 1000) < 160); // five standard deviations
    }

    void pixelsAreScaledToOne()
    {
        const ImageSet set = images(3);
        const auto source = makeImageBatches(set, {2}, {.rows = 1, .shuffle = false});
        const Batch batch = source->batch(0, 0);
        QCOMPARE(batch.reals.at("pixels"), (std::vector<float>{2.0F / 255.0F, 1.0F}));
        QVERIFY(batch.shape == (BatchShape{.rows = 1, .steps = 0}));
    }

    void evaluationPadsTheLastBatchWithItsFirstRow()
    {
        const ImageSet set = images(5);
        const auto source = makeImageBatches(set, firstItems(5), {.rows = 3, .shuffle = false, .dropPartial = false});
        QCOMPARE(source->batchesPerEpoch(), 2);
        const Batch last = source->batch(0, 1);
        QCOMPARE(last.items, (std::vector<std::uint32_t>{3, 4}));
        const std::vector<float>& pixels = last.reals.at("pixels");
        QCOMPARE(pixels.size(), std::size_t{6});
        QCOMPARE(pixels[4], pixels[0]);
    }

    void lengthsAreMixedInsideABucket()
    {
        std::vector<std::size_t> lengths(200);
        for (std::size_t i = 0; i < lengths.size(); ++i)
            lengths[i] = 3 + i % 5;
        const TextSet text = sentences(lengths);
        const auto source = makeTextBatches(text, firstItems(200), {10}, {.rows = 20});
        const std::vector<std::int32_t> batch = source->batch(0, 0).indices.at("lengths");
        QVERIFY(std::set<std::int32_t>(batch.begin(), batch.end()).size() >= 3);
    }

    void sentencesThatMovedUpAreSpreadOverTheBatches()
    {
        std::vector<std::size_t> lengths(100, 8);
        std::fill(lengths.begin(), lengths.begin() + 9, 3); // one short of a batch
        const TextSet text = sentences(lengths);
        const auto source = makeTextBatches(text, firstItems(100), {4, 9}, {.rows = 10});
        for (std::int64_t index = 0; index < 10; ++index) {
            const std::vector<std::int32_t> batch = source->batch(0, index).indices.at("lengths");
            QVERIFY(std::count(batch.begin(), batch.end(), 4) < 9);
        }
    }

    void batchesOfDifferentBucketsAreInterleaved()
    {
        std::vector<std::size_t> lengths(200, 3);
        std::fill(lengths.begin() + 100, lengths.end(), 8);
        const TextSet text = sentences(lengths);
        const auto source = makeTextBatches(text, firstItems(200), {4, 9}, {.rows = 10});
        std::vector<std::int64_t> steps;
        for (std::int64_t index = 0; index < 20; ++index)
            steps.push_back(source->batch(0, index).shape.steps);
        QVERIFY(!std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(std::count(steps.begin(), steps.end(), 4), 10);
    }

    void tooFewItemsSayWhatToDo_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("fewer than a batch") << 5 << 32 << QByteArray("Lower the batch size to 5");
        QTest::newRow("none") << 0 << 4 << QByteArray("empty");
        QTest::newRow("batch of nothing") << 5 << 0 << QByteArray("at least 1 row");
        QTest::newRow("negative batch") << 5 << -3 << QByteArray("at least 1 row");
    }
    void tooFewItemsSayWhatToDo()
    {
        QFETCH(int, count);
        QFETCH(int, rows);
        QFETCH(QByteArray, words);
        const auto items = firstItems(static_cast<std::size_t>(count));
        const ImageSet set = images(8);
        const TextSet text = sentences({3, 3, 3, 3, 3, 3, 3, 3});
        const BatchOptions options{.rows = rows};
        for (const std::string& said : {complaint([&] { makeImageBatches(set, items, options); }),
                                        complaint([&] { makeTextBatches(text, items, {4}, options); })})
            QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
    }

    void itemsAndBatchesThatDoNotExistAreRefused()
    {
        const ImageSet set = images(8);
        QVERIFY(complaint([&] { makeImageBatches(set, {0, 8}, {.rows = 1}); }).find("item 8") != std::string::npos);
        const auto source = makeImageBatches(set, firstItems(8), {.rows = 4});
        for (const auto& [epoch, index] : {std::pair{0, 2}, std::pair{0, -1}, std::pair{-1, 0}})
            QVERIFY(!complaint([&, e = epoch, i = index] { source->batch(e, i); }).empty());
    }

    void unusableBucketsAreRefused_data()
    {
        QTest::addColumn<QList<qint64>>("buckets");
        QTest::newRow("none") << QList<qint64>{};
        QTest::newRow("falling") << QList<qint64>{9, 4};
        QTest::newRow("twice") << QList<qint64>{4, 4};
        QTest::newRow("no room for a word") << QList<qint64>{1, 4};
    }
    void unusableBucketsAreRefused()
    {
        QFETCH(QList<qint64>, buckets);
        const TextSet text = sentences({3, 3});
        QVERIFY(!complaint([&] {
                     makeTextBatches(text, {0, 1}, {buckets.begin(), buckets.end()}, {.rows = 1});
                 }).empty());
    }

    void bucketsOfNothingAreNone() { QVERIFY(chooseBuckets({}, {}, 4).empty()); }

    void manyDifferentLengthsAreBucketedQuickly()
    {
        std::vector<std::size_t> lengths(5000);
        std::iota(lengths.begin(), lengths.end(), 0);
        const TextSet text = sentences(lengths);
        QElapsedTimer timer;
        timer.start();
        const std::vector<std::int64_t> buckets = chooseBuckets(text, firstItems(5000), 8);
        QCOMPARE(buckets.size(), std::size_t{8});
        QCOMPARE(buckets.back(), 5000);
        QVERIFY(timer.elapsed() < 2000);
    }
};

QTEST_APPLESS_MAIN(TestBatchOrder)
#include "tst_batch_order.moc"
