#include "engine/core/error.h"
#include "engine/ops/linear.h"
#include "models/families/objective.h"
#include "tests/support/evaluate.h"

#include <QTest>

#include <map>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::DType;
using lb::engine::Graph;
using lb::engine::Value;

namespace {

/// Reconstructions 10 and 20; KLs 1 + 2 and 3 + 4; entropy 7; variances before batch norm 0.5 and 0.25.
struct Case {
    Case(bool hasKl, bool isEntropic, const FreeBits& freeBits = {})
    {
        LatentTraining latent;
        if (hasKl)
            latent.klPerDimension = graph.input("kl", {2, 2}, DType::F64);
        if (isEntropic) {
            latent.entropy = graph.input("entropy", {}, DType::F64);
            latent.penalty = graph.input("penalty", {}, DType::F64);
            latent.preNormVariance = graph.input("variance", {2}, DType::F64);
        }
        step = assembleTraining(graph.input("reconstruction", {2}, DType::F64), latent, freeBits);
    }
    double compute(Value value, double beta)
    {
        return evaluate(value, {{"reconstruction", {10, 20}},
                                {"beta", {beta}},
                                {"kl", {1, 2, 3, 4}},
                                {"entropy", {7}},
                                {"penalty", {-35}},
                                {"variance", {0.5, 0.25}}})[0];
    }
    double loss(double beta) { return compute(step.loss, beta); }
    double scalar(const std::string& name)
    {
        for (const NamedValue& entry : step.scalars)
            if (entry.name == name)
                return compute(entry.value, 0.25);
        return -1;
    }
    Graph graph;
    TrainingGraph step;
};

} // namespace

class TestObjective : public QObject {
    Q_OBJECT
private slots:
    void betaWeighsTheKlInTheLossOnly()
    {
        Case vae(true, false);
        QCOMPARE(vae.loss(1.0), 20.0);
        QCOMPARE(vae.loss(0.25), 16.25);
        QCOMPARE(vae.loss(0.0), 15.0);
        QCOMPARE(vae.scalar("reconstruction"), 15.0);
        QCOMPARE(vae.scalar("kl"), 5.0);
        QCOMPARE(vae.scalar("elbo"), -20.0);
    }

    void freeBitsChangeTheLossAndNotTheReports()
    {
        Case vae(true, false, {.kind = FreeBits::Kind::Total, .nats = 4.0});
        QCOMPARE(vae.loss(1.0), 15.0 + 3.5); // only the 7 of the second example counts
        QCOMPARE(vae.loss(2.0), 15.0 + 7.0);
        QCOMPARE(vae.scalar("kl"), 5.0);
        QCOMPARE(vae.scalar("elbo"), -20.0);
    }

    void entropicLossAddsItsPenaltyAndIgnoresBeta()
    {
        Case eae(false, true);
        QCOMPARE(eae.loss(1.0), -20.0);
        QCOMPARE(eae.loss(0.0), -20.0);
        QCOMPARE(eae.scalar("entropy"), 7.0);
        QCOMPARE(eae.scalar("pre_bn_variance"), 0.25);
        QCOMPARE(eae.scalar("kl"), -1.0);
    }

    void decoderPenaltyIsTheSumOfSquaresOfTheDecodersWeights()
    {
        Graph graph;
        const Value reconstruction = graph.input("reconstruction", {2}, DType::F64);
        graph.parameter("encoder/weight", {2, 1}, {}, DType::F64);
        graph.parameter("decoder/weight", {1, 2}, {}, DType::F64);
        graph.parameter("decoder/bias", {1}, {}, DType::F64);
        graph.frozenParameter("decoder/scale", {1}, {}, DType::F64);
        LatentTraining latent;
        latent.scalars = {{"code_penalty", graph.constant(4.0, DType::F64)}};
        latent.decoderPenalty = {.kind = DecoderPenalty::Kind::WeightDecay, .weight = 0.5};
        const TrainingGraph step = assembleTraining(reconstruction, latent, {});
        const Leaves leaves{{"reconstruction", {10, 20}},
                            {"encoder/weight", {9, 9}},
                            {"decoder/weight", {3, 1}},
                            {"decoder/bias", {100}},
                            {"decoder/scale", {7}}};
        QCOMPARE(evaluate(step.loss, leaves)[0], 15.0 + 0.5 * 10.0);
        QCOMPARE(step.scalars.back().name, std::string("decoder_penalty"));
        QCOMPARE(evaluate(step.scalars.back().value, leaves)[0], 5.0);
        QCOMPARE(step.scalars[step.scalars.size() - 2].name, std::string("code_penalty"));
    }

    void slopeOfALinearDecoderIsTheSquaredNormOfItsMatrix()
    {
        Graph graph;
        const Value z = graph.input("z", {4000, 3}, DType::F64);
        const Value a = graph.input("a", {3, 2}, DType::F64);
        const Value slope = stochasticSlope([&](Value code) { return lb::engine::matmul(code, a); }, z);
        const double found = evaluate(slope, {{"z", normals(12'000, 1)}, {"a", {1, 2, 0, -1, 3, 0.5}}})[0];
        QVERIFY2(std::abs(found - 15.25) < 0.06 * 15.25, qPrintable(QString::number(found))); // 4 standard errors
    }

    void gradientPenaltyNeedsADecoder()
    {
        Graph graph;
        LatentTraining latent;
        latent.decoderPenalty = {.kind = DecoderPenalty::Kind::Gradient, .weight = 2.0};
        latent.code = graph.input("code", {2, 1}, DType::F64);
        const Value reconstruction = graph.input("reconstruction", {2}, DType::F64);
        QVERIFY_EXCEPTION_THROWN(assembleTraining(reconstruction, latent, {}), lb::engine::ShapeError);
    }

    void plainAutoencoderTrainsItsReconstruction()
    {
        Case ae(false, false);
        QCOMPARE(ae.loss(1.0), 15.0);
        QCOMPARE(ae.step.scalars.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestObjective)
#include "tst_objective.moc"
