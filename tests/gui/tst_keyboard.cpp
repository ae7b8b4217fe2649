// The window without a mouse: from an empty project to a figure, and that Tab reaches every control of every page.
#include "tests/gui/figure_bench.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QButtonGroup>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QToolButton>
#include <QWindow>

#include <algorithm>

using namespace lb::gui;
using lb::experiments::RunState;
using lb::tests::WindowBench;

namespace {

constexpr int kMostTabs = 300;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// To whatever has the focus, as a keyboard does.
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    if (QWindow* window = QGuiApplication::focusWindow())
        QTest::keyClick(window, key, modifiers);
}

void type(const QString& text)
{
    for (const QChar letter : text)
        QTest::keyClick(QGuiApplication::focusWindow(), letter.toLatin1());
}

bool tabTo(const QString& name)
{
    for (int i = 0; i < kMostTabs; ++i) {
        const QWidget* focus = QApplication::focusWidget();
        if (focus && focus->objectName() == name)
            return true;
        press(Qt::Key_Tab);
    }
    return false;
}

bool takesInput(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget) || qobject_cast<const QAbstractItemView*>(widget);
}

/// Qt's own parts of a control, and buttons whose verb has a way of its own: a shortcut or the palette.
bool needsNoFocus(const QWidget* widget)
{
    const auto* tool = qobject_cast<const QToolButton*>(widget);
    return widget->testAttribute(Qt::WA_TransparentForMouseEvents) || widget->inherits("QScrollBar") ||
           widget->inherits("QHeaderView") || widget->objectName().startsWith(word("qt_")) ||
           qobject_cast<const QComboBox*>(widget->parentWidget()) ||
           qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) || widget->inherits("QTableCornerButton") ||
           widget->inherits("QLineEditIconButton") || widget->objectName() == word("ScrollLeftButton") ||
           widget->objectName() == word("ScrollRightButton") || (tool && tool->defaultAction());
}

} // namespace

class TestKeyboard : public QObject {
    Q_OBJECT
private slots:
    void fromAnEmptyProjectToAFigure()
    {
        WindowBench bench(word("rate=0 steps=300 metrics=20"));
        bench.open();
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QVERIFY2(tabTo(word("runDemoLink")), "the demo's button");
        press(Qt::Key_Space);
        QVERIFY(bench.waitForCount(RunState::Finished, 3));
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(bench.window->page(), MainWindow::Page::Compare);
        press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::activeModalWidget() || QApplication::activeWindow() != bench.window.get());
        QVERIFY2(tabTo(word("figureName")), "the figure's name");
        press(Qt::Key_A, Qt::ControlModifier);
        type(word("by keys"));
        QVERIFY2(tabTo(word("exportFigureButton")), "the button that exports");
        auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        QTRY_VERIFY(button->isEnabled());
        press(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(bench.project() + word("/figures/by-keys.pdf")),
                                 WindowBench::kPatienceMs);
        const QWidget* dialog = button->window();
        press(Qt::Key_Escape);
        QTRY_VERIFY(!dialog->isVisible());
    }

    void tabReachesEveryControl_data()
    {
        QTest::addColumn<int>("page");
        for (int page = 0; page <= int(MainWindow::Page::Reading); ++page)
            QTest::addRow("page %d", page) << page;
    }

    void tabReachesEveryControl()
    {
        QFETCH(const int, page);
        WindowBench bench;
        bench.createRun(word("vae-sentences"), word("VAE"));
        bench.open();
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.window->showPage(static_cast<MainWindow::Page>(page));
        QTest::qWait(50);
        QSet<const QWidget*> reached;
        const auto isReached = [&](const QWidget* widget) {
            if (reached.contains(widget) || reached.contains(widget->focusProxy()))
                return true;
            // Of buttons that exclude each other Tab takes one, arrow keys the others.
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const QButtonGroup* group = button ? button->group() : nullptr;
            const QList<QAbstractButton*> others =
                group && group->exclusive() ? group->buttons() : QList<QAbstractButton*>();
            return std::any_of(others.begin(), others.end(),
                               [&](const QWidget* other) { return reached.contains(other); });
        };
        for (int i = 0; i < kMostTabs; ++i) {
            const QWidget* focus = QApplication::focusWidget();
            if (!focus || (i > 0 && reached.contains(focus) && reached.size() > 10 && i > reached.size() + 20))
                break;
            reached.insert(focus);
            if (focus->focusProxy())
                reached.insert(focus->focusProxy());
            press(Qt::Key_Tab);
        }
        QStringList missed;
        for (const QWidget* widget : bench.window->findChildren<QWidget*>())
            if (widget->isVisible() && widget->isEnabled() && takesInput(widget) && !needsNoFocus(widget) &&
                !isReached(widget))
                missed.append(word(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName());
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
