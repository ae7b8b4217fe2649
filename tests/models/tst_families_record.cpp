#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "tests/models/model_cases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::Graph;
using lb::engine::Shape;
using lb::engine::ShapeError;

namespace {

std::map<std::string, std::string> parametersOf(const Graph& graph)
{
    std::map<std::string, std::string> result;
    for (const auto& parameter : graph.parameters())
        result[parameter.name] = graph.typeOf(parameter.value).shape.text() + (parameter.trainable ? "" : " frozen");
    return result;
}

bool hasScalar(const TrainingGraph& graph, const std::string& name)
{
    return std::any_of(graph.scalars.begin(), graph.scalars.end(), [&](const NamedValue& scalar) {
        return scalar.name == name && scalar.value.shape() == Shape{};
    });
}

std::string problemFor(const Family& family, const std::string& key, const ConfigValue& value)
{
    Config config = tinyConfig(family, "bn-vae");
    config.set(key, value);
    const std::vector<FieldProblem> problems = checkConfig(family.fields, config);
    return problems.size() == 1 && problems[0].key == key ? problems[0].sentence : std::string();
}

} // namespace

class TestFamiliesRecord : public QObject {
    Q_OBJECT
private slots:
    void everyGraphRecordsAtOddShapes_data() { addFamilyRows(); }
    void everyGraphRecordsAtOddShapes()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto model = tinyModel(family, latent);
        for (std::int64_t rows : {3, 7, 31}) {
            Graph training, encoding, scoring, decoding, beginning;
            const TrainingGraph step = model->recordTraining(training, shapeFor(*model, rows));
            QCOMPARE(step.loss.shape(), Shape{});
            const auto wrt = lb::engine::trainableParameters(training);
            for (const auto& gradient : lb::engine::differentiate(step.loss, wrt))
                QVERIFY(!gradient.isNull());
            if (model->hasCodes())
                QCOMPARE(model->recordEncoding(encoding, shapeFor(*model, rows)).mean.shape(), (Shape{rows, 5}));
            else
                QVERIFY_EXCEPTION_THROWN(model->recordEncoding(encoding, shapeFor(*model, rows)), lb::engine::EngineError);
            QCOMPARE(model->recordScoring(scoring, shapeFor(*model, rows)).reconstruction.shape(), Shape{rows});
            if (!model->isText()) {
                QCOMPARE(model->recordDecoding(decoding, {.rows = rows}).output.shape(),
                         (Shape{rows, kTinyData.pixels()}));
                continue;
            }
            const WritingShape writing{.rows = rows, .steps = 2, .room = 7};
            QCOMPARE(model->recordWriting(decoding, writing).logits.shape(), (Shape{rows, kTinyData.vocabulary}));
            model->recordBeginning(beginning, writing);
            QCOMPARE(beginning.carriedUpdates().empty(), !model->hasCodes());
        }
    }

    void scalarsAndTheoryFollowTheLatent_data() { addFamilyRows(); }
    void scalarsAndTheoryFollowTheLatent()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto model = tinyModel(family, latent);
        Graph graph;
        const TrainingGraph step = model->recordTraining(graph, shapeFor(*model, 8));
        const bool isNormalised = latent == "bn-vae" || latent == "bn-split" || latent == "eae";
        QVERIFY(hasScalar(step, "reconstruction"));
        QCOMPARE(hasScalar(step, "kl"), model->hasKl());
        QCOMPARE(hasScalar(step, "elbo"), model->hasKl());
        QCOMPARE(hasScalar(step, "entropy"), latent == "eae");
        QCOMPARE(hasScalar(step, "pre_bn_variance"), isNormalised);
        QCOMPARE(hasScalar(step, "mmd"), latent == "wae-mmd");
        QCOMPARE(hasScalar(step, "code_penalty"), latent == "rae");
        QCOMPARE(hasScalar(step, "decoder_penalty"), latent == "rae");
        QCOMPARE(std::isfinite(model->theory().klFloor),
                 latent == "bn-vae" || latent == "bn-split" || latent == "delta-vae" || latent == "vmf");
        QCOMPARE(std::isfinite(model->theory().entropyCeiling), latent == "eae");
        QVERIFY(graph.findInput("beta") >= 0);
    }

    void allGraphsShareTheTrainingGraphsParameters_data() { addFamilyRows(); }
    void allGraphsShareTheTrainingGraphsParameters()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto model = tinyModel(family, latent);
        Graph training, encoding, scoring, decoding;
        model->recordTraining(training, shapeFor(*model, 8));
        model->recordScoring(scoring, shapeFor(*model, 1));
        std::vector<const Graph*> others{&scoring, &decoding};
        if (model->isText()) {
            model->recordBeginning(decoding, {.rows = 2, .room = 4});
            model->recordWriting(decoding, {.rows = 2, .room = 4});
        } else {
            model->recordDecoding(decoding, {.rows = 2});
        }
        if (model->hasCodes()) {
            model->recordEncoding(encoding, shapeFor(*model, 3));
            others.push_back(&encoding);
        }
        const auto known = parametersOf(training);
        for (const Graph* graph : others) {
            QVERIFY(!graph->parameters().empty());
            for (const auto& [name, type] : parametersOf(*graph)) {
                QVERIFY2(known.contains(name), name.c_str());
                QCOMPARE(type, known.at(name));
            }
        }
    }

    // Checkpoints of earlier versions are read by these names.
    void firstFamiliesKeepTheirParameterNames()
    {
        const std::vector<std::string> image{
            "decoder/0/bias",   "decoder/0/weight",  "decoder/pixels/bias",      "decoder/pixels/weight",
            "encoder/0/bias",   "encoder/0/weight",  "latent/log_variance/bias", "latent/log_variance/weight",
            "latent/mean/bias", "latent/mean/weight"};
        const std::vector<std::string> text{
            "decoder/embedding/table",    "decoder/initial_cell/weight", "decoder/lstm/bias",
            "decoder/lstm/hidden_weight", "decoder/lstm/input_weight",   "decoder/vocabulary/weight",
            "encoder/embedding/table",    "encoder/lstm/bias",           "encoder/lstm/hidden_weight",
            "encoder/lstm/input_weight",  "latent/log_variance/weight",  "latent/mean/weight"};
        for (const auto& [family, expected] : {std::pair("image-mlp", image), std::pair("text-lstm", text)}) {
            const auto model = tinyModel(family, "vae");
            Graph graph;
            model->recordTraining(graph, shapeFor(*model, 4));
            std::vector<std::string> names;
            for (const auto& [name, type] : parametersOf(graph))
                names.push_back(name);
            QCOMPARE(names, expected);
        }
    }

    void taperingHalvesTheWidthAwayFromThePixels()
    {
        const Family& family = *findFamily("image-mlp");
        Config config = withDefaults(family.fields, {});
        for (const char* half : {"encoder", "decoder"}) {
            config.set(std::string(half) + ".hidden", std::int64_t{512});
            config.set(std::string(half) + ".layers", std::int64_t{2});
            config.set(std::string(half) + ".tapers", true);
        }
        Graph graph;
        family.build(config, {.height = 28, .width = 28})->recordTraining(graph, {.rows = 3});
        auto shapes = parametersOf(graph);
        QCOMPARE(shapes["encoder/0/weight"] + shapes["encoder/1/weight"], "[784, 512][512, 256]");
        QCOMPARE(shapes["decoder/0/weight"] + shapes["decoder/1/weight"], "[16, 256][256, 512]");
        QCOMPARE(shapes["decoder/pixels/weight"], "[512, 784]");
    }

    void latentSizeZeroIsAProblemWithASentence()
    {
        for (const Family& family : families()) {
            if (!hasLatent(family))
                continue;
            const std::string sentence = problemFor(family, "latent.size", std::int64_t{0});
            QVERIFY2(sentence.starts_with("Latent size d is 0, but it must be between 1 and 1024"), sentence.c_str());
        }
    }

    void badConfigsAreNamed()
    {
        const Family& family = *findFamily("image-mlp");
        QVERIFY(problemFor(family, "latent.sise", std::int64_t{4}).find("no setting named \"latent.sise\"") !=
                std::string::npos);
        QVERIFY(problemFor(family, "latent.size", std::string("many")).find("a whole number") != std::string::npos);
        QVERIFY(problemFor(family, "latent.kind", std::string("gan")).find("Choose one of: ae, vae") !=
                std::string::npos);
        QVERIFY(!problemFor(family, "latent.gamma", std::nan("")).empty());
        QVERIFY(!problemFor(family, "latent.gamma", -0.6).empty());
        QVERIFY(problemFor(family, "latent.gamma", std::int64_t{1}).empty());
        QVERIFY(problemFor(family, "latent.tau", 7.0).empty()); // not in use with bn-vae
    }

    void whatComparesRowsRefusesOneWithASentence_data() { addFamilyRows(); }
    void whatComparesRowsRefusesOneWithASentence()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto model = tinyModel(family, latent);
        Graph graph;
        std::string message;
        try {
            model->recordTraining(graph, shapeFor(*model, 1));
        } catch (const ShapeError& error) {
            message = error.what();
        }
        const std::set<std::string> comparesRows{"bn-vae", "bn-split", "eae", "wae-mmd"};
        QCOMPARE(!message.empty(), comparesRows.contains(latent));
        QVERIFY(message.empty() || message.find("atch size") != std::string::npos);
    }

    void decoderPenaltiesThatADecoderLacksAreRefused()
    {
        const auto build = [](const char* id, const char* penalty) {
            const Family& family = *findFamily(id);
            Config config = tinyConfig(family, "rae");
            config.set("latent.decoder_penalty", std::string(penalty));
            return family.build(config, kTinyData);
        };
        QVERIFY(build("image-mlp", "spectral") && build("image-conv", "spectral") && build("image-conv", "gradient"));
        QVERIFY_EXCEPTION_THROWN(build("image-residual", "spectral"), ShapeError);
        QVERIFY_EXCEPTION_THROWN(build("text-lstm", "gradient"), ShapeError);
        QVERIFY_EXCEPTION_THROWN(build("text-lstm", "spectral"), ShapeError);
    }

    void aModelRefusesTheWrongKindOfData()
    {
        for (const Family& family : families()) {
            const Config config = tinyConfig(family, "vae");
            const DataShape other = family.isText ? DataShape{.height = 28, .width = 28} : DataShape{.vocabulary = 100};
            QVERIFY_EXCEPTION_THROWN(family.build(config, other), ShapeError);
        }
    }

    void everyFieldExplainsItself()
    {
        for (const Family& family : families()) {
            for (const ConfigField& field : family.fields) {
                QVERIFY2(!field.label.empty() && !field.section.empty() && field.help.ends_with('.'),
                         field.key.c_str());
                QVERIFY(field.dependsOn.empty() == field.dependsOnValues.empty());
            }
            QVERIFY(checkConfig(family.fields, withDefaults(family.fields, {})).empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestFamiliesRecord)
#include "tst_families_record.moc"
