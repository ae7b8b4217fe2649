// How long the queue takes: by what was measured in the project.
#include "gui/docks/queue_model.h"
#include "gui/docks/queue_times.h"
#include "tests/gui/window_bench.h"
#include "widgets/theme/number_text.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QTest>

using namespace lb::experiments;
using lb::gui::QueueModel;
using lb::gui::QueueTimes;
using lb::gui::secondsUntilEmpty;
using lb::tests::WindowBench;

class TestQueueTimes : public QObject {
    Q_OBJECT
private slots:
    void runsThatWaitStartInOrderAsOthersEnd()
    {
        QCOMPARE(secondsUntilEmpty({}, {}, 1), 0.0);
        QCOMPARE(secondsUntilEmpty({30}, {}, 1), 30.0);
        QCOMPARE(secondsUntilEmpty({30}, {10, 20}, 1), 60.0);
        QCOMPARE(secondsUntilEmpty({30}, {10, 20}, 2), 30.0); // 10 and 20 beside it
        QCOMPARE(secondsUntilEmpty({30, 50}, {10}, 1), 60.0); // a group of two is at work: it waits for both
        QCOMPARE(secondsUntilEmpty({}, {10, 20, 30}, 2), 40.0);
        QCOMPARE(secondsUntilEmpty({30}, {10, -1}, 1), -1.0); // one is not known
    }

    void aWaitingRunTakesAsLongAsOneThatWasMeasured()
    {
        WindowBench bench(QStringLiteral("rate=200 metrics=8 steps=1000000 evaluate-every=50"));
        const QString first = bench.createRun(QStringLiteral("vae-sentences"), QStringLiteral("first"));
        const QString second = bench.createRun(QStringLiteral("vae-sentences"), QStringLiteral("second"));
        bench.open();
        bench.context->runs().continueRuns({first});
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().run(first)->step > 20, WindowBench::kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().run(first)->itemsPerSecond > 0, WindowBench::kPatienceMs);
        bench.context->runs().continueRuns({second});
        QTRY_COMPARE_WITH_TIMEOUT(bench.board().queue(), QStringList{second}, WindowBench::kPatienceMs);
        auto* times = bench.window->findChild<QueueTimes*>();
        QTRY_VERIFY_WITH_TIMEOUT(times->secondsOf(second) > 0, WindowBench::kPatienceMs);
        const auto* model = bench.find<QAbstractItemView>(QStringLiteral("queueView"))->model();
        QCOMPARE(model->index(0, QueueModel::Takes).data().toString(),
                 lb::widgets::durationText(times->secondsOf(second)));
        QTRY_VERIFY_WITH_TIMEOUT(times->secondsInAll() > times->secondsOf(second), WindowBench::kPatienceMs);
        const auto isSaid = [&] {
            for (const QLabel* label : bench.find(QStringLiteral("queueDock"))->findChildren<QLabel*>())
                if (label->text().contains(QStringLiteral("1 run, done in about")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(), WindowBench::kPatienceMs);
    }
};

QTEST_MAIN(TestQueueTimes)
#include "tst_queue_times.moc"
