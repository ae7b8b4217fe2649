#include "engine/core/error.h"
#include "engine/train/optimizer.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace lb::engine;
using lb::testing::golden;

namespace {

/// The golden numbers are doubles at ten digits; ours are f32 and of size 1 at most.
constexpr double kTolerance = 1e-7;

/// A decaying matrix [2, 3] called "w" and a bias [3] called "b", which does not decay.
struct Fixture {
    std::unique_ptr<Backend> backend = makeReferenceBackend();
    Graph graph;
    std::unique_ptr<ParameterStore> store;

    Fixture()
    {
        graph.parameter("w", {2, 3}, {});
        graph.parameter("b", {3}, {});
        store = std::make_unique<ParameterStore>(*backend, graph, 1);
        store->write("w", floats(golden(QStringLiteral("optim"), QStringLiteral("theta0"))));
        store->write("b", std::vector<float>{1, 2, 3});
    }
    static std::vector<float> floats(const std::vector<double>& values) { return {values.begin(), values.end()}; }

    /// Slice 0 holds "w", slice 1 holds "b".
    void setGradient(std::size_t slice, const std::vector<float>& values) const
    {
        auto* address = reinterpret_cast<std::byte*>(const_cast<float*>(store->slices()[slice].gradient));
        backend->copyToDevice(address, values.data(), values.size() * sizeof(float));
    }
    void setGoldenGradient(std::size_t step, float scale = 1.0F) const
    {
        const std::vector<float> all = floats(golden(QStringLiteral("optim"), QStringLiteral("grads")));
        std::vector<float> gradient(all.begin() + static_cast<std::ptrdiff_t>(6 * step),
                                    all.begin() + static_cast<std::ptrdiff_t>(6 * step + 6));
        std::for_each(gradient.begin(), gradient.end(), [scale](float& number) { number *= scale; });
        setGradient(0, gradient);
    }
    /// Everything an update can change.
    std::vector<float> everything() const
    {
        std::vector<float> all;
        for (const char* name : {"w", "b"})
            for (const std::vector<float>& part :
                 {store->read(name), store->readSlot(name, 0), store->readSlot(name, 1)}) // empty without a slot
                all.insert(all.end(), part.begin(), part.end());
        return all;
    }
};

constexpr OptimizerSettings::Kind kAllKinds[]{OptimizerSettings::Kind::Sgd, OptimizerSettings::Kind::Adam,
                                              OptimizerSettings::Kind::AdamW, OptimizerSettings::Kind::Lamb,
                                              OptimizerSettings::Kind::AdaFactor};

double worstDifference(const std::vector<float>& ours, const double* expected)
{
    double worst = 0.0;
    for (std::size_t i = 0; i < ours.size(); ++i)
        worst = std::max(worst, std::abs(static_cast<double>(ours[i]) - expected[i]));
    return worst;
}

/// The largest difference to the golden parameters after each of three steps.
double differenceToGolden(const OptimizerSettings& settings, double rate, const QString& key)
{
    const Fixture fixture;
    Optimizer optimizer(*fixture.store, settings);
    const std::vector<double> expected = golden(QStringLiteral("optim"), key);
    double worst = 0.0;
    for (std::size_t step = 0; step < 3; ++step) {
        fixture.setGoldenGradient(step);
        optimizer.step(static_cast<std::int64_t>(step) + 1, rate);
        worst = std::max(worst, worstDifference(fixture.store->read("w"), expected.data() + 6 * step));
    }
    return worst;
}

} // namespace

class TestOptimizer : public QObject {
    Q_OBJECT
private slots:
    void adamMatchesGolden() { QVERIFY(differenceToGolden({}, 1e-3, QStringLiteral("adam")) < kTolerance); }

    /// Large enough to show whether the bias correction reaches it.
    void adamWithALargeEpsilonMatchesGolden()
    {
        QVERIFY(differenceToGolden({.epsilon = 0.01}, 1e-3, QStringLiteral("adam_eps0.01")) < kTolerance);
    }

    void adamWMatchesGolden()
    {
        const OptimizerSettings settings{.kind = OptimizerSettings::Kind::AdamW, .weightDecay = 0.01};
        QVERIFY(differenceToGolden(settings, 1e-3, QStringLiteral("adamw_wd0.01")) < kTolerance);
    }

    void lambMatchesGolden()
    {
        const OptimizerSettings settings{.kind = OptimizerSettings::Kind::Lamb, .weightDecay = 0.01};
        QVERIFY(differenceToGolden(settings, 1e-3, QStringLiteral("lamb_wd0.01")) < kTolerance);
    }

    void averageOfTheWeightsMatchesGolden()
    {
        const Fixture fixture;
        Optimizer optimizer(*fixture.store,
                            {.kind = OptimizerSettings::Kind::AdamW, .weightDecay = 0.01, .average = 0.9});
        const std::vector<double> expected =
            golden(QStringLiteral("optim"), QStringLiteral("average0.9_of_adamw_wd0.01"));
        for (std::size_t step = 0; step < 3; ++step) {
            fixture.setGoldenGradient(step);
            optimizer.step(static_cast<std::int64_t>(step) + 1, 1e-3);
            const std::vector<float> average = fixture.store->readSlot("w", kAverageSlot);
            QVERIFY(worstDifference(average, expected.data() + 6 * step) < kTolerance);
        }
    }

    void lookaheadMatchesGolden()
    {
        const Fixture fixture;
        Optimizer optimizer(*fixture.store, {.kind = OptimizerSettings::Kind::Sgd, .lookahead = 2});
        for (std::size_t step = 0; step < 4; ++step) {
            fixture.setGoldenGradient(step % 3);
            optimizer.step(static_cast<std::int64_t>(step) + 1, 1.0);
        }
        const std::vector<double> expected =
            golden(QStringLiteral("optim"), QStringLiteral("lookahead_sgd_lr1_k2_a0.5_4steps"));
        QVERIFY(worstDifference(fixture.store->read("w"), expected.data()) < kTolerance);
    }

    void accumulatedGradientsMatchGolden()
    {
        const Fixture fixture;
        Optimizer optimizer(*fixture.store, {.accumulates = true});
        for (std::size_t batch = 0; batch < 3; ++batch) {
            fixture.setGoldenGradient(batch);
            fixture.store->sumGradients(batch == 0, batch == 2);
        }
        optimizer.step({.update = 1, .rate = 1e-3, .gradientScale = 1.0 / 3});
        const std::vector<double> expected = golden(QStringLiteral("optim"), QStringLiteral("adam_of_mean_gradient"));
        QVERIFY(worstDifference(fixture.store->read("w"), expected.data()) < kTolerance);
    }

    void smallTensorsOfAdaFactorAreNotFactored()
    {
        const OptimizerSettings settings{.kind = OptimizerSettings::Kind::AdaFactor};
        QVERIFY(differenceToGolden(settings, 1e-3, QStringLiteral("adafactor_lr1e-3_whole")) < kTolerance);
    }

    void sgdWithMomentumMatchesGolden()
    {
        const OptimizerSettings settings{.kind = OptimizerSettings::Kind::Sgd, .momentum = 0.9, .weightDecay = 0.01};
        QVERIFY(differenceToGolden(settings, 0.1, QStringLiteral("sgd_lr0.1_momentum0.9_wd0.01")) < kTolerance);
    }

    void clippingScalesToTheNorm()
    {
        const Fixture fixture;
        Optimizer optimizer(*fixture.store, {.kind = OptimizerSettings::Kind::Sgd, .clipNorm = 1.0});
        fixture.store->write("w", std::vector<float>(6, 0.0F));
        fixture.setGoldenGradient(0, 100.0F);
        const UpdateReport report = optimizer.step(1, -1.0); // upwards, so that the parameters become the gradient
        QVERIFY(std::abs(report.gradientNorm - std::sqrt(91.0)) < 1e-6);
        const std::vector<double> expected =
            golden(QStringLiteral("optim"), QStringLiteral("global_norm_clip_1.0_of_100x_g0"));
        QVERIFY(worstDifference(fixture.store->read("w"), expected.data()) < kTolerance);
    }

    void normIsTakenOverAllTensors()
    {
        const Fixture fixture;
        fixture.setGradient(0, {3, 0, 0, 0, 0, 0});
        fixture.setGradient(1, {0, 4, 0});
        QCOMPARE(Optimizer(*fixture.store, {}).step(1, 0.0).gradientNorm, 5.0);
    }

    void gradientBelowTheClipNormIsLeftAlone()
    {
        const Fixture fixture;
        fixture.setGradient(1, {0.25F, 0, 0});
        Optimizer(*fixture.store, {.kind = OptimizerSettings::Kind::Sgd, .clipNorm = 1.0}).step(1, 1.0);
        QCOMPARE(fixture.store->read("b"), (std::vector<float>{0.75F, 2, 3}));
    }

    void nonFiniteGradientChangesNothing_data()
    {
        QTest::addColumn<float>("bad");
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinity") << std::numeric_limits<float>::infinity();
        QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity();
    }
    void nonFiniteGradientChangesNothing()
    {
        QFETCH(float, bad);
        for (const auto kind : kAllKinds) {
            const Fixture fixture;
            Optimizer optimizer(*fixture.store, {.kind = kind, .momentum = 0.9, .weightDecay = 0.1, .clipNorm = 1.0});
            fixture.setGoldenGradient(0);
            optimizer.step(1, 1e-3);
            const std::vector<float> before = fixture.everything();
            fixture.setGradient(1, {0, bad, 0});
            QVERIFY(!optimizer.step(2, 1e-3).isFinite);
            QCOMPARE(fixture.everything(), before);
        }
    }

    void hugeGradientsAreClippedNotRefused()
    {
        const Fixture fixture;
        fixture.setGradient(1, {3e38F, 0, 0}); // its square overflows f32 but not the norm's double
        const UpdateReport report =
            Optimizer(*fixture.store, {.kind = OptimizerSettings::Kind::Sgd, .clipNorm = 1.0}).step(1, 1.0);
        QVERIFY(report.isFinite);
        QVERIFY(std::abs(fixture.store->read("b")[0]) < 1e-6F); // 1 - 1
    }

    void weightDecayLeavesBiasesAlone_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("SGD") << static_cast<int>(OptimizerSettings::Kind::Sgd);
        QTest::newRow("Adam") << static_cast<int>(OptimizerSettings::Kind::Adam);
        QTest::newRow("AdamW") << static_cast<int>(OptimizerSettings::Kind::AdamW);
        QTest::newRow("LAMB") << static_cast<int>(OptimizerSettings::Kind::Lamb);
        QTest::newRow("AdaFactor") << static_cast<int>(OptimizerSettings::Kind::AdaFactor);
    }
    void weightDecayLeavesBiasesAlone()
    {
        QFETCH(int, kind);
        const Fixture fixture;
        const std::vector<float> weights = fixture.store->read("w");
        Optimizer(*fixture.store, {.kind = static_cast<OptimizerSettings::Kind>(kind), .weightDecay = 0.1})
            .step(1, 0.01);
        QCOMPARE(fixture.store->read("b"), (std::vector<float>{1, 2, 3}));
        for (std::size_t i = 0; i < weights.size(); ++i)
            QVERIFY(std::abs(fixture.store->read("w")[i]) < std::abs(weights[i]));
    }

    void resumedOptimizerContinuesBitForBit_data()
    {
        QTest::addColumn<int>("kind");
        for (const auto kind : kAllKinds)
            QTest::addRow("kind %d", static_cast<int>(kind)) << static_cast<int>(kind);
    }
    void resumedOptimizerContinuesBitForBit()
    {
        QFETCH(int, kind);
        const OptimizerSettings settings{.kind = static_cast<OptimizerSettings::Kind>(kind), .momentum = 0.9};
        const Fixture through, resumed;
        Optimizer first(*through.store, settings);
        Optimizer second(*resumed.store, settings); // makes the slots that a checkpoint fills
        for (std::size_t step = 0; step < 2; ++step) {
            through.setGoldenGradient(step);
            first.step(static_cast<std::int64_t>(step) + 1, 1e-3);
        }
        for (const char* name : {"w", "b"}) {
            resumed.store->write(name, through.store->read(name));
            for (int slot = 0; slot < ParameterStore::kSlots; ++slot)
                resumed.store->writeSlot(name, slot, through.store->readSlot(name, slot));
        }
        through.setGoldenGradient(2);
        resumed.setGoldenGradient(2);
        first.step(3, 1e-3);
        second.step(3, 1e-3);
        QCOMPARE(resumed.everything(), through.everything());
    }

    void unusableSettingsAreRefused_data()
    {
        QTest::addColumn<double>("momentum");
        QTest::addColumn<double>("beta1");
        QTest::addColumn<double>("beta2");
        QTest::addColumn<double>("epsilon");
        QTest::addColumn<double>("decay");
        QTest::addColumn<double>("clip");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("momentum 1") << 1.0 << 0.9 << 0.999 << 1e-8 << 0.0 << 0.0;
        QTest::newRow("beta1 1") << 0.0 << 1.0 << 0.999 << 1e-8 << 0.0 << 0.0;
        QTest::newRow("beta2 negative") << 0.0 << 0.9 << -0.1 << 1e-8 << 0.0 << 0.0;
        QTest::newRow("beta2 not a number") << 0.0 << 0.9 << nan << 1e-8 << 0.0 << 0.0;
        QTest::newRow("epsilon 0") << 0.0 << 0.9 << 0.999 << 0.0 << 0.0 << 0.0;
        QTest::newRow("decay negative") << 0.0 << 0.9 << 0.999 << 1e-8 << -1.0 << 0.0;
        QTest::newRow("clip not a number") << 0.0 << 0.9 << 0.999 << 1e-8 << 0.0 << nan;
    }
    void unusableSettingsAreRefused()
    {
        QFETCH(double, momentum);
        QFETCH(double, beta1);
        QFETCH(double, beta2);
        QFETCH(double, epsilon);
        QFETCH(double, decay);
        QFETCH(double, clip);
        const Fixture fixture;
        const OptimizerSettings settings{.momentum = momentum,
                                         .beta1 = beta1,
                                         .beta2 = beta2,
                                         .epsilon = epsilon,
                                         .weightDecay = decay,
                                         .clipNorm = clip};
        QVERIFY_EXCEPTION_THROWN(Optimizer(*fixture.store, settings), EngineError);
    }

    void updateZeroAndARateThatIsNoNumberAreRefused()
    {
        const Fixture fixture;
        Optimizer optimizer(*fixture.store, {});
        QVERIFY_EXCEPTION_THROWN(optimizer.step(0, 1e-3), EngineError);
        QVERIFY_EXCEPTION_THROWN(optimizer.step(1, std::numeric_limits<double>::quiet_NaN()), EngineError);
    }
};

QTEST_APPLESS_MAIN(TestOptimizer)
#include "tst_optimizer.moc"
