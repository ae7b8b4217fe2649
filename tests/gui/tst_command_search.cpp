// Ctrl+K and the key sheet, with real keys and clicks.
#include "gui/action_registry.h"
#include "gui/search/command_search.h"
#include "gui/search/match_rank.h"
#include "tests/gui/window_bench.h"

#include <QAbstractItemModelTester>
#include <QDialog>
#include <QListView>
#include <QSettings>
#include <QTreeWidget>

using lb::gui::CommandSearch;
using lb::gui::FoundModel;
using lb::gui::matchRank;
using lb::gui::searchWords;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

QStringList titles(const CommandSearch& search)
{
    QStringList result;
    for (int row = 0; row < search.found().rowCount(); ++row)
        result.append(search.found().entry(row).title);
    return result;
}

/// Opens the list by its shortcut.
CommandSearch& opened(WindowBench& bench)
{
    QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
    return *bench.find<CommandSearch>(word("commandSearch"));
}

} // namespace

class TestCommandSearch : public QObject {
    Q_OBJECT
private slots:
    void ranksGoFromTheBeginningToInitials()
    {
        const auto rank = [](const char* typed, const char* title, const char* rest) {
            return matchRank(searchWords(word(typed)), word(title), word(rest));
        };
        const QList<std::optional<int>> rising{rank("dark", "Dark theme", ""),
                                               rank("theme", "Dark theme", ""),
                                               rank("hem", "Dark theme", ""),
                                               rank("ground", "Dark theme", "on dark ground"),
                                               rank("roun", "Dark theme", "on dark ground"),
                                               rank("dt", "Dark theme", "")};
        for (qsizetype i = 0; i < rising.size(); ++i) {
            QVERIFY2(rising[i], qPrintable(QString::number(i)));
            QVERIFY(i == 0 || *rising[i - 1] < *rising[i]);
        }
        QVERIFY(!rank("darker", "Dark theme", ""));
        QVERIFY(!rank("dark moon", "Dark theme", "")); // every word must be there
        QVERIFY(rank("theme dark", "Dark theme", ""));
        QVERIFY(rank("kl>2", "KL 2", ""));
        QCOMPARE(rank("", "Anything", ""), std::optional(0));
        QCOMPARE(rank("  .. ", "Anything", ""), std::nullopt);
    }

    void theModelKeepsTheRulesOfModels()
    {
        FoundModel model;
        const QAbstractItemModelTester tester(&model);
        QList<lb::gui::SearchEntry> entries;
        for (int i = 0; i < 40; ++i)
            entries.append({.id = QString::number(i), .title = word("Run %1").arg(i), .isEnabled = i != 0});
        model.find(word("run"), entries, {word("7")});
        QCOMPARE(model.rowCount(), FoundModel::kMost);
        QCOMPARE(model.fitting(), 40);
        QCOMPARE(model.entry(0).id, word("7")); // chosen lately
        QCOMPARE(model.entry(1).id, word("1")); // 0 cannot be done: it is behind all that can
        model.find(word("run 39"), entries, {});
        QCOMPARE(model.rowCount(), 1);
        model.find(word("nothing"), entries, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void aCommandIsFoundAndDoneByKeys()
    {
        WindowBench bench;
        bench.open();
        const bool wasDark = bench.context->theme().isDark();
        CommandSearch& search = opened(bench);
        QVERIFY(search.hasFocus());
        QTRY_VERIFY(search.list() && search.list()->isVisible());
        QTest::keyClicks(&search, wasDark ? word("light th") : word("dark th"));
        QCOMPARE(titles(search).first(), wasDark ? word("Light theme") : word("Dark theme"));
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(bench.context->theme().isDark(), !wasDark);
        QVERIFY(!search.list()->isVisible());
        QVERIFY(!search.hasFocus());
        QVERIFY(search.text().isEmpty());
        opened(bench); // what was done last comes first
        QVERIFY(titles(search).first().startsWith(wasDark ? word("Light theme") : word("Dark theme")));
        QTest::keyClick(&search, Qt::Key_Escape);
        QVERIFY(!search.list()->isVisible());
    }

    void runsAndPresetsAreOpened()
    {
        WindowBench bench;
        bench.open();
        const QString uid = bench.createRun(word("vae-sentences"), word("Heron"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().run(uid), WindowBench::kPatienceMs);
        CommandSearch& search = opened(bench);
        QTest::keyClicks(&search, word("heron"));
        QCOMPARE(titles(search), QStringList{word("Heron")});
        const QModelIndex first = search.found().index(0);
        QTest::mouseClick(search.list()->viewport(), Qt::LeftButton, {}, search.list()->visualRect(first).center());
        QCOMPARE(bench.board().current(), uid);
        QCOMPARE(bench.window->page(), lb::gui::MainWindow::Page::Monitor);
        opened(bench);
        QTest::keyClicks(&search, word("bn-vae-sentences"));
        QTest::keyClick(&search, Qt::Key_Down);
        QTest::keyClick(&search, Qt::Key_Up);
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(bench.window->page(), lb::gui::MainWindow::Page::NewRun);
    }

    void whatCannotBeDoneIsToldAndNotDone()
    {
        WindowBench bench;
        bench.open();
        CommandSearch& search = opened(bench);
        QTest::keyClicks(&search, word("checkpoint now"));
        QCOMPARE(titles(search).first(), word("Checkpoint now"));
        QVERIFY(!search.found().entry(0).isEnabled);
        QTest::keyClick(&search, Qt::Key_Return);
        QVERIFY(search.list()->isVisible()); // nothing happened
        QTest::keyClicks(&search, word(" zzz"));
        QCOMPARE(search.found().rowCount(), 0);
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(bench.window->page(), lb::gui::MainWindow::Page::Start);
    }

    void theKeySheetTellsEveryShortcut()
    {
        WindowBench bench;
        bench.open();
        QTest::keyClick(bench.window.get(), Qt::Key_Question);
        auto* sheet = bench.find<QDialog>(word("keySheet"));
        QVERIFY(sheet && sheet->isVisible());
        QStringList told;
        const auto* tree = sheet->findChild<QTreeWidget*>(word("keyList"));
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                told.append(tree->topLevelItem(i)->child(j)->text(0));
        for (const QAction* action : bench.context->actions().all())
            if (!action->shortcut().isEmpty())
                QVERIFY2(told.contains(QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)),
                         qPrintable(action->text()));
        bench.trigger(lb::gui::Verb::ShowKeys); // the same one again
        QCOMPARE(bench.window->findChildren<QDialog*>(word("keySheet")).size(), 1);
    }
};

QTEST_MAIN(TestCommandSearch)
#include "tst_command_search.moc"
