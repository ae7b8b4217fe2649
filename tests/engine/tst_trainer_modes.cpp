// Steps of several batches, and lagging training.

#include "engine/backend/backend.h"
#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/norm.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"
#include "engine/train/trainer.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace lb::engine;

namespace {

constexpr std::int64_t kPixels = 6;

ImageSet someImages()
{
    ImageSet images{.height = 2, .width = 3};
    for (int i = 0; i < 50 * kPixels; ++i)
        images.pixels.push_back(static_cast<std::uint8_t>(i * 37 % 256));
    return images;
}

Value encoded(Value pixels)
{
    const Scope scope(pixels.graph(), "encoder");
    return tanh(linear(
        pixels, pixels.graph().parameter("weight", {kPixels, 3}, {.kind = Initializer::Kind::Uniform, .scale = 0.5}),
        {}));
}

RecordedStep decoded(Value code, Value pixels)
{
    const Scope scope(code.graph(), "decoder");
    const Value weight =
        code.graph().parameter("weight", {3, kPixels}, {.kind = Initializer::Kind::Uniform, .scale = 0.5});
    const Value error = bceWithLogits(linear(code, weight, {}), pixels);
    return {.loss = sum(error) * (1.0 / static_cast<double>(pixels.shape()[0])), .scalars = {mean(square(code))}};
}

Value pixelsOf(Graph& graph, BatchShape shape)
{
    return graph.input("pixels", {shape.rows, kPixels});
}

RecordedStep recordPlain(Graph& graph, BatchShape shape)
{
    const Value pixels = pixelsOf(graph, shape);
    return decoded(encoded(pixels), pixels);
}

RecordedStep recordNoisy(Graph& graph, BatchShape shape)
{
    const Value pixels = pixelsOf(graph, shape);
    const Value code = encoded(pixels);
    return decoded(code + 0.2 * normalNoise(code), pixels);
}

/// A running mean, and a loss that stops being a number once the mean has moved.
RecordedStep recordFragile(Graph& graph, BatchShape shape)
{
    const Value pixels = pixelsOf(graph, shape);
    const Value code = encoded(pixels);
    const Value running = graph.state("running_mean", {3}, {});
    graph.updateState(running, batchNorm(code, 1e-3).mean + 1.0);
    RecordedStep step = decoded(code, pixels);
    step.loss = step.loss + mean(log(0.5 - running));
    return step;
}

struct Fixture {
    ImageSet images = someImages();
    std::unique_ptr<BatchSource> batches;
    std::unique_ptr<Backend> backend = makeReferenceBackend();
    std::unique_ptr<ParameterStore> store;
    std::unique_ptr<Trainer> trainer;

    Fixture(const StepRecorder& record, std::int64_t rows, TrainerSettings settings)
    {
        std::vector<std::uint32_t> items(images.count());
        std::iota(items.begin(), items.end(), 0U);
        batches = makeImageBatches(images, items, {.rows = rows, .seed = 5, .shuffle = true, .dropPartial = true});
        Graph graph;
        record(graph, batches->shapes().front());
        store = std::make_unique<ParameterStore>(*backend, graph, 7);
        settings.seed = 7;
        settings.rate.rate = 0.01;
        settings.totalSteps = 100;
        trainer = std::make_unique<Trainer>(*store, *batches, record, settings);
    }
    std::vector<double> train(int steps)
    {
        std::vector<double> losses;
        for (int i = 0; i < steps; ++i)
            losses.push_back(trainer->step().loss);
        return losses;
    }
    /// Goes on where the other stands, as from a checkpoint.
    void continueFrom(const Fixture& other)
    {
        for (const auto& tensor : other.store->tensors()) {
            store->write(tensor.name, other.store->read(tensor.name));
            for (int slot = 0; slot < ParameterStore::kSlots && tensor.trainable; ++slot)
                store->writeSlot(tensor.name, slot, other.store->readSlot(tensor.name, slot));
        }
        trainer->setLagging(other.trainer->isLagging());
        trainer->setEncoderLead(other.trainer->encoderLead());
        trainer->seek(other.trainer->nextStep());
    }
};

double worstDifference(const ParameterStore& a, const ParameterStore& b)
{
    double worst = 0;
    for (const auto& tensor : a.tensors()) {
        const std::vector<float> x = a.read(tensor.name), y = b.read(tensor.name);
        for (std::size_t i = 0; i < x.size(); ++i)
            worst = std::max(worst, static_cast<double>(std::abs(x[i] - y[i])));
    }
    return worst;
}

} // namespace

class TestTrainerModes : public QObject {
    Q_OBJECT
private slots:
    void severalBatchesMakeTheStepOfALargeOne()
    {
        // 50 items: 6 batches of 8 an epoch, of which three pairs; or 3 of 16, of the same items.
        Fixture parts(recordPlain, 8, {.optimizer = {.clipNorm = 0.5}, .accumulate = 2});
        Fixture whole(recordPlain, 16, {.optimizer = {.clipNorm = 0.5}});
        QCOMPARE(parts.trainer->stepsPerEpoch(), whole.trainer->stepsPerEpoch());
        const std::vector<float> start = whole.store->read("decoder/weight");
        for (int step = 0; step < 9; ++step) {
            const StepReport a = parts.trainer->step();
            const StepReport b = whole.trainer->step();
            QVERIFY(std::abs(a.loss - b.loss) < 1e-5 && std::abs(a.scalars[0] - b.scalars[0]) < 1e-6);
            QVERIFY(std::abs(a.gradientNorm - b.gradientNorm) < 1e-5);
        }
        QVERIFY(worstDifference(*parts.store, *whole.store) < 1e-5);
        QVERIFY(whole.store->read("decoder/weight") != start);
    }

    void groupsDoNotSpanEpochs()
    {
        // 12 batches of 4: two groups of 5, and two batches that are left out.
        Fixture fixture(recordPlain, 4, {.accumulate = 5});
        QCOMPARE(fixture.trainer->stepsPerEpoch(), 2);
        Fixture other(recordPlain, 4, {.accumulate = 5});
        fixture.train(2);
        other.continueFrom(fixture);
        QCOMPARE(fixture.train(3), other.train(3)); // one read on, one sought the place
    }

    void epochThatFillsNoStepIsRefused()
    {
        QVERIFY_THROWS_EXCEPTION(EngineError, Fixture(recordPlain, 8, {.accumulate = 7}));
    }

    void stepThatIsNoneLeavesTheRunningStatistics()
    {
        Fixture fixture(recordFragile, 8, {.accumulate = 3});
        const std::vector<float> before = fixture.store->read("running_mean");
        const StepReport report = fixture.trainer->step(); // its second batch reads what the first has moved
        QVERIFY(!report.isFinite);
        QVERIFY(fixture.store->read("running_mean") == before);
        QCOMPARE(fixture.trainer->nextStep(), 0);
    }

    void everyModeContinuesBitForBit_data()
    {
        QTest::addColumn<int>("accumulate");
        QTest::addColumn<bool>("isLagging");
        QTest::newRow("several batches") << 3 << false;
        QTest::newRow("lagging") << 1 << true;
        QTest::newRow("lagging on several batches") << 2 << true;
    }
    void everyModeContinuesBitForBit()
    {
        QFETCH(int, accumulate);
        QFETCH(bool, isLagging);
        const TrainerSettings settings{
            .optimizer = {.average = 0.9, .lookahead = 4}, .accumulate = accumulate, .lagging = {.isOn = isLagging}};
        Fixture whole(recordNoisy, 8, settings);
        const std::vector<double> expected = whole.train(11);
        Fixture half(recordNoisy, 8, settings);
        half.train(6);
        Fixture resumed(recordNoisy, 8, settings);
        resumed.continueFrom(half);
        const std::vector<double> rest = resumed.train(5);
        QVERIFY(std::equal(rest.begin(), rest.end(), expected.begin() + 6));
        QCOMPARE(worstDifference(*whole.store, *resumed.store), 0.0);
        for (const int slot : {0, 1, kAverageSlot, kSlowSlot})
            QVERIFY(whole.store->readSlot("encoder/weight", slot) == resumed.store->readSlot("encoder/weight", slot));
    }

    void laggingEncoderTakesUpdatesOfItsOwn()
    {
        Fixture fixture(recordNoisy, 8, {.lagging = {.isOn = true, .mostUpdates = 50, .testEvery = 5}});
        const StepReport report = fixture.trainer->step();
        QVERIFY(report.encoderUpdates >= 10 && report.encoderUpdates < 50);
        QCOMPARE(report.encoderUpdates % 5, report.encoderUpdates == 49 ? 4 : 0);
        QCOMPARE(fixture.trainer->encoderLead(), report.encoderUpdates - 1);
        fixture.trainer->setLagging(false);
        const std::int64_t lead = fixture.trainer->encoderLead();
        QCOMPARE(fixture.trainer->step().encoderUpdates, 0);
        QCOMPARE(fixture.trainer->encoderLead(), lead);
    }

    void laggingStepUpdatesTheDecoderOnce()
    {
        // One encoder update, then the decoder's, which must be that of a decoder trained alone behind that encoder.
        Fixture fixture(recordPlain, 8, {.lagging = {.isOn = true, .mostUpdates = 2}});
        Fixture plain(recordPlain, 8, {});
        const StepReport report = fixture.trainer->step();
        plain.trainer->step();
        QCOMPARE(report.encoderUpdates, 1);
        // The encoder has had one update on the step's batch: the same as of a common step.
        QVERIFY(fixture.store->read("encoder/weight") == plain.store->read("encoder/weight"));
        // The decoder's gradient comes from the new encoder, so its moments differ, though Adam's first step is a sign.
        QVERIFY(fixture.store->readSlot("decoder/weight", 0) != plain.store->readSlot("decoder/weight", 0));
    }
};

QTEST_APPLESS_MAIN(TestTrainerModes)
#include "tst_trainer_modes.moc"
