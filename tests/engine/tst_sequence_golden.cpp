#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/crf.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/multilabel.h"
#include "engine/ops/norm.h"
#include "engine/ops/reduce.h"
#include "tests/support/evaluate.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>

using namespace lb::engine;
using namespace lb::testing;

namespace {

/// The golden files hold ten significant digits.
constexpr double kTenDigits = 1e-9;

std::vector<double> ofFile(const char* key)
{
    return golden(QStringLiteral("sequence_ops"), QString::fromLatin1(key));
}

void compare(const std::vector<double>& actual, const char* key)
{
    const std::vector<double> expected = ofFile(key);
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(
            std::abs(actual[i] - expected[i]) < kTenDigits * std::max(1.0, std::abs(expected[i])),
            qPrintable(
                QStringLiteral("%1[%2] is %3, not %4").arg(QLatin1String(key)).arg(i).arg(actual[i]).arg(expected[i])));
}

} // namespace

/// Ops of sequence models against numbers that another program made: tests/golden/sequence_ops.py.
class SequenceGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void bothFormsOfGeluWithTheirSlopes();
    void conditionalLayerNorm();
    void attentionWithAKeySizeOfItsOwn();
    void talkingHeadsWithTheirGradients();
    void bothFormsOfGru();
    void conditionalRandomField();
    void bestPath();
    void multilabelLossInItsForms();
    void multilabelLossAtTheEdges();
};

void SequenceGoldenTest::bothFormsOfGeluWithTheirSlopes()
{
    Graph graph;
    const Value x = graph.input("x", {7}, DType::F64);
    const Value exact = gelu(x);
    const Value approximate = geluTanh(x);
    const auto numbers =
        evaluate({exact, differentiate(sum(exact), {x})[0], approximate, differentiate(sum(approximate), {x})[0]},
                 {{"x", ofFile("gelu/x")}});
    const char* keys[] = {"gelu/erf", "gelu/erf_slope", "gelu/tanh", "gelu/tanh_slope"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], keys[i]);
}

void SequenceGoldenTest::conditionalLayerNorm()
{
    Graph graph;
    const auto input = [&](const char* name, Shape shape) { return graph.input(name, shape, DType::F64); };
    const Value y = lb::engine::conditionalLayerNorm(input("x", {2, 3, 4}), input("condition", {2, 5}),
                                                     {.scale = input("scale", {4}),
                                                      .shift = input("shift", {4}),
                                                      .scaleWeight = input("w_scale", {5, 4}),
                                                      .shiftWeight = input("w_shift", {5, 4})},
                                                     1e-12);
    Leaves leaves;
    for (const char* name : {"x", "condition", "scale", "shift", "w_scale", "w_shift"})
        leaves[name] = ofFile((std::string("conditional_norm/") + name).c_str());
    compare(evaluate(y, leaves), "conditional_norm/y");
}

void SequenceGoldenTest::attentionWithAKeySizeOfItsOwn()
{
    Graph graph;
    const auto input = [&](const char* name, Shape shape) { return graph.input(name, shape, DType::F64); };
    const Value x = input("x", {1, 4, 6});
    const Value wq = input("wq", {6, 10});
    const Value wk = input("wk", {6, 10});
    const Value wv = input("wv", {6, 6});
    const Value o = attention({.query = linear(x, wq, input("bq", {10})),
                               .key = linear(x, wk, input("bk", {10})),
                               .value = linear(x, wv, input("bv", {6})),
                               .heads = 2,
                               .mask = {.isCausal = true, .lengths = graph.input("lengths", {1}, DType::I32)}});
    const Value y = linear(o, input("wo", {6, 6}), input("bo", {6}));
    const std::vector<Value> d = differentiate(sum(y * input("g", {1, 4, 6})), {wq, wk, wv});
    Leaves leaves{{"lengths", {3}}};
    for (const char* name : {"x", "wq", "wk", "wv", "wo", "bq", "bk", "bv", "bo", "g"})
        leaves[name] = ofFile((std::string("key_size/") + name).c_str());
    const auto numbers = evaluate({y, d[0], d[1], d[2]}, leaves);
    const char* keys[] = {"key_size/y", "key_size/dwq", "key_size/dwk", "key_size/dwv"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], keys[i]);
}

void SequenceGoldenTest::talkingHeadsWithTheirGradients()
{
    Graph graph;
    const auto input = [&](const char* name, Shape shape) { return graph.input(name, shape, DType::F64); };
    AttentionInputs inputs{
        .query = input("q", {1, 3, 4}), .key = input("k", {1, 3, 4}), .value = input("v", {1, 3, 4}), .heads = 2};
    inputs.talking.before = input("before", {2, 2});
    const Value beforeOnly = attention(inputs);
    inputs.talking.after = input("after", {2, 2});
    const Value both = attention(inputs);
    inputs.mask.isCausal = true;
    const Value causal = attention(inputs);
    const std::vector<Value> d =
        differentiate(sum(causal * input("g", {1, 3, 4})), {inputs.talking.before, inputs.talking.after, inputs.query});
    Leaves leaves;
    for (const char* name : {"q", "k", "v", "before", "after", "g"})
        leaves[name] = ofFile((std::string("talking_heads/") + name).c_str());
    const auto numbers = evaluate({beforeOnly, both, causal, d[0], d[1], d[2]}, leaves);
    const char* keys[] = {"y_before_only", "y_both", "y_causal", "dbefore", "dafter", "dq"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], (std::string("talking_heads/") + keys[i]).c_str());
}

void SequenceGoldenTest::bothFormsOfGru()
{
    for (bool isAfter : {true, false}) {
        Graph graph;
        const auto input = [&](const char* name, Shape shape) { return graph.input(name, shape, DType::F64); };
        const GruOutputs out = gru({.x = input("x", {3, 1, 4}),
                                    .h0 = input("zero", {1, 2}),
                                    .wInput = input("w", {4, 6}),
                                    .wHidden = input("u", {2, 6}),
                                    .bias = input("b", {6}),
                                    .recurrentBias = isAfter ? input("c", {6}) : Value{},
                                    .lengths = graph.input("lengths", {1}, DType::I32)});
        Leaves leaves{{"zero", {0, 0}}, {"lengths", {3}}};
        for (const char* name : {"x", "w", "u", "b", "c"})
            leaves[name] = ofFile((std::string("gru/") + name).c_str());
        compare(evaluate(out.y, leaves), isAfter ? "gru/after" : "gru/before");
    }
}

void SequenceGoldenTest::conditionalRandomField()
{
    Graph graph;
    const CrfInputs inputs{.emissions = graph.input("emissions", {1, 4, 3}, DType::F64),
                           .transitions = graph.input("transitions", {3, 3}, DType::F64),
                           .lengths = graph.input("lengths", {1}, DType::I32)};
    const Value nll = crfNegativeLogLikelihood(inputs, graph.input("labels", {1, 4}, DType::I32));
    const Value logZ = crfLogPartition(inputs);
    const std::vector<Value> d = differentiate(sum(nll), {inputs.emissions, inputs.transitions});
    Leaves leaves{{"lengths", {4}}};
    for (const char* name : {"emissions", "transitions", "labels"})
        leaves[name] = ofFile((std::string("crf/") + name).c_str());
    const auto numbers = evaluate({logZ, nll, d[0], d[1]}, leaves);
    const char* keys[] = {"crf/log_z", "crf/nll", "crf/de", "crf/da"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], keys[i]);
    leaves["lengths"] = {3};
    compare(evaluate(logZ, leaves), "crf/log_z_of_3");
    compare(evaluate(nll, leaves), "crf/nll_of_3");
}

void SequenceGoldenTest::bestPath()
{
    Graph graph;
    const CrfInputs inputs{.emissions = graph.input("emissions", {1, 4, 3}, DType::F64),
                           .transitions = graph.input("transitions", {3, 3}, DType::F64),
                           .lengths = graph.input("lengths", {1}, DType::I32)};
    const ViterbiPath free = viterbi(inputs);
    const ViterbiPath forced = viterbi(inputs, 1);
    const auto numbers = evaluate(
        {free.labels, free.score, forced.labels, forced.score},
        {{"emissions", ofFile("crf/emissions")}, {"transitions", ofFile("crf/transitions")}, {"lengths", {4}}});
    const char* keys[] = {"crf/path", "crf/score", "crf/forced_path", "crf/forced_score"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], keys[i]);
}

void SequenceGoldenTest::multilabelLossInItsForms()
{
    Graph graph;
    const Value scores = graph.input("scores", {5}, DType::F64);
    const Value hard = multilabelCrossEntropy(scores, graph.input("labels", {5}, DType::F64));
    const Value listed = sparseMultilabelCrossEntropy(scores, graph.input("listed", {4}, DType::I32));
    const auto numbers = evaluate({hard, differentiate(hard, {scores})[0], listed, differentiate(listed, {scores})[0],
                                   multilabelCrossEntropy(scores, graph.input("soft", {5}, DType::F64)),
                                   multilabelCrossEntropy(scores, graph.input("none", {5}, DType::F64)),
                                   multilabelCrossEntropy(scores, graph.input("all", {5}, DType::F64))},
                                  {{"scores", ofFile("multilabel/scores")},
                                   {"labels", ofFile("multilabel/labels")},
                                   {"listed", {2, -1, 0, 2}},
                                   {"soft", ofFile("multilabel/soft")},
                                   {"none", {0, 0, 0, 0, 0}},
                                   {"all", {1, 1, 1, 1, 1}}});
    const char* keys[] = {"loss", "grad", "loss", "grad", "soft_loss", "none_loss", "all_loss"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        compare(numbers[i], (std::string("multilabel/") + keys[i]).c_str());
}

void SequenceGoldenTest::multilabelLossAtTheEdges()
{
    Graph graph;
    const Value extreme = graph.input("extreme", {4}, DType::F64);
    const Value loss = multilabelCrossEntropy(extreme, graph.input("labels", {4}, DType::F64));
    const Value mild = graph.input("mild", {3}, DType::F64);
    const Value one = sparseMultilabelCrossEntropy(mild, graph.input("one", {1}, DType::I32), false);
    const auto numbers = evaluate(
        {loss, differentiate(loss, {extreme})[0], one, crossEntropy(mild, graph.input("class", {}, DType::I32))},
        {{"extreme", {1000, -1000, 500, -500}},
         {"labels", {1, 0, 0, 1}},
         {"mild", {1.2, -0.3, 0.7}},
         {"one", {0}},
         {"class", {0}}});
    QCOMPARE(numbers[0][0], 1000.0);
    QCOMPARE(numbers[1], (std::vector<double>{0, 0, 1, -1}));
    QVERIFY(std::abs(numbers[2][0] - numbers[3][0]) < 1e-12); // one right class without threshold: cross entropy
    QVERIFY(std::abs(numbers[2][0] - 0.604131) < 1e-6);
}

QTEST_APPLESS_MAIN(SequenceGoldenTest)
#include "tst_sequence_golden.moc"
