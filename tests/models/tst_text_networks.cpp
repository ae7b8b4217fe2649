#include "engine/core/error.h"
#include "tests/models/model_cases.h"
#include "tests/models/tiny_training.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::Graph;
using lb::engine::ShapeError;
using lb::engine::Value;
using Settings = std::map<std::string, ConfigValue>;

namespace {

std::unique_ptr<Model> build(const std::string& family, const Settings& settings, const DataShape& data = kTinyData)
{
    const Family& found = *findFamily(family);
    Config config = tinyConfig(found, "vae");
    for (const auto& [key, value] : settings)
        config.set(key, value);
    return found.build(config, data);
}

std::map<std::string, std::string> shapesOf(const Model& model, lb::engine::BatchShape shape)
{
    Graph graph;
    model.recordTraining(graph, shape);
    std::map<std::string, std::string> result;
    for (const auto& parameter : graph.parameters())
        result[parameter.name] = graph.typeOf(parameter.value).shape.text();
    return result;
}

std::string refusalOf(const std::string& family, const Settings& settings)
{
    try {
        build(family, settings);
    } catch (const ShapeError& error) {
        return error.what();
    }
    return {};
}

/// The codes of the evaluation batch, with padded tokens replaced by `padding`.
std::vector<float> codes(const Model& model, TinyTraining& training, std::int32_t padding)
{
    auto graph = std::make_unique<Graph>();
    const Value mean = model.recordEncoding(*graph, training.shape()).mean;
    const auto program = training.program(std::move(graph), {mean});
    auto tokens = training.evaluationBatch().indices.at("tokens");
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (training.evaluationBatch().indices.at("targets")[i] < 0)
            tokens[i] = padding;
    program->setInput("tokens", std::span<const std::int32_t>(tokens));
    program->run({});
    return program->fetch(mean);
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double result = a.size() == b.size() ? 0.0 : INFINITY;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
        result = std::max(result, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return result;
}

} // namespace

class TestTextNetworks : public QObject {
    Q_OBJECT
private slots:
    // The net of the LSTM benchmark, which is that of He et al. 2019 on Yahoo but for the vocabulary.
    void theLstmVaeHasThePublishedShapes()
    {
        const Settings settings{{"latent.size", std::int64_t{32}},
                                {"encoder.embedding", std::int64_t{512}},
                                {"encoder.hidden", std::int64_t{1024}},
                                {"decoder.embedding", std::int64_t{512}},
                                {"decoder.hidden", std::int64_t{1024}}};
        const auto model = build("text-lstm", settings, {.vocabulary = 10000, .maximumSteps = 32});
        auto shapes = shapesOf(*model, {.rows = 2, .steps = 3});
        QCOMPARE(shapes["encoder/lstm/input_weight"] + shapes["latent/mean/weight"], "[512, 4096][1024, 32]");
        QCOMPARE(shapes["decoder/lstm/input_weight"] + shapes["decoder/lstm/hidden_weight"], "[544, 4096][1024, 4096]");
        QCOMPARE(shapes["decoder/initial_cell/weight"] + shapes["decoder/vocabulary/weight"],
                 "[32, 1024][1024, 10000]");
    }

    void keysMayBeWiderThanValues()
    {
        const auto model = build("text-transformer", {{"decoder.key_size", std::int64_t{11}}});
        auto shapes = shapesOf(*model, shapeFor(*model, 3));
        QCOMPARE(shapes["decoder/block0/attention/query/weight"], "[8, 22]");
        QCOMPARE(shapes["decoder/block0/attention/value/weight"], "[8, 8]");
        QCOMPARE(shapes["encoder/block0/attention/query/weight"], "[8, 8]");
    }

    void codeEntersWhereItShould()
    {
        for (const char* way : {"memory", "embedding", "both"}) {
            const auto model = build("text-transformer", {{"decoder.code", std::string(way)}});
            const auto shapes = shapesOf(*model, shapeFor(*model, 3));
            QCOMPARE(shapes.contains("decoder/memory/weight"), way != std::string("embedding"));
            QCOMPARE(shapes.contains("decoder/code/weight"), way != std::string("memory"));
        }
    }

    /// A code that moves must move the words' probabilities, by whichever way it enters.
    void everyWayInMatters()
    {
        for (const char* way : {"memory", "embedding", "both"}) {
            const auto model = build("text-transformer", {{"decoder.code", std::string(way)}});
            TinyTraining training(*model, kTinyData, {.rows = 9});
            training.steps(2);
            const auto losses = [&](float z) {
                auto graph = std::make_unique<Graph>();
                const Value tokens = model->recordScoring(*graph, training.shape()).tokenLosses;
                const auto program = training.program(std::move(graph), {tokens});
                program->setInput("z", std::span<const float>(std::vector<float>(9 * 5, z)));
                program->run({});
                return program->fetch(tokens);
            };
            QVERIFY2(largestDifference(losses(0.0F), losses(2.0F)) > 1e-4, way);
        }
    }

    void everyPoolingReadsTheText()
    {
        std::vector<std::vector<float>> seen;
        for (const char* pooling : {"weighted", "mean", "first"}) {
            const auto model = build("text-transformer", {{"encoder.pooling", std::string(pooling)}});
            QCOMPARE(shapesOf(*model, shapeFor(*model, 3)).contains("encoder/pool/query"),
                     pooling == std::string("weighted"));
            TinyTraining training(*model, kTinyData, {.rows = 9});
            QVERIFY(largestDifference(codes(*model, training, 0), codes(*model, training, 7)) < 1e-6);
            seen.push_back(codes(*model, training, 0));
        }
        QVERIFY(largestDifference(seen[0], seen[1]) < 1e-6); // the weights start as a plain mean's
        QVERIFY(largestDifference(seen[1], seen[2]) > 1e-4);
    }

    void aSharedEmbeddingReadsTheWordsOff()
    {
        for (const bool isTied : {true, false}) {
            const auto model = build("text-transformer", {{"decoder.tied", isTied}});
            QCOMPARE(shapesOf(*model, shapeFor(*model, 3)).contains("decoder/vocabulary/weight"), !isTied);
        }
    }

    void paddingDoesNotReachTheCode_data()
    {
        QTest::addColumn<std::string>("family");
        for (const Family& family : families())
            if (family.isText && hasLatent(family))
                QTest::newRow(family.id.c_str()) << family.id;
    }
    void paddingDoesNotReachTheCode()
    {
        QFETCH(std::string, family);
        const auto model = build(family, {});
        TinyTraining training(*model, kTinyData, {.rows = 9});
        training.steps(3);
        QVERIFY(largestDifference(codes(*model, training, 0), codes(*model, training, 7)) < 1e-6);
    }

    // A16: the mixing starts as none.
    void talkingHeadsStartAsPlainAttention()
    {
        const auto plain = build("text-transformer", {});
        const auto talking = build("text-transformer", {{"encoder.talking_heads", true}});
        TinyTraining a(*plain, kTinyData, {.rows = 9});
        TinyTraining b(*talking, kTinyData, {.rows = 9});
        QCOMPARE(b.store().read("encoder/block0/attention/before"), (std::vector<float>{1, 0, 0, 1}));
        QVERIFY(largestDifference(codes(*plain, a, 0), codes(*talking, b, 0)) < 1e-6);
        b.steps(2);
        QVERIFY(b.store().read("encoder/block0/attention/before")[1] != 0.0F);
    }

    void headsThatDoNotDivideTheWidthAreRefused()
    {
        const std::string message = refusalOf("text-transformer", {{"encoder.heads", std::int64_t{3}}});
        QVERIFY2(message.find("3 heads do not divide a width of 8") != std::string::npos, message.c_str());
    }

    void textLongerThanThePositionsIsRefused()
    {
        const std::string message = refusalOf("text-transformer", {{"decoder.positions", std::int64_t{6}}});
        QVERIFY2(message.find("Raise it to at least 7") != std::string::npos, message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestTextNetworks)
#include "tst_text_networks.moc"
