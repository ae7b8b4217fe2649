#include "engine/core/schedule.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>
#include <numeric>

using lb::engine::KlSchedule;
using lb::engine::RateSchedule;
using lb::testing::golden;

namespace {

/// Golden files hold ten digits.
constexpr double kTolerance = 1e-9;

/// Golden objects are ordered by their keys as text: "0", "1000", "1500", "2000", "500", "5000".
bool matches(const RateSchedule& schedule, const QString& key, const std::vector<std::int64_t>& steps)
{
    const std::vector<double> expected = golden(QStringLiteral("optim"), key);
    if (expected.size() != steps.size())
        return false;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (std::abs(schedule.at(steps[i]) - expected[i]) > kTolerance)
            return false;
    return true;
}

} // namespace

class TestSchedule : public QObject {
    Q_OBJECT
private slots:
    void piecewiseMatchesGolden()
    {
        const RateSchedule schedule{
            .kind = RateSchedule::Kind::Piecewise, .rate = 1.0, .points = {{1000, 1.0}, {2000, 0.1}}};
        QVERIFY(matches(schedule, QStringLiteral("piecewise_1000:1_2000:0.1"), {0, 1000, 1500, 2000, 500, 5000}));
    }

    void cosineWithWarmUpMatchesGolden()
    {
        const RateSchedule schedule{.kind = RateSchedule::Kind::Cosine,
                                    .rate = 1.0,
                                    .warmupSteps = 100,
                                    .totalSteps = 1000,
                                    .finalFraction = 0.1};
        QVERIFY(matches(schedule, QStringLiteral("cosine_warmup100_total1000_final0.1"),
                        {0, 100, 1000, 2000, 325, 49, 550, 99}));
    }

    void stepDecayMatchesGolden()
    {
        const RateSchedule schedule{.kind = RateSchedule::Kind::StepDecay, .rate = 1.0, .decayEvery = 300};
        QVERIFY(matches(schedule, QStringLiteral("step_decay_every300_factor0.5"), {0, 299, 300, 899, 900}));
    }

    void warmUpRisesInEqualStepsToTheRate()
    {
        const RateSchedule schedule{.rate = 0.02, .warmupSteps = 4};
        const std::vector<double> expected{0.005, 0.01, 0.015, 0.02, 0.02, 0.02};
        for (std::size_t step = 0; step < expected.size(); ++step)
            QCOMPARE(schedule.at(static_cast<std::int64_t>(step)), expected[step]);
    }

    void decayAndWarmUpMultiply()
    {
        const RateSchedule schedule{
            .kind = RateSchedule::Kind::StepDecay, .rate = 1.0, .warmupSteps = 4, .decayEvery = 2};
        QCOMPARE(schedule.at(2), 0.5 * 0.75);
    }

    void degenerateSettingsStayFinite()
    {
        RateSchedule schedule{.kind = RateSchedule::Kind::Cosine, .rate = 1.0, .warmupSteps = 10, .totalSteps = 5};
        QCOMPARE(schedule.at(10), 0.0);
        schedule = {.kind = RateSchedule::Kind::StepDecay, .rate = 1.0, .decayEvery = 0};
        QCOMPARE(schedule.at(1000), 1.0);
        schedule = {.kind = RateSchedule::Kind::Piecewise, .rate = 1.0};
        QCOMPARE(schedule.at(1000), 0.0);
        QCOMPARE(schedule.at(-5), schedule.at(0));
    }

    /// Acceptance case A11: 40,000 steps, four cycles, half of each a ramp.
    void cyclicalScheduleRestartsEachCycle()
    {
        const KlSchedule schedule{.kind = KlSchedule::Kind::Cyclical, .totalSteps = 40'000};
        QCOMPARE(schedule.at(0), 0.0);
        QCOMPARE(schedule.at(2500), 0.5);
        QCOMPARE(schedule.at(5000), 1.0);
        QCOMPARE(schedule.at(9999), 1.0);
        QCOMPARE(schedule.at(10'000), 0.0);
        double total = 0.0;
        for (std::int64_t step = 0; step < 40'000; ++step)
            total += schedule.at(step);
        QVERIFY(std::abs(total / 40'000 - 0.75) < 1e-3);
    }

    void cyclicalScheduleStaysAtBetaAfterItsCycles()
    {
        const KlSchedule schedule{.kind = KlSchedule::Kind::Cyclical, .beta = 0.4, .cycles = 3, .totalSteps = 100};
        QCOMPARE(schedule.at(100), 0.4);
        QCOMPARE(schedule.at(1'000'000), 0.4);
    }

    void cycleOfBrokenLengthRestartsAtItsFirstWholeStep()
    {
        const KlSchedule schedule{.kind = KlSchedule::Kind::Cyclical, .cycles = 3, .totalSteps = 100};
        QCOMPARE(schedule.at(33), 1.0);             // 33 of 33.33
        QVERIFY(schedule.at(34) < 0.05);            // 0.67 into the second cycle
        QVERIFY(schedule.at(34) < schedule.at(35)); // and rising
    }

    void linearAnnealingRunsFromStartToBeta()
    {
        const KlSchedule schedule{.kind = KlSchedule::Kind::Linear, .beta = 1.0, .start = 0.1, .warmupSteps = 10};
        QCOMPARE(schedule.at(0), 0.1);
        QCOMPARE(schedule.at(5), 0.55);
        QCOMPARE(schedule.at(10), 1.0);
        QCOMPARE(schedule.at(11), 1.0);
    }

    void annealingWithoutWarmUpIsConstant()
    {
        const KlSchedule schedule{.kind = KlSchedule::Kind::Linear, .beta = 0.7, .start = 0.1};
        QCOMPARE(schedule.at(0), 0.7);
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
