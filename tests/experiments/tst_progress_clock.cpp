#include "experiments/training/progress_clock.h"

#include <QTest>

#include <cmath>

using lb::experiments::ProgressClock;

namespace {

constexpr qint64 kMs = 1'000'000;

/// A run of steady load: an evaluation before it, one after each epoch, one at the end.
struct SteadyRun {
    qint64 now = 0;
    ProgressClock clock{[this] { return now; }};
    qint64 stepMs = 10;
    qint64 evaluationMs = 1000;
    static constexpr qint64 kPerEpoch = 100;
    static constexpr qint64 kSteps = 1000;

    void pass(qint64 ms) { now += ms * kMs; }
    void evaluate()
    {
        clock.beginEvaluation();
        pass(evaluationMs);
        clock.endEvaluation();
    }
    void trainTo(qint64 from, qint64 to)
    {
        for (qint64 step = from + 1; step <= to; ++step) {
            pass(stepMs);
            clock.stepDone(1);
            if (step % kPerEpoch == 0)
                evaluate();
        }
    }
    double left(qint64 step) const
    {
        return clock.secondsFor(kSteps - step, kSteps / kPerEpoch - step / kPerEpoch + 1);
    }
};

} // namespace

class TestProgressClock : public QObject {
    Q_OBJECT
private slots:
    void timeLeftIsRightAfterATwentieth_data()
    {
        QTest::addColumn<qint64>("evaluationMs");
        for (const qint64 ms : {0, 100, 1000, 10'000})
            QTest::addRow("an evaluation of %d ms", int(ms)) << ms;
    }
    void timeLeftIsRightAfterATwentieth()
    {
        QFETCH(qint64, evaluationMs);
        SteadyRun run;
        run.evaluationMs = evaluationMs;
        run.evaluate();
        run.trainTo(0, 50);
        const double foreseen = run.left(50);
        const qint64 then = run.now;
        run.trainTo(50, SteadyRun::kSteps);
        run.evaluate();
        const double real = static_cast<double>(run.now - then) / 1e9;
        QVERIFY2(std::abs(foreseen - real) <= 0.1 * real,
                 qPrintable(QStringLiteral("%1 foreseen, %2 passed").arg(foreseen).arg(real)));
    }

    void pausesAreNoTime()
    {
        SteadyRun run;
        run.evaluate();
        run.trainTo(0, 50);
        const double before = run.left(50);
        run.clock.pause();
        run.pass(3'600'000);
        run.clock.resume();
        QCOMPARE(run.left(50), before);
        QCOMPARE(run.clock.activeSeconds(), 1.5);
    }

    void fewStepsSayNothing()
    {
        SteadyRun run;
        run.trainTo(0, 9);
        QVERIFY(run.left(9) < 0);
        run.trainTo(9, 10);
        QVERIFY(run.left(10) > 0);
    }

    void commandsHaveARhythm()
    {
        SteadyRun run;
        QVERIFY(run.clock.isDue(100));
        QVERIFY(!run.clock.isDue(100));
        run.pass(100);
        QVERIFY(run.clock.isDue(100));
    }
};

QTEST_GUILESS_MAIN(TestProgressClock)
#include "tst_progress_clock.moc"
