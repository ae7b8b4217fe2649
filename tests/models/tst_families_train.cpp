#include "models/metrics/neighbour_entropy.h"
#include "models/metrics/norm_health.h"
#include "models/metrics/posterior_statistics.h"
#include "tests/models/model_cases.h"
#include "tests/models/text_writer.h"
#include "tests/models/tiny_training.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::BatchShape;
using lb::engine::Graph;
using lb::engine::Program;
using lb::engine::Value;

namespace {

std::unique_ptr<Model> modelWith(const std::string& family, const std::string& latent, const std::string& key,
                                 ConfigValue value)
{
    const Family& found = *findFamily(family);
    Config config = tinyConfig(found, latent);
    config.set(key, std::move(value));
    return found.build(config, kTinyData);
}

std::vector<float> encodedMeans(const Model& model, TinyTraining& training)
{
    auto graph = std::make_unique<Graph>();
    const Value mean = model.recordEncoding(*graph, training.shape()).mean;
    const auto program = training.program(std::move(graph), {mean});
    program->run({});
    return program->fetch(mean);
}

} // namespace

class TestFamiliesTrain : public QObject {
    Q_OBJECT
private slots:
    void thirtyStepsLowerTheLoss_data() { addFamilyRows(); }
    void thirtyStepsLowerTheLoss()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto model = tinyModel(family, latent);
        TinyTraining training(*model, kTinyData, {.rows = 15, .rate = 1e-2});
        double first = 0;
        double last = 0;
        for (int i = 0; i < 32; ++i) {
            const auto step = training.step();
            for (const auto& [name, value] : step)
                QVERIFY2(std::isfinite(value), name.c_str());
            QVERIFY(step.at("gradient_norm") > 0);
            (i < 8 ? first : last) += i < 8 || i >= 24 ? step.at("loss") : 0.0; // whole epochs of 8 batches
        }
        QVERIFY2(last < 0.97 * first || last < first - 8.0, qPrintable(QString::number(first - last)));
    }

    void equalSeedsTrainAlikeAndOthersDoNot_data() { addFamilyRows(); }
    void equalSeedsTrainAlikeAndOthersDoNot()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto model = tinyModel(family, latent);
        TinyTraining a(*model, kTinyData, {.rows = 9, .seed = 4});
        TinyTraining b(*model, kTinyData, {.rows = 9, .seed = 4});
        TinyTraining c(*model, kTinyData, {.rows = 9, .seed = 5});
        const double loss = a.steps(3).at("loss");
        QCOMPARE(b.steps(3).at("loss"), loss);
        QVERIFY(c.steps(3).at("loss") != loss);
    }

    // A cache, an order or a position that is wrong shows here.
    void stepwiseDecodingGivesTheTeacherForcedScore_data()
    {
        QTest::addColumn<std::string>("family");
        QTest::addColumn<std::string>("key");
        QTest::addColumn<ConfigValue>("value");
        const auto row = [](const std::string& family, const std::string& key, const ConfigValue& value) {
            QTest::newRow((family + ' ' + key).c_str()) << family << key << value;
        };
        for (const Family& family : families())
            if (family.isText)
                row(family.id, hasLatent(family) ? "latent.kind" : "", std::string("vae"));
        for (const char* const layout : {"gpt2-ml", "bert"}) {
            row("text-transformer", "decoder.layout", std::string(layout));
            row("language-transformer", "decoder.layout", std::string(layout));
        }
        row("text-gru", "decoder.kind", std::string("transformer"));
        row("text-transformer", "decoder.kind", std::string("lstm"));
        row("text-transformer", "decoder.code", std::string("embedding"));
        row("text-transformer", "decoder.code", std::string("both"));
        row("text-transformer", "decoder.key_size", std::int64_t{5});
        row("text-transformer", "decoder.talking_heads", true);
        row("text-transformer", "decoder.tied", false);
        row("text-transformer", "decoder.skip", true);
        row("text-gru", "decoder.skip", true);
    }
    void stepwiseDecodingGivesTheTeacherForcedScore();

    // A2
    void batchNormKeepsItsFloorInEveryBatchAndGammaBitForBit_data()
    {
        QTest::addColumn<std::string>("family");
        QTest::newRow("image-mlp") << std::string("image-mlp");
        QTest::newRow("text-lstm") << std::string("text-lstm");
    }
    void batchNormKeepsItsFloorInEveryBatchAndGammaBitForBit()
    {
        QFETCH(std::string, family);
        const auto model = tinyModel(family, "bn-vae");
        TinyTraining training(*model, kTinyData, {});
        const std::vector<float> before = training.store().read("latent/mean_norm/scale");
        QCOMPARE(before, std::vector<float>(5, 0.6F));
        for (int i = 0; i < 120; ++i) {
            const auto step = training.step();
            QVERIFY(step.at("pre_bn_variance") > 1e-6); // epsilon is 1e-8: 99% of the floor
            QVERIFY(step.at("kl") >= 0.99 * model->theory().klFloor);
        }
        const std::vector<float> after = training.store().read("latent/mean_norm/scale");
        QCOMPARE(std::memcmp(before.data(), after.data(), before.size() * sizeof(float)), 0);
        QCOMPARE(activeUnits({encodedMeans(*model, training), 5}), 5);
    }

    // P2: what evaluation sees is close to what training saw.
    void runningStatisticsFitHeldOutData()
    {
        const auto model = tinyModel("image-mlp", "bn-vae");
        TinyTraining training(*model, kTinyData, {.rows = 128, .rate = 1e-3});
        training.steps(150); // the starting variance of 1 fades by 0.9 a step: 0.9^60 = 2e-3 is not small beside v
        const std::vector<float> shift = training.store().read("latent/mean_norm/shift");
        const NormFit fit = normFit({encodedMeans(*model, training), 5}, 0.6, shift);
        QVERIFY2(fit.worstMeanOffset < 0.15, qPrintable(QString::number(fit.worstMeanOffset)));
        QVERIFY2(fit.smallestVarianceRatio > 0.8 && fit.largestVarianceRatio < 1.25,
                 qPrintable(QString::number(fit.smallestVarianceRatio)));
    }

    // P1: with epsilon 1e-5 Adam drives the variance under epsilon and the KL floor is gone; with 1e-8 it holds.
    void epsilonDecidesWhetherTheFloorHolds();

    // A7
    void entropyRewardClosesTheGapToTheGaussian()
    {
        const GaussianReference gaussian =
            gaussianReference({.rows = 64, .width = 5, .neighbours = 3, .repetitions = 3, .seed = 1});
        std::vector<double> gaps; // lambda 0: before, after; lambda 5: before, after
        for (const double lambda : {0.0, 5.0}) {
            const auto model = modelWith("image-mlp", "eae", "latent.entropy_weight", lambda);
            TinyTraining training(*model, kTinyData, {.rows = 64, .rate = 1e-2});
            for (const int steps : {80, 120}) {
                training.steps(steps);
                const std::vector<float> codes = encodedMeans(*model, training);
                gaps.push_back(entropyGap(neighbourEntropy({codes, 5}, 3), gaussian).gap);
            }
        }
        const QString shown = QStringLiteral("%1 %2 %3 %4").arg(gaps[0]).arg(gaps[1]).arg(gaps[2]).arg(gaps[3]);
        QVERIFY2(gaps[3] > gaps[1] + 1.0 && gaps[3] > gaps[2], qPrintable(shown));
    }

    void freeBitsLeaveTheKlAtTheAllowance()
    {
        const auto model = modelWith("image-mlp", "vae", "objective.free_bits", std::string("per-dimension"));
        TinyTraining training(*model, kTinyData, {.beta = 20.0F}); // a weight under which a plain VAE's KL vanishes
        const double kl = training.steps(200).at("kl");
        QVERIFY2(kl > 2.0 && kl < 6.0, qPrintable(QString::number(kl)));
    }

    void regularisedDecodersTrain_data()
    {
        QTest::addColumn<std::string>("family");
        QTest::addColumn<std::string>("penalty");
        for (const char* family : {"image-mlp", "image-conv"})
            for (const char* penalty : {"l2", "gradient", "spectral", "none"})
                QTest::addRow("%s %s", family, penalty) << std::string(family) << std::string(penalty);
    }
    void regularisedDecodersTrain()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, penalty);
        const auto model = modelWith(family, "rae", "latent.decoder_penalty", penalty);
        TinyTraining training(*model, kTinyData, {.rate = 1e-2});
        const auto first = training.step();
        const auto last = training.steps(60);
        QVERIFY(last.at("reconstruction") < first.at("reconstruction"));
        QCOMPARE(last.contains("decoder_penalty"), penalty == "l2" || penalty == "gradient");
        const auto& tensors = training.store().tensors();
        const bool hasState = std::any_of(tensors.begin(), tensors.end(),
                                          [](const auto& tensor) { return tensor.name.ends_with("/spectral"); });
        QCOMPARE(hasState, penalty == "spectral");
    }

    void wordDropoutTrainsAndLeavesScoringAlone()
    {
        const auto model = modelWith("text-lstm", "vae", "decoder.word_dropout", 0.4);
        TinyTraining training(*model, kTinyData, {.rate = 1e-2});
        const double first = training.step().at("loss");
        QVERIFY(training.steps(40).at("loss") < first);
        Graph graph;
        model->recordScoring(graph, training.shape());
        for (const auto& node : graph.nodes())
            QVERIFY(node.op->name != "dropout_mask");
    }

    void gaussianLikelihoodCountsItsConstant_data()
    {
        QTest::addColumn<std::string>("likelihood");
        QTest::addColumn<double>("variance");
        QTest::newRow("unit") << std::string("gaussian") << 1.0;
        QTest::newRow("half") << std::string("gaussian") << 0.5; // the plain squared error
        QTest::newRow("trained, at its start") << std::string("gaussian-learned") << 0.05;
    }
    void gaussianLikelihoodCountsItsConstant();

    // Its optimum is the mean squared error of a pixel, which it must follow down.
    void trainedVarianceFindsTheErrorOfAPixel()
    {
        const auto model = modelWith("image-mlp", "ae", "objective.likelihood", std::string("gaussian-learned"));
        TinyTraining training(*model, kTinyData, {.rate = 2e-2});
        const auto last = training.steps(400);
        auto graph = std::make_unique<Graph>();
        const Value mean = model->recordEncoding(*graph, training.shape()).mean;
        const auto encoding = training.program(std::move(graph), {mean});
        encoding->run({});
        const std::vector<float> codes = encoding->fetch(mean);
        auto scoringGraph = std::make_unique<Graph>();
        const Value error = model->recordScoring(*scoringGraph, training.shape()).squaredError;
        const auto scoring = training.program(std::move(scoringGraph), {error});
        scoring->setInput("z", std::span(codes));
        scoring->run({});
        double total = 0;
        for (const float value : scoring->fetch(error))
            total += static_cast<double>(value);
        const double perPixel = total / (32.0 * 45.0);
        QVERIFY2(last.at("pixel_variance") > 0.5 * perPixel && last.at("pixel_variance") < 2.0 * perPixel,
                 qPrintable(QStringLiteral("%1 against %2").arg(last.at("pixel_variance")).arg(perPixel)));
    }

    void bagOfWordsAddsItsShareAndIsLearned()
    {
        const auto model = modelWith("text-gru", "vae", "objective.bag_of_words", 0.5);
        TinyTraining training(*model, kTinyData, {.rate = 1e-2});
        const auto first = training.step();
        QVERIFY(std::abs(first.at("loss") - first.at("reconstruction") - first.at("kl") -
                         0.5 * first.at("bag_of_words")) < 1e-4);
        QVERIFY(training.steps(80).at("bag_of_words") < 0.95 * first.at("bag_of_words"));
    }
};

void TestFamiliesTrain::stepwiseDecodingGivesTheTeacherForcedScore()
{
    QFETCH(std::string, family);
    QFETCH(std::string, key);
    QFETCH(ConfigValue, value);
    const auto model = modelWith(family, "vae", key, value);
    TinyTraining training(*model, kTinyData, {.rows = 6});
    training.steps(5);
    const auto [rows, steps] = training.shape();
    std::vector<float> z(static_cast<std::size_t>(rows * model->latentSize()));
    for (std::size_t i = 0; i < z.size(); ++i)
        z[i] = std::sin(static_cast<float>(i));

    auto scoringGraph = std::make_unique<Graph>();
    const Value expected = model->recordScoring(*scoringGraph, training.shape()).reconstruction;
    const auto scoring = training.program(std::move(scoringGraph), {expected});
    scoring->setInput("z", std::span<const float>(z));
    scoring->run({});

    std::vector<double> score(static_cast<std::size_t>(rows));
    std::vector<std::vector<float>> logits;
    TextWriter writer(*model, training, z);
    for (std::int64_t step = 0; step < steps; ++step) {
        logits.push_back(writer.next(1));
        const auto first = static_cast<std::size_t>(step * rows);
        for (std::size_t row = 0; row < score.size(); ++row) {
            const std::int32_t target = training.evaluationBatch().indices.at("targets")[first + row];
            if (target < 0)
                continue;
            const float* of = logits.back().data() + row * static_cast<std::size_t>(kTinyData.vocabulary);
            double sum = 0;
            for (std::int64_t word = 0; word < kTinyData.vocabulary; ++word)
                sum += std::exp(static_cast<double>(of[word]));
            score[row] += std::log(sum) - static_cast<double>(of[target]);
        }
    }
    // The same words taken three, then two, then one at a time, as a prompt is.
    TextWriter inPieces(*model, training, z);
    std::size_t written = 0;
    for (const int piece : {3, 2, 1, 1}) {
        const std::vector<float> after = inPieces.next(piece);
        written += static_cast<std::size_t>(piece);
        for (std::size_t i = 0; i < after.size(); ++i)
            QVERIFY(std::abs(after[i] - logits[written - 1][i]) < 1e-5F);
    }
    const std::vector<float> teacherForced = scoring->fetch(expected);
    for (std::size_t row = 0; row < score.size(); ++row)
        QVERIFY(std::abs(score[row] - static_cast<double>(teacherForced[row])) < 1e-4);
}

void TestFamiliesTrain::epsilonDecidesWhetherTheFloorHolds()
{
    double kl[2];
    double variance[2];
    for (const int isSmall : {0, 1}) {
        const auto model = modelWith("text-lstm", "bn-vae", "latent.epsilon", isSmall == 1 ? 1e-8 : 1e-5);
        TinyTraining training(*model, kTinyData, {});
        const auto last = training.steps(150);
        kl[isSmall] = last.at("kl");
        variance[isSmall] = last.at("pre_bn_variance");
    }
    QVERIFY2(kl[0] < 0.1 && variance[0] < 1e-6, qPrintable(QString::number(kl[0])));
    QVERIFY2(kl[1] >= 0.99 * 0.9 && variance[1] > 1e-6, qPrintable(QString::number(kl[1])));
}

void TestFamiliesTrain::gaussianLikelihoodCountsItsConstant()
{
    QFETCH(std::string, likelihood);
    QFETCH(double, variance);
    const Family& family = *findFamily("image-mlp");
    Config config = tinyConfig(family, "ae");
    config.set("objective.likelihood", likelihood);
    config.set("objective.variance", variance);
    const auto model = family.build(config, kTinyData);
    TinyTraining training(*model, kTinyData, {.rows = 4});
    auto graph = std::make_unique<Graph>();
    const ScoringGraph score = model->recordScoring(*graph, training.shape());
    const auto program = training.program(std::move(graph), {score.reconstruction, score.squaredError});
    program->setInput("z", std::span<const float>(std::vector<float>(20, 0.5F)));
    program->run({});
    const std::vector<float> nats = program->fetch(score.reconstruction);
    const std::vector<float> error = program->fetch(score.squaredError);
    const double constant = 22.5 * std::log(2.0 * 3.14159265358979 * variance); // 45 pixels
    for (std::size_t row = 0; row < 4; ++row) {
        const double expected = static_cast<double>(error[row]) / (2.0 * variance) + constant;
        QVERIFY(std::abs(static_cast<double>(nats[row]) - expected) < 1e-4 * (1.0 + std::abs(expected)));
    }
}

QTEST_APPLESS_MAIN(TestFamiliesTrain)
#include "tst_families_train.moc"
