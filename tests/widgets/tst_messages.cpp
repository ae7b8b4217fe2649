#include "tests/widgets/synthetic_runs.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/live_dot.h"
#include "widgets/logs/log_view.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/legend_bar.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/tables/cursor_values_table.h"
#include "widgets/tables/item_strip_view.h"
#include "widgets/tables/recent_runs_model.h"
#include "widgets/tables/recent_runs_view.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_view.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace lb;
using namespace lb::widgets;

namespace {

MessageBar::Message message(int buttons)
{
    MessageBar::Message result{MessageBar::Kind::Warning,
                               QStringLiteral("KL vanishing in VAE:"),
                               QStringLiteral("0.03 nats <b>"),
                               {},
                               true,
                               {}};
    for (int i = 0; i < buttons; ++i)
        result.buttons.append({QStringLiteral("button%1").arg(i), QStringLiteral("Button %1").arg(i), {}});
    return result;
}

QList<LogLine> lines(int count, LogLine::Level level = LogLine::Level::Info)
{
    QList<LogLine> result;
    for (int i = 0; i < count; ++i)
        result.append({1000 * i, level, QStringLiteral("VAE"), QStringLiteral("step %1").arg(i)});
    return result;
}

} // namespace

class TestMessages : public QObject {
    Q_OBJECT
private slots:
    void aBarIsHiddenUntilItHasSomethingToSay()
    {
        const Theme theme;
        MessageBar bar(theme);
        QVERIFY(bar.isHidden());
        bar.showMessage(message(2));
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.property("kind").toString(), QStringLiteral("warning"));
        QVERIFY(bar.findChild<QLabel*>(QStringLiteral("messageWords"))->text().contains(QStringLiteral("&lt;b&gt;")));
    }

    void eachButtonSaysWhichItWas()
    {
        const Theme theme;
        MessageBar bar(theme);
        QSignalSpy clicked(&bar, &MessageBar::buttonClicked);
        bar.showMessage(message(4));
        for (int i = 0; i < 4; ++i)
            QTest::mouseClick(bar.findChild<QPushButton*>(QStringLiteral("button%1").arg(i)), Qt::LeftButton);
        QCOMPARE(clicked.count(), 4);
        QCOMPARE(clicked[2][0].toString(), QStringLiteral("button2"));
    }

    void aButtonThatIsHeldDownOutlivesOtherWords()
    {
        const Theme theme;
        MessageBar bar(theme);
        bar.showMessage(message(1));
        QSignalSpy clicked(&bar, &MessageBar::buttonClicked);
        auto* button = bar.findChild<QPushButton*>(QStringLiteral("button0"));
        QTest::mousePress(button, Qt::LeftButton);
        MessageBar::Message next = message(1);
        next.title = QStringLiteral("KL vanishing in VAE, still:");
        bar.showMessage(next);
        QTest::mouseRelease(button, Qt::LeftButton);
        QCOMPARE(clicked.size(), 1);
    }

    void atMostFourButtonsAreShown()
    {
        const Theme theme;
        MessageBar bar(theme);
        bar.showMessage(message(6));
        QCOMPARE(bar.findChildren<QPushButton*>().size(), 4);
    }

    void aButtonMayReplaceTheMessageThatHoldsIt()
    {
        const Theme theme;
        MessageBar bar(theme);
        bar.showMessage(message(3));
        connect(&bar, &MessageBar::buttonClicked, &bar, [&bar] { bar.showMessage(message(1)); });
        QTest::mouseClick(bar.findChild<QPushButton*>(QStringLiteral("button2")), Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(bar.findChildren<QPushButton*>().size(), 1);
    }

    void closingHidesAndTells()
    {
        const Theme theme;
        MessageBar bar(theme);
        QSignalSpy closed(&bar, &MessageBar::closed);
        bar.showMessage(message(1));
        QTest::mouseClick(bar.findChild<QToolButton*>(QStringLiteral("closeMessage")), Qt::LeftButton);
        QVERIFY(bar.isHidden());
        bar.showMessage(message(1));
        QTest::keyClick(&bar, Qt::Key_Escape);
        QCOMPARE(closed.count(), 2);
        MessageBar::Message fixed = message(1);
        fixed.isClosable = false;
        bar.showMessage(fixed);
        QTest::keyClick(&bar, Qt::Key_Escape);
        QVERIFY(!bar.isHidden());
    }

    void theLogKeepsItsNewestLines()
    {
        LogModel model(100);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.append(lines(70));
        model.append(lines(70));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.line(0).text, QStringLiteral("step 40"));
        model.append(lines(1000));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.line(0).text, QStringLiteral("step 900"));
        model.append({});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void theLogFiltersByLevelAndText()
    {
        const Theme theme;
        LogView view(theme);
        view.append(lines(10, LogLine::Level::Debug));
        view.append(lines(20));
        view.append(lines(3, LogLine::Level::Error));
        QCOMPARE(view.shownCount(), 23);
        view.findChild<QComboBox*>(QStringLiteral("logLevel"))->setCurrentIndex(3);
        QCOMPARE(view.shownCount(), 3);
        QTest::keyClicks(view.findChild<QLineEdit*>(QStringLiteral("logSearch")), QStringLiteral("STEP 2"));
        QCOMPARE(view.shownCount(), 1);
        QTest::keyClick(view.findChild<QTableView*>(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("step 2")));
    }

    void filteredLinesAreThoseOfTheLog()
    {
        LogModel model(100);
        LogFilterModel filter(model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.append(lines(60));
        model.append(lines(5, LogLine::Level::Error));
        filter.setLowestLevel(LogLine::Level::Error);
        QCOMPARE(filter.rowCount(), 5);
        model.append(lines(70)); // the first 35 leave
        QCOMPARE(filter.rowCount(), 5);
        QCOMPARE(filter.line(0).text, QStringLiteral("step 0"));
        model.append(lines(28)); // and 28 more, three errors among them
        QCOMPARE(filter.rowCount(), 2);
        QCOMPARE(filter.line(0).text, QStringLiteral("step 3"));
        filter.setLowestLevel(LogLine::Level::Info);
        QCOMPARE(filter.rowCount(), 100);
        model.clear();
        QCOMPARE(filter.rowCount(), 0);
    }

    /// What a user waits for: the median of some tries, so that a machine that is busy elsewhere does not decide.
    void hundredThousandLinesComeAndAreFilteredWithoutLag()
    {
        const Theme theme;
        LogView view(theme);
        view.resize(700, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto medianMs = [](auto work) {
            QList<qint64> times;
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                work();
                QCoreApplication::processEvents();
                times.append(timer.elapsed());
            }
            std::sort(times.begin(), times.end());
            return times[2];
        };
        for (int i = 0; i < 20; ++i)
            view.append(lines(5000));
        QCOMPARE(view.shownCount(), 100'000);
        const QList<LogLine> piece = lines(5000); // as many as half a megabyte of a log
        const qint64 append = medianMs([&] { view.append(piece); });
        QVERIFY2(append <= 50, qPrintable(QString::number(append)));
        auto* search = view.findChild<QLineEdit*>(QStringLiteral("logSearch"));
        const qint64 filter =
            medianMs([&] { search->setText(search->text().isEmpty() ? QStringLiteral("7") : QString()); });
        QVERIFY2(filter <= 100, qPrintable(QString::number(filter)));
        QVERIFY(view.shownCount() > 0 && view.shownCount() < 100'000);
    }

    void keysAndButtonsGoFromErrorToError()
    {
        const Theme theme;
        LogView view(theme);
        view.append(lines(4));
        view.append(lines(1, LogLine::Level::Error));
        view.append(lines(3));
        view.append(lines(1, LogLine::Level::Error));
        view.append(lines(2));
        auto* table = view.findChild<QTableView*>();
        QTest::keyClick(table, Qt::Key_F4);
        QCOMPARE(table->currentIndex().row(), 4);
        view.findChild<QToolButton*>(QStringLiteral("logNextError"))->click();
        QCOMPARE(table->currentIndex().row(), 8);
        QTest::keyClick(table, Qt::Key_F4); // round the end
        QCOMPARE(table->currentIndex().row(), 4);
        QTest::keyClick(table, Qt::Key_F4, Qt::ShiftModifier);
        QCOMPARE(table->currentIndex().row(), 8);
        view.clear();
        view.append(lines(3));
        table->setCurrentIndex({});
        QTest::keyClick(table, Qt::Key_F4); // there is none
        QVERIFY(!table->currentIndex().isValid());
    }

    void theLogFollowsItsEndUntilTheUserScrollsAway()
    {
        const Theme theme;
        LogView view(theme);
        view.resize(500, 200);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.append(lines(100));
        const QScrollBar* bar = view.findChild<QTableView*>()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        view.findChild<QTableView*>()->scrollToTop();
        view.append(lines(100));
        QCoreApplication::processEvents();
        QCOMPARE(bar->value(), 0);
    }

    void theLiveDotAlwaysHasWords()
    {
        const Theme theme;
        LiveDot dot(theme);
        for (const LiveDot::State state :
             {LiveDot::State::Live, LiveDot::State::Stalled, LiveDot::State::Paused, LiveDot::State::Idle}) {
            dot.setState(state, 12.04);
            QVERIFY(!dot.text().isEmpty());
            QCOMPARE(dot.accessibleName(), dot.text());
        }
        dot.setState(LiveDot::State::Live, 0.23);
        QCOMPARE(dot.text(), QStringLiteral("live, 0.2 s ago"));
    }

    void theLegendHidesARunByAClick()
    {
        const Theme theme;
        LegendBar legend(theme);
        legend.setRuns(test::syntheticPlotRuns());
        QSignalSpy toggled(&legend, &LegendBar::visibilityToggled);
        const QString uid = test::syntheticPlotRuns()[1].uid;
        auto* button = legend.findChild<QToolButton*>(QStringLiteral("legend-") + uid);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(toggled.value(0), (QVariantList{uid, false}));
        legend.setRuns(test::syntheticPlotRuns().mid(1));
        QVERIFY(!button->isChecked());
        QCOMPARE(legend.findChildren<QToolButton*>().size(), 2);
    }

    void everyInteractiveWidgetCanBeNamedAndExplained()
    {
        const Theme theme;
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        RunTreeModel tree;
        RecentRunsModel recent;
        auto* bar = new MessageBar(theme);
        bar->showMessage(message(4));
        auto* legend = new LegendBar(theme);
        legend->setRuns(test::syntheticPlotRuns());
        const QList<QWidget*> all{
            bar,
            legend,
            new LogView(theme),
            new LiveDot(theme),
            new RunTreeView(theme, &tree),
            new RecentRunsView(theme, &recent),
            new CursorValuesTable(theme),
            new ItemStripView(theme),
            new PlotPanel(theme, QStringLiteral("KL"), new MetricPlot(theme)),
            new PlotPanel(theme, QStringLiteral("Map"), new HeatMapPlot(theme)),
            new EmptyState(theme, QStringLiteral("scatter"), QStringLiteral("Nothing."), QStringLiteral("Go"))};
        for (QWidget* widget : all)
            layout->addWidget(widget);
        for (const QWidget* widget : window.findChildren<QWidget*>()) {
            if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->focusPolicy() == Qt::NoFocus ||
                qobject_cast<const QLabel*>(widget) || qobject_cast<const QScrollBar*>(widget) ||
                (widget->parentWidget() && widget->parentWidget()->inherits("QComboBox")) ||
                widget->inherits("QHeaderView"))
                continue;
            checkNames(*widget);
        }
    }

private:
    static void checkNames(const QWidget& widget)
    {
        const auto* button = qobject_cast<const QAbstractButton*>(&widget);
        const QByteArray who = QByteArray(widget.metaObject()->className()) + ' ' + widget.objectName().toUtf8();
        if (button && button->parentWidget()->inherits("QLineEdit"))
            return; // Qt's own clear button
        QVERIFY2(!widget.objectName().isEmpty() || !button, who.constData());
        QVERIFY2(!widget.toolTip().isEmpty(), who.constData());
        if (button && button->text().isEmpty())
            QVERIFY2(!widget.accessibleName().isEmpty(), who.constData());
    }
};

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
