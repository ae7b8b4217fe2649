#include "engine/graph/differentiate.h"
#include "models/families/word_output.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::engine;
using namespace lb::models;
using namespace lb::testing;

namespace {

constexpr std::int64_t kSteps = 5, kRows = 3, kWords = 7;
constexpr std::int64_t kNothing = 1; ///< bytes: every step is a piece of its own

/// A text model's output on hidden states that are inputs.
struct Output {
    Graph graph;
    Config config;
    std::unique_ptr<TextDecoder> decoder;
    Value hidden, targets;

    Output()
    {
        const Family& family = *findFamily("text-lstm");
        config.set("decoder.hidden", std::int64_t{4});
        config = withDefaults(family.fields, config);
        decoder = makeTextDecoder(config, {.vocabulary = kWords, .maximumSteps = kSteps});
        hidden = graph.input("hidden", {kSteps, kRows, 4});
        targets = graph.input("targets", {kSteps, kRows}, DType::I32);
    }
    WordOutput keeping(std::int64_t bytes) const { return {*decoder, config, kWords, bytes}; }
    Leaves leaves() const
    {
        Leaves result = randomLeaves(graph, 4);
        for (int i = 0; i < kSteps * kRows; ++i)
            result["targets"].push_back(i % 4 == 3 ? -1 : i % kWords);
        return result;
    }
    bool has(const char* op) const
    {
        return std::any_of(graph.nodes().begin(), graph.nodes().end(),
                           [&](const Node& node) { return node.op->name == op; });
    }
};

double worst(const std::vector<double>& a, const std::vector<double>& b)
{
    double result = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        result = std::max(result, std::abs(a[i] - b[i]));
    return result;
}

} // namespace

class TestWordOutput : public QObject {
    Q_OBJECT
private slots:
    void lossInPiecesIsTheLoss()
    {
        Output output;
        const Value whole = output.keeping(kStoredLogitBytes).loss(output.hidden, {}, output.targets);
        QVERIFY(!output.has("linear_cross_entropy"));
        const Value pieces = output.keeping(kNothing).loss(output.hidden, {}, output.targets);
        QVERIFY(output.has("linear_cross_entropy"));
        const auto numbers = evaluate({whole, pieces}, output.leaves());
        QVERIFY(numbers[0][0] > 1 && worst(numbers[0], numbers[1]) < 1e-5);
    }

    void scoresInPiecesAreTheScores()
    {
        Output output;
        const auto whole = output.keeping(kStoredLogitBytes).score(output.hidden, {}, output.targets);
        const auto pieces = output.keeping(2 * kRows * kWords * 4).score(output.hidden, {}, output.targets);
        const auto numbers = evaluate({whole.loss, pieces.loss, whole.correct, pieces.correct}, output.leaves());
        QVERIFY(worst(numbers[0], numbers[1]) < 1e-5);
        QCOMPARE(numbers[2], numbers[3]);
        QVERIFY(*std::max_element(numbers[2].begin(), numbers[2].end()) > 0);
    }

    void noPieceIsLargerThanAsked()
    {
        Output output;
        constexpr std::int64_t kTwoSteps = 2 * kRows * kWords * 4;
        static_cast<void>(output.keeping(kTwoSteps).score(output.hidden, {}, output.targets));
        for (const Node& node : output.graph.nodes())
            if (node.op->name == "linear")
                QVERIFY(output.graph.typeOf(node.outputs[0]).shape.elements() * 4 <= kTwoSteps);
    }
};

QTEST_APPLESS_MAIN(TestWordOutput)
#include "tst_word_output.moc"
