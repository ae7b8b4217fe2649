#include "engine/ops/precision.h"
#include "engine/train/carried_store.h"
#include "engine/train/weight_store.h"
#include "models/families/model.h"
#include "tests/support/backends_under_test.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::engine;
using namespace lb::models;
using lb::testing::golden;

namespace {

constexpr std::int64_t kWords = 11, kPositions = 8;

std::vector<double> ofFile(const QString& file, const QString& key)
{
    return golden(file, key);
}

std::unique_ptr<Model> tinyDecoder(const std::string& layout)
{
    const Family& family = *findFamily("language-transformer");
    Config config;
    config.set("decoder.width", std::int64_t{8});
    config.set("decoder.heads", std::int64_t{2});
    config.set("decoder.layers", std::int64_t{2});
    config.set("decoder.positions", kPositions);
    config.set("decoder.layout", layout);
    config.set("decoder.activation", std::string(layout == "gpt2" ? "gelu_tanh" : "gelu"));
    return family.build(withDefaults(family.fields, config), {.vocabulary = kWords, .maximumSteps = 2});
}

/// Where the golden files keep a parameter of a decoder; GPT-2's were written for bare layers.
std::vector<double> parameterOf(const std::string& layout, std::string name)
{
    name = name.substr(std::string("decoder/").size());
    if (layout == "gpt2" && name == "embedding/table")
        name = "words/table";
    const QString key = QStringLiteral("parameters/") + QString::fromStdString(name).replace(QLatin1Char('/'), QLatin1Char('.'));
    return ofFile(layout == "gpt2" ? QStringLiteral("gpt2") : QStringLiteral("gpt2_ml"), key);
}

/// A model with the golden weights on a backend.
class Writer {
public:
    Writer(Backend& backend, const std::string& layout, bool isBf16)
        : m_model(tinyDecoder(layout))
        , m_arena(backend)
        , m_carried(backend)
    {
        Graph graph;
        m_model->recordWriting(graph, {.room = kPositions});
        if (isBf16)
            storeWeightsInBf16(graph);
        m_weights = std::make_unique<WeightStore>(backend, graph);
        for (const WeightStore::Tensor& tensor : std::vector(m_weights->tensors())) {
            const std::vector<double> numbers = parameterOf(layout, tensor.name);
            m_weights->write(tensor.name, std::vector<float>(numbers.begin(), numbers.end()));
        }
    }

    /// Logits after the next words.
    std::vector<float> next(const std::vector<std::int32_t>& words)
    {
        auto graph = std::make_unique<Graph>();
        const auto steps = static_cast<std::int64_t>(words.size());
        const WritingGraph writing = m_model->recordWriting(*graph, {.steps = steps, .room = kPositions});
        const auto program = m_weights->program(std::move(graph), {writing.logits}, m_arena, &m_carried);
        std::vector<std::int32_t> positions;
        for (std::int64_t i = 0; i < steps; ++i)
            positions.push_back(static_cast<std::int32_t>(m_past + i));
        const auto set = [&](const char* name, const std::vector<std::int32_t>& numbers) {
            program->setInput(name, std::span<const std::int32_t>(numbers));
        };
        set("tokens", words);
        set("positions", positions);
        set("past", {static_cast<std::int32_t>(m_past)});
        set("lengths", {static_cast<std::int32_t>(steps)});
        set("last", {static_cast<std::int32_t>(steps - 1)});
        program->run({});
        m_carried.applyUpdates(*program);
        m_past += steps;
        return program->fetch(writing.logits);
    }

private:
    std::unique_ptr<Model> m_model;
    SharedArena m_arena;
    CarriedStore m_carried;
    std::unique_ptr<WeightStore> m_weights;
    std::int64_t m_past = 0;
};

} // namespace

/// The decoders of language models against numbers that another program made: tests/golden/gpt2.py, gpt2_ml.py.
class LanguageGoldenTest : public QObject {
    Q_OBJECT
private slots:
    void aCacheGivesTheLogitsOfTheWholeText_data()
    {
        QTest::addColumn<std::string>("layout");
        QTest::addColumn<int>("piece");
        for (const char* layout : {"gpt2", "gpt2-ml"})
            for (const int piece : {1, 2, 6})
                QTest::addRow("%s, %d words at a time", layout, piece) << std::string(layout) << piece;
    }
    void aCacheGivesTheLogitsOfTheWholeText()
    {
        QFETCH(std::string, layout);
        QFETCH(int, piece);
        const QString file = layout == "gpt2" ? QStringLiteral("gpt2") : QStringLiteral("gpt2_ml");
        const std::vector<double> tokens = ofFile(file, QStringLiteral("tokens"));
        const std::vector<double> logits = ofFile(file, QStringLiteral("logits"));
        for (const auto& entry : lb::testing::backendsUnderTest())
            for (std::size_t row = 0; row < 2; ++row) {
                Writer writer(*entry.backend, layout, false);
                for (std::size_t step = 0; step < 6; step += static_cast<std::size_t>(piece)) {
                    const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(row * 6 + step);
                    const std::vector<float> made = writer.next({first, first + piece});
                    const std::size_t at = (row * 6 + step + static_cast<std::size_t>(piece) - 1) * kWords;
                    for (std::size_t i = 0; i < kWords; ++i)
                        QVERIFY(std::abs(static_cast<double>(made[i]) - logits[at + i]) < 2e-6);
                }
            }
    }

    void greedyWritesTheGoldenText_data()
    {
        QTest::addColumn<bool>("isBf16");
        QTest::newRow("fp32") << false;
        QTest::newRow("weights in bf16") << true;
    }
    void greedyWritesTheGoldenText()
    {
        QFETCH(bool, isBf16);
        const std::vector<double> expected = ofFile(QStringLiteral("gpt2_ml"), QStringLiteral("gpt2_greedy"));
        for (const auto& entry : lb::testing::backendsUnderTest()) {
            Writer writer(*entry.backend, "gpt2", isBf16);
            std::vector<double> text(expected.begin(), expected.begin() + 3);
            std::vector<float> logits = writer.next({5, 2, 2});
            while (text.size() < expected.size()) {
                const auto best = std::max_element(logits.begin(), logits.end()) - logits.begin();
                text.push_back(static_cast<double>(best));
                logits = writer.next({static_cast<std::int32_t>(best)});
            }
            QCOMPARE(text, expected);
        }
    }

    void bf16WeightsMoveTheLogitsLittle()
    {
        const auto entries = lb::testing::backendsUnderTest();
        const std::vector<float> whole = Writer(*entries.front().backend, "gpt2", false).next({1, 5, 2, 9, 0, 3});
        const std::vector<float> rounded = Writer(*entries.back().backend, "gpt2", true).next({1, 5, 2, 9, 0, 3});
        double worst = 0;
        for (std::size_t i = 0; i < whole.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(whole[i] - rounded[i])));
        QVERIFY2(worst > 1e-5 && worst < 2e-2, qPrintable(QString::number(worst)));
    }
};

QTEST_GUILESS_MAIN(LanguageGoldenTest)
#include "tst_language_golden.moc"
