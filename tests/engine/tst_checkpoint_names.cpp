#include "engine/io/checkpoint_export.h"
#include "engine/io/checkpoint_names.h"
#include "engine/io/safetensors_archive.h"
#include "engine/io/safetensors_decode.h"
#include "engine/io/tensor_recipe.h"
#include "engine/io/tensorflow_checkpoint.h"
#include "tests/engine/bundle_writer.h"
#include "tests/engine/foreign_models.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

using namespace lb::engine;
using namespace lb::tests;

namespace {

TransformerConfig tinyConfig()
{
    TransformerConfig config;
    config.heads = 2;
    return config;
}

/// A model in memory, written in a format and opened.
class OpenedModel {
public:
    OpenedModel(const Tensors& tensors, bool isTensorflow)
    {
        if (isTensorflow) {
            const Bundle bundle = makeBundle(tensors);
            m_text = bundle.shards[0];
            const auto index = memorySource(std::as_bytes(std::span(bundle.index)));
            std::vector<TensorArchive::File> shards;
            shards.push_back({"data", memorySource(std::as_bytes(std::span(m_text)))});
            m_archive = std::make_unique<TensorArchive>(tensorflowArchive(*index, std::move(shards)).value());
            return;
        }
        m_bytes = encodeSafetensors({.tensors = tensors}).value();
        m_archive = std::make_unique<TensorArchive>(safetensorsArchive({"file", memorySource(m_bytes)}).value());
    }
    const TensorArchive& archive() const { return *m_archive; }

    Result<ImportedTransformer> map(const std::optional<TransformerConfig>& config = tinyConfig()) const
    {
        return mapTransformer(m_archive->tensors(), config,
                              [this](const std::string& a, const std::string& b) { return m_archive->isSame(a, b); });
    }

private:
    std::string m_text;
    std::vector<std::byte> m_bytes;
    std::unique_ptr<TensorArchive> m_archive;
};

/// Reads all tensors of the mapped model; empty and a message when something differs from `neutral`.
std::string difference(const OpenedModel& opened, const Tensors& neutral)
{
    const Result<ImportedTransformer> model = opened.map();
    if (!model)
        return model.error().detail;
    if (!model->missing.empty() || !model->unexpected.empty())
        return "missing or unexpected: " + (model->missing.empty() ? model->unexpected : model->missing).front();
    if (model->tensors.size() != neutral.size())
        return "number of tensors";
    for (const TensorRecipe& recipe : model->tensors) {
        const auto values = readRecipe(opened.archive(), recipe);
        if (!values || !neutral.contains(recipe.target) || neutral.at(recipe.target).shape != recipe.shape ||
            neutral.at(recipe.target).floats().value() != *values)
            return recipe.target;
    }
    return {};
}

std::string refusal(const Tensors& tensors, const std::optional<TransformerConfig>& config = tinyConfig())
{
    const auto model = OpenedModel(tensors, false).map(config);
    return model ? std::string() : model.error().detail;
}

bool has(const std::string& text, const char* words)
{
    return text.find(words) != std::string::npos;
}

Result<bool> neverSame(const std::string&, const std::string&)
{
    return false;
}

Tensors huggingFaceGpt2()
{
    return spelled(Spelling::HuggingFaceGpt2, neutralModel(Spelling::HuggingFaceGpt2));
}

} // namespace

class TestCheckpointNames : public QObject {
    Q_OBJECT
private slots:
    void everySpellingMapsToTheSameTensors_data()
    {
        QTest::addColumn<int>("spelling");
        QTest::addColumn<bool>("isTensorflow");
        QTest::newRow("Hugging Face GPT-2") << static_cast<int>(Spelling::HuggingFaceGpt2) << false;
        QTest::newRow("OpenAI GPT-2") << static_cast<int>(Spelling::OpenAiGpt2) << true;
        QTest::newRow("GPT2-ML") << static_cast<int>(Spelling::Gpt2Ml) << true;
        QTest::newRow("Google BERT") << static_cast<int>(Spelling::GoogleBert) << true;
        QTest::newRow("Hugging Face BERT") << static_cast<int>(Spelling::HuggingFaceBert) << false;
    }
    void everySpellingMapsToTheSameTensors()
    {
        QFETCH(int, spelling);
        QFETCH(bool, isTensorflow);
        const Tensors neutral = neutralModel(static_cast<Spelling>(spelling));
        const OpenedModel opened(spelled(static_cast<Spelling>(spelling), neutral), isTensorflow);
        QCOMPARE(difference(opened, neutral), std::string());
    }

    /// What its authors trained with, where no configuration says another.
    void everyFamilyHasItsGeluAndItsEpsilon()
    {
        for (const auto& [spelling, isTensorflow, activation, epsilon] :
             {std::tuple{Spelling::HuggingFaceGpt2, false, FeedActivation::GeluTanh, 1e-5},
              {Spelling::OpenAiGpt2, true, FeedActivation::GeluTanh, 1e-5},
              {Spelling::Gpt2Ml, true, FeedActivation::GeluErf, 1e-5},
              {Spelling::GoogleBert, true, FeedActivation::GeluErf, 1e-12},
              {Spelling::HuggingFaceBert, false, FeedActivation::GeluErf, 1e-12}}) {
            const auto model = OpenedModel(spelled(spelling, neutralModel(spelling)), isTensorflow).map();
            QVERIFY2(model, model ? "" : model.error().detail.c_str());
            QVERIFY(model->description.activation == activation && model->description.normEpsilon == epsilon);
        }
    }

    void theTwoSpellingsOfGpt2AreOneModel()
    {
        const Tensors neutral = neutralModel(Spelling::HuggingFaceGpt2);
        const auto a = OpenedModel(spelled(Spelling::HuggingFaceGpt2, neutral), false).map();
        const auto b = OpenedModel(spelled(Spelling::OpenAiGpt2, neutral), true).map();
        QVERIFY(a && b && a->description == b->description);
        QCOMPARE(parameterCount(*a), 1912);
        QCOMPARE(a->description.keySize, 4);
        QVERIFY(a->description.activation == FeedActivation::GeluTanh && a->description.normEpsilon == 1e-5);
    }

    void prefixesMasksAndOldSpellingsAreKnown()
    {
        const Tensors neutral = neutralModel(Spelling::HuggingFaceGpt2);
        Tensors tensors = withPrefix("transformer.", spelled(Spelling::HuggingFaceGpt2, neutral));
        tensors["transformer.h.0.attn.bias"] = StoredTensor::fromFloats({1, 1, 2, 2}, {1, 0, 1, 1});
        tensors["transformer.h.1.attn.masked_bias"] = StoredTensor::fromFloats({}, {-1e4F});
        tensors["lm_head.weight"] = neutral.at("embedding.words");
        QCOMPARE(difference(OpenedModel(tensors, false), neutral), std::string());
        QCOMPARE(OpenedModel(tensors, false).map()->skipped.size(), std::size_t{3});

        const Tensors bert = neutralModel(Spelling::HuggingFaceBert);
        Tensors old;
        for (const auto& [current, tensor] : spelled(Spelling::HuggingFaceBert, bert)) {
            std::string name = current;
            if (const std::size_t at = name.find("LayerNorm.weight"); at != std::string::npos)
                name = name.substr(0, at) + "LayerNorm.gamma";
            if (const std::size_t at = name.find("LayerNorm.bias"); at != std::string::npos)
                name = name.substr(0, at) + "LayerNorm.beta";
            old[name.starts_with("bert.") ? name.substr(5) : name] = tensor;
        }
        old["embeddings.position_ids"] = StoredTensor::fromIntegers({0, 1});
        old["cls.predictions.decoder.weight"] = bert.at("embedding.words");
        old["cls.predictions.decoder.bias"] = bert.at("output.bias");
        QCOMPARE(difference(OpenedModel(old, false), bert), std::string());
    }

    void matricesMayLieTheOtherWay()
    {
        const Tensors neutral = neutralModel(Spelling::HuggingFaceGpt2);
        Tensors tensors = spelled(Spelling::HuggingFaceGpt2, neutral);
        for (const char* end : {"c_attn.weight", "c_proj.weight", "c_fc.weight"})
            transposeEnding(tensors, end);
        QCOMPARE(difference(OpenedModel(tensors, false), neutral), std::string());
    }

    void anOutputOfItsOwnIsKept()
    {
        Tensors tensors = huggingFaceGpt2();
        std::vector<float> values(88);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(i);
        tensors["lm_head.weight"] = StoredTensor::fromFloats({11, 8}, values);
        const OpenedModel opened(tensors, false);
        const auto model = opened.map();
        QVERIFY(model && !model->description.tiedOutput);
        const auto output = std::find_if(model->tensors.begin(), model->tensors.end(),
                                         [](const TensorRecipe& recipe) { return recipe.target == "output.weight"; });
        QCOMPARE(output->shape, (std::vector<std::int64_t>{8, 11}));
        QCOMPARE((*readRecipe(opened.archive(), *output))[1], 8.0F);
    }

    void publishedModelsHaveTheirNumberOfParameters_data()
    {
        QTest::addColumn<int>("spelling");
        QTest::addColumn<QList<int>>("sizes"); // layers, width, vocabulary, positions
        QTest::addColumn<qint64>("parameters");
        QTest::addColumn<int>("heads");
        const auto row = [](const char* name, Spelling spelling, QList<int> sizes, qint64 parameters, int heads) {
            QTest::newRow(name) << static_cast<int>(spelling) << sizes << parameters << heads;
        };
        row("gpt2", Spelling::HuggingFaceGpt2, {12, 768, 50257, 1024}, 124'439'808, 12);
        row("gpt2-medium", Spelling::OpenAiGpt2, {24, 1024, 50257, 1024}, 354'823'168, 16);
        row("gpt2-large", Spelling::HuggingFaceGpt2, {36, 1280, 50257, 1024}, 774'030'080, 20);
        row("gpt2-xl", Spelling::OpenAiGpt2, {48, 1600, 50257, 1024}, 1'557'611'200, 25);
        row("gpt2-ml, 21130 words", Spelling::Gpt2Ml, {48, 1536, 21130, 1024}, 1'393'944'576, 24);
        row("gpt2-ml, 8021 words", Spelling::Gpt2Ml, {48, 1536, 8021, 1024}, 1'373'809'152, 24);
        row("BERT base, Chinese", Spelling::GoogleBert, {12, 768, 21128, 512}, 102'882'442, 12);
        row("BERT base, Hugging Face", Spelling::HuggingFaceBert, {12, 768, 21128, 512}, 102'882'442, 12);
    }
    void publishedModelsHaveTheirNumberOfParameters()
    {
        QFETCH(int, spelling);
        QFETCH(QList<int>, sizes);
        QFETCH(qint64, parameters);
        QFETCH(int, heads);
        const auto places = spelledPlaces(static_cast<Spelling>(spelling), {.layers = sizes[0],
                                                                            .width = sizes[1],
                                                                            .vocabulary = sizes[2],
                                                                            .positions = sizes[3],
                                                                            .feedForward = 4 * sizes[1],
                                                                            .keys = sizes[1],
                                                                            .embedding = sizes[1]});
        const auto model = mapTransformer(places, std::nullopt, neverSame);
        QVERIFY2(model, model ? "" : model.error().detail.c_str());
        QCOMPARE(parameterCount(*model), parameters);
        QCOMPARE(model->description.heads, heads);
        QCOMPARE(model->assumed.size(), std::size_t{2});
        QVERIFY(model->missing.empty() && model->unexpected.empty() && model->skipped.empty());
    }

    void keySizesAndFactorisedEmbeddingsFollowFromShapes()
    {
        TransformerConfig config;
        config.heads = 12;
        config.keySize = 64;
        config.embeddingWidth = 128;
        const auto places = spelledPlaces(Spelling::GoogleBert, {.layers = 4,
                                                                 .width = 312,
                                                                 .vocabulary = 100,
                                                                 .positions = 512,
                                                                 .feedForward = 1248,
                                                                 .keys = 768,
                                                                 .embedding = 128});
        const auto model = mapTransformer(places, config, neverSame);
        QVERIFY2(model, model ? "" : model.error().detail.c_str());
        QCOMPARE(model->description.keySize, 64);
        QCOMPARE(model->description.headSize, 26);
        QCOMPARE(model->description.embeddingWidth, 128);
        QVERIFY(!mapTransformer(places, std::nullopt, neverSame)); // heads of 64 would be wrong here
    }

    void whatIsNotThereIsNamed()
    {
        Tensors tensors = huggingFaceGpt2();
        tensors.erase("h.1.attn.c_attn.bias");
        tensors["score.weight"] = StoredTensor::fromFloats({1}, {1});
        const auto model = OpenedModel(tensors, false).map();
        QVERIFY(model);
        QCOMPARE(model->missing, (std::vector<std::string>{"block01.attention.query.bias", "block01.attention.key.bias",
                                                           "block01.attention.value.bias"}));
        QCOMPARE(model->unexpected, std::vector<std::string>{"score.weight"});
        Tensors bert = spelled(Spelling::HuggingFaceBert, neutralModel(Spelling::HuggingFaceBert));
        bert.erase("bert.pooler.dense.bias");
        QCOMPARE(OpenedModel(bert, false).map()->missing, std::vector<std::string>{"pooler.bias"});
        bert.erase("bert.pooler.dense.weight");
        QVERIFY(OpenedModel(bert, false).map()->missing.empty());
    }

    void contradictionsAreRefused();
    void modelsThatCannotBeMappedAreRefused();
    void exportedModelsMapBack_data();
    void exportedModelsMapBack();
    void whatHuggingFaceDoesNotHaveIsNotExported();
};

void TestCheckpointNames::contradictionsAreRefused()
{
    const auto with = [](std::optional<std::int64_t> TransformerConfig::*field, std::int64_t value) {
        TransformerConfig config = tinyConfig();
        config.*field = value;
        return refusal(huggingFaceGpt2(), config);
    };
    QVERIFY(has(with(&TransformerConfig::layers, 3), "the layers is 3 in one and 2 in the other"));
    QVERIFY(has(with(&TransformerConfig::width, 16), "the width is 16"));
    QVERIFY(has(with(&TransformerConfig::vocabulary, 12), "vocabulary"));
    QVERIFY(has(with(&TransformerConfig::positions, 9), "positions"));
    QVERIFY(has(with(&TransformerConfig::feedForward, 31), "feed-forward"));
    QVERIFY(has(with(&TransformerConfig::heads, 3), "do not divide"));
    QVERIFY(has(with(&TransformerConfig::keySize, 3), "key size"));
    QVERIFY(with(&TransformerConfig::layers, 2).empty());
    TransformerConfig bert = tinyConfig();
    bert.modelType = "bert";
    QVERIFY(has(refusal(huggingFaceGpt2(), bert), "kind of model"));
    TransformerConfig untied = tinyConfig();
    untied.tiedOutput = false;
    QVERIFY(has(refusal(huggingFaceGpt2(), untied), "output matrix"));
    Tensors tensors = huggingFaceGpt2();
    tensors["h.0.mlp.c_fc.weight"] = StoredTensor::fromFloats({8, 31}, std::vector<float>(248));
    QVERIFY(has(refusal(tensors), "asks for"));
}

void TestCheckpointNames::modelsThatCannotBeMappedAreRefused()
{
    QVERIFY(has(refusal({}), "of no model known here"));
    QVERIFY(has(refusal({{"model.layers.0.weight", StoredTensor::fromFloats({1}, {1})}}), "model.layers.0.weight"));
    QVERIFY(has(refusal(huggingFaceGpt2(), std::nullopt), "put the model's configuration"));
    QVERIFY(has(refusal({{"wte.weight", StoredTensor::fromFloats({2, 2}, {1, 2, 3, 4})}}), "not complete"));
    const auto changed = [](const char* name, const StoredTensor& tensor) {
        Tensors tensors = huggingFaceGpt2();
        tensors[name] = tensor;
        return refusal(tensors);
    };
    QVERIFY(has(changed("h.1000.ln_1.weight", StoredTensor::fromFloats({8}, std::vector<float>(8))), "1000 layers"));
    QVERIFY(has(changed("h.0.ln_1.weight", StoredTensor::fromIntegers({8})), "floating-point"));
    QVERIFY(has(changed("h.0.ln_1.weight", StoredTensor::fromFloats({8, 1}, std::vector<float>(8))), "1 axis is"));
    QVERIFY(has(changed("h.0.attn.c_attn.weight", StoredTensor::fromFloats({8, 8}, std::vector<float>(64))),
                "three times"));
    QVERIFY(
        has(changed("h.0.attn.c_attn.bias", StoredTensor::fromFloats({25}, std::vector<float>(25))), "three parts"));
    QVERIFY(
        has(changed("h.00.ln_1.weight", StoredTensor::fromFloats({8}, std::vector<float>(8))), "stand for the same"));
    QVERIFY(has(changed("wpe.weight", StoredTensor::fromFloats({0, 8}, {})), "may be empty"));
}

void TestCheckpointNames::exportedModelsMapBack_data()
{
    QTest::addColumn<int>("spelling");
    QTest::newRow("GPT-2") << static_cast<int>(Spelling::HuggingFaceGpt2);
    QTest::newRow("BERT") << static_cast<int>(Spelling::HuggingFaceBert);
}

void TestCheckpointNames::exportedModelsMapBack()
{
    QFETCH(int, spelling);
    const auto kind = static_cast<Spelling>(spelling);
    const Tensors neutral = neutralModel(kind);
    const auto model = OpenedModel(spelled(kind, neutral), false).map();
    QVERIFY(model);
    const auto exported = exportTransformer(model->description, neutralShapes(kind));
    QVERIFY2(exported, exported ? "" : exported.error().detail.c_str());
    Tensors foreign;
    for (const TensorRecipe& recipe : exported->tensors) {
        std::vector<std::vector<float>> sources;
        std::size_t size = 1;
        for (const std::int64_t extent : recipe.shape)
            size *= static_cast<std::size_t>(extent);
        for (const std::string& source : recipe.sources)
            sources.push_back(neutral.at(source).floats().value());
        std::vector<float> values(size);
        QVERIFY(applyRecipe(recipe, {sources.begin(), sources.end()}, values));
        foreign[recipe.target] = StoredTensor::fromFloats(recipe.shape, values);
    }
    const Tensors expected =
        kind == Spelling::HuggingFaceGpt2 ? withPrefix("transformer.", spelled(kind, neutral)) : spelled(kind, neutral);
    QVERIFY(
        std::equal(foreign.begin(), foreign.end(), expected.begin(), expected.end(), [](const auto& a, const auto& b) {
            return a.first == b.first && a.second.shape == b.second.shape && a.second.data == b.second.data;
        }));
    const auto config = parseTransformerConfig(exported->config);
    QVERIFY2(config, config ? "" : config.error().detail.c_str());
    const auto again = OpenedModel(foreign, false).map(*config);
    QVERIFY2(again, again ? "" : again.error().detail.c_str());
    QVERIFY(again->description == model->description && again->assumed.empty());
}

void TestCheckpointNames::whatHuggingFaceDoesNotHaveIsNotExported()
{
    const auto shapes = neutralShapes(Spelling::HuggingFaceGpt2);
    const auto model = OpenedModel(huggingFaceGpt2(), false).map()->description;
    const auto refused = [&](auto change) {
        TransformerDescription other = model;
        change(other);
        return !exportTransformer(other, shapes);
    };
    QVERIFY(refused([](TransformerDescription& other) { other.layout = TransformerLayout::Gpt2Ml; }));
    QVERIFY(refused([](TransformerDescription& other) { other.keySize = 3; }));
    QVERIFY(refused([](TransformerDescription& other) { other.embeddingWidth = 3; }));
    QVERIFY(refused([](TransformerDescription& other) { other.layers = 3; }));
    QVERIFY(refused([](TransformerDescription& other) { other.layers = 1; }));
    QVERIFY(refused([](TransformerDescription& other) { other.vocabulary = 12; }));
    QVERIFY(!refused([](TransformerDescription&) {}));
}

QTEST_APPLESS_MAIN(TestCheckpointNames)
#include "tst_checkpoint_names.moc"
