// Other programs' runs in the window: imported by a real worker through the menu and by dropping, and what cannot be
// done with them; what the Inspector says of a run's end.
#include "gui/docks/runs_dock.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/scripted_questions.h"
#include "tests/gui/window_bench.h"
#include "tests/support/event_bytes.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/metric_plot.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

using namespace lb::gui;
using lb::experiments::RunRecord;
using lb::experiments::RunState;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

struct Bench : WindowBench {
    QTemporaryDir folder;

    QString write(const char* name, const QByteArray& bytes) const
    {
        const QString path = folder.filePath(word(name));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return path;
    }
    const RunRecord* named(const char* name)
    {
        for (const RunRecord& run : board().runs())
            if (run.name == word(name))
                return &run;
        return nullptr;
    }
    void drop(const QString& path, QPoint place) const
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &event);
    }
    void copyCommand() const
    {
        for (auto* button : window->findChildren<QAbstractButton*>())
            if (button->text() == word("Copy as command") && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL("no such button");
    }
    QString messages() const
    {
        QStringList all;
        for (const auto* bar : window->findChildren<lb::widgets::MessageBar*>())
            for (const auto* label : bar->findChildren<QLabel*>())
                all.append(label->text());
        return all.join(QLatin1Char('\n'));
    }
};

} // namespace

class TestForeignRuns : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker"); }

    void aTableIsImportedFromTheMenuAndPlotted()
    {
        Bench bench;
        bench.open();
        bench.questions->openFile = bench.write("theirs.csv", "step,val_loss,loss\n0,2,3\n10,1,2.5\n20,,2\n");
        bench.trigger(Verb::ImportRuns);
        QTRY_VERIFY_WITH_TIMEOUT(bench.named("theirs") && bench.named("theirs")->state == RunState::Finished,
                                 WindowBench::kPatienceMs);
        bench.copyCommand();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 word("latentbench-cli --project %1 import-runs %2").arg(bench.project(), *bench.questions->openFile));
        const RunRecord run = *bench.named("theirs");
        QCOMPARE(run.family, word("imported"));
        QCOMPARE(run.last.value(word("validation/loss")), 1.0);
        QVERIFY(bench.board().isShown(run.uid));
        bench.window->showPage(MainWindow::Page::Monitor);
        MonitorPanels& panels = bench.window->monitor().panels();
        QTRY_VERIFY(panels.knownMetrics().contains(word("validation/loss")));
        panels.addMetric(word("loss"), QString());
        QTRY_VERIFY(panels.find(word("loss")));
        QTRY_COMPARE(panels.plot(word("loss")).pointCount(run.uid, word("loss")), 3);
    }

    void whatNeedsAModelIsOffAndTheRestIsOn()
    {
        Bench bench;
        bench.open();
        bench.questions->openFile = bench.write("theirs.csv", "step,loss\n0,3\n");
        bench.trigger(Verb::ImportRuns);
        QTRY_VERIFY_WITH_TIMEOUT(bench.named("theirs") && bench.named("theirs")->state == RunState::Finished,
                                 WindowBench::kPatienceMs);
        bench.board().setCurrent(bench.named("theirs")->uid);
        auto& actions = bench.context->actions();
        for (const Verb verb :
             {Verb::Continue, Verb::MoreEpochs, Verb::Fork, Verb::NewRunLike, Verb::Repeat, Verb::LastSteps})
            QVERIFY2(!actions[verb]->isEnabled(), qPrintable(actions[verb]->text()));
        for (const Verb verb : {Verb::Rename, Verb::EditTags, Verb::Star, Verb::Archive, Verb::Remove})
            QVERIFY2(actions[verb]->isEnabled(), qPrintable(actions[verb]->text()));
        bench.window->showPage(MainWindow::Page::Monitor);
        auto* state = bench.find<QLabel>(word("inspectorState"));
        QTRY_VERIFY2(state->text().contains(word("Imported from")), qPrintable(state->text()));
        bench.trigger(Verb::Remove);
        QTRY_VERIFY(!bench.named("theirs"));
        bench.trigger(Verb::Undo);
        QTRY_VERIFY(bench.named("theirs"));
    }

    void anEventFileIsDroppedAndItsCutIsTold()
    {
        using namespace lb::tests;
        Bench bench;
        bench.open();
        const QByteArray bytes = fileVersion() + eventRecord(1.7e9, 1, simpleValue("loss", 2.0F)) +
                                 eventRecord(1.7e9, 2, simpleValue("loss", 1.0F));
        const QString path = bench.write("events.out.tfevents.1.host", bytes.chopped(5));
        bench.drop(path, bench.window->rect().center());
        QTRY_VERIFY_WITH_TIMEOUT(bench.messages().contains(word("1 run imported")), WindowBench::kPatienceMs);
        QVERIFY2(bench.messages().contains(word("where a file ends early")), qPrintable(bench.messages()));
        QCOMPARE(bench.board().runs().size(), 1);
        QCOMPARE(bench.board().runs().first().step, 1);
    }

    void aTableIsARunOnlyOnTheListOfRuns()
    {
        Bench bench;
        bench.open();
        const QString path = bench.write("theirs.csv", "step,loss\n0,3\n");
        bench.drop(path, bench.window->rect().center());
        QVERIFY(bench.find(word("importName"))->isVisible()); // the Data page offers it as a data set
        QVERIFY(bench.board().runs().isEmpty());
        auto* dock = bench.find<RunsDock>(word("runsDock"));
        bench.window->showPage(MainWindow::Page::Monitor);
        QTRY_VERIFY(dock->isVisible());
        bench.drop(path, dock->geometry().center());
        QTRY_VERIFY_WITH_TIMEOUT(bench.named("theirs"), WindowBench::kPatienceMs);
    }

    void aFileThatIsNoneLeavesNothing()
    {
        Bench bench;
        bench.open();
        bench.questions->openFile = bench.write("theirs.csv", "loss,accuracy\n1,2\n");
        bench.trigger(Verb::ImportRuns);
        QTRY_VERIFY_WITH_TIMEOUT(bench.messages().contains(word("names no column step")), WindowBench::kPatienceMs);
        QVERIFY(bench.board().runs().isEmpty());
    }
};

QTEST_MAIN(TestForeignRuns)
#include "tst_foreign_runs.moc"
