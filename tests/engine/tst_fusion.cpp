#include "engine/graph/differentiate.h"
#include "engine/graph/fused_node.h"
#include "engine/graph/plan.h"
#include "engine/ops/convolution.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/fusion.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/norm.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"

#include <QTest>

#include <map>
#include <string>

using namespace lb::engine;

namespace {

std::vector<ValueId> idsOf(const std::vector<Value>& values)
{
    std::vector<ValueId> ids;
    for (const Value& value : values)
        ids.push_back(value.id());
    return ids;
}

/// The nodes that run after the pass, "a, b+c".
QString fusedNodes(Graph& graph, const std::vector<Value>& outputs)
{
    fuse(graph, idsOf(outputs));
    QStringList nodes;
    for (const NodeId id : plan(graph, {.outputs = idsOf(outputs), .external = {}, .scratch = {}}).order)
        nodes.append(QString::fromStdString(opText(graph.node(id))));
    return nodes.join(QStringLiteral(", "));
}

Value weight(Graph& graph, Shape shape, const char* name = "weight")
{
    return graph.parameter(name, shape, {});
}

/// A residual branch's end: sum and what comes of its norm.
struct Residual {
    explicit Residual(Graph& graph)
        : x(relu(graph.input("x", {6, 4})))
        , branch(relu(graph.input("branch", {6, 4})))
    {
    }
    Value normOf(Value sum) const
    {
        return layerNorm(sum, weight(sum.graph(), {4}, "scale"), weight(sum.graph(), {4}, "shift"), 1e-5);
    }
    Value x, branch;
};

} // namespace

class TestFusion : public QObject {
    Q_OBJECT
private slots:
    void functionsJoinTheProductBefore_data()
    {
        QTest::addColumn<QString>("expected");
        for (const char* product : {"linear", "matmul", "conv2d", "conv2d_transpose"})
            for (const char* function : {"relu", "tanh", "sigmoid", "softplus", "gelu", "gelu_tanh", "silu"})
                QTest::addRow("%s+%s", product, function)
                    << QString::fromLatin1(product) + QLatin1Char('+') + QString::fromLatin1(function);
    }
    void functionsJoinTheProductBefore()
    {
        QFETCH(QString, expected);
        Graph graph;
        const Value rows = graph.input("rows", {5, 4});
        const Value images = graph.input("images", {2, 6, 6, 4});
        const std::map<std::string, Value> products{
            {"linear", linear(rows, weight(graph, {4, 3}, "a"), weight(graph, {3}, "b"))},
            {"matmul", matmul(rows, weight(graph, {4, 3}, "a"))},
            {"conv2d", conv2d(images, weight(graph, {3, 3, 4, 2}, "c"), {}, {.stride = 1, .padding = 1})},
            {"conv2d_transpose",
             convTranspose2d(images, weight(graph, {4, 4, 2, 4}, "d"), {}, {.stride = 2, .padding = 1})}};
        const std::map<std::string, Value (*)(Value)> functions{
            {"relu", relu}, {"tanh", tanh},          {"sigmoid", sigmoid}, {"softplus", softplus},
            {"gelu", gelu}, {"gelu_tanh", geluTanh}, {"silu", silu}};
        const QStringList words = expected.split(QLatin1Char('+'));
        const Value product = products.at(words[0].toStdString());
        QCOMPARE(fusedNodes(graph, {functions.at(words[1].toStdString())(product)}), expected);
    }

    void severalFunctionsJoinTheirProduct()
    {
        Graph graph;
        const Value x = linear(graph.input("x", {5, 4}), weight(graph, {4, 3}), {});
        QCOMPARE(fusedNodes(graph, {exp(affine(x, 0.5, 0.0))}), QStringLiteral("linear+affine+exp"));
    }

    void aProductWithAnotherReaderStays()
    {
        Graph graph;
        const Value x = linear(graph.input("x", {5, 4}), weight(graph, {4, 3}), {});
        const Value y = relu(x);
        QCOMPARE(fusedNodes(graph, {y, sum(x)}), QStringLiteral("linear, relu, sum"));
    }

    void aProductThatIsAnOutputStays()
    {
        Graph graph;
        const Value x = linear(graph.input("x", {5, 4}), weight(graph, {4, 3}), {});
        QCOMPARE(fusedNodes(graph, {relu(x), x}), QStringLiteral("linear, relu"));
    }

    // Its gradient reads what the function read: gelu's does, relu's reads the output.
    void whatTheBackwardPassReadsStays()
    {
        const auto nodes = [](Value (*function)(Value)) {
            Graph graph;
            const Value y = function(linear(graph.input("x", {5, 4}), weight(graph, {4, 3}), {}));
            return fusedNodes(graph, differentiate(sum(y), trainableParameters(graph)));
        };
        QVERIFY(nodes(relu).startsWith(QStringLiteral("linear+relu,")));
        QVERIFY(nodes(gelu).startsWith(QStringLiteral("linear,")));
    }

    void aSumJoinsItsLayerNormAndIsKeptForLaterReaders()
    {
        Graph graph;
        const Residual r(graph);
        const Value sum = r.x + r.branch;
        const Value y = r.normOf(sum);
        const Value later = matmul(y, weight(graph, {4, 4}, "w")) + sum;
        QCOMPARE(fusedNodes(graph, {later}), QStringLiteral("relu+relu+add+affine_layer_norm, matmul, add"));
    }

    void aSumThatIsReadBeforeItsNormStays()
    {
        Graph graph;
        const Residual r(graph);
        const Value sum = r.x + r.branch;
        const Value other = matmul(sum, weight(graph, {4, 4}, "w"));
        const Value y = r.normOf(sum);
        QVERIFY(fusedNodes(graph, {y, other}).endsWith(QStringLiteral("add, matmul, affine_layer_norm")));
    }

    void aNormWithAScalePerItemStays()
    {
        Graph graph;
        const Residual r(graph);
        const Value y = layerNorm(r.x + r.branch, graph.input("a", {6, 4}), graph.input("b", {6, 4}), 1e-5);
        QVERIFY(fusedNodes(graph, {y}).endsWith(QStringLiteral("add, affine_layer_norm")));
    }

    void dropoutAndResidualAndNormAreOneNode()
    {
        Graph graph;
        const Residual r(graph);
        const Value y = r.normOf(r.x + dropout(r.branch, 0.25));
        QCOMPARE(fusedNodes(graph, {y}), QStringLiteral("relu+relu+dropout_mask+mul+add+affine_layer_norm"));
    }

    void aMaskIsMadeAgainByEachReader()
    {
        Graph graph;
        const Value x = linear(graph.input("x", {5, 4}), weight(graph, {4, 3}), {});
        const Value y = matmul(dropout(x, 0.5) + graph.input("residual", {5, 3}), weight(graph, {3, 2}, "w"));
        const QString nodes = fusedNodes(graph, differentiate(sum(square(y)), trainableParameters(graph)));
        QCOMPARE(nodes.count(QStringLiteral("dropout_mask")), 2);
        QCOMPARE(nodes.count(QStringLiteral("dropout_mask+mul")), 2);
    }

    void aMaskThatAProductReadsIsMadeOnce()
    {
        Graph graph;
        const Value mask = dropoutMask(graph.input("x", {5, 4}), 0.5);
        const Value y = graph.input("y", {5, 4}) * mask;
        const Value z = matmul(mask, weight(graph, {4, 4}));
        QCOMPARE(fusedNodes(graph, {y, z}), QStringLiteral("dropout_mask, mul, matmul"));
    }

    void scaleShiftAndReluAfterBatchNormAreOneNodeAlsoAcrossAReshape()
    {
        Graph graph;
        const Value unit = batchNorm(graph.input("x", {12, 3}), 1e-5).y;
        const Value maps = reshape(unit * weight(graph, {3}, "scale") + weight(graph, {3}, "shift"), {3, 2, 2, 3});
        QCOMPARE(fusedNodes(graph, {relu(maps)}), QStringLiteral("batch_norm, mul+add+relu"));
    }

    void aReshapeToOtherRowsStays()
    {
        Graph graph;
        const Value x = graph.input("x", {12, 3}) * weight(graph, {3}, "scale");
        QCOMPARE(fusedNodes(graph, {relu(reshape(x, {6, 6})) + weight(graph, {6}, "shift")}),
                 QStringLiteral("mul, relu+add"));
    }

    void theReparameterisationIsOneNode()
    {
        Graph graph;
        const Value mean = graph.input("mean", {5, 3});
        const Value logVariance = graph.input("log_variance", {5, 3});
        const Value z = mean + exp(affine(logVariance, 0.5, 0.0)) * graph.input("noise", {5, 3});
        QCOMPARE(fusedNodes(graph, {z}), QStringLiteral("affine+exp+mul+add"));
    }

    // As a Gaussian latent records them (models/latents/gaussian.cpp); noise, variance and the clamped head are kept
    // for the backward pass.
    void theReparameterisationAndItsKlAreOneNode()
    {
        Graph graph;
        const Value x = graph.input("x", {5, 4});
        const Value mean = linear(x, weight(graph, {4, 3}, "m"), {});
        const Value logVariance = clamp(linear(x, weight(graph, {4, 3}, "v"), {}), -20.0, 20.0);
        const Value kl = affine(square(mean) + exp(logVariance) - logVariance, 0.5, -0.5);
        const Value z = mean + exp(affine(logVariance, 0.5, 0.0)) * normalNoise(mean);
        const Value loss = sum(square(matmul(z, weight(graph, {3, 2}, "w")))) + sum(kl);
        std::vector<Value> read = differentiate(loss, trainableParameters(graph));
        read.push_back(loss);
        const QString nodes = fusedNodes(graph, read);
        QVERIFY2(nodes.startsWith(QStringLiteral("linear, linear, clamp+")), qPrintable(nodes));
        const QString latent = nodes.section(QStringLiteral(", "), 2, 2);
        for (const char* op : {"exp", "square", "sub", "normal_noise", "mul"})
            QVERIFY2(latent.contains(QLatin1String(op)), qPrintable(latent));
        QCOMPARE(nodes.count(QStringLiteral("normal_noise")), 1);
    }

    void groupsOfOtherTensorsStayApart()
    {
        Graph graph;
        const Value a = relu(graph.input("a", {5, 3}));
        const Value b = relu(graph.input("b", {5, 3}));
        QCOMPARE(fusedNodes(graph, {a, b}), QStringLiteral("relu, relu"));
    }

    void groupsWithAProductInBetweenStayApart()
    {
        Graph graph;
        const Value x = graph.input("x", {5, 4});
        const Value a = relu(x);
        const Value product = matmul(a, weight(graph, {4, 4}));
        QCOMPARE(fusedNodes(graph, {a, product, exp(x) + product}), QStringLiteral("relu, matmul, exp+add"));
    }

    // Fused at the end, two long inputs would live on in place of one sum.
    void nothingMovesThatWouldKeepMoreAlive()
    {
        Graph graph;
        const Value a = matmul(graph.input("a", {5, 4}), weight(graph, {4, 64}, "w"));
        const Value b = matmul(graph.input("b", {5, 4}), weight(graph, {4, 64}, "w"));
        const Value both = a + b;
        const Value between = matmul(graph.input("c", {5, 4}), weight(graph, {4, 64}, "w"));
        QCOMPARE(fusedNodes(graph, {both * between}), QStringLiteral("matmul, matmul, add, matmul, mul"));
    }

    void operationsAreStillCounted()
    {
        Graph graph;
        const Value x = exp(affine(graph.input("x", {5, 3}), 2.0, 1.0));
        const std::int64_t flops = graph.flops();
        fuse(graph, {x.id()});
        const NodeId fused = graph.producerOf(x.id());
        QCOMPARE(graph.flops(fused, fused + 1), flops);
        QCOMPARE(graph.node(fused).inputs.size(), std::size_t{1});
    }

    // The chain of the result begins with its first part: what is read after that cannot hold it.
    void theResultTakesTheStorageOfWhatNobodyReadsLater()
    {
        Graph graph;
        const Value a = graph.input("a", {5, 4});
        const Value b = graph.input("b", {5, 4});
        const Value chain = exp(a) * b;
        fuse(graph, {chain.id()});
        const Node& node = graph.node(graph.producerOf(chain.id()));
        QCOMPARE(overwritableInputs(graph, node), std::vector<int>{0});
        QVERIFY(fusedLayout(graph, node).temporaryBytes.empty());
    }
};

QTEST_APPLESS_MAIN(TestFusion)
#include "tst_fusion.moc"
