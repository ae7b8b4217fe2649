// A fork from a place on a curve, and from a checkpoint in the list.
#include "gui/action_registry.h"
#include "gui/docks/inspector_dock.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/plot_panel.h"

#include <QFile>
#include <QMenu>
#include <QTabWidget>
#include <QTableView>

using namespace lb::experiments;
using lb::gui::FieldChange;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// A run with checkpoints at every 50 steps, of which the newest few are kept, paused beyond 200.
struct ForkBench {
    WindowBench window{word("rate=400 metrics=8 steps=100000 checkpoint-every=50")};
    QString uid;

    bool open()
    {
        uid = window.createRun(word("vae-sentences"), word("long"));
        window.open();
        window.window->openRun(uid);
        window.questions->field = FieldChange{word("latent.gamma"), word("0.7"), word("gamma"), {}, word("0.7")};
        window.trigger(lb::gui::Verb::Primary);
        return QTest::qWaitFor([this] { return checkpoints().size() >= 3; }, WindowBench::kPatienceMs) && pause();
    }
    bool pause()
    {
        window.trigger(lb::gui::Verb::Pause);
        if (!window.waitForCount(RunState::Paused, 1))
            return false;
        // The fake worker tells of checkpoints; forks need their files.
        const RunFolder folder = window.store().folder(uid);
        for (const CheckpointRecord& checkpoint : checkpoints()) {
            QFile file(folder.checkpoints() +
                       word("/%1-auto.safetensors").arg(checkpoint.step, 10, 10, QLatin1Char('0')));
            if (!file.open(QIODevice::WriteOnly) || file.write("weights") != 7)
                return false;
        }
        return true;
    }
    QList<CheckpointRecord> checkpoints() { return window.board().history(uid).checkpoints; }
    QAction* action()
    {
        auto* panel = window.find<lb::widgets::PlotPanel>(word("klPanel"));
        return panel->moreMenu()->findChild<QAction*>(word("forkFromHere"));
    }
    /// The newest run that is not the first one.
    const RunRecord* fork()
    {
        for (const RunRecord& run : window.board().runs())
            if (run.uid != uid)
                return &run;
        return nullptr;
    }
};

} // namespace

class TestForkHere : public QObject {
    Q_OBJECT
private slots:
    void aPlaceOnTheCurveTakesTheCheckpointBelow()
    {
        ForkBench bench;
        QVERIFY(bench.open());
        const qint64 checkpoint = bench.checkpoints().at(1).step;
        auto& panels = bench.window.window->monitor().panels();
        panels.link().setCursor(static_cast<double>(checkpoint) + 20, nullptr);
        QVERIFY(bench.action());
        bench.action()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(bench.fork(), WindowBench::kPatienceMs);
        QCOMPARE(bench.fork()->parentUid, bench.uid);
        QCOMPARE(bench.fork()->parentStep, checkpoint);
        QVERIFY(bench.window.questions->forks.first().title.contains(QString::number(checkpoint)));
    }

    void beforeTheFirstCheckpointOneIsTold()
    {
        ForkBench bench;
        QVERIFY(bench.open());
        bench.window.window->monitor().panels().link().setCursor(1, nullptr);
        bench.action()->trigger();
        const auto isTold = [&] {
            for (const auto* bar : bench.window.window->findChildren<lb::widgets::MessageBar*>())
                if (bar->isVisible() &&
                    (bar->message().title + bar->message().text).contains(word("keeps no checkpoint")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), 3000);
        QVERIFY(!bench.fork());
        QVERIFY(bench.window.questions->forks.isEmpty());
    }

    void aCheckpointOfTheListIsForked()
    {
        ForkBench bench;
        QVERIFY(bench.open());
        auto* view = bench.window.find<QTableView>(word("checkpointView"));
        for (auto* tabs : bench.window.window->findChildren<QTabWidget*>())
            if (const int page = tabs->indexOf(view); page >= 0)
                tabs->setCurrentIndex(page);
        QTRY_VERIFY(view->model()->rowCount() >= 3);
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(bench.fork(), WindowBench::kPatienceMs);
        QCOMPARE(bench.fork()->parentStep, bench.checkpoints().last().step);
    }
};

QTEST_MAIN(TestForkHere)
#include "tst_fork_here.moc"
