// The list of runs in the window: folds of seeds, what verbs do with them, saved searches.
#include "experiments/preview/presets.h"
#include "gui/action_registry.h"
#include "gui/docks/run_list_settings.h"
#include "gui/docks/runs_dock.h"
#include "gui/run_actions.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/tables/run_tree_model.h"

#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTreeView>

using namespace lb::experiments;
using lb::gui::RunListSettings;
using lb::gui::Verb;
using lb::tests::WindowBench;
using lb::widgets::RunTreeModel;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// A window over a project in which a VAE has three seeds and an EAE one.
struct RunsBench {
    WindowBench window{word("rate=100 metrics=4 steps=1000000")};
    QStringList seeds;

    RunsBench()
    {
        for (qint64 seed = 1; seed <= 3; ++seed) {
            NewRun run = newRun("vae-sentences", seed);
            run.name = word("VAE, seed %1").arg(seed);
            seeds.append(window.store().create(run).value().uid);
        }
        NewRun other = newRun("eae-sentences", 1);
        other.name = word("EAE");
        window.store().create(other).value();
        window.open();
        window.window->showPage(lb::gui::MainWindow::Page::Monitor);
    }
    static NewRun newRun(const char* preset, qint64 seed)
    {
        const Preset found = findPreset(word(preset)).value();
        NewRun run{.spec = found.spec, .group = word("study"), .family = found.family};
        run.spec.set(word("run.seed"), seed);
        return run;
    }
    QTreeView& tree() { return *window.find<QTreeView>(word("runTree")); }
    QModelIndex fold()
    {
        const QModelIndex group = tree().model()->index(0, 0);
        return tree().model()->index(0, 0, group);
    }
    QLineEdit* nameEditor() { return tree().findChild<QLineEdit*>(word("runNameEdit")); }
    RunListSettings& settings() { return *window.window->findChild<RunListSettings*>(); }
    QMenu& openSearches()
    {
        auto* menu = window.find<QMenu>(word("savedSearchesMenu"));
        emit menu->aboutToShow();
        return *menu;
    }
    void chooseIn(QMenu& menu, const QString& text)
    {
        for (QAction* action : menu.actions())
            if (action->text() == text)
                return action->trigger();
        QFAIL(qPrintable(text));
    }
};

} // namespace

class TestRunsDock : public QObject {
    Q_OBJECT
private slots:
    void seedsAreOneRowThatVerbsActOn()
    {
        RunsBench bench;
        QCOMPARE(bench.tree().model()->rowCount(bench.tree().model()->index(0, 0)), 2);
        QCOMPARE(bench.fold().data().toString(), word("VAE"));
        bench.tree().setCurrentIndex(bench.fold());
        QCOMPARE(bench.window.board().selected(), bench.seeds);
        bench.window.trigger(Verb::Star);
        const auto starred = [&] {
            int count = 0;
            for (const RunRecord& run : bench.window.board().runs())
                count += int(run.tags.size());
            return count;
        };
        QTRY_COMPARE(starred(), 3);
        bench.window.trigger(Verb::Undo); // one step for all
        QTRY_COMPARE(starred(), 0);
    }

    void aRunThatIsAskedForIsActedOnAlone()
    {
        RunsBench bench;
        QVERIFY(!bench.tree().isExpanded(bench.fold()));
        bench.window.board().setCurrent(bench.seeds[1]); // by a click on another page, say
        QVERIFY(bench.tree().isExpanded(bench.fold()));
        QCOMPARE(bench.window.board().selected(), QStringList{bench.seeds[1]});
    }

    void aFoldMovesToTheTrashAndBack()
    {
        RunsBench bench;
        bench.tree().setCurrentIndex(bench.fold());
        bench.window.trigger(Verb::Remove);
        QTRY_COMPARE(bench.window.board().runs().size(), 1);
        bench.window.trigger(Verb::Undo);
        QTRY_COMPARE(bench.window.board().runs().size(), 4);
        QTRY_COMPARE(bench.fold().data(RunTreeModel::CountRole).toInt(), 3);
    }

    void theEyeOfAFoldShowsAllItsCurves()
    {
        RunsBench bench;
        bench.window.board().showOnly({});
        bench.tree().setFocus();
        bench.tree().setCurrentIndex(bench.fold());
        QTest::keyClick(&bench.tree(), Qt::Key_Space);
        QCOMPARE(bench.window.board().shown(), bench.seeds);
        QTest::keyClick(&bench.tree(), Qt::Key_Space);
        QVERIFY(bench.window.board().shown().isEmpty());
    }

    void aNewSeedJoinsItsFoldAndTheCurrentRunStays()
    {
        RunsBench bench;
        QString uid;
        for (const RunRecord& run : bench.window.board().runs())
            if (run.name == word("EAE"))
                uid = run.uid;
        bench.window.board().setCurrent(uid);
        NewRun second = RunsBench::newRun("eae-sentences", 2);
        second.name = word("EAE, seed 2");
        bench.window.store().create(second).value();
        QTRY_COMPARE(bench.window.board().runs().size(), 5);
        QCOMPARE(bench.window.board().current(), uid);
        const QModelIndex group = bench.tree().model()->index(0, 0);
        QCOMPARE(bench.tree().model()->rowCount(group), 2);
        QCOMPARE(bench.tree().currentIndex(), bench.tree().model()->index(1, 0, group));
    }

    void f2EditsTheNameInItsRowAndUndoTakesItBack()
    {
        RunsBench bench;
        const QString uid = bench.seeds[1]; // inside a closed fold
        bench.window.board().setCurrent(uid);
        QTest::keyClick(bench.window.window.get(), Qt::Key_F2);
        QVERIFY(bench.nameEditor());
        QCOMPARE(bench.nameEditor()->text(), word("VAE, seed 2"));
        QTest::keyClicks(bench.nameEditor(), word("not this"));
        QTest::keyClick(bench.nameEditor(), Qt::Key_Escape);
        QTRY_VERIFY(!bench.nameEditor());
        QTest::keyClick(bench.window.window.get(), Qt::Key_F2);
        QTest::keyClicks(bench.nameEditor(), word("of table 2"));
        // A run at work ticks: what was typed stays.
        QVERIFY(bench.window.store().setTags(uid, {word("paper")}));
        QTRY_COMPARE(bench.window.board().run(uid)->tags.size(), 1);
        QCOMPARE(bench.nameEditor()->text(), word("of table 2"));
        QTest::keyClick(bench.nameEditor(), Qt::Key_Return);
        QTRY_COMPARE(bench.window.board().run(uid)->name, word("of table 2"));
        QVERIFY(!bench.window.window->findChild<QDialog*>(word("inputDialog")));
        bench.window.trigger(Verb::Undo);
        QTRY_COMPARE(bench.window.board().run(uid)->name, word("VAE, seed 2"));
        QCOMPARE(bench.window.store().find(uid)->name, word("VAE, seed 2"));
    }

    void aSlowSecondClickEditsTheNameAndACheckDoesNot()
    {
        RunsBench bench;
        bench.window.board().setCurrent(bench.seeds[2]);
        QTreeView& tree = bench.tree();
        const QRect row = tree.visualRect(tree.currentIndex());
        const bool wasShown = bench.window.board().isShown(bench.seeds[2]);
        QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, {row.left() + 8, row.center().y()}); // the check
        QCOMPARE(bench.window.board().isShown(bench.seeds[2]), !wasShown);
        QTest::qWait(2 * QApplication::doubleClickInterval());
        QVERIFY(!bench.nameEditor());
        QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, {row.right() - 8, row.center().y()});
        QTRY_VERIFY(bench.nameEditor());
        QTest::keyClicks(bench.nameEditor(), word("clicked"));
        QTest::keyClick(bench.nameEditor(), Qt::Key_Return);
        QTRY_COMPARE(bench.window.board().run(bench.seeds[2])->name, word("clicked"));
    }

    void aNameThatIsTakenIsToldAndTheOldOneStays()
    {
        RunsBench bench;
        bench.window.board().setCurrent(bench.seeds[0]);
        const auto told = [&](const char* words) {
            for (const auto* bar : bench.window.window->findChildren<lb::widgets::MessageBar*>())
                if (bar->isVisible() && (bar->message().title + bar->message().text).contains(word(words)))
                    return true;
            return false;
        };
        for (const auto& [name, words] :
             {std::pair("EAE", "Another run is called EAE."), {"-a", "begin with a dash"}}) {
            bench.window.trigger(Verb::Rename);
            QTest::keyClicks(bench.nameEditor(), word(name));
            QTest::keyClick(bench.nameEditor(), Qt::Key_Return);
            QTRY_VERIFY2(told(words), words);
        }
        QCOMPARE(bench.window.board().run(bench.seeds[0])->name, word("VAE, seed 1"));
    }

    void aSearchIsSavedPickedRenamedAndDeleted()
    {
        RunsBench bench;
        auto* field = bench.window.find<QLineEdit>(word("runFilter"));
        field->setText(word("model:eae"));
        bench.window.questions->text = word("entropic");
        bench.openSearches().findChild<QAction*>(word("saveSearch"))->trigger();
        field->clear();
        bench.chooseIn(bench.openSearches(), word("entropic"));
        QCOMPARE(field->text(), word("model:eae"));
        QCOMPARE(bench.tree().model()->rowCount(bench.tree().model()->index(0, 0)), 1);
        bench.window.questions->text = word("EAEs");
        bench.chooseIn(*bench.openSearches().findChild<QMenu*>(word("renameSearch")), word("entropic"));
        QCOMPARE(bench.settings().searches().first().name, word("EAEs"));
        bench.chooseIn(*bench.openSearches().findChild<QMenu*>(word("deleteSearch")), word("EAEs"));
        QVERIFY(bench.settings().searches().isEmpty());
        bench.window.trigger(Verb::Undo);
        QCOMPARE(bench.settings().searches().size(), 1);
    }

    void savedSearchesAreThereAgainAfterAStart()
    {
        RunsBench bench;
        bench.settings().save(word("good"), word("kl>2"));
        bench.settings().setValueMetric(word("validation/kl"));
        QTRY_VERIFY(bench.window.store().setting(word("runs")).value().contains(word("kl>2")));
        bench.window.drop();
        bench.window.open();
        QTRY_COMPARE(bench.settings().searches().size(), 1);
        QCOMPARE(bench.settings().searches().first(), (lb::gui::SavedSearch{word("good"), word("kl>2")}));
        bench.window.window->showPage(lb::gui::MainWindow::Page::Monitor);
        QVERIFY(!bench.tree().isColumnHidden(RunTreeModel::ValueColumn));
    }

    void aNameThatIsTakenIsRefusedWithASentence()
    {
        RunsBench bench;
        bench.settings().save(word("a"), word("kl>1"));
        bench.settings().save(word("b"), word("kl>2"));
        QSignalSpy failed(&bench.settings(), &RunListSettings::failed);
        bench.settings().rename(word("a"), word("b"));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(bench.settings().searches().size(), 2);
    }

    void keysOpenTheMenuOfSearches()
    {
        RunsBench bench;
        QTest::keyClick(bench.window.window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        auto* menu = bench.window.find<QMenu>(word("savedSearchesMenu"));
        QTRY_VERIFY(menu->isVisible());
        menu->close();
    }
};

QTEST_MAIN(TestRunsDock)
#include "tst_runs_dock.moc"
