#include "engine/graph/differentiate.h"
#include "engine/graph/plan.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/norm.h"
#include "engine/ops/reduce.h"
#include "tests/engine/plan_simulation.h"

#include <rapidcheck.h>

#include <QTest>

using namespace lb::engine;
using namespace lb::testing;

namespace {

/// Records one op that fits whatever the values' shapes are: tensors are [rows, 16], so rows are 64 bytes.
Value anyOp(int choice, Value a, Value b)
{
    const std::int64_t rows = a.shape()[0];
    switch (choice) {
    case 0:
        return exp(a);
    case 1:
        return a.shape() == b.shape() ? a + b : concat({a, b}, 0);
    case 2:
        return reshape(reshape(a, {-1}), {rows, 16});
    case 3:
        return slice(a, 0, rows / 2, rows);
    case 4:
        return rows < 2 ? tanh(a) : reshape(batchNorm(a, 1e-5).mean, {1, 16}) + batchNorm(a, 1e-5).y;
    case 5:
        return stopGradient(a);
    default:
        return a * a;
    }
}

struct RandomPlan {
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    PlanRequest request;
};

/// A graph of up to 40 ops with random outputs, external values and scratch sizes.
RandomPlan anyPlan()
{
    RandomPlan result;
    std::vector<Value> values;
    for (int i = 0; i < 3; ++i)
        values.push_back(result.graph->input("x" + std::to_string(i), {i + 1, 16}));
    const auto pick = [&] { return values[*rc::gen::inRange<std::size_t>(0, values.size())]; };
    for (int i = *rc::gen::inRange(1, 40); i > 0; --i) {
        const Value next = anyOp(*rc::gen::inRange(0, 7), pick(), pick());
        if (next.shape()[0] < 200)
            values.push_back(next);
    }
    for (const Value& value : values) {
        if (*rc::gen::inRange(0, 4) == 0)
            result.request.outputs.push_back(value.id());
        if (*rc::gen::inRange(0, 6) == 0)
            result.request.external.push_back(value.id());
    }
    for (std::size_t i = 0; i < result.graph->nodes().size(); ++i)
        result.request.scratch.push_back(*rc::gen::element<std::size_t>(0, 0, 1, 64, 1000));
    return result;
}

struct Chain {
    Graph graph;
    Value x = graph.input("x", {8, 16});
    Value first = tanh(x);
    Value last = tanh(exp(tanh(exp(first))));
};

bool isPlaced(const MemoryPlan& plan, Value value)
{
    return plan.offset[static_cast<std::size_t>(value.id())] != MemoryPlan::kNowhere;
}

ValueId storageOf(const MemoryPlan& plan, Value value)
{
    return plan.storage[static_cast<std::size_t>(value.id())];
}

} // namespace

class PlanTest : public QObject {
    Q_OBJECT

private slots:
    void noLiveTensorIsOverwritten();
    void peakIsAtMostTheSumOfAllTensors();
    void planIsDeterministic();
    void deadNodesAreLeftOut();
    void elementwiseChainOverwritesItself();
    void inputThatIsReadAgainIsNotOverwritten();
    void outputsAreKept();
    void viewSharesStorageAndTakesNoStep();
    void viewIntoExternalStorageIsCopied();
    void externalValuesTakeNoArena();
    void sumsGrowInTheirExternalPlace();
    void scratchIsPlacedForTheNodeAlone();
    void trainingStepSharesMostOfItsMemory();
};

void PlanTest::noLiveTensorIsOverwritten()
{
    QVERIFY(rc::check([] {
        const RandomPlan any = anyPlan();
        const MemoryPlan planned = plan(*any.graph, any.request);
        const std::string fault = simulatePlan(*any.graph, any.request, planned);
        if (!fault.empty())
            RC_FAIL(fault + "\n" + any.graph->text());
    }));
}

void PlanTest::peakIsAtMostTheSumOfAllTensors()
{
    QVERIFY(rc::check([] {
        RandomPlan any = anyPlan();
        any.request.scratch.clear();
        const MemoryPlan planned = plan(*any.graph, any.request);
        RC_ASSERT(planned.arenaBytes <= planned.unsharedBytes);
    }));
}

void PlanTest::planIsDeterministic()
{
    QVERIFY(rc::check([] {
        const RandomPlan any = anyPlan();
        const MemoryPlan first = plan(*any.graph, any.request);
        const MemoryPlan second = plan(*any.graph, any.request);
        RC_ASSERT(first.offset == second.offset);
        RC_ASSERT(first.order == second.order);
        RC_ASSERT(first.arenaBytes == second.arenaBytes);
    }));
}

void PlanTest::deadNodesAreLeftOut()
{
    Chain c;
    const MemoryPlan planned = plan(c.graph, {.outputs = {c.first.id()}, .external = {}, .scratch = {}});
    QCOMPARE(planned.order.size(), std::size_t{1});
    QVERIFY(!isPlaced(planned, c.last));
}

void PlanTest::elementwiseChainOverwritesItself()
{
    Chain c;
    const MemoryPlan planned = plan(c.graph, {.outputs = {c.last.id()}, .external = {}, .scratch = {}});
    QCOMPARE(storageOf(planned, c.last), c.first.id());
    QCOMPARE(planned.arenaBytes, 2 * c.x.type().bytes()); // the input, which is never overwritten, and the chain
    QCOMPARE(planned.unsharedBytes, 6 * c.x.type().bytes());
}

void PlanTest::inputThatIsReadAgainIsNotOverwritten()
{
    Chain c;
    const Value late = c.first + c.last;
    const MemoryPlan planned = plan(c.graph, {.outputs = {late.id()}, .external = {}, .scratch = {}});
    QVERIFY(storageOf(planned, c.last) != c.first.id());
    const Value twice = late * late; // both operands are the storage it would overwrite
    QVERIFY(storageOf(plan(c.graph, {.outputs = {twice.id()}, .external = {}, .scratch = {}}), twice) == twice.id());
}

void PlanTest::outputsAreKept()
{
    Chain c;
    const MemoryPlan planned = plan(c.graph, {.outputs = {c.first.id(), c.last.id()}, .external = {}, .scratch = {}});
    QVERIFY(storageOf(planned, c.last) != storageOf(planned, c.first));
    QVERIFY(planned.offset[static_cast<std::size_t>(c.last.id())] !=
            planned.offset[static_cast<std::size_t>(c.first.id())]);
}

void PlanTest::viewSharesStorageAndTakesNoStep()
{
    Chain c;
    const Value view = reshape(c.first, {16, 8});
    const MemoryPlan planned = plan(c.graph, {.outputs = {view.id()}, .external = {}, .scratch = {}});
    QCOMPARE(storageOf(planned, view), c.first.id());
    QCOMPARE(planned.order.size(), std::size_t{1});
}

void PlanTest::viewIntoExternalStorageIsCopied()
{
    Chain c;
    const Value view = reshape(c.first, {16, 8});
    const MemoryPlan planned = plan(c.graph, {.outputs = {view.id()}, .external = {view.id()}, .scratch = {}});
    QCOMPARE(storageOf(planned, view), view.id());
    QCOMPARE(planned.order.size(), std::size_t{2});
}

void PlanTest::externalValuesTakeNoArena()
{
    Chain c;
    const MemoryPlan planned =
        plan(c.graph, {.outputs = {c.last.id()}, .external = {c.x.id(), c.last.id()}, .scratch = {}});
    QVERIFY(!isPlaced(planned, c.x) && !isPlaced(planned, c.last));
    QCOMPARE(planned.arenaBytes, std::size_t{0}); // the inner part of the chain is made in the place of its end
}

/// A gradient of two parts, the first of which would else lie in the arena for the whole of a backward pass.
void PlanTest::sumsGrowInTheirExternalPlace()
{
    Graph graph;
    const Value x = graph.input("x", {8, 16});
    const Value first = exp(x);
    const Value second = tanh(x);
    const Value sum = first + second;
    const MemoryPlan planned = plan(graph, {.outputs = {sum.id()}, .external = {sum.id()}, .scratch = {}});
    QVERIFY(!isPlaced(planned, first));
    QCOMPARE(storageOf(planned, first), sum.id());
    QVERIFY(isPlaced(planned, second));
    const MemoryPlan kept = plan(graph, {.outputs = {sum.id(), first.id()}, .external = {sum.id()}, .scratch = {}});
    QVERIFY(isPlaced(kept, first));
}

void PlanTest::scratchIsPlacedForTheNodeAlone()
{
    Chain c;
    PlanRequest request{.outputs = {c.last.id()}, .external = {}, .scratch = std::vector<std::size_t>(6, 4096)};
    const MemoryPlan planned = plan(c.graph, request);
    QCOMPARE(planned.arenaBytes, 2 * c.x.type().bytes() + 4096); // five scratches, one after another in one place
    QCOMPARE(simulatePlan(c.graph, request, planned), std::string());
}

void PlanTest::trainingStepSharesMostOfItsMemory()
{
    Graph graph;
    Value x = graph.input("x", {64, 32});
    for (int i = 0; i < 12; ++i) {
        const Scope scope(graph, "layer" + std::to_string(i));
        x = relu(linear(x, graph.parameter("weight", {32, 32}, {}), graph.parameter("bias", {32}, {})));
    }
    PlanRequest request;
    for (const Value& gradient : differentiate(mean(square(x)), trainableParameters(graph)))
        request.outputs.push_back(gradient.id());
    request.external = request.outputs;
    const MemoryPlan planned = plan(graph, request);
    QCOMPARE(simulatePlan(graph, request, planned), std::string());
    QVERIFY(planned.arenaBytes < planned.unsharedBytes / 2);
}

QTEST_APPLESS_MAIN(PlanTest)
#include "tst_plan.moc"
