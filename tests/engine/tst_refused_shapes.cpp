#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/convolution.h"
#include "engine/ops/crf.h"
#include "engine/ops/divergence.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/index.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/multilabel.h"
#include "engine/ops/neighbours.h"
#include "engine/ops/norm.h"
#include "engine/ops/output_loss.h"
#include "engine/ops/pooling.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "engine/ops/sampling.h"
#include "engine/ops/softmax.h"
#include "tests/engine/sample_inputs.h"

#include <QTest>

#include <functional>

using namespace lb::engine;
using namespace lb::testing;

using Recording = std::function<void(Graph&)>;
Q_DECLARE_METATYPE(Recording)

/// Every shape rule with inputs that it must refuse: a table, one row per mistake.
class RefusedShapesTest : public QObject {
    Q_OBJECT

private slots:
    void wrongShapesAreRefused_data();
    void wrongShapesAreRefused();

private:
    /// The rows of sequence models, losses and images; the plain ones stand in wrongShapesAreRefused_data.
    void addLayerRows();
};

void RefusedShapesTest::wrongShapesAreRefused_data()
{
    QTest::addColumn<Recording>("record");
    const auto row = [](const char* name, Recording record) { QTest::newRow(name) << record; };
    row("add: no broadcast", [](Graph& g) { input(g, {2, 3}) + input(g, {2}); });
    row("add: types differ", [](Graph& g) { input(g, {2}) + input(g, {2}, DType::F64); });
    row("exp of integers", [](Graph& g) { exp(input(g, {2}, DType::I32)); });
    row("matmul: vector", [](Graph& g) { matmul(input(g, {3}), input(g, {3, 2})); });
    row("matmul: batches", [](Graph& g) { matmul(input(g, {2, 3, 4}), input(g, {3, 4, 5})); });
    row("linear: bias", [](Graph& g) { linear(input(g, {2, 3}), input(g, {3, 4}), input(g, {3})); });
    row("sum: axis", [](Graph& g) { sum(input(g, {2, 3}), {2}); });
    row("sum: negative axis", [](Graph& g) { sum(input(g, {2, 3}), {-3}); });
    row("sum: axis twice", [](Graph& g) { sum(input(g, {2, 3}), {1, -1}); });
    row("mean of nothing", [](Graph& g) { mean(input(g, {0, 3}), {0}); });
    row("broadcast_to", [](Graph& g) { broadcastTo(input(g, {3}), {3, 2}); });
    row("broadcast_to smaller", [](Graph& g) { broadcastTo(input(g, {3, 2}), {1, 2}); });
    row("reshape: count", [](Graph& g) { reshape(input(g, {2, 3}), {4}); });
    row("reshape: two open", [](Graph& g) { reshape(input(g, {2, 3}), {-1, -1}); });
    row("reshape: does not divide", [](Graph& g) { reshape(input(g, {2, 3}), {4, -1}); });
    row("transpose", [](Graph& g) { transpose(input(g, {2, 3}), {0, 0}); });
    row("concat: extents", [](Graph& g) { concat({input(g, {2, 3}), input(g, {3, 3})}, 1); });
    row("concat: no parts", [](Graph&) { concat({}, 0); });
    row("slice: end", [](Graph& g) { slice(input(g, {2, 3}), 1, 1, 4); });
    row("slice: backwards", [](Graph& g) { slice(input(g, {2, 3}), 1, 2, 1); });
    row("pad_axis: negative", [](Graph& g) { padAxis(input(g, {2, 3}), 1, -1, 0); });
    row("softmax of a scalar", [](Graph& g) { softmax(input(g, {})); });
    row("bce: shapes", [](Graph& g) { bceWithLogits(input(g, {2, 3}), input(g, {3})); });
    row("cross_entropy: rows", [](Graph& g) { crossEntropy(input(g, {2, 3}), input(g, {3}, DType::I32)); });
    row("cross_entropy: real targets", [](Graph& g) { crossEntropy(input(g, {2, 3}), input(g, {2})); });
    row("cross_entropy: no classes", [](Graph& g) { crossEntropy(input(g, {2, 0}), input(g, {2}, DType::I32)); });
    row("batch_norm of one row", [](Graph& g) { batchNorm(input(g, {1, 3}), 1e-5); });
    row("affine_batch_norm of one row", [](Graph& g) {
        batchNorm(input(g, {1, 3}), input(g, {3}), input(g, {3}), 1e-5, false);
    });
    row("affine_batch_norm: scale", [](Graph& g) {
        batchNorm(input(g, {4, 3}), input(g, {4}), input(g, {3}), 1e-5, true);
    });
    row("affine_batch_norm: gradient of its statistics", [](Graph& g) {
        const Value x = g.parameter("x", {4, 3}, {});
        differentiate(sum(batchNorm(x, input(g, {3}), input(g, {3}), 1e-5, true).variance), {x});
    });
    row("batch_norm: rank", [](Graph& g) { batchNorm(input(g, {4, 3, 2}), 1e-5); });
    row("layer_norm of nothing", [](Graph& g) { layerNorm(input(g, {3, 0}), 1e-5); });
    row("gather_rows: real indices", [](Graph& g) { gatherRows(input(g, {2, 3}), input(g, {2})); });
    row("gather_rows: empty table", [](Graph& g) { gatherRows(input(g, {0, 3}), input(g, {2}, DType::I32)); });
    row("scatter_rows", [](Graph& g) { scatterRows(input(g, {2, 3}), input(g, {3}, DType::I32), 4); });
    row("scatter_rows: negative", [](Graph& g) { scatterRows(input(g, {2, 3}), input(g, {2}, DType::I32), -1); });
    row("knn: k too large", [](Graph& g) { knnEntropy(input(g, {3, 2}), 3); });
    row("draw_class: a word a row", [](Graph& g) {
        drawClasses({.logits = input(g, {2, 3}),
                     .banned = input(g, {1}, DType::I32),
                     .chances = input(g, {2}, DType::I32),
                     .topK = input(g, {1}, DType::I32),
                     .sampling = input(g, {2})});
    });
    row("knn: k 0", [](Graph& g) { knnEntropy(input(g, {3, 2}), 0); });
    row("lstm: weights", [](Graph& g) {
        LstmInputs inputs = lstmInputs(g);
        inputs.wHidden = input(g, {4, 12});
        lstm(inputs);
    });
    row("lstm: lengths", [](Graph& g) {
        LstmInputs inputs = lstmInputs(g);
        inputs.lengths = input(g, {3}, DType::I32);
        lstm(inputs);
    });
    addLayerRows();
}

void RefusedShapesTest::wrongShapesAreRefused()
{
    QFETCH(Recording, record);
    Graph graph;
    const Scope scope(graph, "here");
    QVERIFY_THROWS_EXCEPTION(ShapeError, record(graph));
}

void RefusedShapesTest::addLayerRows()
{
    const auto row = [](const char* name, Recording record) { QTest::newRow(name) << record; };
    row("layer_norm: scale", [](Graph& g) { layerNorm(input(g, {2, 3}), input(g, {2}), input(g, {2}), 1e-5); });
    row("layer_norm: scale of other items", [](Graph& g) {
        layerNorm(input(g, {2, 4, 3}), input(g, {4, 3}), input(g, {4, 3}), 1e-5);
    });
    row("layer_norm: shift", [](Graph& g) { layerNorm(input(g, {2, 3}), input(g, {3}), input(g, {2, 3}), 1e-5); });
    row("conv2d: channels", [](Graph& g) { conv2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 2, 5}), {}); });
    row("conv2d: kernel too large", [](Graph& g) { conv2d(input(g, {1, 2, 4, 3}), input(g, {3, 3, 3, 5}), {}); });
    row("conv2d: bias", [](Graph& g) { conv2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 3, 5}), input(g, {3})); });
    row("conv2d: stride", [](Graph& g) { conv2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 3, 5}), {}, {.stride = 0}); });
    row("conv2d_transpose: maps", [](Graph& g) {
        convTranspose2d(input(g, {1, 4, 4, 3}), input(g, {3, 3, 3, 5}), {});
    });
    row("conv2d_transpose: bias", [](Graph& g) {
        convTranspose2d(input(g, {1, 4, 4, 5}), input(g, {3, 3, 3, 5}), input(g, {5}));
    });
    row("conv2d_transpose: output padding", [](Graph& g) {
        convTranspose2d(input(g, {1, 4, 4, 5}), input(g, {3, 3, 3, 5}), {}, {.stride = 2, .outputPadding = 2});
    });
    row("conv2d_weight_grad", [](Graph& g) {
        conv2dWeightGrad(input(g, {1, 4, 4, 3}), input(g, {1, 3, 3, 2}), 3, 3, {});
    });
    row("max_pool2d: window", [](Graph& g) { maxPool2d(input(g, {1, 2, 4, 3}), {.kernel = 3}); });
    row("average_pool2d: padding", [](Graph& g) {
        averagePool2d(input(g, {1, 4, 4, 3}), {.kernel = 2, .stride = 2, .padding = 2});
    });
    row("upsample_nearest2d: factor", [](Graph& g) { upsampleNearest2d(input(g, {1, 2, 2, 3}), 0); });
    row("attention: heads", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.heads = 3;
        attention(inputs);
    });
    row("attention: keys", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.value = input(g, {2, 3, 6});
        attention(inputs);
    });
    row("attention: lengths", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.mask.lengths = input(g, {3}, DType::I32);
        attention(inputs);
    });
    row("attention: prefix without causal mask", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.mask.prefix = input(g, {2}, DType::I32);
        attention(inputs);
    });
    row("attention: mixing", [](Graph& g) {
        AttentionInputs inputs = attentionInputs(g);
        inputs.talking.after = input(g, {2, 3});
        attention(inputs);
    });
    row("gru: weights of an lstm", [](Graph& g) {
        gru({.x = input(g, {5, 2, 3}),
             .h0 = input(g, {2, 4}),
             .wInput = input(g, {3, 16}),
             .wHidden = input(g, {4, 16}),
             .bias = input(g, {16}),
             .recurrentBias = {},
             .lengths = input(g, {2}, DType::I32)});
    });
    row("crf: transitions", [](Graph& g) {
        crfLogPartition({input(g, {2, 5, 3}), input(g, {3, 2}), input(g, {2}, DType::I32)});
    });
    row("viterbi: first label", [](Graph& g) {
        viterbi({input(g, {2, 5, 3}), input(g, {3, 3}), input(g, {2}, DType::I32)}, 3);
    });
    row("multilabel: targets", [](Graph& g) { multilabelCrossEntropy(input(g, {2, 5}), input(g, {2})); });
    row("multilabel: listed classes", [](Graph& g) {
        sparseMultilabelCrossEntropy(input(g, {2, 5}), input(g, {3, 2}, DType::I32));
    });
    row("vmf_kl: dimensions", [](Graph& g) { vmfKl(input(g, {2}), 1); });
    row("imq_mmd: widths", [](Graph& g) { imqMmd(input(g, {2, 3}), input(g, {2, 4}), {1.0}); });
    row("imq_mmd: one row", [](Graph& g) { imqMmd(input(g, {1, 3}), input(g, {2, 3}), {1.0}); });
    row("imq_mmd: scales", [](Graph& g) { imqMmd(input(g, {2, 3}), input(g, {2, 3}), {}); });
    row("linear_cross_entropy: inner sizes", [](Graph& g) {
        linearCrossEntropy(input(g, {2, 5}), {.weight = input(g, {4, 5})}, input(g, {2}, DType::I32));
    });
    row("linear_cross_entropy: rows", [](Graph& g) {
        linearCrossEntropy(input(g, {2, 5}), {.weight = input(g, {5, 4})}, input(g, {3}, DType::I32));
    });
    row("linear_cross_entropy: bias", [](Graph& g) {
        linearCrossEntropy(input(g, {2, 5}), {.weight = input(g, {5, 4}), .bias = input(g, {5})},
                           input(g, {2}, DType::I32));
    });
}

QTEST_APPLESS_MAIN(RefusedShapesTest)
#include "tst_refused_shapes.moc"
