// How long the queue takes: by what was measured in the project.
#include "gui/docks/queue_model.h"
#include "gui/docks/queue_times.h"
#include "tests/gui/window_bench.h"
#include "widgets/theme/number_text.h"

#include <QAbstractItemView>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QTest>

using namespace lb::experiments;
using lb::gui::QueueModel;
using lb::gui::QueueTimes;
using lb::gui::secondsUntilEmpty;
using lb::tests::WindowBench;

namespace {

const QString kLong = QStringLiteral("rate=200 metrics=8 steps=1000000 evaluate-every=50");

void move(QWidget& widget, QEvent::Type type, QPoint at)
{
    QMouseEvent event(type, QPointF(at), widget.mapToGlobal(QPointF(at)),
                      type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

/// Pulls at a row with the mouse and gives what the drag carries. The offscreen platform lets go at once; the drag
/// object stays until the next turn of the event loop.
std::unique_ptr<QMimeData> pulledRow(QAbstractItemView& view, int row)
{
    const QPoint place = view.visualRect(view.model()->index(row, 0)).center();
    move(*view.viewport(), QEvent::MouseButtonPress, place);
    move(*view.viewport(), QEvent::MouseMove, place - QPoint(0, 20));
    move(*view.viewport(), QEvent::MouseMove, place - QPoint(0, 40));
    const auto* drag = view.findChild<QDrag*>();
    if (!drag || !drag->mimeData())
        return nullptr;
    auto content = std::make_unique<QMimeData>();
    for (const QString& format : drag->mimeData()->formats())
        content->setData(format, drag->mimeData()->data(format));
    return content;
}

} // namespace

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
        WindowBench bench(kLong);
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

    void theOrderIsChangedByKeysAndByADragAndOutlivesTheWindow()
    {
        WindowBench bench(kLong);
        QStringList uids;
        for (const char* name : {"at work", "a", "b", "c"})
            uids.append(bench.createRun(QStringLiteral("vae-sentences"), QString::fromLatin1(name)));
        bench.open();
        bench.context->runs().continueRuns({uids[0]});
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        bench.context->runs().continueRuns(uids.mid(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.board().queue().size(), 3, WindowBench::kPatienceMs);
        const QStringList before = bench.board().queue();
        auto* view = bench.find<QAbstractItemView>(QStringLiteral("queueView"));
        bench.window->showPage(lb::gui::MainWindow::Page::Monitor);
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QTRY_VERIFY(view->isVisible());
        view->setFocus();
        QVERIFY(view->hasFocus());
        view->setCurrentIndex(view->model()->index(2, 0));
        QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(view, Qt::Key_Up, Qt::AltModifier); // it is the first: nothing
        const QStringList byKeys{before[2], before[0], before[1]};
        QTRY_COMPARE(bench.store().queue().value(), byKeys);
        QCOMPARE(view->currentIndex().row(), 0); // it stays the current one
        QTest::keyClick(view, Qt::Key_Down, Qt::AltModifier);
        const QStringList down{before[0], before[2], before[1]};
        emit bench.context->store().reader()->listed(bench.board().runs(), byKeys); // read before the order was written
        QCOMPARE(bench.board().queue(), down);
        QTRY_COMPARE(bench.store().queue().value(), down);
        QTRY_COMPARE(bench.board().queue(), down);

        const auto content = pulledRow(*view, 2);
        QVERIFY(content);
        QVERIFY(!view->model()->dropMimeData(content.get(), Qt::MoveAction, 0, 0, {})); // above the first
        const QStringList dragged{before[1], before[0], before[2]};
        QTRY_COMPARE(bench.store().queue().value(), dragged);
        bench.drop(); // as when it is killed: nothing is asked and nothing said
        bench.open();
        QTRY_COMPARE_WITH_TIMEOUT(bench.board().queue(), dragged, WindowBench::kPatienceMs);
        QCOMPARE(bench.find<QAbstractItemView>(QStringLiteral("queueView"))->model()->rowCount(), 3);
    }

    void runsThatAnotherWindowStartedCountToo()
    {
        WindowBench bench(kLong);
        const QString first = bench.createRun(QStringLiteral("vae-sentences"), QStringLiteral("first"));
        const QString second = bench.createRun(QStringLiteral("vae-sentences"), QStringLiteral("second"));
        bench.open();
        bench.context->runs().continueRuns({first});
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        bench.context->runs().continueRuns({second});
        QTRY_COMPARE_WITH_TIMEOUT(bench.board().queue(), QStringList{second}, WindowBench::kPatienceMs);
        bench.drop(); // its worker goes on alone
        bench.open();
        bench.board().showOnly({});
        auto* times = bench.window->findChild<QueueTimes*>();
        QTRY_VERIFY_WITH_TIMEOUT(times->secondsOf(first) > 0, WindowBench::kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(times->secondsInAll() > times->secondsOf(second), WindowBench::kPatienceMs);
    }
};

QTEST_MAIN(TestQueueTimes)
#include "tst_queue_times.moc"
