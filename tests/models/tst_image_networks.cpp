#include "engine/core/error.h"
#include "tests/models/model_cases.h"

#include <QTest>

#include <map>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::Graph;
using lb::engine::Shape;
using lb::engine::ShapeError;

namespace {

constexpr DataShape kFashion{.height = 28, .width = 28};

Config configOf(const Family& family, const std::map<std::string, ConfigValue>& values)
{
    Config config;
    for (const auto& [key, value] : values)
        config.set(key, value);
    return withDefaults(family.fields, config);
}

std::map<std::string, std::string> shapesOf(const Family& family, const std::map<std::string, ConfigValue>& values,
                                            DataShape data)
{
    Graph graph;
    family.build(configOf(family, values), data)->recordTraining(graph, {.rows = 4});
    std::map<std::string, std::string> result;
    for (const auto& parameter : graph.parameters())
        result[parameter.name] = graph.typeOf(parameter.value).shape.text();
    return result;
}

std::map<std::string, ConfigValue> bothHalves(const std::string& key, std::int64_t value)
{
    return {{"encoder." + key, value}, {"decoder." + key, value}};
}

std::map<std::string, ConfigValue> benchmarkNet()
{
    std::map<std::string, ConfigValue> values{{"latent.size", std::int64_t{64}}};
    values.merge(bothHalves("channels", 64));
    values.merge(bothHalves("stages", 3));
    return values;
}

} // namespace

class TestImageNetworks : public QObject {
    Q_OBJECT
private slots:
    // The net of the convolutional benchmark: 1-64-128-256 by 4x4 with stride 2 from 32 x 32, and back.
    void convolutionsHaveTheBenchmarksShapes()
    {
        auto shapes = shapesOf(*findFamily("image-conv"), benchmarkNet(), {.height = 32, .width = 32});
        QCOMPARE(shapes["encoder/0/conv/weight"], "[4, 4, 1, 64]");
        QCOMPARE(shapes["encoder/1/conv/weight"], "[4, 4, 64, 128]");
        QCOMPARE(shapes["encoder/2/conv/weight"], "[4, 4, 128, 256]");
        QCOMPARE(shapes["latent/mean/weight"], "[4096, 64]");
        QCOMPARE(shapes["decoder/input/weight"], "[64, 4096]");
        QCOMPARE(shapes["decoder/2/conv/weight"], "[4, 4, 128, 256]");
        QCOMPARE(shapes["decoder/0/conv/weight"], "[4, 4, 1, 64]");
        QCOMPARE(shapes["decoder/0/conv/bias"], "[1]");
        QCOMPARE(shapes["encoder/2/norm/scale"], "[256]");
        QCOMPARE(shapes.count("encoder/0/conv/bias"), std::size_t{0}); // batch norm follows
    }

    void aMarginOfTwoMakesThirtyTwoPixelsOfTwentyEight()
    {
        std::map<std::string, ConfigValue> values = benchmarkNet();
        values.merge(bothHalves("margin", 2));
        const Family& family = *findFamily("image-conv");
        QCOMPARE(shapesOf(family, values, kFashion), shapesOf(family, benchmarkNet(), {.height = 32, .width = 32}));
        Graph graph;
        const auto model = family.build(configOf(family, values), kFashion);
        QCOMPARE(model->recordDecoding(graph, {.rows = 3}).output.shape(), (Shape{3, 784}));
    }

    void everyNetTakesTwentyEightAndThirtyTwoPixels_data()
    {
        QTest::addColumn<std::string>("family");
        QTest::addColumn<int>("side");
        for (const Family& family : families())
            for (const int side : {28, 32})
                if (!family.isText)
                    QTest::addRow("%s %d", family.id.c_str(), side) << family.id << side;
    }
    void everyNetTakesTwentyEightAndThirtyTwoPixels()
    {
        QFETCH(std::string, family);
        QFETCH(int, side);
        const Family& found = *findFamily(family);
        const auto model = found.build(configOf(found, {}), {.height = side, .width = side});
        Graph training, decoding;
        QCOMPARE(model->recordTraining(training, {.rows = 5}).loss.shape(), Shape{});
        QCOMPARE(model->recordDecoding(decoding, {.rows = 5}).output.shape(), (Shape{5, side * side}));
    }

    void anyEncoderMeetsAnyDecoder()
    {
        for (const Family& family : families())
            for (const char* decoder : {"mlp", "conv", "residual"}) {
                if (family.isText)
                    continue;
                auto shapes = shapesOf(family, {{"decoder.kind", std::string(decoder)}}, kFashion);
                const bool isConv = decoder == std::string("conv");
                QCOMPARE(shapes.contains("decoder/0/conv/weight"), isConv);
                QCOMPARE(shapes.contains("encoder/0/conv/weight"), family.id == "image-conv");
            }
    }

    void tooManyStagesAreRefusedWithASentence()
    {
        const Family& family = *findFamily("image-conv");
        std::string message;
        try {
            family.build(configOf(family, bothHalves("stages", 5)), kFashion);
        } catch (const ShapeError& error) {
            message = error.what();
        }
        QVERIFY2(message.find("Lower encoder.stages to 4") != std::string::npos, message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestImageNetworks)
#include "tst_image_networks.moc"
