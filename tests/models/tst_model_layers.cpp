#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"
#include "models/layers/batch_norm.h"
#include "models/layers/convolution.h"
#include "models/layers/dropout.h"
#include "models/layers/embedding.h"
#include "models/layers/linear.h"
#include "models/layers/lstm.h"
#include "models/layers/mlp.h"
#include "models/layers/spectral_norm.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::DType;
using lb::engine::Graph;
using lb::engine::Shape;
using lb::engine::Value;
using Numbers = std::vector<double>;

namespace {

double largestDifference(const Numbers& a, const Numbers& b)
{
    double result = a.size() == b.size() ? 0.0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        result = std::max(result, std::abs(a[i] - b[i]));
    return result;
}

Value updateOf(Graph& graph, const std::string& state)
{
    for (const auto& update : graph.stateUpdates())
        if (update.name == state)
            return graph.value(update.value);
    return {};
}

const lb::engine::ParameterInfo& parameter(const Graph& graph, const std::string& name)
{
    const auto& all = graph.parameters();
    return *std::find_if(all.begin(), all.end(), [&](const auto& info) { return info.name == name; });
}

} // namespace

class TestModelLayers : public QObject {
    Q_OBJECT
private slots:
    void spectralNormFindsTheLargestSingularValue()
    {
        Graph graph; // [[3, 0], [4, 5]] has the singular values sqrt(45) and sqrt(5)
        const Value weight = graph.input("w", {2, 2}, DType::F64);
        const Value normalised = spectrallyNormalised(weight, Mode::Training);
        Leaves leaves{{"w", {3, 0, 4, 5}}, {"spectral", {1, 0.2}}};
        for (int step = 0; step < 30; ++step)
            leaves["spectral"] = evaluate(updateOf(graph, "spectral"), leaves);
        const Numbers wanted{3 / std::sqrt(45.0), 0, 4 / std::sqrt(45.0), 5 / std::sqrt(45.0)};
        QVERIFY(largestDifference(evaluate(normalised, leaves), wanted) < 1e-9);
        Graph evaluation;
        const Value same = spectrallyNormalised(evaluation.input("w", {2, 2}, DType::F64), Mode::Evaluation);
        QVERIFY(evaluation.stateUpdates().empty());
        QVERIFY(largestDifference(evaluate(same, leaves), wanted) < 1e-9);
    }

    void spectralNormIsBlindToTheWeightsScale()
    {
        Graph graph; // so the gradient has no part along the weight
        const Value weight = graph.parameter("w", {2, 3}, {}, DType::F64);
        const Value loss =
            lb::engine::sum(spectrallyNormalised(weight, Mode::Training) * graph.input("g", {2, 3}, DType::F64));
        const Value gradient = lb::engine::differentiate(loss, {weight})[0];
        Leaves leaves = randomLeaves(graph, 3);
        for (int step = 0; step < 100; ++step)
            leaves["spectral"] = evaluate(updateOf(graph, "spectral"), leaves);
        const Numbers d = evaluate(gradient, leaves);
        double along = 0;
        for (std::size_t i = 0; i < d.size(); ++i)
            along += d[i] * leaves["w"][i];
        QVERIFY(std::abs(along) < 1e-9);
        QVERIFY(std::abs(d[0]) > 1e-6);
    }

    void runningStatisticsMoveByMomentumAndAreUnbiased()
    {
        Graph graph;
        const Value x = graph.input("x", {4, 1}, DType::F64);
        BatchNorm("norm", {.features = 1})(x, Mode::Training);
        const Leaves leaves{{"x", {1, 2, 4, 9}}, {"norm/running_mean", {10}}, {"norm/running_variance", {3}}};
        // Mean 4, biased variance (9 + 4 + 0 + 25) / 4 = 9.5, unbiased 38 / 3.
        QCOMPARE(evaluate(updateOf(graph, "norm/running_mean"), leaves)[0], 0.9 * 10 + 0.1 * 4);
        QVERIFY(std::abs(evaluate(updateOf(graph, "norm/running_variance"), leaves)[0] - (2.7 + 0.1 * 38.0 / 3)) <
                1e-12);
    }

    void evaluationUsesTheRunningStatisticsAndLeavesThem()
    {
        Graph graph;
        const Value x = graph.input("x", {1, 1}, DType::F64);
        const Value y = BatchNorm("norm", {.features = 1, .epsilon = 0.0})(x, Mode::Evaluation).y;
        QCOMPARE(evaluate(y, {{"x", {16}}, {"norm/running_mean", {10}}, {"norm/running_variance", {4}}})[0], 3.0);
        QVERIFY(graph.stateUpdates().empty());
    }

    void everyPositionOfAMapIsARowOfItsNorm()
    {
        Graph graph;
        const Value x = graph.input("x", {1, 2, 2, 1}, DType::F64);
        const BatchNorm norm("norm", {.features = 1, .epsilon = 0.0, .hasScale = true, .hasShift = true});
        const Value y = norm.reluOverChannels(x, Mode::Training);
        QCOMPARE(y.shape(), (Shape{1, 2, 2, 1}));
        // Mean 4, variance 9.5, as of four rows; two are below 0 after scale and shift.
        const Numbers result = evaluate(y, {{"x", {1, 2, 4, 9}}, {"norm/scale", {2}}, {"norm/shift", {1}}});
        const double deviation = std::sqrt(9.5);
        QVERIFY(largestDifference(result, {0, 0, 1, 1 + 10 / deviation}) < 1e-12);
        QCOMPARE(parameter(graph, "norm/scale").trainable, true);
        QCOMPARE(parameter(graph, "norm/scale").decays, false);
    }

    // Training records one node for all of it, evaluation several: they must mean the same.
    void aNormOverMapsMeansTheSameInEvaluation()
    {
        Graph graph;
        const Value x = graph.input("x", {1, 2, 2, 1}, DType::F64);
        const BatchNorm norm("norm", {.features = 1, .epsilon = 0.5, .hasScale = true, .hasShift = true});
        const Leaves leaves{{"x", {1, 2, 4, 9}},
                            {"norm/scale", {2}},
                            {"norm/shift", {1}},
                            {"norm/running_mean", {4}},
                            {"norm/running_variance", {9.5}}};
        const Numbers trained = evaluate(norm.reluOverChannels(x, Mode::Training), leaves);
        Graph other;
        const Value same = other.input("x", {1, 2, 2, 1}, DType::F64);
        QVERIFY(largestDifference(trained, evaluate(norm.reluOverChannels(same, Mode::Evaluation), leaves)) < 1e-12);
    }

    void transposedConvolutionComesBackToAnyExtent()
    {
        for (const Shape& image : {Shape{2, 8, 6, 3}, Shape{2, 9, 6, 3}, Shape{2, 8, 7, 3}, Shape{2, 7, 5, 3}}) {
            Graph graph;
            const Value x = graph.input("x", image, DType::F64);
            const Value y = Convolution("down", {.inputs = 3, .outputs = 4, .kernel = 4, .stride = 2, .padding = 1})(x);
            QCOMPARE(y.shape(), (Shape{2, image[1] / 2, image[2] / 2, 4}));
            const TransposedConvolution up("up", {.inputs = 4, .outputs = 3, .kernel = 4, .stride = 2, .padding = 1});
            QCOMPARE(up(y, image[1], image[2]).shape(), image);
            // 16 numbers under the kernel go in; a quarter of them meet in a number that comes out.
            QCOMPARE(parameter(graph, "down/weight").initializer.scale, 1.0 / std::sqrt(48.0));
            QCOMPARE(parameter(graph, "up/weight").initializer.scale, 1.0 / std::sqrt(16.0));
        }
    }

    void fixedScaleIsFrozenAndShiftIsTrained()
    {
        Graph graph;
        const Value x = graph.input("x", {3, 2}, DType::F64);
        BatchNorm("norm", {.features = 2, .fixedScale = 0.6, .hasShift = true})(x, Mode::Training);
        QCOMPARE(parameter(graph, "norm/scale").trainable, false);
        QCOMPARE(parameter(graph, "norm/scale").initializer.scale, 0.6);
        const auto trained = lb::engine::trainableParameters(graph);
        QCOMPARE(trained.size(), std::size_t{1});
        QCOMPARE(trained[0].id(), parameter(graph, "norm/shift").value);
        QCOMPARE(parameter(graph, "norm/shift").decays, false);
    }

    // P4: why batches of two are useless.
    void twoRowsBecomePlusAndMinusTheScale()
    {
        Graph graph;
        const Value x = graph.input("x", {2, 1}, DType::F64);
        const Value y = BatchNorm("norm", {.features = 1, .epsilon = 0.0, .fixedScale = 0.6})(x, Mode::Training).y;
        const Numbers numbers = evaluate(y, {{"x", {0.123, 77}}, {"norm/scale", {0.6}}});
        QVERIFY(largestDifference(numbers, {-0.6, 0.6}) < 1e-12);
    }

    void oneRowIsRefusedInTrainingAndFineInEvaluation()
    {
        Graph graph;
        const Value x = graph.input("x", {1, 2});
        const BatchNorm norm("norm", {.features = 2});
        QVERIFY_EXCEPTION_THROWN(norm(x, Mode::Training), lb::engine::ShapeError);
        QCOMPARE(norm(x, Mode::Evaluation).y.shape(), (Shape{1, 2}));
    }

    void lstmStepsLikeTheWholeSequence()
    {
        Graph graph;
        const Lstm lstm("lstm", {.inputs = 3, .hidden = 5});
        const Value x = graph.input("x", {4, 2, 3}, DType::F64);
        const Lstm::State start{graph.input("h", {2, 5}, DType::F64), graph.input("c", {2, 5}, DType::F64)};
        const Value lengths = graph.input("lengths", {2}, DType::I32);
        const Lstm::Sequence sequence = lstm.run(x, start, lengths);
        Lstm::State state = start;
        for (int t = 0; t < 4; ++t)
            state = lstm.step(lb::engine::reshape(lb::engine::slice(x, 0, t, t + 1), {2, 3}), state);
        Leaves leaves = randomLeaves(graph, 3);
        leaves["lengths"] = {4, 4};
        const auto numbers = evaluate({sequence.last.h, state.h, sequence.last.c, state.c}, leaves);
        QVERIFY(largestDifference(numbers[0], numbers[1]) < 1e-12);
        QVERIFY(largestDifference(numbers[2], numbers[3]) < 1e-12);
    }

    void weightsStartWithinOneOverTheRootOfTheFanIn()
    {
        Graph graph;
        const Value x = graph.input("x", {2, 25});
        Linear("linear", {.inputs = 25, .outputs = 3})(x);
        Linear("narrow", {.inputs = 25, .outputs = 3, .hasBias = false, .range = 0.01})(x);
        QCOMPARE(parameter(graph, "linear/weight").initializer.scale, 0.2);
        QCOMPARE(parameter(graph, "linear/bias").initializer.scale, 0.2);
        QCOMPARE(parameter(graph, "narrow/weight").initializer.scale, 0.01);
        QVERIFY(parameter(graph, "linear/weight").decays && !parameter(graph, "linear/bias").decays);
        QCOMPARE(graph.parameters().size(), std::size_t{3});
    }

    void oneNameIsOneWeight()
    {
        Graph graph;
        const Linear linear("linear", {.inputs = 2, .outputs = 2});
        linear(linear(graph.input("x", {3, 2})));
        QCOMPARE(graph.parameters().size(), std::size_t{2});
        const Value wide = graph.input("wide", {3, 4});
        QVERIFY_EXCEPTION_THROWN(Linear("linear", {.inputs = 4, .outputs = 2})(wide), lb::engine::EngineError);
    }

    void mlpAppliesReluAfterEveryLayer()
    {
        Graph graph;
        const Value x = graph.input("x", {1, 1}, DType::F64);
        const Value y = Mlp("mlp", {1, 1, 1})(x);
        Leaves leaves{{"x", {1}}, {"mlp/0/weight", {-1}}, {"mlp/0/bias", {0}}, {"mlp/1/weight", {5}}};
        leaves["mlp/1/bias"] = {-2};
        QCOMPARE(evaluate(y, leaves)[0], 0.0);
        leaves["mlp/0/weight"] = {1};
        QCOMPARE(evaluate(y, leaves)[0], 3.0);
        QCOMPARE(Mlp("none", {1})(x), x);
    }

    void embeddingLooksUpRows()
    {
        Graph graph;
        const Embedding embedding("words", {.rows = 3, .width = 2, .dtype = DType::F64});
        const Value picked = embedding(graph.input("token", {2, 1}, DType::I32));
        QCOMPARE(picked.shape(), (Shape{2, 1, 2}));
        const Leaves leaves{{"token", {2, 0}}, {"words/table", {1, 2, 3, 4, 5, 6}}};
        QCOMPARE(evaluate(picked, leaves), (Numbers{5, 6, 1, 2}));
        QCOMPARE(evaluate(embedding.row(graph, 1), leaves), (Numbers{3, 4}));
    }

    void dropoutIsOffInEvaluation()
    {
        Graph graph;
        const Value x = graph.input("x", {8, 8}, DType::F64);
        QCOMPARE(dropout(x, 0.5, Mode::Evaluation), x);
        const Numbers dropped = evaluate(dropout(x, 0.5, Mode::Training), {{"x", Numbers(64, 1.0)}});
        QVERIFY(std::all_of(dropped.begin(), dropped.end(), [](double y) { return y == 0.0 || y == 2.0; }));
        QVERIFY(std::count(dropped.begin(), dropped.end(), 0.0) > 10);
    }
};

QTEST_APPLESS_MAIN(TestModelLayers)
#include "tst_model_layers.moc"
