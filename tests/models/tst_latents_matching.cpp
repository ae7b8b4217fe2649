#include "engine/core/error.h"
#include "engine/ops/divergence.h"
#include "models/latents/latent.h"
#include "models/metrics/sample_quality.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <cmath>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::DType;
using lb::engine::Graph;
using lb::engine::Value;
using Numbers = std::vector<double>;

namespace {

constexpr std::int64_t kRows = 200;
constexpr std::int64_t kSize = 8;

/// A latent without bias whose head passes the features on.
struct Bench {
    Bench(const std::string& kind, LatentSettings settings)
    {
        settings.features = kSize;
        settings.size = kSize;
        settings.headsHaveBias = false;
        latent = makeLatent(kind, settings);
        training = latent->train(graph.input("features", {kRows, kSize}, DType::F64));
        leaves["code/weight"] = Numbers(kSize * kSize, 0.0);
        for (std::size_t j = 0; j < kSize; ++j)
            leaves["code/weight"][j * kSize + j] = 1.0;
        leaves["features"] = normals(kRows * kSize, 21);
    }
    double compute(Value value) { return evaluate(value, leaves)[0]; }
    Value scalar(const std::string& name) const
    {
        for (const auto& [known, value] : training.scalars)
            if (known == name)
                return value;
        return {};
    }
    Graph graph;
    std::unique_ptr<Latent> latent;
    LatentTraining training;
    Leaves leaves;
};

} // namespace

/// Latents that shape their codes by a penalty alone: WAE and RAE.
class TestLatentsMatching : public QObject {
    Q_OBJECT
private slots:
    void wassersteinPenaltyIsLambdaTimesTheDiscrepancy()
    {
        Bench wae("wae-mmd", {.mmdWeight = 30.0});
        const double mmd = wae.compute(wae.scalar("mmd"));
        QCOMPARE(wae.compute(wae.training.penalty), 30.0 * mmd);
        QVERIFY(!wae.latent->hasKl() && !wae.latent->isStochastic() && std::isnan(wae.latent->klFloor()));
    }

    void discrepancyIsThatOfTheMetric()
    {
        Bench wae("wae-mmd", {});
        Value prior;
        for (const auto& node : wae.graph.nodes())
            if (node.op->name == "normal_noise")
                prior = wae.graph.value(node.outputs[0]);
        const auto narrowed = [](const Numbers& numbers) { return std::vector<float>(numbers.begin(), numbers.end()); };
        const std::vector<float> draws = narrowed(evaluate(prior, wae.leaves));
        const std::vector<float> codes = narrowed(wae.leaves["features"]);
        const double wanted = mmdImq({codes, kSize}, {draws, kSize});
        QVERIFY(std::abs(wae.compute(wae.scalar("mmd")) - wanted) < 1e-6);
    }

    // Null distribution and a variance of 1.36: methods 8.12.
    void discrepancyIsSmallForGaussianCodesAndGrowsWithTheirSpread()
    {
        Bench wae("wae-mmd", {});
        QVERIFY(std::abs(wae.compute(wae.scalar("mmd"))) < 0.03);
        for (double& number : wae.leaves["features"])
            number *= 3.0;
        QVERIFY(wae.compute(wae.scalar("mmd")) > 0.3);
    }

    void wassersteinRefusesOneRowWithASentence()
    {
        Graph graph;
        const auto latent = makeLatent("wae-mmd", {.features = 3, .size = 3});
        QVERIFY_EXCEPTION_THROWN(latent->train(graph.input("features", {1, 3})), lb::engine::ShapeError);
    }

    void regularisedCodesPayForTheirSquaredLength()
    {
        Bench rae("rae", {.codeWeight = 0.25});
        rae.leaves["features"].assign(kRows * kSize, 2.0);
        QCOMPARE(rae.compute(rae.training.penalty), 0.25 * 4.0 * kSize);
        QCOMPARE(rae.compute(rae.scalar("code_penalty")), 0.25 * 4.0 * kSize);
    }

    void regularisedLatentAsksForItsDecoderPenalty()
    {
        const Bench rae("rae", {.decoderPenalty = {.kind = DecoderPenalty::Kind::WeightDecay, .weight = 0.5}});
        QCOMPARE(rae.training.decoderPenalty.weight, 0.5);
        QVERIFY(rae.training.decoderPenalty.kind == DecoderPenalty::Kind::WeightDecay);
        QVERIFY(Bench("wae-mmd", {}).training.decoderPenalty.kind == DecoderPenalty::Kind::None);
    }
};

QTEST_APPLESS_MAIN(TestLatentsMatching)
#include "tst_latents_matching.moc"
