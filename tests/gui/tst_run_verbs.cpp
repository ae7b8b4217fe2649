// What the Run menu does with runs that are there.
#include "experiments/control/run_controller.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/own_metrics.h"
#include "experiments/store/project_archive.h"
#include "gui/run_notifier.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace lb::experiments;
using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

const QString kLongRun = QStringLiteral("rate=200 metrics=8 steps=1000000 evaluate-every=50");

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestRunVerbs : public QObject {
    Q_OBJECT
private slots:
    void aRunAtWorkIsDiscardedAndComesBackByUndo()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(!bench.context->actions()[Verb::Discard]->isEnabled());
        QVERIFY(bench.runDemo());
        const QString uid = bench.board().current();
        QTRY_VERIFY(bench.context->actions()[Verb::Discard]->isEnabled());
        bench.trigger(Verb::Discard);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.board().run(uid), WindowBench::kPatienceMs);
        QCOMPARE(bench.count(RunState::Running), 2);
        QVERIFY(bench.store().list().value().size() == 2);
        bench.trigger(Verb::Undo);
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().run(uid), WindowBench::kPatienceMs);
        QCOMPARE(bench.board().run(uid)->state, RunState::Stopped);
    }

    void aRunAtWorkTakesAnotherLearningRate()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(!bench.context->actions()[Verb::ChangeLive]->isEnabled());
        QVERIFY(bench.runDemo());
        const QString uid = bench.board().current();
        QTRY_VERIFY(bench.context->actions()[Verb::ChangeLive]->isEnabled());
        bench.questions->field = lb::gui::FieldChange{word("optimizer.rate"), word("0.002"), {}, {}, {}};
        bench.trigger(Verb::ChangeLive);
        const auto heard = [&] {
            const auto reader = MetricReader::open(bench.store().folder(uid));
            const auto progress = reader ? (*reader)->progress() : Result<RunProgress>(fail(ErrorKind::NotFound, {}));
            return progress ? progress->status.acknowledged : QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(heard(), word("set optimizer.rate=0.002"), WindowBench::kPatienceMs);
        QStringList keys;
        for (const lb::gui::FieldChoice& field : bench.questions->fields)
            keys.append(field.key);
        QVERIFY2(keys.contains(word("objective.beta")) && !keys.contains(word("latent.size")),
                 qPrintable(keys.join(word(" "))));
        // What cannot be is said before anything is sent.
        bench.questions->field = lb::gui::FieldChange{word("optimizer.rate"), word("fast"), {}, {}, {}};
        bench.trigger(Verb::ChangeLive);
        QTRY_VERIFY(
            !bench.window->findChildren<lb::widgets::MessageBar*>(QRegularExpression(word("^notice:"))).isEmpty());
    }

    void aProjectIsPackedUnpackedAndOpened()
    {
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("mine"));
        bench.open();
        const QString zip = bench.project() + word(".zip");
        bench.questions->saveFile = zip;
        bench.trigger(Verb::ExportProject);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(zip), WindowBench::kPatienceMs);
        QTRY_VERIFY(bench.context->actions()[Verb::ImportProject]->isEnabled());
        const QString place = QFileInfo(bench.project()).path() + word("/elsewhere");
        bench.questions->openFile = zip;
        bench.questions->folder = place;
        bench.trigger(Verb::ImportProject);
        QTRY_COMPARE_WITH_TIMEOUT(bench.context->projectFolder(), place + word("/project"), WindowBench::kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.board().runs().size(), 1, WindowBench::kPatienceMs);
        QCOMPARE(bench.board().runs().first().name, word("mine"));
        // Once more into the same folder: said, and nothing is touched.
        QTRY_VERIFY(bench.context->actions()[Verb::ImportProject]->isEnabled());
        bench.trigger(Verb::ImportProject);
        QTRY_VERIFY_WITH_TIMEOUT(bench.find<lb::widgets::MessageBar>(word("notice:")), WindowBench::kPatienceMs);
        QCOMPARE(bench.store().list()->size(), 1);
    }

    void chosenRunsAreExportedByClicksWithoutTheirCheckpoints()
    {
        WindowBench bench;
        const QString first = bench.createRun(word("vae-sentences"), word("mine"));
        bench.createRun(word("vae-sentences"), word("other"));
        const RunFolder folder = bench.store().folder(first);
        QFile weights(folder.checkpoints() + word("/0000000010-auto.safetensors"));
        QVERIFY(QDir().mkpath(folder.checkpoints()) && weights.open(QIODevice::WriteOnly));
        weights.write("weights");
        weights.close();
        bench.open();
        bench.board().setCurrent(first);
        bench.trigger(Verb::ExportRuns);
        auto* dialog = bench.find<QDialog>(word("exportRunsDialog"));
        QVERIFY(dialog);
        const auto button = [dialog](const char* name) { return dialog->findChild<QAbstractButton*>(word(name)); };
        QTest::mouseClick(button("exportRunsCheckpoints"), Qt::LeftButton, {},
                          {10, button("exportRunsCheckpoints")->height() / 2});
        QTest::mouseClick(button("exportRunsCommand"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 word("latentbench-cli --project %1 export-project runs.zip --run mine --no-checkpoints")
                     .arg(bench.project()));
        const QString zip = QFileInfo(bench.project()).path() + word("/mine.zip");
        bench.questions->saveFile = zip;
        QTest::mouseClick(button("exportRunsStart"), Qt::LeftButton);
        const auto told = [&] {
            for (const auto* bar : bench.window->findChildren<lb::widgets::MessageBar*>())
                if (bar->message().title.contains(word("mine.zip was written")) &&
                    bar->message().text.contains(word("1 run,")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(told(), WindowBench::kPatienceMs);
        const QString place = QFileInfo(bench.project()).path() + word("/unpacked");
        QCOMPARE(lb::experiments::unpackProject(zip, place)->runs, 1);
        QVERIFY(QDir(place + word("/runs")).exists(first));
        QVERIFY(!QFileInfo::exists(place + word("/runs/") + first + word("/checkpoints/") +
                                   QFileInfo(weights.fileName()).fileName()));
    }

    void packedRunsAreTakenInByTheMenu()
    {
        QTemporaryDir place;
        const QString zip = place.filePath(word("theirs.zip"));
        {
            const auto store = RunStore::open(place.filePath(word("theirs"))).value();
            QVERIFY(store->create({.name = word("theirs"), .family = word("vae")}));
            QVERIFY(writeOwnMetrics(*store, {{.title = word("Cost"), .expression = word("train/loss * 2")}}));
            QVERIFY(packProject(store->projectFolder(), zip));
        }
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("mine"));
        bench.open();
        bench.questions->openFile = zip;
        const auto saysTaken = [&](const char* title, const char* text) {
            for (const auto* bar : bench.window->findChildren<lb::widgets::MessageBar*>())
                if (bar->message().title == word(title) && bar->message().text.contains(word(text)))
                    return true;
            return false;
        };
        bench.trigger(Verb::ImportRuns);
        QTRY_VERIFY_WITH_TIMEOUT(saysTaken("1 run taken in.", ""), WindowBench::kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.board().runs().size(), 2, WindowBench::kPatienceMs);
        const auto hasMetric = [&] { // in the list of metrics
            const auto* list = bench.find<QAbstractItemView>(word("metricList"));
            return list && !list->model()
                                ->match(list->model()->index(0, 0), Qt::DisplayRole, word("Cost"), 1,
                                        Qt::MatchContains | Qt::MatchRecursive)
                                .isEmpty();
        };
        QTRY_VERIFY(hasMetric());
        bench.trigger(Verb::ImportRuns); // once more
        QTRY_VERIFY_WITH_TIMEOUT(saysTaken("0 runs taken in.", "theirs"), WindowBench::kPatienceMs);
        QCOMPARE(bench.store().list()->size(), 2);
        for (auto* button : bench.window->findChildren<QAbstractButton*>())
            if (button->text() == word("Copy as command") && button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 word("latentbench-cli --project %1 import-project %2 --into").arg(bench.project(), zip));
    }

    void aCancelledExportLeavesNothing()
    {
        WindowBench bench;
        const QString uid = bench.createRun(word("vae-sentences"), word("large"));
        const auto folder = bench.store().folder(uid);
        QFile weights(folder.checkpoints() + word("/0000000001-manual.safetensors"));
        QVERIFY(QDir().mkpath(folder.checkpoints()) && weights.open(QIODevice::WriteOnly));
        QVERIFY(weights.resize(qint64{4} << 30)); // without a byte of it on the disk; seconds to pack
        bench.open();
        bench.board().setCurrent(uid);
        const QString zip = QFileInfo(bench.project()).path() + word("/large.zip");
        bench.questions->saveFile = zip;
        bench.trigger(Verb::ExportRuns);
        auto* dialog = bench.find<QDialog>(word("exportRunsDialog"));
        QVERIFY(dialog);
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(word("exportRunsStart")), Qt::LeftButton);
        const auto cancel = [&]() -> QAbstractButton* {
            for (auto* bar : bench.window->findChildren<lb::widgets::MessageBar*>())
                if (bar->message().title.startsWith(word("Packing")))
                    for (auto* button : bar->findChildren<QAbstractButton*>())
                        if (button->text() == word("Cancel") && button->isVisible())
                            return button;
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(cancel(), WindowBench::kPatienceMs);
        QTest::mouseClick(cancel(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.context->actions()[Verb::ExportProject]->isEnabled(), WindowBench::kPatienceMs);
        QVERIFY(!cancel());
        QCOMPARE(QFileInfo(zip).dir().entryList({word("large.zip*")}, QDir::Files | QDir::Hidden), QStringList());
        QVERIFY(QFileInfo::exists(weights.fileName()));
    }

    void endsAreToldWhileNobodyLooks()
    {
        WindowBench bench(word("rate=100 steps=200"));
        bench.open();
        auto* notifier = bench.window->findChild<lb::gui::RunNotifier*>();
        QSignalSpy told(notifier, &lb::gui::RunNotifier::told);
        QWidget other; // in front of the window
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QVERIFY(bench.runDemo());
        QVERIFY(bench.waitForCount(RunState::Finished, 3));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, WindowBench::kPatienceMs);
        QCOMPARE(told.first().at(0).toString(), word("3 runs have ended"));
        QVERIFY(!told.first().at(2).toBool());
        bench.window->showPage(MainWindow::Page::Start);
        notifier->open();
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
        // One that looks is not told, and none is where it is switched off.
        bench.context->actions()[Verb::TellEnds]->trigger();
        QVERIFY(!notifier->isOn());
        QVERIFY(!bench.context->settings().value(word("tellEnds")).toBool());
    }

    void aRunTrainedAgainIsCompared()
    {
        WindowBench bench(word("rate=100 steps=200"));
        bench.open();
        QVERIFY(bench.runDemo());
        QVERIFY(bench.waitForCount(RunState::Finished, 3));
        const QString first = bench.board().run(bench.board().current())->name;
        QTRY_VERIFY(bench.context->actions()[Verb::Repeat]->isEnabled());
        bench.trigger(Verb::Repeat);
        QVERIFY(bench.waitForCount(RunState::Finished, 4));
        const auto notice = [&] {
            for (const auto* bar : bench.window->findChildren<lb::widgets::MessageBar*>())
                if (bar->objectName().startsWith(word("notice:repeated")))
                    return bar;
            return static_cast<const lb::widgets::MessageBar*>(nullptr);
        };
        QTRY_VERIFY_WITH_TIMEOUT(notice(), WindowBench::kPatienceMs);
        QStringList words;
        for (const auto* label : notice()->findChildren<QLabel*>())
            words.append(label->text());
        QVERIFY2(words.join(QLatin1Char(' ')).contains(word("%1 and %1-again").arg(first)),
                 qPrintable(words.join(QLatin1Char('|'))));
        QCOMPARE(bench.board().run(bench.board().current())->tags, QStringList{kRepeatTag});
    }
};

QTEST_MAIN(TestRunVerbs)
#include "tst_run_verbs.moc"
