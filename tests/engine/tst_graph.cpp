#include "engine/core/error.h"
#include "engine/graph/graph.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"

#include <QTest>

using namespace lb::engine;

namespace {

/// The message of the ShapeError that `record` throws; empty when it throws none.
template <class F>
QString refusal(F record)
{
    try {
        record();
    } catch (const ShapeError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class GraphTest : public QObject {
    Q_OBJECT

private slots:
    void scopesJoinWithSlashesAndEnd();
    void parameterIsNamedByItsScope();
    void sameParameterNameIsTheSameValue();
    void sameParameterNameWithAnotherShapeIsRefused();
    void parameterCannotBeTrainableAndFrozen();
    void biasesAndFrozenParametersDoNotDecay();
    void sameInputNameIsRefused();
    void shapeErrorNamesOpShapesAndScope();
    void shapeOfAValueSurvivesFurtherRecording();
    void stateUpdateMustFitAState();
    void constantsAreFloatingPoint();
    void randomSitesDiffer();
    void flopsAreSummedOverARange();
    void textShowsOneLinePerNode();
};

void GraphTest::scopesJoinWithSlashesAndEnd()
{
    Graph graph;
    {
        const Scope outer(graph, "encoder");
        {
            const Scope inner(graph, "layer1");
            QCOMPARE(graph.scope(), std::string("encoder/layer1"));
        }
        QCOMPARE(graph.scope(), std::string("encoder"));
    }
    QCOMPARE(graph.scope(), std::string());
}

void GraphTest::parameterIsNamedByItsScope()
{
    Graph graph;
    const Scope scope(graph, "decoder");
    const Value weight = graph.parameter("weight", {3, 2}, {});
    QCOMPARE(graph.parameters().at(0).name, std::string("decoder/weight"));
    QCOMPARE(graph.parameters().at(0).value, weight.id());
}

void GraphTest::sameParameterNameIsTheSameValue()
{
    Graph graph;
    const Value first = graph.parameter("tied", {3, 2}, {});
    QCOMPARE(graph.parameter("tied", {3, 2}, {}), first);
    QCOMPARE(graph.parameters().size(), std::size_t{1});
    const Scope scope(graph, "other");
    QVERIFY(!(graph.parameter("tied", {3, 2}, {}) == first));
}

void GraphTest::sameParameterNameWithAnotherShapeIsRefused()
{
    Graph graph;
    graph.parameter("tied", {3, 2}, {});
    QCOMPARE(refusal([&] {
                 graph.parameter("tied", {2, 3}, {});
             }),
             QStringLiteral("parameter: tied was recorded with shape [3, 2], now [2, 3]"));
}

void GraphTest::parameterCannotBeTrainableAndFrozen()
{
    Graph graph;
    graph.parameter("gamma", {3}, {});
    QVERIFY(refusal([&] { graph.frozenParameter("gamma", {3}, {}); }).contains(QStringLiteral("gamma")));
}

void GraphTest::biasesAndFrozenParametersDoNotDecay()
{
    Graph graph;
    graph.parameter("weight", {3, 2}, {});
    graph.parameter("bias", {2}, {});
    graph.frozenParameter("gamma", {2, 2}, {});
    QVERIFY(graph.parameters()[0].decays && graph.parameters()[0].trainable);
    QVERIFY(!graph.parameters()[1].decays && graph.parameters()[1].trainable);
    QVERIFY(!graph.parameters()[2].decays && !graph.parameters()[2].trainable);
}

void GraphTest::sameInputNameIsRefused()
{
    Graph graph;
    graph.input("images", {2, 3});
    QVERIFY(refusal([&] { graph.input("images", {2, 3}); }).contains(QStringLiteral("images")));
}

void GraphTest::shapeErrorNamesOpShapesAndScope()
{
    Graph graph;
    const Value x = graph.input("x", {32, 64});
    const Value weight = graph.input("w", {65, 10});
    const Scope encoder(graph, "encoder");
    const Scope layer(graph, "layer3");
    QCOMPARE(refusal([&] { matmul(x, weight); }),
             QStringLiteral("matmul: inner sizes differ: [32, 64] x [65, 10] in encoder/layer3"));
}

void GraphTest::shapeOfAValueSurvivesFurtherRecording()
{
    Graph graph;
    const Value x = graph.input("x", {7, 5});
    const Shape& shape = x.shape();
    Value y = x;
    for (int i = 0; i < 1000; ++i)
        y = relu(y);
    QCOMPARE(shape.text(), std::string("[7, 5]"));
}

void GraphTest::stateUpdateMustFitAState()
{
    Graph graph;
    const Value mean = graph.state("mean", {3}, {});
    const Value weight = graph.parameter("weight", {3}, {});
    QVERIFY(!refusal([&] { graph.updateState(mean, graph.input("x", {4})); }).isEmpty());
    QVERIFY(!refusal([&] { graph.updateState(weight, mean); }).isEmpty());
    graph.updateState(mean, weight);
    QCOMPARE(graph.stateUpdates().at(0).name, std::string("mean"));
}

void GraphTest::constantsAreFloatingPoint()
{
    Graph graph;
    QVERIFY(!refusal([&] { graph.constant(1.0, DType::I32); }).isEmpty());
    QCOMPARE(graph.constant(1.0, DType::F64).shape().rank(), 0);
}

void GraphTest::randomSitesDiffer()
{
    Graph graph;
    const std::int64_t first = graph.nextRandomSite();
    QVERIFY(graph.nextRandomSite() != first);
}

void GraphTest::flopsAreSummedOverARange()
{
    Graph graph;
    const Value y = matmul(graph.input("a", {2, 3}), graph.input("b", {3, 5}));
    relu(y);
    QCOMPARE(graph.flops(), std::int64_t{2 * 2 * 3 * 5 + 10});
    QCOMPARE(graph.flops(3), std::int64_t{10});
}

void GraphTest::textShowsOneLinePerNode()
{
    Graph graph;
    const Value x = graph.input("x", {2});
    const Scope scope(graph, "head");
    exp(x);
    QCOMPARE(graph.text(), std::string("%0[2] = input x\n%1[2] = exp %0  # head\n"));
}

QTEST_APPLESS_MAIN(GraphTest)
#include "tst_graph.moc"
