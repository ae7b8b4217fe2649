// What holds for every control: a name, a tooltip, help; and what holds for the window as a whole: themes, sizes,
// layout.
#include "gui/docks/inspector_dock.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/start_page.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

bool isControl(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QAbstractItemView*>(widget);
}

/// Parts that Qt makes inside its own controls: scroll buttons of tab bars, the corner of tables, lists of combo boxes.
bool isQtsOwn(const QWidget* widget)
{
    const QString name = widget->objectName();
    return qobject_cast<const QHeaderView*>(widget) || name.startsWith(word("qt_")) ||
           name == word("ScrollLeftButton") || name == word("ScrollRightButton") ||
           widget->inherits("QTableCornerButton") || widget->inherits("QComboBoxListView") ||
           widget->inherits("QLineEditIconButton") || qobject_cast<const QComboBox*>(widget->parentWidget());
}

QString describe(const QWidget* widget)
{
    return word(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName() + word(" in ") +
           (widget->parentWidget() ? widget->parentWidget()->objectName() : QString());
}

} // namespace

class TestWindowRules : public QObject {
    Q_OBJECT
private slots:
    void oneOfAThingIsNoPlural()
    {
        WindowBench bench;
        bench.open();
        QCOMPARE(QCoreApplication::translate("lb::widgets::RunStateStyle", "%n epochs", nullptr, 1),
                 QStringLiteral("1 epoch"));
        QCOMPARE(QCoreApplication::translate("any", "%n sentence(s)", nullptr, 1), QStringLiteral("1 sentence"));
    }

    void everyControlHasNameTooltipAndWords_data()
    {
        QTest::addColumn<int>("page");
        for (int page = 0; page <= int(MainWindow::Page::Reading); ++page)
            QTest::addRow("page %d", page) << page;
    }

    void everyControlHasNameTooltipAndWords()
    {
        QFETCH(const int, page);
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.window->showPage(static_cast<MainWindow::Page>(page));
        QTest::qWait(50);
        QStringList wrong;
        for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
            if (!isControl(widget) || isQtsOwn(widget))
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            if (widget->objectName().isEmpty())
                wrong.append(word("no name: ") + describe(widget));
            if (widget->whatsThis().isEmpty())
                wrong.append(word("no help: ") + describe(widget));
            if (button && button->text().isEmpty() && button->accessibleName().isEmpty())
                wrong.append(word("no word: ") + describe(widget));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void everyVerbHasHelp()
    {
        WindowBench bench;
        bench.open();
        for (int verb = 0; verb <= int(Verb::About); ++verb) {
            const QAction* action = bench.context->actions()[Verb(verb)];
            QVERIFY2(action, qPrintable(QString::number(verb)));
            QVERIFY2(!action->objectName().isEmpty() && !action->whatsThis().isEmpty(), qPrintable(action->text()));
        }
    }

    void noTwoVerbsShareAShortcut()
    {
        WindowBench bench;
        bench.open();
        QSet<QKeySequence> seen;
        for (int verb = 0; verb <= int(Verb::About); ++verb) {
            for (const QKeySequence& keys : bench.context->actions()[Verb(verb)]->shortcuts()) {
                const bool isSend = Verb(verb) == Verb::SendPrompt; // starts elsewhere
                QVERIFY2(isSend || !seen.contains(keys), qPrintable(keys.toString()));
                seen.insert(keys);
            }
        }
    }

    void themeSwitchesWhileTheWindowIsOpen()
    {
        WindowBench bench;
        bench.open();
        const QImage light = bench.window->grab().toImage();
        bench.click(word("themeToggle"));
        QVERIFY(bench.context->theme().isDark());
        const QImage dark = bench.window->grab().toImage();
        QVERIFY(light.pixelColor(4, 400).lightness() > 200);
        QVERIFY(dark.pixelColor(4, 400).lightness() < 80);
        bench.drop();
        bench.open(); // the setup asks for light; the stored choice is dark
        QCOMPARE(bench.context->settings().value(word("theme")).toString(), word("dark"));
    }

    void aThemeLeavesDocksAsLargeAsTheyAre()
    {
        WindowBench bench;
        bench.open();
        bench.window->resize(1440, 900);
        bench.window->showPage(MainWindow::Page::Monitor);
        QCoreApplication::processEvents();
        const auto sizes = [&] {
            QList<QSize> each;
            for (const char* name : {"runsDock", "queueDock", "inspectorDock", "valuesDock"})
                each.append(bench.find(word(name))->size());
            return each;
        };
        const QList<QSize> before = sizes();
        QVERIFY(before[0].width() > 250);
        for (int i = 0; i < 2; ++i) {
            bench.click(word("themeToggle"));
            QTRY_COMPARE(sizes(), before); // laid out, and given back
        }
    }

    void layoutIsKept()
    {
        WindowBench bench;
        bench.open();
        bench.window->resize(1440, 900);
        bench.window->showPage(MainWindow::Page::Monitor);
        QVERIFY(!bench.find(word("inspectorDock"))->isHidden());
        bench.click(word("toggleRight"));
        QVERIFY(bench.find(word("inspectorDock"))->isHidden());
        bench.window->close();
        bench.drop();
        bench.open();
        bench.window->showPage(MainWindow::Page::Monitor);
        QVERIFY(bench.find(word("inspectorDock"))->isHidden());
        bench.trigger(Verb::ResetLayout);
        QVERIFY(!bench.find(word("inspectorDock"))->isHidden());
    }

    void centreKeepsItsRoomInASmallWindow()
    {
        WindowBench bench;
        bench.open();
        bench.window->showPage(MainWindow::Page::Monitor);
        bench.window->resize(1100, 700);
        QTRY_VERIFY(bench.find(word("inspectorDock"))->isHidden());
        QTRY_VERIFY(bench.window->monitor().width() >= 640);
        bench.window->resize(1440, 900);
        QTRY_VERIFY(!bench.find(word("inspectorDock"))->isHidden());
    }

    void aProjectOnANetworkDriveIsSaidToBe()
    {
        qputenv("LATENTBENCH_FILE_SYSTEM", "network");
        const auto local = qScopeGuard([] { qunsetenv("LATENTBENCH_FILE_SYSTEM"); });
        WindowBench bench;
        bench.open();
        const auto isSaid = [&] {
            const auto bars = bench.window->findChildren<lb::widgets::MessageBar*>();
            return std::any_of(bars.cbegin(), bars.cend(), [](const auto* bar) {
                return bar->isVisible() && bar->message().title.contains(QStringLiteral("network drive"));
            });
        };
        QTRY_VERIFY(isSaid());
    }

    void startPageHidesDocksAndCanBeSwitchedOff()
    {
        WindowBench bench;
        bench.open();
        QCOMPARE(bench.window->page(), MainWindow::Page::Start);
        QVERIFY(bench.find(word("runsDock"))->isHidden());
        auto* box = bench.find<QAbstractButton>(word("showAtStart"));
        QVERIFY(box->isChecked());
        box->click();
        bench.drop();
        bench.open();
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
    }

    void projectThatCannotBeOpenedIsSaidAndAnotherOneTaken()
    {
        WindowBench bench;
        QFile file(bench.project());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        bench.openUnlisted();
        QTRY_VERIFY(bench.find<lb::widgets::MessageBar>(word("notice:")));
        QVERIFY(bench.find<lb::widgets::MessageBar>(word("notice:"))->isVisible());
        QTemporaryDir other;
        bench.questions->folder = other.path();
        bench.trigger(Verb::OpenProject);
        QTRY_VERIFY(bench.board().isListed());
        QTRY_VERIFY(!bench.find<lb::widgets::MessageBar>(word("notice:")));
    }
};

QTEST_MAIN(TestWindowRules)
#include "tst_window_rules.moc"
