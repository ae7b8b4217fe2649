#include "experiments/records/run_query.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "gui/close_guard.h"
#include "gui/docks/queue_dock.h"
#include "gui/docks/queue_model.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/metric_plot.h"

#include <QAbstractItemModelTester>
#include <QStackedWidget>
#include <QTest>

using namespace lb::experiments;
using lb::gui::CloseChoice;
using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

const QString kLongRun = QStringLiteral("rate=200 metrics=8 steps=1000000 evaluate-every=50");

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// What the detector of a worker would have written.
void writeVanishing(const RunFolder& folder, const char* kind, qint64 step)
{
    auto lock = RunLock::take(folder);
    QVERIFY(lock);
    auto writer = MetricWriter::open(folder).value();
    writer->setTheory({{word("latent_size"), 32}, {word("steps_per_epoch"), 10}});
    writer->append(writer->metric(u"train/kl"), step, 0.03);
    writer->appendEvent({.step = step,
                         .kind = word(kind),
                         .data = {{word("kl"), 0.03}, {word("active_units"), 0}, {word("shuffle_gap"), 0.01}}});
    RunStatus status;
    status.state = RunState::Stopped;
    status.step = step;
    writer->setStatus(status);
    QVERIFY(writer->commit(MetricWriter::Durability::Durable));
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void clickOnTheDemoStartsThreeRuns()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
        QCOMPARE(bench.board().shown().size(), 3);
        QStringList families;
        for (const QString& uid : bench.board().shown()) {
            families.append(bench.board().run(uid)->family);
            QCOMPARE(bench.board().run(uid)->group, bench.board().runs().first().group);
        }
        QCOMPARE(families, QStringList({word("vae"), word("bn-vae"), word("eae")}));
    }

    void doubleClickOnTheDemoStartsOne()
    {
        WindowBench bench(kLongRun);
        bench.open();
        bench.trigger(Verb::RunDemo);
        bench.trigger(Verb::RunDemo);
        QVERIFY(bench.waitForCount(RunState::Running, 3));
        QCOMPARE(bench.store().list().value().size(), 3);
    }

    void stateButtonFollowsTheRuns()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QAction* primary = bench.context->actions()[Verb::Primary];
        QCOMPARE(primary->text(), word("Run demo"));
        QVERIFY(bench.runDemo());
        QTRY_COMPARE(primary->text(), word("Pause"));
        bench.click(word("stateButton"));
        QCOMPARE(primary->text(), word("Pausing")); // before the worker knows
        QVERIFY(bench.waitForCount(RunState::Paused, 3));
        QTRY_COMPARE(primary->text(), word("Continue"));
        bench.click(word("stateButton"));
        QVERIFY(bench.waitForCount(RunState::Running, 3));
        bench.click(word("stopButton"));
        QVERIFY(bench.waitForCount(RunState::Stopped, 3));
        QTRY_COMPARE(primary->text(), word("Continue"));
        QVERIFY(!bench.context->actions()[Verb::Stop]->isEnabled());
    }

    void curvesGrowWhileRunsAreAtWork()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        auto& panels = bench.window->monitor().panels();
        const auto& kl = panels.plot(word("train/kl"));
        const QString uid = bench.board().shown().first();
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > 20, WindowBench::kPatienceMs);
        const qsizetype points = kl.pointCount(uid);
        const int frames = kl.frameCount();
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > points + 20, WindowBench::kPatienceMs);
        QTRY_VERIFY(kl.frameCount() > frames); // drawn by itself, not by a test's paint event
    }

    void hiddenRunComesBackWithItsHistory()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        const auto& kl = bench.window->monitor().panels().plot(word("train/kl"));
        const QString uid = bench.board().shown().first();
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > 50, WindowBench::kPatienceMs);
        bench.board().setShown(uid, false);
        QTRY_COMPARE(kl.pointCount(uid), 0);
        bench.board().setShown(uid, true);
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > 50, WindowBench::kPatienceMs);
    }

    void vanishingIsSaidAndARemedyForksOneField_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("BN-VAE") << word("tryBnVae") << word("latent.kind") << word("bn-vae");
        QTest::newRow("free bits") << word("tryFreeBits") << word("objective.free_bits") << word("per-dimension");
        QTest::newRow("warm-up") << word("tryWarmUp") << word("objective.kl_schedule") << word("linear");
    }
    void vanishingIsSaidAndARemedyForksOneField()
    {
        QFETCH(const QString, button);
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        WindowBench bench(kLongRun);
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        writeVanishing(bench.store().folder(uid), "vanishing", 624);
        bench.open();
        bench.window->openRun(uid);
        auto* bar = bench.find<lb::widgets::MessageBar>(word("vanishing:") + uid);
        QTRY_VERIFY((bar = bench.find<lb::widgets::MessageBar>(word("vanishing:") + uid)));
        QVERIFY2(bar->message().title.contains(word("0.03 nats, 0 of 32")), qPrintable(bar->message().title));
        bench.click(button);
        QTRY_COMPARE(bench.board().runs().size(), 2);
        QCOMPARE(bench.questions->forks.size(), 1);
        QCOMPARE(bench.questions->forks.first().changes.size(), 1);
        const RunRecord fork = bench.board().runs().first();
        QCOMPARE(fork.parentUid, uid);
        const RunSpec before = bench.store().spec(uid).value();
        const RunSpec after = bench.store().spec(fork.uid).value();
        QCOMPARE(before.differences(after), QStringList{key});
        QCOMPARE(after.text(key), value);
    }

    void refusedRemedyForksNothing()
    {
        WindowBench bench(kLongRun);
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        writeVanishing(bench.store().folder(uid), "vanishing", 624);
        bench.open();
        bench.questions->confirmsForks = false;
        bench.window->openRun(uid);
        QTRY_VERIFY(bench.find(word("tryBnVae")));
        bench.click(word("tryBnVae"));
        QTRY_COMPARE(bench.questions->forks.size(), 1);
        QCOMPARE(bench.store().list().value().size(), 1);
    }

    void recoveredRunSaysNothing()
    {
        WindowBench bench(kLongRun);
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        writeVanishing(bench.store().folder(uid), "vanishing", 624);
        writeVanishing(bench.store().folder(uid), "recovered", 900);
        bench.open();
        bench.window->openRun(uid);
        QTRY_COMPARE(bench.board().history(uid).events.size(), 2);
        QVERIFY(!bench.find(word("vanishing:") + uid));
    }

    void closingAsksAndDoesWhatWasAnswered_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, CloseChoice choice, bool closes, RunState state) {
            QTest::newRow(name) << static_cast<int>(choice) << closes << static_cast<int>(state);
        };
        row("cancel", CloseChoice::Cancel, false, RunState::Running);
        row("keep training", CloseChoice::KeepTraining, true, RunState::Running);
        row("pause", CloseChoice::PauseAndQuit, true, RunState::Paused);
        row("stop", CloseChoice::StopAndQuit, true, RunState::Stopped);
    }
    void closingAsksAndDoesWhatWasAnswered()
    {
        QFETCH(const int, choice);
        QFETCH(const bool, closes);
        QFETCH(const int, state);
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        bench.questions->closeAnswer.choice = static_cast<CloseChoice>(choice);
        bench.window->close();
        QTRY_COMPARE(bench.isClosed(), closes);
        QCOMPARE(bench.questions->closeAsked, 1);
        bench.drop();
        const auto allAre = [&] {
            const QList<RunRecord> runs = bench.store().list().value();
            for (const RunRecord& run : runs)
                if (run.state != static_cast<RunState>(state))
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(allAre(), WindowBench::kPatienceMs);
    }

    void rememberedAnswerIsNotAskedAgain()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        bench.questions->closeAnswer = {CloseChoice::KeepTraining, true};
        bench.window->close();
        QTRY_VERIFY(bench.isClosed());
        bench.drop();
        bench.open();
        QVERIFY(bench.waitForCount(RunState::Running, 3));
        QVERIFY(bench.context->actions()[Verb::AskOnClose]->isEnabled());
        bench.window->close();
        QVERIFY(bench.isClosed());
        QCOMPARE(bench.questions->closeAsked, 0);
    }

    void newWindowShowsRunsThatGoOn()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        bench.drop();
        bench.open();
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
        QCOMPARE(bench.board().shown().size(), 3);
        const auto& kl = bench.window->monitor().panels().plot(word("train/kl"));
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(bench.board().shown().first()) > 10, WindowBench::kPatienceMs);
    }

    void waitingRunsCanBeReordered()
    {
        WindowBench bench(kLongRun);
        const QStringList uids{bench.createRun(word("vae-sentences"), word("a")),
                               bench.createRun(word("vae-sentences"), word("b")),
                               bench.createRun(word("vae-sentences"), word("c"))};
        bench.open();
        bench.context->store().post([uids](lb::gui::StoreReader& reader) {
            QVERIFY(reader.controller()->enqueue(uids));
            reader.listNow();
        });
        auto& queue = bench.find<lb::gui::QueueDock>(word("queueDock"))->model();
        QAbstractItemModelTester tester(&queue);
        QTRY_COMPARE_WITH_TIMEOUT(queue.rowCount(), 2, WindowBench::kPatienceMs); // the first one works
        const QString last = queue.uid(1);
        queue.move(1, 0);
        QCOMPARE(queue.uid(0), last);
        QTRY_COMPARE(bench.store().queue().value().first(), last);
    }

    void removedRunComesBackByUndo()
    {
        WindowBench bench;
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.board().setCurrent(uid);
        bench.trigger(Verb::Remove);
        QTRY_VERIFY(bench.board().runs().isEmpty());
        bench.click(word("undoRemoval"));
        QTRY_COMPARE(bench.board().runs().size(), 1);
        bench.trigger(Verb::Redo);
        QTRY_VERIFY(bench.board().runs().isEmpty());
    }

    void tagsAreKept()
    {
        WindowBench bench;
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.board().setCurrent(uid);
        bench.questions->text = word("paper, seeds, paper");
        bench.trigger(Verb::EditTags);
        QTRY_COMPARE(bench.board().run(uid)->tags, QStringList({word("paper"), word("seeds")}));
    }

    /// At the first size both sides keep their width, so that runs have names: a page that is too wide takes it.
    void everyPageLeavesRoomForTheDocks()
    {
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        const auto* pages = bench.window->findChild<QStackedWidget*>();
        QVERIFY(pages);
        QStringList wide;
        for (int i = 0; i < pages->count(); ++i)
            if (const int width = pages->widget(i)->minimumSizeHint().width(); width > 1440 - 2 * 284 - 20)
                wide.append(QStringLiteral("%1: %2").arg(pages->widget(i)->objectName()).arg(width));
        QVERIFY2(wide.isEmpty(), qPrintable(wide.join(QStringLiteral(", "))));
    }

    void aStarIsFoundAndTakenBack()
    {
        WindowBench bench;
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        bench.createRun(word("vae-sentences"), word("Other"));
        bench.open();
        bench.board().setCurrent(uid);
        QAction& star = *bench.context->actions()[Verb::Star];
        QVERIFY(!star.isChecked());
        bench.trigger(Verb::Star);
        QTRY_COMPARE(bench.board().run(uid)->tags, QStringList{lb::experiments::kStarTag});
        QTRY_VERIFY(star.isChecked());
        const lb::experiments::RunQuery query(word("is:starred"));
        QCOMPARE(std::count_if(bench.board().runs().begin(), bench.board().runs().end(),
                               [&](const auto& run) { return query.matches(run); }),
                 1);
        bench.trigger(Verb::Star);
        QTRY_VERIFY(bench.board().run(uid)->tags.isEmpty());
        QTRY_VERIFY(!star.isChecked());
        bench.trigger(Verb::Undo);
        QTRY_VERIFY(star.isChecked());
    }

    void finishedRunContinuesForMoreEpochs()
    {
        WindowBench bench(word("rate=0 metrics=4 steps=50"));
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.board().setCurrent(uid);
        bench.trigger(Verb::Primary); // Start
        QVERIFY(bench.waitForCount(RunState::Finished, 1));
        QTRY_VERIFY(bench.context->actions()[Verb::MoreEpochs]->isEnabled());
        const qint64 epochs = bench.store().spec(uid).value().integer(word("train.epochs"));
        bench.questions->number = 7;
        bench.trigger(Verb::MoreEpochs);
        QTRY_COMPARE(bench.store().spec(uid).value().integer(word("train.epochs")), epochs + 7);
    }

    void deadWorkerIsOfferedToContinue()
    {
        WindowBench bench(word("rate=200 steps=100000 crash-at=150"));
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.board().setCurrent(uid);
        bench.trigger(Verb::Primary);
        QVERIFY(QTest::qWaitFor([&] { return bench.board().run(uid)->step > 0; }, WindowBench::kPatienceMs));
        constexpr int kNoticedMs = 10'000; // and 150 steps at 200 a second before it dies
        QVERIFY(QTest::qWaitFor([&] { return bench.count(RunState::Interrupted) == 1; }, kNoticedMs));
        qputenv("LATENTBENCH_FAKE", kLongRun.toUtf8());
        bench.window->showPage(MainWindow::Page::Start);
        QTRY_VERIFY(bench.find(word("continueInterrupted")));
        bench.click(word("continueInterrupted"));
        QVERIFY(bench.waitForCount(RunState::Running, 1));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
