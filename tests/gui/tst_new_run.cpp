#include "experiments/preview/presets.h"
#include "gui/pages/new_run_page.h"
#include "tests/gui/window_bench.h"
#include "widgets/forms/preset_chooser.h"
#include "widgets/forms/value_edit.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace lb::experiments;
using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

const QString kLongRun = QStringLiteral("rate=200 metrics=8 steps=1000000 evaluate-every=50");

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// The window with its New run page open, its forecast made.
struct Bench : WindowBench {
    explicit Bench(const QString& behaviour = kLongRun)
        : WindowBench(behaviour)
    {
        qputenv("LATENTBENCH_WORKER", "/nowhere/worker"); // plans are another test's business
    }
    void openPage()
    {
        open();
        trigger(Verb::NewRun);
        QVERIFY(waitForForecast());
    }
    lb::gui::NewRunPage& page() { return window->newRun(); }
    bool waitForForecast()
    {
        return QTest::qWaitFor([this] { return page().forecast().estimate.parameters > 0; }, kPatienceMs);
    }
    void type(const char* key, const char* text)
    {
        auto* edit = find<QWidget>(word(key));
        QVERIFY2(edit && edit->isVisible(), key);
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(edit, word(text));
    }
    QString textOf(const char* label) { return find<QLabel>(word(label))->text(); }
    QPushButton* start() { return find<QPushButton>(word("startRuns")); }
    void composeEight()
    {
        type("latent.gamma", "0.5, 0.6");
        type("latent.size", "8..16 step 8");
        type("run.seed", "1-2");
        QTRY_COMPARE(start()->text(), word("Start 8 runs"));
        QTRY_VERIFY(start()->isEnabled());
    }
};

} // namespace

class TestNewRun : public QObject {
    Q_OBJECT
private slots:
    void keysAloneStartARun()
    {
        Bench bench;
        bench.open();
        QTest::keyClick(bench.window.get(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(bench.window->page(), MainWindow::Page::NewRun);
        QVERIFY(bench.waitForForecast());
        bench.type("runName", "mine");
        QTest::keyClick(bench.find<QLineEdit>(word("runName")), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        QTRY_COMPARE(bench.window->page(), MainWindow::Page::Monitor);
        const RunRecord run = bench.store().list().value().first();
        QCOMPARE(run.name, word("mine"));
        QCOMPARE(run.family, word("bn-vae"));
        QVERIFY(!run.takesTurns);
        const RunSpec wanted = findPreset(word("bn-vae-sentences")).value().spec;
        const RunSpec spec = bench.store().spec(run.uid).value();
        for (auto it = wanted.fields().begin(); it != wanted.fields().end(); ++it)
            QCOMPARE(spec.value(it.key()), it.value());
    }

    void gridOverSeedsIsQueuedAndTrainsOneByOne()
    {
        Bench bench;
        bench.openPage();
        bench.composeEight();
        QCOMPARE(bench.textOf("gridLine"), word("2 values of Latent size d × 2 values of Gamma × 2 seeds = 8 runs"));
        bench.click(word("startRuns"));
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        QVERIFY(bench.waitForCount(RunState::Queued, 7));
        const QList<RunRecord> runs = bench.store().list().value();
        QCOMPARE(runs.size(), 8);
        QSet<QString> settings;
        for (const RunRecord& run : runs) {
            const RunSpec spec = bench.store().spec(run.uid).value();
            settings.insert(word("%1 %2 %3")
                                .arg(spec.real(word("latent.gamma")))
                                .arg(spec.integer(word("latent.size")))
                                .arg(run.seed));
            QCOMPARE(run.group, runs.first().group);
            QVERIFY(run.takesTurns && !run.group.isEmpty());
        }
        QCOMPARE(settings.size(), 8);
        bench.trigger(Verb::Stop);
        QVERIFY(bench.waitForCount(RunState::Stopped, 1));
        QVERIFY(bench.waitForCount(RunState::Running, 1)); // the next one
        QCOMPARE(bench.count(RunState::Queued), 6);
    }

    void asManyTrainAtATimeAsAsked()
    {
        Bench bench;
        bench.openPage();
        bench.composeEight();
        bench.type("atOnce", "2");
        bench.click(word("startRuns"));
        QVERIFY(bench.waitForCount(RunState::Running, 2));
        QVERIFY(bench.waitForCount(RunState::Queued, 6));
    }

    void wrongValuesKeepItFromStarting()
    {
        Bench bench;
        bench.openPage();
        bench.type("latent.gamma", "0.5,,0.6");
        QVERIFY(!bench.start()->isEnabled());
        QVERIFY(bench.textOf("error:latent.gamma").contains(word("empty place")));
        QCOMPARE(bench.textOf("newRunMessage"), word("1 field to put right."));
        auto* page = bench.find<lb::gui::NewRunPage>(word("newRunPage"));
        QVERIFY(page);
        page->setFocus();
        QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier); // does not start, goes where it is wrong
        QCOMPARE(bench.board().runs().size(), 0);
        QVERIFY(bench.window->focusWidget());
        QVERIFY2(bench.window->focusWidget()->objectName().contains(word("latent.gamma")),
                 qPrintable(bench.window->focusWidget()->objectName()));
        bench.click(word("reset:latent.gamma"));
        QTRY_VERIFY(bench.start()->isEnabled());
    }

    void fieldsThatContradictEachOtherAreNamed()
    {
        Bench bench;
        bench.openPage();
        bench.type("train.batch", "1");
        QTRY_VERIFY(!bench.start()->isEnabled());
        QTRY_VERIFY(bench.textOf("error:train.batch").contains(word("at least 2 rows")));
    }

    void changesAreCountedAndTakenBack()
    {
        Bench bench;
        bench.openPage();
        QVERIFY(bench.textOf("changesTitle").startsWith(word("As in BN-VAE")));
        bench.type("train.epochs", "40");
        bench.type("latent.gamma", "0.7");
        QCOMPARE(bench.textOf("changesTitle"), word("2 changes from BN-VAE on sentences"));
        QTRY_VERIFY(bench.find<QAbstractButton>(word("undo:train.epochs"))->isVisible()); // when the table is laid out
        bench.click(word("undo:train.epochs"));
        QCOMPARE(bench.textOf("changesTitle"), word("1 change from BN-VAE on sentences"));
        bench.click(word("resetAll"));
        QVERIFY(bench.page().draft().changed().isEmpty());
    }

    void forecastFollowsTheForm()
    {
        Bench bench;
        bench.openPage();
        const qint64 parameters = bench.page().forecast().estimate.parameters;
        QVERIFY(bench.find<QTreeView>(word("layerTable"))->model()->rowCount() > 4);
        QVERIFY(bench.textOf("timeFact").startsWith(word("not known")));
        QVERIFY(bench.textOf("memoryFact").startsWith(word("at least")));
        bench.type("encoder.hidden", "256");
        QTRY_VERIFY(bench.page().forecast().estimate.parameters > parameters);
        auto* schedule = bench.find<QComboBox>(word("objective.kl_schedule"));
        schedule->setFocus();
        QTest::keyClicks(schedule, word("cyc"));
        QTRY_VERIFY(bench.page().forecast().kl.mean < 0.8);
        QTRY_VERIFY(bench.textOf("schedulePanelRemark").contains(word("mean 0.7")));
    }

    void timeIsKnownFromRunsOfTheSameKind()
    {
        Bench bench;
        bench.openPage();
        bench.click(word("startRuns"));
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        const QString name = bench.board().runs().first().name;
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().runs().first().step > 40, WindowBench::kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().runs().first().last.contains(word("train/items_per_s")) ||
                                     bench.board().runs().first().itemsPerSecond > 0,
                                 WindowBench::kPatienceMs);
        bench.trigger(Verb::NewRun);
        QTRY_VERIFY_WITH_TIMEOUT(bench.textOf("timeFact").contains(word("as fast as ") + name),
                                 WindowBench::kPatienceMs);
        QVERIFY(bench.textOf("startsFact").contains(word("after 1 run")));
    }

    void addToQueueStaysAndPutsBehind()
    {
        Bench bench;
        bench.openPage();
        bench.click(word("addToQueue"));
        QVERIFY(bench.waitForCount(RunState::Running, 1)); // nothing was before it
        bench.click(word("addToQueue"));
        QVERIFY(bench.waitForCount(RunState::Queued, 1));
        QCOMPARE(bench.window->page(), MainWindow::Page::NewRun);
        QTRY_COMPARE(bench.textOf("newRunMessage"), word("1 run added to the queue."));
        const QString waiting = bench.board().queue().first();
        QTest::mouseClick(bench.start(), Qt::LeftButton);
        QTRY_COMPARE(bench.board().queue().size(), 2);
        QCOMPARE(bench.board().queue().last(), waiting);
    }

    void presetsAreChosenFromTheList()
    {
        Bench bench;
        bench.openPage();
        bench.click(word("presetChooser"));
        auto* search = bench.find<QLineEdit>(word("presetSearch"));
        QTRY_VERIFY(search->isVisible());
        QTest::keyClicks(search, word("chinese million"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(bench.page().draft().spec().text(word("data.id")), word("chinese-prose"));
        QVERIFY(bench.textOf("presetPurpose").contains(word("10 million")));
        QVERIFY(!bench.find<QWidget>(word("latent.size")) || !bench.find<QWidget>(word("latent.size"))->isVisible());
        QTRY_VERIFY(bench.start()->isEnabled());
    }

    void commandAndJsonSayTheSame()
    {
        Bench bench;
        bench.openPage();
        bench.composeEight();
        bench.click(word("copyCommand"));
        const QString command = QGuiApplication::clipboard()->text();
        QCOMPARE(command, word("latentbench-cli train --preset bn-vae-sentences --grid latent.size=8,16 --grid "
                               "latent.gamma=0.5,0.6 --seeds 1,2 --at-once 1"));
        bench.find<QAction>(word("copyJson"))->trigger();
        const RunSpec copied =
            RunSpec::fromJson(QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object()).value();
        QCOMPARE(copied, bench.page().draft().spec());
        bench.click(word("resetAll"));
        bench.find<QAction>(word("pasteJson"))->trigger();
        QCOMPARE(bench.page().draft().spec(), copied);
        QCOMPARE(bench.page().draft().changed().size(), 2); // 8 of 32, 0.5 of 0.6
    }

    void aRunInLockStepTakesTheSeedAndRefusesOtherBatches()
    {
        Bench bench;
        const QString leader = bench.createRun(word("bn-vae-sentences"), word("leader"));
        bench.openPage();
        auto* lockStep = bench.find<QComboBox>(word("lockStep"));
        QTRY_VERIFY(lockStep->findData(leader) > 0);
        bench.page().startFromPreset(word("bn-vae-sentences"));
        lockStep->setCurrentIndex(lockStep->findData(leader));
        emit lockStep->activated(lockStep->currentIndex());
        QTRY_VERIFY(bench.page().command().contains(word("--lock-step leader")));
        QTRY_VERIFY(bench.start()->isEnabled());
        bench.type("train.batch", "8");
        QTRY_VERIFY(!bench.start()->isEnabled());
        bool isTold = false;
        for (const QLabel* label : bench.window->findChildren<QLabel*>())
            isTold = isTold || label->text().contains(word("In lock step with leader this must be"));
        QVERIFY(isTold);
        const RunSpec preset = findPreset(word("bn-vae-sentences")).value().spec;
        bench.type("train.batch", QByteArray::number(preset.integer(word("train.batch"))).constData());
        QTRY_VERIFY(bench.start()->isEnabled());
        bench.click(word("addToQueue"));
        QTRY_COMPARE(bench.board().runs().size(), 2);
        QCOMPARE(bench.board().runs().first().lockStepUid, leader);
    }

    void pastedNonsenseIsRefusedInASentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << word(" ") << word("no text on the clipboard");
        QTest::newRow("no JSON") << word("{\"version\": 1,") << word("holds no JSON");
        QTest::newRow("a list") << word("[1]") << word("no object with settings");
        QTest::newRow("another's") << word("{\"a\": 1}") << word("no \"version\" number");
        QTest::newRow("newer") << word("{\"version\": 99}") << word("version 99");
        QTest::newRow("unknown key") << word("{\"version\": 1, \"latent\": {\"sise\": 4}}") << word("latent.size");
        QTest::newRow("wrong kind") << word("{\"version\": 1, \"train\": {\"batch\": \"x\"}}") << word("train.batch");
    }
    void pastedNonsenseIsRefusedInASentence()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, sentence);
        Bench bench;
        bench.openPage();
        const RunSpec before = bench.page().draft().spec();
        QGuiApplication::clipboard()->setText(text);
        bench.find<QAction>(word("pasteJson"))->trigger();
        QVERIFY2(bench.textOf("newRunMessage").contains(sentence), qPrintable(bench.textOf("newRunMessage")));
        QCOMPARE(bench.page().draft().spec(), before);
    }

    void jsonIsExportedForTheCommandLine()
    {
        Bench bench;
        bench.openPage();
        bench.type("train.epochs", "3");
        const QTemporaryDir folder;
        bench.questions->saveFile = folder.filePath(word("run.json"));
        bench.find<QAction>(word("exportJson"))->trigger();
        QFile file(*bench.questions->saveFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(RunSpec::fromJson(QJsonDocument::fromJson(file.readAll()).object())->integer(word("train.epochs")), 3);
        bench.questions->saveFile = word("/nowhere/run.json");
        bench.find<QAction>(word("exportJson"))->trigger();
        QVERIFY(bench.textOf("newRunMessage").contains(word("cannot be written")));
    }

    void newRunLikeAnotherBeginsWithItsSettings()
    {
        Bench bench;
        const QString uid = bench.createRun(word("eae-images"), word("EAE one"));
        bench.open();
        bench.board().setCurrent(uid);
        bench.trigger(Verb::NewRunLike);
        QTRY_COMPARE(bench.page().draft().spec().text(word("latent.kind")), word("eae"));
        QVERIFY(bench.textOf("changesTitle").contains(word("As in EAE one")));
        QVERIFY(bench.page().command().startsWith(word("latentbench-cli train --preset eae-images --seed 1")));
        QTRY_VERIFY(bench.start()->isEnabled());
        bench.click(word("startRuns"));
        QTRY_COMPARE(bench.board().runs().size(), 2);
        QCOMPARE(bench.board().runs().first().parentUid, uid);
    }

    void cancelLeadsBackAndKeepsTheForm()
    {
        Bench bench;
        bench.open();
        bench.trigger(Verb::ShowMonitor);
        bench.trigger(Verb::NewRun);
        QVERIFY(bench.waitForForecast());
        bench.type("train.epochs", "3");
        bench.click(word("cancelNewRun"));
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
        bench.trigger(Verb::NewRun);
        QCOMPARE(bench.page().draft().spec().integer(word("train.epochs")), 3);
    }
};

QTEST_MAIN(TestNewRun)
#include "tst_new_run.moc"
