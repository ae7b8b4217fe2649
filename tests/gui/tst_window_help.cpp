// F1 and the settings: what the page or panel with the keyboard is for, and the window's settings in one place.
#include "gui/pages/reading_page.h"
#include "tests/gui/window_bench.h"

#include <QCheckBox>
#include <QComboBox>
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

    void everyPageIsWrittenAndItsLinksLeadSomewhere()
    {
        WindowBench bench;
        bench.open();
        bench.window->showPage(MainWindow::Page::Reading);
        auto* page = bench.find<ReadingPage>(word("readingPage"));
        auto* browser = bench.find<QTextBrowser>(word("reading"));
        const QStringList names = ReadingPage::helpNames();
        QCOMPARE(names.size(), 13);
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
