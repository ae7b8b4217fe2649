#include "engine/backend/backend.h"
#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"
#include "engine/train/trainer.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace lb::engine;

namespace {

constexpr std::int64_t kRows = 4;
constexpr std::int64_t kPixels = 6;

ImageSet someImages()
{
    ImageSet images{.height = 2, .width = 3};
    for (int i = 0; i < 22 * kPixels; ++i)
        images.pixels.push_back(static_cast<std::uint8_t>(i * 37 % 256));
    return images;
}

std::vector<std::uint32_t> allItems(const ImageSet& images)
{
    std::vector<std::uint32_t> items(images.count());
    std::iota(items.begin(), items.end(), 0U);
    return items;
}

/// An autoencoder with dropout: random numbers, matrices and biases in the smallest form.
RecordedStep recordAutoencoder(Graph& graph, BatchShape shape)
{
    const Value pixels = graph.input("pixels", {shape.rows, kPixels});
    const Value in = graph.parameter("in", {kPixels, 3}, {.kind = Initializer::Kind::Uniform, .scale = 0.5});
    const Value out = graph.parameter("out", {3, kPixels}, {.kind = Initializer::Kind::Uniform, .scale = 0.5});
    const Value bias = graph.parameter("bias", {kPixels}, {});
    const Value code = dropout(tanh(linear(pixels, in, {})), 0.25);
    const Value error = bceWithLogits(linear(code, out, bias), pixels);
    const Value loss = sum(error) * (1.0 / static_cast<double>(shape.rows));
    return {.loss = loss, .scalars = {sum(code)}};
}

RecordedStep recordExploding(Graph& graph, BatchShape shape)
{
    const Value pixels = graph.input("pixels", {shape.rows, kPixels});
    const Value weight = graph.parameter("weight", {kPixels}, {.kind = Initializer::Kind::Constant, .scale = 1.0});
    const Value loss = sum(log((pixels - 2.0) * weight)); // the logarithm of a negative number
    return {.loss = loss, .scalars = {}};
}

struct Fixture {
    ImageSet images = someImages();
    std::unique_ptr<BatchSource> batches =
        makeImageBatches(images, allItems(images), {.rows = kRows, .seed = 5, .shuffle = true, .dropPartial = true});
    std::unique_ptr<Backend> backend = makeReferenceBackend();
    std::unique_ptr<ParameterStore> store;
    std::unique_ptr<Trainer> trainer;

    explicit Fixture(Trainer::Recorder recorder = recordAutoencoder)
    {
        Graph graph;
        recorder(graph, batches->shapes().front());
        store = std::make_unique<ParameterStore>(*backend, graph, 7);
        trainer = std::make_unique<Trainer>(
            *store, *batches, recorder,
            TrainerSettings{.seed = 7, .optimizer = {}, .rate = {.rate = 0.01}, .kl = {}, .totalSteps = 40});
    }
    std::vector<double> train(int steps)
    {
        std::vector<double> losses;
        for (int i = 0; i < steps; ++i)
            losses.push_back(trainer->step().loss);
        return losses;
    }
};

class CountingSink : public TrainSink {
public:
    explicit CountingSink(int stopAfter)
        : m_stopAfter(stopAfter)
    {
    }
    Verdict afterStep(const StepReport&) override { return ++steps == m_stopAfter ? Verdict::Stop : Verdict::GoOn; }
    int steps = 0;

private:
    int m_stopAfter;
};

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT
private slots:
    void trainingLowersTheLoss()
    {
        Fixture fixture;
        const std::vector<double> losses = fixture.train(40);
        const double first = std::accumulate(losses.begin(), losses.begin() + 5, 0.0);
        const double last = std::accumulate(losses.end() - 5, losses.end(), 0.0);
        QVERIFY2(last < first, qPrintable(QStringLiteral("%1 -> %2").arg(first).arg(last)));
    }

    void restoredTrainerContinuesBitForBit()
    {
        Fixture whole;
        const std::vector<double> expected = whole.train(12);
        Fixture half;
        half.train(7);
        Fixture resumed;
        for (const auto& tensor : half.store->tensors()) {
            resumed.store->write(tensor.name, half.store->read(tensor.name));
            for (int slot = 0; slot < ParameterStore::kSlots && tensor.trainable; ++slot)
                resumed.store->writeSlot(tensor.name, slot, half.store->readSlot(tensor.name, slot));
        }
        resumed.trainer->seek(7);
        const std::vector<double> rest = resumed.train(5);
        QVERIFY(std::equal(rest.begin(), rest.end(), expected.begin() + 7));
        for (const auto& tensor : whole.store->tensors())
            QVERIFY(whole.store->read(tensor.name) == resumed.store->read(tensor.name));
    }

    void forgettingAnOptimizerSlotIsNoticed()
    {
        Fixture whole;
        const std::vector<double> expected = whole.train(10);
        Fixture half;
        half.train(7);
        Fixture resumed;
        for (const auto& tensor : half.store->tensors())
            resumed.store->write(tensor.name, half.store->read(tensor.name));
        resumed.trainer->seek(7);
        const std::vector<double> rest = resumed.train(3);
        QVERIFY(!std::equal(rest.begin(), rest.end(), expected.begin() + 7));
    }

    void nonFiniteStepChangesNothingAndIsLocated()
    {
        Fixture fixture(recordExploding);
        const std::vector<float> before = fixture.store->read("weight");
        const StepReport report = fixture.trainer->step();
        QVERIFY(!report.isFinite);
        QVERIFY(fixture.store->read("weight") == before);
        QCOMPARE(fixture.trainer->nextStep(), 0);
        QVERIFY(fixture.trainer->look(0).place.find("log") != std::string::npos);
    }

    void aLookChangesNothing()
    {
        Fixture plain;
        const std::vector<double> expected = plain.train(8);
        Fixture looked;
        std::vector<double> losses = looked.train(4);
        const CheckedRun run = looked.trainer->look(3);
        QVERIFY(run.place.empty());
        QVERIFY(!run.scopes.empty() && run.scopes.front().values > 0);
        const std::vector<double> rest = looked.train(4);
        losses.insert(losses.end(), rest.begin(), rest.end());
        QVERIFY(losses == expected);
    }

    void runEndsAtTheBudget()
    {
        Fixture fixture;
        CountingSink sink(1000);
        fixture.trainer->run(sink);
        QCOMPARE(sink.steps, 40);
    }

    void runEndsWhenTheSinkSaysSo()
    {
        Fixture fixture;
        CountingSink sink(3);
        fixture.trainer->run(sink);
        QCOMPARE(fixture.trainer->nextStep(), 3);
    }

    void profileNamesTheOpsOfTheStep()
    {
        Fixture fixture;
        fixture.train(32);
        bool found = false;
        for (const OpTime& time : fixture.trainer->opTimes())
            found = found || (time.op == "linear" && time.calls > 0 && time.flops > 0);
        QVERIFY(found);
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
