#include "engine/core/error.h"
#include "engine/data/batch_source.h"
#include "tests/engine/batch_cases.h"

#include <rapidcheck.h>

#include <QTest>

#include <set>

using namespace lb::engine;
using namespace lb::tests;

namespace {

/// Every item of an epoch's batches, in their order.
std::vector<std::uint32_t> visited(const BatchSource& source, std::int64_t epoch)
{
    std::vector<std::uint32_t> items;
    for (std::int64_t index = 0; index < source.batchesPerEpoch(); ++index)
        for (const std::uint32_t item : source.batch(epoch, index).items)
            items.push_back(item);
    return items;
}

bool isWithoutRepetition(const std::vector<std::uint32_t>& items)
{
    return std::set<std::uint32_t>(items.begin(), items.end()).size() == items.size();
}

bool isSame(const Batch& a, const Batch& b)
{
    return a.shape == b.shape && a.items == b.items && a.reals == b.reals && a.indices == b.indices;
}

} // namespace

class TestBatchSource : public QObject {
    Q_OBJECT
private slots:
    void trainingVisitsEachItemOnceApartFromTheRemainder()
    {
        QVERIFY(rc::check([] {
            const Case example = *anyCase();
            const auto source = example.training();
            const std::vector<std::uint32_t> items = visited(*source, *rc::gen::inRange(0, 5));
            RC_ASSERT(isWithoutRepetition(items));
            RC_ASSERT(items.size() == example.items.size() / example.rows() * example.rows());
            for (const std::uint32_t item : items)
                RC_ASSERT(std::count(example.items.begin(), example.items.end(), item) == 1);
        }));
    }

    void evaluationVisitsEveryItemOnce()
    {
        QVERIFY(rc::check([] {
            const Case example = *anyCase();
            const auto source = example.evaluation();
            std::vector<std::uint32_t> items = visited(*source, 0);
            std::sort(items.begin(), items.end());
            std::vector<std::uint32_t> expected = example.items;
            std::sort(expected.begin(), expected.end());
            RC_ASSERT(items == expected);
        }));
    }

    void trainingBatchesAreAlwaysFull()
    {
        QVERIFY(rc::check([] {
            const Case example = *anyCase();
            const auto source = example.training();
            RC_ASSERT(source->batchesPerEpoch() >= 1);
            for (std::int64_t index = 0; index < source->batchesPerEpoch(); ++index)
                RC_ASSERT(source->batch(3, index).items.size() == example.rows());
        }));
    }

    void batchIsAPureFunctionOfEpochAndIndex()
    {
        QVERIFY(rc::check([] {
            const Case example = *anyCase();
            const auto once = example.training(), again = example.training();
            const std::int64_t epoch = *rc::gen::inRange(0, 4);
            const std::int64_t index = *rc::gen::inRange<std::int64_t>(0, once->batchesPerEpoch());
            const Batch expected = once->batch(epoch, index);
            for (std::int64_t other = 4; other-- > 0;) // other epochs and indices, backwards, change nothing
                again->batch(other, again->batchesPerEpoch() - 1);
            RC_ASSERT(isSame(again->batch(epoch, index), expected));
            RC_ASSERT(isSame(once->batch(epoch, index), expected));
        }));
    }

    void shapesAreExactlyThoseThatComeUp()
    {
        QVERIFY(rc::check([] {
            const Case example = *anyCase();
            for (const auto& source : {example.training(), example.evaluation()})
                for (std::int64_t epoch = 0; epoch < 3; ++epoch) {
                    std::set<BatchShape> seen;
                    for (std::int64_t index = 0; index < source->batchesPerEpoch(); ++index)
                        seen.insert(source->batch(epoch, index).shape);
                    const std::vector<BatchShape> shapes = source->shapes();
                    RC_ASSERT(seen == std::set<BatchShape>(shapes.begin(), shapes.end()));
                    RC_ASSERT(seen.size() == shapes.size());
                }
        }));
    }

    void textColumnsHoldTheSentenceAsDocumented()
    {
        QVERIFY(rc::check([] {
            const Case example = *textCase();
            for (const auto& source : {example.training(), example.evaluation()})
                for (std::int64_t index = 0; index < source->batchesPerEpoch(); ++index) {
                    const Batch batch = source->batch(1, index);
                    for (std::size_t row = 0; row < example.rows(); ++row) {
                        const std::size_t item = batch.items[row < batch.items.size() ? row : 0];
                        RC_ASSERT(columnOf(batch, row) == expectedColumn(example.text.sentences[item], batch.shape));
                    }
                }
        }));
    }

    void sentenceGoesToTheSmallestBucketThatFitsUnlessItMovedUp()
    {
        QVERIFY(rc::check([] {
            const Case example = *textCase();
            const auto source = example.evaluation();
            std::map<std::int64_t, std::size_t> movedTo; // by bucket: sentences that would have fitted a smaller one
            for (std::int64_t index = 0; index < source->batchesPerEpoch(); ++index) {
                const Batch batch = source->batch(0, index);
                for (const std::uint32_t item : batch.items)
                    movedTo[batch.shape.steps] += example.smallestBucket(item) < batch.shape.steps ? 1 : 0;
            }
            for (const auto& [steps, count] : movedTo)
                RC_ASSERT(count < example.rows()); // less than a batch moves up from below
        }));
    }

    void chosenBucketsCoverEverySentence()
    {
        QVERIFY(rc::check([] {
            const Case example = *textCase();
            const int count = *rc::gen::inRange(1, 6);
            const std::vector<std::int64_t> buckets = chooseBuckets(example.text, example.items, count);
            RC_ASSERT(!buckets.empty());
            RC_ASSERT(buckets.size() <= static_cast<std::size_t>(count));
            RC_ASSERT(std::is_sorted(buckets.begin(), buckets.end(), std::less_equal<>()));
            std::size_t longest = 0;
            for (const std::uint32_t item : example.items)
                longest = std::max(longest, example.text.sentences[item].size());
            RC_ASSERT(buckets.back() == std::max<std::int64_t>(static_cast<std::int64_t>(longest) + 1, 2));
        }));
    }

    void chosenBucketsWasteAsLittleAsAnyChoice()
    {
        QVERIFY(rc::check([] {
            const Case example = *textCase();
            const auto best = chooseBuckets(example.text, example.items, 2);
            const std::int64_t cost = example.paddedSteps(best);
            for (std::int64_t first = 2; first < best.back(); ++first)
                RC_ASSERT(cost <= example.paddedSteps({first, best.back()}));
        }));
    }
};

QTEST_APPLESS_MAIN(TestBatchSource)
#include "tst_batch_source.moc"
