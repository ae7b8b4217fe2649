#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/crf.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "models/metrics/answer_overlap.h"
#include "tests/models/model_cases.h"
#include "tests/models/tiny_training.h"
#include "tests/support/backends_under_test.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::AttentionInputs;
using lb::engine::CrfInputs;
using lb::engine::DType;
using lb::engine::Graph;
using lb::engine::Value;

namespace {

/// The losses of the tiny data's evaluation batch, [steps, rows], with these targets.
std::vector<float> tokenLosses(const Model& model, TinyTraining& training, const std::vector<std::int32_t>& targets)
{
    auto graph = std::make_unique<Graph>();
    const Value losses = model.recordScoring(*graph, training.shape()).tokenLosses;
    const auto program = training.program(std::move(graph), {losses});
    program->setInput("targets", std::span<const std::int32_t>(targets));
    program->run({});
    return program->fetch(losses);
}

} // namespace

/// What implementations of transformers get wrong (transformer reference, section 11), where no other test is about it.
class TestTransformerTraps : public QObject {
    Q_OBJECT
private slots:
    void aQueryWithoutKeysGivesZerosAndNoGradient()
    {
        Graph graph;
        const auto input = [&](const char* name) { return graph.input(name, {2, 3, 4}, DType::F64); };
        const AttentionInputs inputs{.query = input("query"),
                                     .key = input("key"),
                                     .value = input("value"),
                                     .heads = 2,
                                     .mask = {.lengths = graph.input("lengths", {2}, DType::I32)}};
        const Value y = lb::engine::attention(inputs);
        std::vector<Value> wanted{y};
        for (const Value gradient : lb::engine::differentiate(lb::engine::sum(lb::engine::square(y)),
                                                              {inputs.query, inputs.key, inputs.value}))
            wanted.push_back(gradient);
        Leaves leaves = randomLeaves(graph, 3);
        leaves["lengths"] = {0, 2};
        for (const std::vector<double>& numbers : evaluate(wanted, leaves)) {
            QCOMPARE(numbers.size(), std::size_t{24});
            QVERIFY(std::all_of(numbers.begin(), numbers.begin() + 12, [](double x) { return x == 0.0; }));
            QVERIFY(std::all_of(numbers.begin() + 12, numbers.end(), [](double x) { return std::isfinite(x); }));
            QVERIFY(std::any_of(numbers.begin() + 12, numbers.end(), [](double x) { return x != 0.0; }));
        }
    }

    // GPT-2's "!" has the id that BERT pads with.
    void idZeroIsAWordWithinTheLength()
    {
        const auto model = tinyModel("language-transformer", "none");
        TinyTraining training(*model, kTinyData, {.rows = 9});
        std::vector<std::int32_t> targets = training.evaluationBatch().indices.at("targets");
        const std::vector<float> before = tokenLosses(*model, training, targets);
        const auto changed = static_cast<std::size_t>(std::distance(
            targets.begin(), std::find_if(targets.begin(), targets.end(), [](std::int32_t id) { return id > 0; })));
        targets[changed] = 0;
        const std::vector<float> after = tokenLosses(*model, training, targets);
        QVERIFY(after[changed] > 0 && after[changed] != before[changed]);
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (targets[i] < 0)
                QCOMPARE(after[i], 0.0F);
            if (i != changed)
                QCOMPARE(after[i], before[i]);
        }
    }

    // So that decay and average act on it once; tst_gpt2_golden has its gradient, the sum of both uses.
    void aTiedTableIsOneParameter()
    {
        const auto model = tinyModel("language-transformer", "none");
        Graph graph;
        const auto loss = model->recordTraining(graph, shapeFor(*model, 4)).loss;
        const lb::engine::Shape table{kTinyData.vocabulary, 8};
        std::size_t tables = 0;
        for (const auto& parameter : graph.parameters())
            tables += graph.typeOf(parameter.value).shape == table ? 1 : 0;
        QCOMPARE(tables, std::size_t{1});
        const auto wrt = lb::engine::trainableParameters(graph);
        QCOMPARE(lb::engine::differentiate(loss, wrt).size(), wrt.size());
    }

    void forbiddenLabelsAreNoNumbersGoneWrong()
    {
        Graph graph;
        const CrfInputs inputs{.emissions = graph.input("emissions", {1, 3, 2}, DType::F32),
                               .transitions = graph.input("transitions", {2, 2}, DType::F32),
                               .lengths = graph.input("lengths", {1}, DType::I32)};
        const Value logZ = lb::engine::crfLogPartition(inputs);
        const Value gradient = lb::engine::differentiate(lb::engine::sum(logZ), {inputs.emissions})[0];
        const double none = -INFINITY;
        // One path is left, 0 0 1: first by a forbidden transition 1 1, then by a label 0 that nothing leads to but
        // itself.
        for (const std::vector<double>& transitions :
             {std::vector{0.1, 0.2, 0.3, none}, std::vector{0.1, 0.2, none, none}})
            for (const BackendUnderTest& under : backendsUnderTest()) {
                const auto numbers = evaluate(
                    {logZ, gradient},
                    {{"emissions", {1, none, 2, 0.5, none, 3}}, {"transitions", transitions}, {"lengths", {3}}},
                    {.backend = under.backend.get()});
                QVERIFY2(std::abs(numbers[0][0] - (1 + 2 + 3 + 0.1 + 0.2)) < 1e-5, under.name.c_str());
                const std::vector<double> marginals{1, 0, 1, 0, 0, 1};
                for (std::size_t i = 0; i < marginals.size(); ++i)
                    QVERIFY2(std::abs(numbers[1][i] - marginals[i]) < 1e-5, under.name.c_str());
            }
    }

    void theFirstLabelIsForcedInDecodingAlone()
    {
        Graph graph;
        const CrfInputs inputs{.emissions = graph.input("emissions", {1, 2, 2}, DType::F64),
                               .transitions = graph.input("transitions", {2, 2}, DType::F64),
                               .lengths = graph.input("lengths", {1}, DType::I32)};
        const Value nll = lb::engine::crfNegativeLogLikelihood(inputs, graph.input("labels", {1, 2}, DType::I32));
        const auto free = lb::engine::viterbi(inputs);
        const auto forced = lb::engine::viterbi(inputs, 0);
        const auto numbers = evaluate(
            {free.labels, forced.labels, nll},
            {{"emissions", {0, 5, 0, 5}}, {"transitions", {0, 0, 0, 0}}, {"lengths", {2}}, {"labels", {1, 1}}});
        QCOMPARE(numbers[0], (std::vector<double>{1, 1}));
        QCOMPARE(numbers[1], (std::vector<double>{0, 1}));
        QVERIFY(std::abs(numbers[2][0] - 2 * std::log1p(std::exp(-5.0))) < 1e-9); // all first labels are summed over
    }

    void threeNotionsOfOverlapAreThree()
    {
        const std::u32string answer = U"北京大学";
        const std::u32string key = U"大学北京市";
        QCOMPARE(longestCommonRun(answer, key), std::size_t{2});
        QCOMPARE(longestCommonSubsequence(answer, key), std::size_t{2});
        QCOMPARE(commonCharacters(answer, key), std::size_t{4});
        QCOMPARE(longestCommonRun(U"abcdef", U"abXcdYef"), std::size_t{2});
        QCOMPARE(longestCommonSubsequence(U"abcdef", U"abXcdYef"), std::size_t{6});
        QCOMPARE(commonCharacters(U"aab", U"abb"), std::size_t{2});
        QCOMPARE(longestCommonRun(U"", U"a") + longestCommonSubsequence(U"a", U"") + commonCharacters(U"", U""),
                 std::size_t{0});
        QCOMPARE(overlapF1(4, 4, 5), 8.0 / 9.0);
        QCOMPARE(overlapF1(0, 0, 0), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestTransformerTraps)
#include "tst_transformer_traps.moc"
