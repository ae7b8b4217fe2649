#include "experiments/control/silence_watch.h"

#include <QTest>

using namespace lb::experiments;

namespace {

constexpr qint64 kSecond = 1000;

/// At work, with this many steps and seconds to go.
RunRecord runAt(qint64 heartbeatMs, double etaSeconds = 100, qint64 stepsLeft = 1000)
{
    RunRecord run;
    run.uid = QStringLiteral("a");
    run.state = RunState::Running;
    run.heartbeatMs = heartbeatMs;
    run.totalSteps = stepsLeft;
    run.etaSeconds = etaSeconds;
    return run;
}

} // namespace

class TestSilenceWatch : public QObject {
    Q_OBJECT
private slots:
    void silenceIsToldOnceUntilThereIsASign()
    {
        SilenceWatch watch;
        QVERIFY(watch.look({runAt(1)}, 0).isEmpty());
        QVERIFY(watch.look({runAt(1)}, 119 * kSecond).isEmpty());
        const auto silent = watch.look({runAt(1)}, 120 * kSecond);
        QCOMPARE(silent.size(), 1);
        QCOMPARE(silent[0].seconds, 120);
        QVERIFY(watch.look({runAt(1)}, 500 * kSecond).isEmpty());
        QVERIFY(watch.look({runAt(2)}, 501 * kSecond).isEmpty());
        QCOMPARE(watch.look({runAt(2)}, 621 * kSecond).size(), 1);
    }

    void longStepsAreNoSilence()
    {
        SilenceWatch watch;
        const RunRecord slow = runAt(1, 6000, 100); // a minute each
        watch.look({slow}, 0);
        QVERIFY(watch.look({slow}, 1199 * kSecond).isEmpty());
        QCOMPARE(watch.look({slow}, 1200 * kSecond).size(), 1);
    }

    void theFirstStepMayTakeItsTime()
    {
        SilenceWatch watch;
        watch.look({runAt(1, -1)}, 0);
        QVERIFY(watch.look({runAt(1, -1)}, 599 * kSecond).isEmpty());
        QCOMPARE(watch.look({runAt(1, -1)}, 600 * kSecond).size(), 1);
    }

    void whatIsNotAtWorkIsNotWatched_data()
    {
        QTest::addColumn<RunState>("state");
        for (const RunState state : {RunState::Queued, RunState::Preparing, RunState::Finishing, RunState::Finished,
                                     RunState::Stopped, RunState::Failed, RunState::Interrupted})
            QTest::newRow(qPrintable(runStateName(state))) << state;
    }
    void whatIsNotAtWorkIsNotWatched()
    {
        QFETCH(RunState, state);
        SilenceWatch watch;
        RunRecord run = runAt(1);
        run.state = state;
        watch.look({run}, 0);
        QVERIFY(watch.look({run}, 10'000 * kSecond).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSilenceWatch)
#include "tst_silence_watch.moc"
