#include "engine/core/error.h"
#include "engine/ops/attention.h"
#include "engine/ops/elementwise.h"
#include "engine/train/carried_store.h"

#include <QTest>

using namespace lb::engine;

namespace {

/// total += x, and the last x is kept; a log of all of them grows in place.
struct Counter {
    explicit Counter(Backend& backend, CarriedStore& store)
    {
        auto graph = std::make_unique<Graph>();
        const Value x = graph->input("x", {2, 1, 3});
        const Value past = graph->input("past", {2}, DType::I32);
        const Value total = graph->carried("total", {2, 1, 3});
        graph->carryOn(total, total + x);
        const Scope scope(*graph, "inner");
        const Value log = graph->carried("log", {2, 4, 3});
        graph->carryOn(log, appendSteps(log, x, past));
        ExternalStorage storage;
        store.bind(*graph, storage);
        program = std::make_unique<Program>(backend, std::move(graph), std::vector<Value>{}, storage);
    }
    void add(CarriedStore& store, float first, std::int32_t past)
    {
        program->setInput("x", std::span<const float>(std::vector<float>{first, 0, 1, -first, 2, 0}));
        program->setInput("past", std::span<const std::int32_t>(std::vector<std::int32_t>{past, past}));
        program->run({});
        store.applyUpdates(*program);
    }
    std::unique_ptr<Program> program;
};

} // namespace

class CarriedStoreTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsCarriedGoesOnFromRunToRunAndToOtherPrograms()
    {
        const std::unique_ptr<Backend> backend = makeReferenceBackend();
        CarriedStore store(*backend);
        Counter one(*backend, store);
        one.add(store, 5, 0);
        Counter(*backend, store).add(store, 7, 1);
        QCOMPARE(store.read("total"), (std::vector<float>{12, 0, 2, -12, 4, 0}));
        QCOMPARE(store.read("inner/log"), (std::vector<float>{5, 0, 1, 7, 0, 1, 0, 0, 0, 0, 0, 0, //
                                                              -5, 2, 0, -7, 2, 0, 0, 0, 0, 0, 0, 0}));
        store.clear();
        QCOMPARE(store.read("total"), std::vector<float>(6, 0));
    }

    void rowsContinueOneAnother()
    {
        const std::unique_ptr<Backend> backend = makeReferenceBackend();
        CarriedStore store(*backend);
        Counter counter(*backend, store);
        counter.add(store, 5, 0);
        store.pickRows(std::vector<std::int32_t>{1, 0});
        QCOMPARE(store.read("total"), (std::vector<float>{-5, 2, 0, 5, 0, 1}));
        store.pickRows(std::vector<std::int32_t>{1, 1});
        QCOMPARE(store.read("total"), (std::vector<float>{5, 0, 1, 5, 0, 1}));
    }

    void whatDoesNotFitIsRefused()
    {
        const std::unique_ptr<Backend> backend = makeReferenceBackend();
        CarriedStore store(*backend);
        Counter counter(*backend, store);
        QVERIFY_EXCEPTION_THROWN(counter.add(store, 1, 4), EngineError); // the log has four places
        Graph other;
        other.carried("total", {9});
        ExternalStorage storage;
        QVERIFY_EXCEPTION_THROWN(store.bind(other, storage), ShapeError);
        Graph graph;
        const Value x = graph.input("x", {2});
        QVERIFY_EXCEPTION_THROWN(graph.carryOn(x, x), ShapeError);
        QVERIFY_EXCEPTION_THROWN(graph.carryOn(graph.carried("c", {3}), x), ShapeError);
    }
};

QTEST_GUILESS_MAIN(CarriedStoreTest)
#include "tst_carried_store.moc"
