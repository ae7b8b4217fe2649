// F1 and the settings: what the page or panel with the keyboard is for, and the window's settings in one place.
#include "gui/dialogs/window_questions.h"
#include "gui/pages/reading_page.h"
#include "tests/gui/window_bench.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QRegularExpression>
#include <QSettings>
#include <QTextBrowser>
#include <QTextDocument>

using namespace lb::gui;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestWindowHelp : public QObject {
    Q_OBJECT

    static void helpOf(QDialog& dialog, const QString& name)
    {
        QTest::keyClick(&dialog, Qt::Key_F1);
        auto* page = dialog.findChild<ReadingPage*>(word("dialogHelp"));
        QVERIFY(page && page->isVisible());
        QCOMPARE(page->name(), name);
    }

private slots:
    void keyOpensTheHelpOfThePage_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("name");
        using Page = MainWindow::Page;
        const std::pair<Page, const char*> pages[]{{Page::Start, "start"},     {Page::Monitor, "monitor"},
                                                   {Page::Compare, "compare"}, {Page::Latent, "latent"},
                                                   {Page::Samples, "samples"}, {Page::Text, "text"},
                                                   {Page::Data, "data"},       {Page::NewRun, "new-run"}};
        for (const auto& [page, name] : pages)
            QTest::newRow(name) << int(page) << word(name);
    }

    void keyOpensTheHelpOfThePage()
    {
        QFETCH(const int, page);
        QFETCH(const QString, name);
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.window->showPage(static_cast<MainWindow::Page>(page));
        QTest::keyClick(bench.window.get(), Qt::Key_F1);
        QTRY_COMPARE(bench.window->page(), MainWindow::Page::Reading);
        QCOMPARE(bench.find<ReadingPage>(word("readingPage"))->name(), name);
    }

    void keyOpensTheHelpOfTheDockWithTheKeyboard_data()
    {
        QTest::addColumn<QString>("widget");
        QTest::addColumn<QString>("name");
        QTest::newRow("runs") << word("runsDock") << word("runs");
        QTest::newRow("inspector") << word("inspectorDock") << word("inspector");
        QTest::newRow("values") << word("valuesDock") << word("inspector");
    }

    void keyOpensTheHelpOfTheDockWithTheKeyboard()
    {
        QFETCH(const QString, widget);
        QFETCH(const QString, name);
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.window->showPage(MainWindow::Page::Monitor);
        QWidget* inside = nullptr;
        for (auto* each : bench.find(widget)->findChildren<QWidget*>())
            if (!inside && each->isVisible() && (each->focusPolicy() & Qt::TabFocus))
                inside = each;
        QVERIFY(inside);
        inside->setFocus();
        QTest::keyClick(inside, Qt::Key_F1);
        QTRY_COMPARE(bench.window->page(), MainWindow::Page::Reading);
        QCOMPARE(bench.find<ReadingPage>(word("readingPage"))->name(), name);
    }

    void keyOpensTheHelpOfADialogAboveIt_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<QString>("name");
        QTest::newRow("settings") << int(Verb::Settings) << word("settingsDialog") << word("settings");
        QTest::newRow("evaluate") << int(Verb::Evaluate) << word("evaluateDialog") << word("evaluate");
        QTest::newRow("export figure") << int(Verb::ExportFigure) << word("exportFigureDialog") << word("export");
        QTest::newRow("export runs") << int(Verb::ExportRuns) << word("exportRunsDialog") << word("runs");
    }

    void keyOpensTheHelpOfADialogAboveIt()
    {
        QFETCH(const int, verb);
        QFETCH(const QString, dialog);
        QFETCH(const QString, name);
        WindowBench bench;
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        QVERIFY(bench.store().setState(uid, lb::experiments::RunState::Stopped));
        bench.open();
        bench.window->openRun(uid);
        bench.window->showPage(MainWindow::Page::Monitor);
        bench.trigger(static_cast<Verb>(verb));
        QTRY_VERIFY(bench.find<QDialog>(dialog) && bench.find<QDialog>(dialog)->isVisible());
        helpOf(*bench.find<QDialog>(dialog), name);
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
    }

    void keyOpensTheHelpOfAModalFork()
    {
        WindowBench bench;
        bench.open();
        lb::gui::WindowQuestions questions(bench.context->theme());
        questions.askFork(bench.window.get(), {.title = word("Fork"), .runName = word("VAE"), .command = {}},
                          [](const std::optional<ForkAnswer>&) {});
        auto* dialog = bench.find<QDialog>(word("forkDialog"));
        QVERIFY(dialog && dialog->isModal());
        helpOf(*dialog, word("fork"));
        QTest::keyClick(dialog->findChild<QDialog*>(word("helpDialog")), Qt::Key_Escape);
        QVERIFY(dialog->isVisible());
        dialog->reject();
    }

    void everyPageIsWrittenAndItsLinksLeadSomewhere()
    {
        WindowBench bench;
        bench.open();
        bench.window->showPage(MainWindow::Page::Reading);
        auto* page = bench.find<ReadingPage>(word("readingPage"));
        auto* browser = bench.find<QTextBrowser>(word("reading"));
        const QStringList names = ReadingPage::helpNames();
        QCOMPARE(names.size(), 16);
        static const QRegularExpression link(word("href=\"([^\"]+)\""));
        for (const QString& name : names) {
            page->showHelp(name);
            const qsizetype words = browser->toPlainText().split(QRegularExpression(word("\\s+"))).size();
            QVERIFY2(words >= 150, qPrintable(name));
            for (const auto& found : link.globalMatch(browser->toHtml()))
                QVERIFY2(names.contains(found.captured(1).section(QLatin1Char('.'), 0, 0)), qPrintable(name));
        }
        page->showHelp(word("monitor"));
        emit browser->anchorClicked(QUrl(word("compare.html")));
        QCOMPARE(page->name(), word("compare"));
    }

    void settingsShowAndChangeWhatTheMenusDo()
    {
        WindowBench bench;
        bench.open();
        QTest::keyClick(bench.window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto* theme = bench.find<QComboBox>(word("settingsTheme"));
        QTRY_VERIFY(theme && theme->isVisible());
        QCOMPARE(theme->currentIndex(), 0); // light
        theme->setCurrentIndex(1);
        emit theme->activated(1);
        QVERIFY(bench.context->theme().isDark());
        bench.trigger(Verb::LightTheme);
        QCOMPARE(theme->currentIndex(), 0);
        auto* tells = bench.find<QCheckBox>(word("settings:tellEnds"));
        QVERIFY(tells->isChecked());
        tells->click();
        QVERIFY(!bench.context->settings().value(word("tellEnds")).toBool());
        bench.find<QCheckBox>(word("settingsStart"))->click();
        QVERIFY(!bench.find<QAbstractButton>(word("showAtStart"))->isChecked());
        auto* language = bench.find<QComboBox>(word("settingsLanguage"));
        emit language->activated(1);
        QCOMPARE(bench.context->languageChoice(), word("zh"));
    }
};

QTEST_MAIN(TestWindowHelp)
#include "tst_window_help.moc"
