#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"
#include "engine/train/program.h"

#include <QTest>

#include <array>

using namespace lb::engine;

namespace {

/// y = exp(x W) with W outside the arena, and its sum.
struct Small {
    Small()
    {
        const Value x = graph->input("x", {2, 2});
        const Value weight = graph->parameter("weight", {2, 2}, {});
        {
            const Scope scope(*graph, "head");
            inner = matmul(x, weight);
            y = exp(inner);
        }
        total = sum(y);
        external[weight.id()] = reinterpret_cast<std::byte*>(numbers.data());
    }
    Program program(std::vector<Value> outputs) { return {*backend, std::move(graph), std::move(outputs), external}; }

    std::unique_ptr<Backend> backend = makeReferenceBackend();
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    std::vector<float> numbers{1, 0, 0, 1};
    ExternalStorage external;
    Value inner, y, total;
};

/// y = (2 + x) * 3 over `count` numbers, in an arena: constants and inputs beside each other.
struct Tenant {
    Tenant(Backend& backend, SharedArena& arena, std::int64_t count)
    {
        auto graph = std::make_unique<Graph>();
        y = (graph->input("x", {count}) + 2.0) * 3.0;
        program = std::make_unique<Program>(backend, prepareGraph(backend, std::move(graph), {y}, {}),
                                            ExternalStorage{}, arena);
    }
    std::vector<float> run(float x)
    {
        program->setInput("x", std::span<const float>(std::vector<float>(static_cast<std::size_t>(y.shape()[0]), x)));
        program->run({});
        return program->fetch(y);
    }
    std::unique_ptr<Program> program;
    Value y;
};

/// The reference without one kernel.
class Incomplete : public Backend {
public:
    std::string_view name() const override { return "incomplete"; }
    std::string description() const override { return {}; }
    std::unique_ptr<Buffer> allocate(std::size_t bytes) override { return m_whole->allocate(bytes); }
    void copyToDevice(std::byte*, const void*, std::size_t) override {}
    void copyToHost(void*, const std::byte*, std::size_t) override {}
    void copyOnDevice(std::byte*, const std::byte*, std::size_t) override {}
    const KernelTable& kernels() const override { return m_none; }
    const OptimizerKernels& optimizerKernels() const override { return m_whole->optimizerKernels(); }

private:
    std::unique_ptr<Backend> m_whole = makeReferenceBackend();
    KernelTable m_none;
};

} // namespace

class ProgramTest : public QObject {
    Q_OBJECT

private slots:
    void runsOnTheNumbersOfItsInputs();
    void readsSeveralNumbersAtOnce();
    void readsExternalParametersAtEachRun();
    void writesExternalOutputsInPlace();
    void inputOfAnotherSizeOrTypeIsRefused();
    void unknownInputIsRefused();
    void inputThatNothingReadsIsAccepted();
    void parameterWithoutStorageIsRefused();
    void missingKernelIsNamed();
    void valueThatIsNoOutputCannotBeRead();
    void stateUpdatesAreComputedUnasked();
    void checkedRunNamesTheFirstBadNode();
    void checkedRunGivesTheRangeOfEachPart();
    void profileCountsCallsAndFlops();
    void randomKeyDecidesTheNoise();
    void programsTakeTurnsInOneArena();
    void contentThatAnotherProgramReplacedCannotBeRead();
};

void ProgramTest::runsOnTheNumbersOfItsInputs()
{
    Small small;
    Program program = small.program({small.y, small.total});
    program.setInput("x", std::vector<float>{0, 0, 0, 0});
    program.run({});
    QCOMPARE(program.scalar(small.total), 4.0);
    QCOMPARE(program.fetch(small.y), (std::vector<float>{1, 1, 1, 1}));
}

void ProgramTest::readsSeveralNumbersAtOnce()
{
    Small small;
    const Value wide = small.graph->input("wide", {}, DType::F64);
    const Value more = wide + wide;
    float weight = 0;
    Program program = small.program({small.total, more});
    program.setInput("x", std::vector<float>{0, 0, 0, 0});
    program.setInput("wide", std::vector<double>{0.1});
    program.run({});
    const std::array<Value, 2> values{more, small.total};
    const std::array<HostCopy, 1> others{{{&weight, small.external.begin()->second, sizeof weight}}};
    QCOMPARE(program.scalars(values, others), (std::vector<double>{0.2, 4.0}));
    QCOMPARE(weight, 1.0F);
}

void ProgramTest::readsExternalParametersAtEachRun()
{
    Small small;
    Program program = small.program({small.y, small.total});
    program.setInput("x", std::vector<float>{1, 1, 1, 1});
    program.run({});
    const double before = program.scalar(small.total);
    small.numbers.assign(4, 0.0F);
    program.run({});
    QVERIFY(before > 10.0);
    QCOMPARE(program.scalar(small.total), 4.0);
}

void ProgramTest::writesExternalOutputsInPlace()
{
    Small small;
    std::vector<float> place(4), view(4);
    const Value flat = reshape(small.y, {4}); // a view that must land in storage of its own
    small.external[small.y.id()] = reinterpret_cast<std::byte*>(place.data());
    small.external[flat.id()] = reinterpret_cast<std::byte*>(view.data());
    Program program = small.program({small.y, flat});
    program.setInput("x", std::vector<float>{0, 0, 0, 0});
    program.run({});
    QCOMPARE(place, (std::vector<float>{1, 1, 1, 1}));
    QCOMPARE(view, place);
}

void ProgramTest::inputOfAnotherSizeOrTypeIsRefused()
{
    Small small;
    Program program = small.program({small.total});
    QVERIFY_THROWS_EXCEPTION(EngineError, program.setInput("x", std::vector<float>(3)));
    QVERIFY_THROWS_EXCEPTION(EngineError, program.setInput("x", std::vector<double>(4)));
    QVERIFY_THROWS_EXCEPTION(EngineError, program.setInput("x", std::vector<std::int32_t>(4)));
}

void ProgramTest::unknownInputIsRefused()
{
    Small small;
    Program program = small.program({small.total});
    QVERIFY_THROWS_EXCEPTION(EngineError, program.setInput("y", std::vector<float>(4)));
}

void ProgramTest::inputThatNothingReadsIsAccepted()
{
    Small small;
    const Value unread = small.graph->input("mask", {2});
    Program program = small.program({small.total});
    program.setInput("mask", std::vector<float>(2));
    QVERIFY_THROWS_EXCEPTION(EngineError, program.fetch(unread));
}

void ProgramTest::parameterWithoutStorageIsRefused()
{
    Small small;
    small.external.clear();
    QVERIFY_THROWS_EXCEPTION(EngineError, small.program({small.total}));
}

void ProgramTest::missingKernelIsNamed()
{
    Small small;
    Incomplete incomplete;
    QCOMPARE(incomplete.missing(*small.graph), (std::vector<std::string>{"matmul", "exp", "sum"}));
    QCOMPARE(small.backend->missing(*small.graph), std::vector<std::string>{});
    try {
        const Program program(incomplete, std::move(small.graph), {small.total}, small.external);
        QFAIL("it ran");
    } catch (const EngineError& error) {
        QCOMPARE(error.kind(), ErrorKind::Unsupported);
        QVERIFY(std::string(error.what()).find("matmul") != std::string::npos);
    }
}

void ProgramTest::valueThatIsNoOutputCannotBeRead()
{
    Small small;
    Program program = small.program({small.total});
    program.run({});
    QVERIFY_THROWS_EXCEPTION(EngineError, program.fetch(small.inner));
}

void ProgramTest::stateUpdatesAreComputedUnasked()
{
    Small small;
    std::vector<float> mean(1, 8.0F);
    const Value state = small.graph->state("mean", {}, {});
    const Value next = 0.5 * state + 0.5 * small.total;
    small.graph->updateState(state, next);
    small.external[state.id()] = reinterpret_cast<std::byte*>(mean.data());
    Program program = small.program({small.y});
    program.setInput("x", std::vector<float>{0, 0, 0, 0});
    program.run({});
    QCOMPARE(program.scalar(next), 6.0);
    QCOMPARE(mean[0], 8.0F); // written back between steps, by others
}

void ProgramTest::checkedRunNamesTheFirstBadNode()
{
    Small small;
    Program program = small.program({small.total});
    program.setInput("x", std::vector<float>{1000, 0, 0, 0});
    const CheckedRun run = program.runChecked({});
    QVERIFY2(run.place.find("exp in head") != std::string::npos, run.place.c_str());
}

void ProgramTest::checkedRunGivesTheRangeOfEachPart()
{
    Small small;
    Program program = small.program({small.inner, small.y, small.total});
    program.setInput("x", std::vector<float>{1000, -2, 0, 1});
    CheckedRun run = program.runChecked({});
    ScopeRange& head = run.of("head"); // x * identity, and exp of it
    QCOMPARE(head.least, -2.0);
    QCOMPARE(head.most, 1000.0);
    QCOMPARE(head.values, std::int64_t{8});
    QCOMPARE(head.notFinite, std::int64_t{1}); // exp(1000)
    QCOMPARE(run.of("").notFinite, std::int64_t{1});
    QVERIFY(run.of("").least > run.of("").most); // no finite one
    program.setInput("x", std::vector<float>{0, -3, 0, 1});
    const CheckedRun good = program.runChecked({});
    QVERIFY(good.place.empty());
    run.add(good);
    QVERIFY(!run.place.empty());
    QCOMPARE(run.of("head").least, -3.0);
    QCOMPARE(run.of("head").values, std::int64_t{16});
    QCOMPARE(run.scopes.size(), std::size_t{2});
}

void ProgramTest::profileCountsCallsAndFlops()
{
    Small small;
    Program program = small.program({small.total});
    program.setProfiling(true);
    program.run({});
    program.run({});
    for (const OpTime& time : program.opTimes()) {
        QCOMPARE(time.calls, std::int64_t{2});
        if (time.op == "matmul+exp")
            QCOMPARE(time.flops, std::int64_t{2 * (16 + 16)});
    }
    QCOMPARE(program.opTimes().size(), std::size_t{2});
}

void ProgramTest::randomKeyDecidesTheNoise()
{
    const auto backend = makeReferenceBackend();
    auto graph = std::make_unique<Graph>();
    const Value noise = normalNoise(graph->input("x", {5}));
    Program program(*backend, std::move(graph), {noise}, {});
    program.run({.seed = 1, .step = 2});
    const std::vector<float> first = program.fetch(noise);
    program.run({.seed = 1, .step = 3});
    QVERIFY(program.fetch(noise) != first);
    program.run({.seed = 1, .step = 2});
    QCOMPARE(program.fetch(noise), first);
}

void ProgramTest::programsTakeTurnsInOneArena()
{
    const auto backend = makeReferenceBackend();
    SharedArena arena(*backend);
    Tenant small(*backend, arena, 3);
    QCOMPARE(small.run(1), std::vector<float>(3, 9));
    Tenant large(*backend, arena, 5000); // the arena moves
    QCOMPARE(arena.bytes(), large.program->memoryPlan().arenaBytes);
    QCOMPARE(large.run(-1), std::vector<float>(5000, 3));
    QCOMPARE(small.run(2), std::vector<float>(3, 12));
    QCOMPARE(large.run(0), std::vector<float>(5000, 6));
}

void ProgramTest::contentThatAnotherProgramReplacedCannotBeRead()
{
    const auto backend = makeReferenceBackend();
    SharedArena arena(*backend);
    Tenant small(*backend, arena, 3);
    small.run(1);
    Tenant large(*backend, arena, 5000);
    QVERIFY_THROWS_EXCEPTION(EngineError, small.program->fetch(small.y));
}

QTEST_APPLESS_MAIN(ProgramTest)
#include "tst_program.moc"
