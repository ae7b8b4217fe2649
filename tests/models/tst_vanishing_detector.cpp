#include "models/metrics/vanishing_detector.h"

#include <QTest>

#include <limits>

using namespace lb::models;

namespace {

VanishingObservation observation(double gap, double kl = 5.0, int active = 32)
{
    return {.step = 1, .kl = kl, .activeUnits = active, .deadDimensions = 0, .latentSize = 32, .shuffleGap = gap};
}

const VanishingObservation kCollapsed = observation(0.02, 0.011, 0);
const VanishingObservation kHealthy = observation(7.3, 6.6);

} // namespace

class TestVanishingDetector : public QObject {
    Q_OBJECT
private slots:
    // The text runs measured in the methods reference, and what each must be called.
    void verdictsOfMeasuredRuns_data()
    {
        QTest::addColumn<double>("gap");
        QTest::addColumn<double>("kl");
        QTest::addColumn<int>("active");
        QTest::addColumn<std::string>("verdict");
        QTest::newRow("VAE, Adam") << 0.02 << 0.011 << 0 << std::string("collapsed");
        QTest::newRow("VAE, annealed, epoch 4") << 0.31 << 0.148 << 11 << std::string("partly-collapsed");
        QTest::newRow("free bits") << 0.03 << 3.286 << 0 << std::string("kl-without-information");
        QTest::newRow("BN-VAE, epsilon 1e-5") << 0.00 << 0.004 << 0 << std::string("collapsed");
        QTest::newRow("BN-VAE, epsilon 1e-8") << 7.32 << 6.602 << 32 << std::string("healthy");
        QTest::newRow("BN-VAE, shift only") << -0.03 << 1.952 << 0 << std::string("kl-without-information");
        QTest::newRow("Su's split") << 11.68 << 18.688 << 32 << std::string("healthy");
    }
    void verdictsOfMeasuredRuns()
    {
        QFETCH(double, gap);
        QFETCH(double, kl);
        QFETCH(int, active);
        QFETCH(std::string, verdict);
        QCOMPARE(std::string(vanishingStateName(vanishingVerdict(observation(gap, kl, active)))), verdict);
    }

    void oneDeadDimensionIsPartCollapse()
    {
        VanishingObservation one = kHealthy;
        one.deadDimensions = 1;
        QCOMPARE(vanishingVerdict(one), VanishingState::PartlyCollapsed);
    }

    void collapseIsRaisedOnTheSecondValidationInARow()
    {
        VanishingDetector detector;
        QVERIFY(!detector.observe(kCollapsed));
        QVERIFY(!detector.observe(kHealthy));
        QVERIFY(!detector.observe(kCollapsed));
        const auto change = detector.observe(kCollapsed);
        QVERIFY(change && change->isWorse());
        QCOMPARE(change->to, VanishingState::Collapsed);
        QVERIFY(!detector.observe(kCollapsed));
    }

    void theSentenceHasTheNumbers()
    {
        VanishingDetector detector({.patience = 1});
        const auto change = detector.observe(kCollapsed);
        QVERIFY(change);
        QCOMPARE(
            change->sentence(),
            std::string("The KL has vanished and the decoder ignores z: shuffle gap 0.02 nats, KL 0.011 nats, 0 of 32 "
                        "units active."));
    }

    void recoveryTakesAClearlyLargerGap()
    {
        VanishingDetector detector({}, {.state = VanishingState::Collapsed});
        for (int i = 0; i < 5; ++i)
            QVERIFY(!detector.observe(observation(0.2, 0.5))); // above 0.1, below 0.3
        QVERIFY(!detector.observe(observation(0.5)));
        const auto change = detector.observe(observation(0.5));
        QVERIFY(change && !change->isWorse());
        QCOMPARE(change->to, VanishingState::Healthy);
    }

    void aRisingKlWithoutUseIsCalledSo()
    {
        VanishingDetector detector({}, {.state = VanishingState::Collapsed});
        QVERIFY(!detector.observe(observation(0.01, 3.3, 0)));
        const auto change = detector.observe(observation(0.01, 3.3, 0));
        QVERIFY(change);
        QCOMPARE(change->to, VanishingState::KlWithoutInformation);
    }

    void aChangeTakesTheMildestOfItsValidations()
    {
        VanishingDetector detector;
        QVERIFY(!detector.observe(kCollapsed));
        const auto change = detector.observe(observation(1.0, 2.0, 20));
        QVERIFY(change);
        QCOMPARE(change->to, VanishingState::PartlyCollapsed);
    }

    void brokenNumbersChangeNothing()
    {
        VanishingDetector detector;
        QVERIFY(!detector.observe(kCollapsed));
        QVERIFY(!detector.observe(observation(std::numeric_limits<double>::quiet_NaN())));
        QVERIFY(detector.observe(kCollapsed));
    }

    void aRestoredMemoryGoesOnCounting()
    {
        VanishingDetector first;
        QVERIFY(!first.observe(kCollapsed));
        VanishingDetector restored({}, first.memory());
        QVERIFY(restored.observe(kCollapsed));
    }
};

QTEST_APPLESS_MAIN(TestVanishingDetector)
#include "tst_vanishing_detector.moc"
