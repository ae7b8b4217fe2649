// What optimizers keep beside the parameters: rules by name, averages, Lookahead, and their bytes.

#include "engine/core/error.h"
#include "engine/train/optimizer.h"
#include "tests/support/backends_under_test.h"

#include <QTest>

#include <cmath>

using namespace lb::engine;

namespace {

using Kind = OptimizerKind;

struct Fixture {
    std::unique_ptr<Backend> backend = makeReferenceBackend();
    Graph graph;
    std::unique_ptr<ParameterStore> store;

    Fixture()
    {
        const Initializer initial{.kind = Initializer::Kind::Uniform, .scale = 1.0};
        for (const char* part : {"encoder", "latent", "decoder"}) {
            const Scope scope(graph, part);
            graph.parameter("weight", {3, 5}, initial);
            graph.parameter("bias", {5}, initial);
        }
        store = std::make_unique<ParameterStore>(*backend, graph, 4);
    }
    /// Different numbers for each tensor and step.
    void setGradients(int step)
    {
        float number = 0.05F * static_cast<float>(step + 1);
        for (const auto& tensor : store->tensors()) {
            std::vector<float> values(static_cast<std::size_t>(tensor.count()));
            for (float& value : values)
                value = number = 0.9F * number + 0.01F;
            backend->copyToDevice(reinterpret_cast<std::byte*>(const_cast<float*>(store->slice(tensor).gradient)),
                                  values.data(), values.size() * sizeof(float));
        }
    }
    std::vector<float> change(const OptimizerSettings& settings, const char* name, UpdatePart part = UpdatePart::All)
    {
        Optimizer optimizer(*store, settings);
        std::vector<float> difference = store->read(name);
        setGradients(0);
        optimizer.step({.update = 1, .rate = 0.01, .part = part});
        const std::vector<float> after = store->read(name);
        for (std::size_t i = 0; i < after.size(); ++i)
            difference[i] = after[i] - difference[i];
        return difference;
    }
};

bool isZero(const std::vector<float>& values)
{
    return std::all_of(values.begin(), values.end(), [](float value) { return value == 0.0F; });
}

std::int64_t slotFloats(const OptimizerState& state, const std::vector<Shape>& shapes)
{
    std::int64_t total = 0;
    for (const Shape& shape : shapes)
        for (const std::int64_t floats : optimizerSlots(state, shape))
            total += floats;
    return total;
}

/// Numbers in a backend's memory.
class DeviceNumbers {
public:
    DeviceNumbers(Backend& backend, const std::vector<float>& numbers)
        : m_backend(backend)
        , m_buffer(backend.allocate(numbers.size() * sizeof(float)))
    {
        backend.copyToDevice(m_buffer->data(), numbers.data(), m_buffer->bytes());
    }
    float* data() const { return reinterpret_cast<float*>(m_buffer->data()); }
    std::vector<float> content() const
    {
        std::vector<float> numbers(m_buffer->bytes() / sizeof(float));
        m_backend.copyToHost(numbers.data(), m_buffer->data(), m_buffer->bytes());
        return numbers;
    }

private:
    Backend& m_backend;
    std::unique_ptr<Buffer> m_buffer;
};

} // namespace

class TestOptimizerState : public QObject {
    Q_OBJECT
private slots:
    void patternsMatchNames_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* name, bool matches) {
            QTest::addRow("%s on %s", pattern, name)
                << QString(QLatin1String(pattern)) << QString(QLatin1String(name)) << matches;
        };
        row("decoder/*", "decoder/lstm/bias", true);
        row("decoder/*", "encoder/lstm/bias", false);
        row("*/bias", "encoder/lstm/bias", true);
        row("*/bias", "encoder/lstm/bias2", false);
        row("*lstm*", "encoder/lstm/bias", true);
        row("encoder/*/b*s", "encoder/lstm/bias", true);
        row("bias", "bias", true);
        row("bias", "a/bias", false);
        row("*", "anything", true);
        row("", "anything", false);
        row("**a", "ba", true);
    }
    void patternsMatchNames()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        QFETCH(bool, matches);
        QCOMPARE(matchesName(pattern.toStdString(), name.toStdString()), matches);
    }

    void ratesByNameScaleTheStep_data()
    {
        QTest::addColumn<int>("kind");
        for (const Kind kind : {Kind::Sgd, Kind::Adam, Kind::AdamW, Kind::Lamb, Kind::AdaFactor})
            QTest::addRow("kind %d", static_cast<int>(kind)) << static_cast<int>(kind);
    }
    void ratesByNameScaleTheStep()
    {
        QFETCH(int, kind);
        OptimizerSettings plain{.kind = static_cast<Kind>(kind)};
        OptimizerSettings scaled = plain;
        scaled.rules.rates = {{"decoder/*", 0.25}, {"latent/*", 0.0}, {"*/bias", 1.0}, {"latent/bias", 0.0}};
        for (const char* name : {"encoder/weight", "encoder/bias", "decoder/bias"})
            QCOMPARE(Fixture().change(scaled, name), Fixture().change(plain, name));
        const std::vector<float> whole = Fixture().change(plain, "decoder/weight");
        const std::vector<float> quarter = Fixture().change(scaled, "decoder/weight");
        for (std::size_t i = 0; i < whole.size(); ++i)
            QVERIFY(std::abs(quarter[i] - 0.25F * whole[i]) < 1e-6F && whole[i] != 0.0F);
        QVERIFY(isZero(Fixture().change(scaled, "latent/weight")));
        QVERIFY(isZero(Fixture().change(scaled, "latent/bias")));
    }

    void namedParametersDoNotDecay()
    {
        const OptimizerSettings none{.kind = Kind::AdamW};
        OptimizerSettings decaying{.kind = Kind::AdamW, .weightDecay = 0.5};
        decaying.rules.noDecay = {"latent/*"};
        QVERIFY(Fixture().change(decaying, "latent/weight") == Fixture().change(none, "latent/weight"));
        QVERIFY(Fixture().change(decaying, "encoder/weight") != Fixture().change(none, "encoder/weight"));
    }

    void patternThatFitsNothingIsRefusedWithTheNames()
    {
        Fixture fixture;
        OptimizerSettings settings;
        settings.rules.rates = {{"decodr/*", 0.1}};
        try {
            const Optimizer optimizer(*fixture.store, settings);
            QFAIL("it was taken");
        } catch (const EngineError& error) {
            QVERIFY(std::string(error.what()).find("'decodr/*'") != std::string::npos);
            QVERIFY(std::string(error.what()).find("decoder, encoder, latent") != std::string::npos);
        }
    }

    void updateOfOnePartLeavesTheOther()
    {
        const OptimizerSettings settings;
        QVERIFY(isZero(Fixture().change(settings, "decoder/weight", UpdatePart::Encoder)));
        QVERIFY(!isZero(Fixture().change(settings, "latent/weight", UpdatePart::Encoder)));
        QVERIFY(isZero(Fixture().change(settings, "encoder/weight", UpdatePart::Decoder)));
        QVERIFY(!isZero(Fixture().change(settings, "decoder/bias", UpdatePart::Decoder)));
    }

    void averageFollowsTheWeights()
    {
        Fixture fixture;
        Optimizer optimizer(*fixture.store, {.average = 0.8});
        const auto value = [&] { return static_cast<double>(fixture.store->read("encoder/weight")[7]); };
        double expected = value();
        for (int step = 0; step < 5; ++step) {
            fixture.setGradients(step);
            optimizer.step(step + 1, 0.05);
            expected = 0.8 * expected + 0.2 * value();
        }
        QVERIFY(std::abs(static_cast<double>(fixture.store->readSlot("encoder/weight", kAverageSlot)[7]) - expected) <
                1e-6);
        QVERIFY(std::abs(expected - value()) > 1e-3);
    }

    void lookaheadGoesBackPartOfTheWay()
    {
        Fixture ahead;
        Fixture plain;
        Optimizer optimizer(*ahead.store, {.kind = Kind::Sgd, .lookahead = 3, .lookaheadWeight = 0.25});
        Optimizer fast(*plain.store, {.kind = Kind::Sgd});
        const auto value = [](const Fixture& fixture) {
            return static_cast<double>(fixture.store->read("decoder/weight")[2]);
        };
        double slow = value(ahead);
        double offset = 0; // plain SGD's steps do not depend on where it stands
        for (int step = 0; step < 7; ++step) {
            ahead.setGradients(step);
            plain.setGradients(step);
            optimizer.step(step + 1, 0.05);
            fast.step(step + 1, 0.05);
            double expected = value(plain) + offset;
            if (step % 3 == 2) {
                slow += 0.25 * (expected - slow);
                offset += slow - expected;
                expected = slow;
            }
            QVERIFY(std::abs(value(ahead) - expected) < 1e-6);
        }
        QVERIFY(std::abs(offset) > 1e-3);
    }

    void backendsAgreeOnWholePasses()
    {
        constexpr std::int64_t kCount = 70'001; // more than one thread's share
        std::vector<std::vector<float>> results;
        for (const auto& tested : lb::testing::backendsUnderTest()) {
            std::vector<float> a, b;
            for (std::int64_t i = 0; i < kCount; ++i) {
                a.push_back(std::sin(static_cast<float>(i)));
                b.push_back(std::cos(static_cast<float>(i) * 1.7F));
            }
            const OptimizerKernels& kernels = tested.backend->optimizerKernels();
            const DeviceNumbers onDevice(*tested.backend, a), other(*tested.backend, b);
            kernels.add(onDevice.data(), other.data(), kCount);
            kernels.blend(other.data(), onDevice.data(), 0.125F, kCount);
            kernels.lookahead(onDevice.data(), other.data(), 0.75F, kCount);
            QVERIFY(onDevice.content() == other.content());
            kernels.blend(other.data(), onDevice.data(), 1.0F, kCount);
            QVERIFY(onDevice.content() == other.content());
            results.push_back(onDevice.content());
        }
        for (const std::vector<float>& result : results)
            for (std::size_t i = 0; i < result.size(); ++i)
                QVERIFY(std::abs(result[i] - results.front()[i]) <= 1e-6F);
    }

    void adaFactorKeepsLittleOfALargeLstmVae()
    {
        // Vocabulary 20001, embeddings of 512, two LSTMs of 1024 with two biases each, a code of 32.
        const std::vector<Shape> shapes{{20001, 512}, {512, 4096},  {1024, 4096}, {4096},       {4096},
                                        {1024, 64},   {20001, 512}, {544, 4096},  {1024, 4096}, {4096},
                                        {4096},       {32, 1024},   {1024, 20001}};
        std::int64_t parameters = 0;
        for (const Shape& shape : shapes)
            parameters += shape.elements();
        QCOMPARE(parameters, 53'790'720);
        QCOMPARE(slotFloats({.kind = Kind::AdaFactor}, shapes), 196'227);
        QCOMPARE(slotFloats({.kind = Kind::Adam}, shapes), 2 * parameters);
    }

    void plannedBytesAreThoseOfTheStore_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("hasAll");
        for (const bool hasAll : {false, true})
            for (const Kind kind : {Kind::Sgd, Kind::Adam, Kind::AdaFactor})
                QTest::addRow("kind %d %s", static_cast<int>(kind), hasAll ? "with all" : "alone")
                    << static_cast<int>(kind) << hasAll;
    }
    void plannedBytesAreThoseOfTheStore()
    {
        QFETCH(int, kind);
        QFETCH(bool, hasAll);
        OptimizerSettings settings{.kind = static_cast<Kind>(kind)};
        if (hasAll)
            settings = {.kind = settings.kind, .momentum = 0.5, .average = 0.9, .lookahead = 5, .accumulates = true};
        Fixture fixture;
        fixture.graph.parameter("large", {200, 300}, {});
        fixture.graph.state("running_mean", {9}, {});
        ParameterStore store(*fixture.backend, fixture.graph, 1);
        const Optimizer optimizer(store, settings);
        const StoreBytes planned = storeBytes(fixture.graph, settings.state());
        QCOMPARE(planned.total(), store.bytes());
        QCOMPARE(planned.optimizer(), store.slotBytes());
    }
};

QTEST_APPLESS_MAIN(TestOptimizerState)
#include "tst_optimizer_state.moc"
