#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "engine/train/optimizer.h"
#include "engine/train/parameter_store.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

using namespace lb::engine;

namespace {

const Initializer kNormal{Initializer::Kind::Normal, 0.5};
const Initializer kUniform{Initializer::Kind::Uniform, 0.25};

/// Two matrices, a bias between them, a running mean: in this order.
void record(Graph& graph, bool isReversed = false)
{
    std::vector<std::function<void()>> steps{
        [&] {
            graph.parameter("first/weight", {3, 5}, kNormal);
        },
        [&] {
            graph.parameter("first/bias", {5}, {Initializer::Kind::Constant, 0.125});
        },
        [&] {
            graph.parameter("second/weight", {5, 7}, kUniform);
        },
        [&] {
            graph.state("norm/mean", {5}, {Initializer::Kind::Constant, 2.0});
        },
    };
    if (isReversed)
        std::reverse(steps.begin(), steps.end());
    for (const auto& step : steps)
        step();
}

struct Fixture {
    std::unique_ptr<Backend> backend = makeReferenceBackend();
    Graph graph;
    std::unique_ptr<ParameterStore> store;

    explicit Fixture(std::uint64_t seed = 1, bool isReversed = false)
    {
        record(graph, isReversed);
        store = std::make_unique<ParameterStore>(*backend, graph, seed);
    }
};

/// loss = sum((w * x)^2), d loss / d w = 2 w x^2. `unused` has no gradient. The state "seen" becomes x + seen.
struct TrainedGraph {
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    std::vector<Value> gradients;

    explicit TrainedGraph(std::int64_t count)
    {
        const Value unused = graph->parameter("unused", {2}, kNormal);
        const Value w = graph->parameter("w", {count}, kNormal);
        const Value x = graph->input("x", {count});
        const Value seen = graph->state("seen", {count}, {Initializer::Kind::Constant, 1.0});
        graph->updateState(seen, x + seen);
        gradients = differentiate(sum(square(w * x)), {unused, w});
    }
};

bool throwsNaming(const std::function<void()>& action, const std::string& word)
{
    try {
        action();
    } catch (const EngineError& error) {
        return std::string(error.what()).find(word) != std::string::npos;
    }
    return false;
}

} // namespace

class TestParameterStore : public QObject {
    Q_OBJECT
private slots:
    void initialContentDependsOnSeedAndNameAlone()
    {
        const Fixture forwards, backwards(1, true), other(2);
        for (const char* name : {"first/weight", "second/weight"}) {
            QCOMPARE(forwards.store->read(name), backwards.store->read(name));
            QVERIFY(forwards.store->read(name) != other.store->read(name));
        }
    }

    void equalShapesWithDifferentNamesStartDifferently()
    {
        Graph graph;
        graph.parameter("a", {64}, kNormal);
        graph.parameter("b", {64}, kNormal);
        const auto backend = makeReferenceBackend();
        const ParameterStore store(*backend, graph, 1);
        QVERIFY(store.read("a") != store.read("b"));
    }

    void initializersHaveTheirDistribution()
    {
        Graph graph;
        graph.parameter("normal", {10'000}, kNormal);
        graph.parameter("uniform", {10'000}, kUniform);
        graph.parameter("constant", {3}, {Initializer::Kind::Constant, 0.125});
        const auto backend = makeReferenceBackend();
        const ParameterStore store(*backend, graph, 1);
        const std::vector<float> normal = store.read("normal"), uniform = store.read("uniform");
        const auto variance = [](const std::vector<float>& x) {
            return std::inner_product(x.begin(), x.end(), x.begin(), 0.0) / static_cast<double>(x.size());
        };
        QVERIFY(std::abs(variance(normal) - 0.25) < 0.25 * 0.05); // its standard error is 1.4 %
        QVERIFY(std::abs(variance(uniform) - 0.25 * 0.25 / 3) < 0.021 * 0.05);
        QVERIFY(std::all_of(uniform.begin(), uniform.end(), [](float u) { return std::abs(u) <= 0.25F; }));
        QVERIFY(std::abs(std::accumulate(uniform.begin(), uniform.end(), 0.0)) < 0.25 / std::sqrt(3) * 500);
        QCOMPARE(store.read("constant"), std::vector<float>(3, 0.125F));
    }

    /// Large tensors are drawn by several threads: their numbers continue those of a small one, which one thread draws.
    void severalThreadsDrawTheNumbersOfOne()
    {
        constexpr std::int64_t kOfOneThread = 131'071, kOfMore = 1'000'003;
        const auto backend = makeReferenceBackend();
        for (const Initializer& initializer : {kNormal, kUniform}) {
            const auto drawn = [&](std::int64_t count) {
                Graph graph;
                graph.parameter("x", {count}, initializer);
                return ParameterStore(*backend, graph, 7).read("x");
            };
            std::vector<float> some = drawn(kOfMore), more = drawn(3 * kOfMore);
            const std::vector<float> first = drawn(kOfOneThread);
            QVERIFY(std::equal(first.begin(), first.end(), some.begin()));
            QVERIFY(std::equal(some.begin(), some.end(), more.begin()));
        }
    }

    void decayingTensorsComeFirstAndEachOn64Bytes()
    {
        const Fixture fixture;
        std::vector<std::string> names;
        for (const ParameterStore::Tensor& tensor : fixture.store->tensors()) {
            names.push_back(tensor.name);
            QCOMPARE(tensor.offset % 16, std::size_t{0});
        }
        QCOMPARE(names, (std::vector<std::string>{"first/weight", "second/weight", "first/bias", "norm/mean"}));
        const auto slices = fixture.store->slices();
        QCOMPARE(slices[0].count, 16 + 48);
        QCOMPARE(slices[1].count, 16);
        QCOMPARE(slices[0].parameter + slices[0].count, slices[1].parameter);
    }

    void parameterCountLeavesOutGapsAndStates()
    {
        const Fixture fixture;
        QCOMPARE(fixture.store->parameterCount(), 15 + 5 + 35);
        QCOMPARE(fixture.store->trainableFloats(), 80);
        QCOMPARE(fixture.store->bytes(), (2 * 80 + 16) * sizeof(float));
        Optimizer(*fixture.store, {});
        QCOMPARE(fixture.store->bytes(), (4 * 80 + 16) * sizeof(float));
    }

    void gapsStayZeroThroughUpdates()
    {
        const Fixture fixture;
        Optimizer adam(*fixture.store, {.kind = OptimizerSettings::Kind::AdamW, .weightDecay = 0.1});
        for (int update = 1; update <= 3; ++update)
            adam.step(update, 0.1);
        const UpdateSlice all = fixture.store->slices()[0];
        for (const float* buffer : {static_cast<const float*>(all.parameter), static_cast<const float*>(all.slot0),
                                    static_cast<const float*>(all.slot1)}) {
            QCOMPARE(buffer[15], 0.0F); // first/weight
            QVERIFY(
                std::all_of(buffer + 51, buffer + 64, [](float number) { return number == 0.0F; })); // second/weight
        }
    }

    void gradientsOfAProgramLandInTheStore()
    {
        TrainedGraph trained(3);
        const auto backend = makeReferenceBackend();
        ParameterStore store(*backend, *trained.graph, 1);
        store.write("w", std::vector<float>{1, 2, 3});
        const ExternalStorage storage = store.bind(*trained.graph, trained.gradients);
        Program program(*backend, std::move(trained.graph), {trained.gradients[1]}, storage);
        program.setInput("x", std::vector<float>{1, 10, -2});
        program.run({});
        QCOMPARE(store.readGradient("w"), (std::vector<float>{2, 400, 24}));
        QCOMPARE(store.readGradient("unused"), (std::vector<float>{0, 0}));
    }

    void programsOfTwoGraphsShareTheStore()
    {
        TrainedGraph first(3), second(3);
        const auto backend = makeReferenceBackend();
        ParameterStore store(*backend, *first.graph, 1);
        const ExternalStorage a = store.bind(*first.graph), b = store.bind(*second.graph);
        const auto addressOf = [](const Graph& graph, const ExternalStorage& storage, std::size_t parameter) {
            return storage.at(graph.parameters()[parameter].value);
        };
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(addressOf(*first.graph, a, i), addressOf(*second.graph, b, i));
        QCOMPARE(a.size(), std::size_t{3}); // no gradients were bound
    }

    void stateUpdatesArriveAfterTheRunOnly()
    {
        TrainedGraph trained(3);
        const auto backend = makeReferenceBackend();
        ParameterStore store(*backend, *trained.graph, 1);
        const ExternalStorage storage = store.bind(*trained.graph, trained.gradients);
        Program program(*backend, std::move(trained.graph), {trained.gradients[1]}, storage);
        program.setInput("x", std::vector<float>{1, 10, -2});
        program.run({});
        QCOMPARE(store.read("seen"), (std::vector<float>{1, 1, 1}));
        store.applyStateUpdates(program);
        QCOMPARE(store.read("seen"), (std::vector<float>{2, 11, -1}));
        program.run({});
        store.applyStateUpdates(program);
        QCOMPARE(store.read("seen"), (std::vector<float>{3, 21, -3}));
    }

    void slotsAreWrittenAndRead()
    {
        const Fixture fixture;
        QVERIFY(fixture.store->readSlot("first/bias", 1).empty()); // no optimizer yet
        fixture.store->reserveSlots([](const ParameterStore::Tensor& tensor) {
            return ParameterStore::SlotSizes{tensor.count(), tensor.count()};
        });
        fixture.store->writeSlot("first/bias", 1, std::vector<float>{1, 2, 3, 4, 5});
        QCOMPARE(fixture.store->readSlot("first/bias", 1), (std::vector<float>{1, 2, 3, 4, 5}));
        QCOMPARE(fixture.store->readSlot("first/bias", 0), std::vector<float>(5, 0.0F));
    }

    void misuseNamesTheTensor()
    {
        const Fixture fixture;
        ParameterStore& store = *fixture.store;
        QVERIFY(throwsNaming([&] { store.read("nothing"); }, "nothing"));
        QVERIFY(throwsNaming([&] { store.write("first/bias", std::vector<float>(4)); }, "first/bias"));
        QVERIFY(throwsNaming([&] { store.readSlot("norm/mean", 0); }, "norm/mean"));
        QVERIFY(throwsNaming([&] { store.readSlot("first/bias", 4); }, "4"));
    }

    void graphsThatDoNotFitAreRefused()
    {
        const Fixture fixture;
        Graph otherShape, otherName, isDouble;
        otherShape.parameter("first/weight", {3, 6}, kNormal);
        otherName.parameter("third/weight", {3, 6}, kNormal);
        isDouble.parameter("first/weight", {3, 5}, kNormal, DType::F64);
        QVERIFY(throwsNaming([&] { fixture.store->bind(otherShape); }, "[3, 6]"));
        QVERIFY(throwsNaming([&] { fixture.store->bind(otherName); }, "third/weight"));
        QVERIFY(throwsNaming([&] { fixture.store->bind(isDouble); }, "f64"));
        QVERIFY(throwsNaming([&] { ParameterStore(*fixture.backend, isDouble, 1); }, "f64"));
    }

    void wrongNumberOfGradientsIsRefused()
    {
        TrainedGraph trained(3);
        const auto backend = makeReferenceBackend();
        const ParameterStore store(*backend, *trained.graph, 1);
        QVERIFY_EXCEPTION_THROWN(store.bind(*trained.graph, {trained.gradients[1]}), EngineError);
    }
};

QTEST_APPLESS_MAIN(TestParameterStore)
#include "tst_parameter_store.moc"
