#include "tests/widgets/synthetic_runs.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace lb;
using namespace lb::widgets;

namespace {

/// Two linked plots on screen with one run each of 1,000 points.
struct Pair {
    Theme theme;
    PlotLink link;
    QWidget window;
    MetricPlot* first;
    MetricPlot* second;

    Pair()
        : first(new MetricPlot(theme, &link, &window))
        , second(new MetricPlot(theme, &link, &window))
    {
        window.resize(700, 300);
        first->setGeometry(0, 0, 340, 280);
        second->setGeometry(350, 0, 340, 280);
        for (MetricPlot* plot : {first, second}) {
            plot->setRuns({{QStringLiteral("a"), QStringLiteral("VAE"), QStringLiteral("vae"), 1, {}, 100, 32}});
            plot->append(QStringLiteral("a"), line(0, 1000));
        }
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        settle();
    }

    static QList<experiments::MetricPoint> line(int from, int to)
    {
        QList<experiments::MetricPoint> points;
        for (int step = from; step <= to; ++step)
            points.append({QStringLiteral("train/kl"), step, step * 0.01, 1000 + step * 10});
        return points;
    }

    void settle()
    {
        first->drawNow();
        second->drawNow();
    }

    static QWidget* canvas(MetricPlot* plot) { return plot->findChild<QWidget*>(QStringLiteral("canvas")); }

    static void wheel(MetricPlot* plot, QPoint at, int delta, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        QWidget* target = canvas(plot);
        QWheelEvent event(at, target->mapToGlobal(at), {}, QPoint(0, delta), Qt::NoButton, keys, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(target, &event);
    }

    static void hover(MetricPlot* plot, QPoint at)
    {
        QMouseEvent move(QEvent::MouseMove, at, canvas(plot)->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QApplication::sendEvent(canvas(plot), &move);
    }

    static void drag(MetricPlot* plot, QPoint from, QPoint to, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        QTest::mousePress(canvas(plot), Qt::LeftButton, keys, from);
        for (int i = 1; i <= 4; ++i) {
            const QPoint at = from + (to - from) * i / 4;
            QMouseEvent move(QEvent::MouseMove, at, canvas(plot)->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, keys);
            QApplication::sendEvent(canvas(plot), &move);
        }
        QTest::mouseRelease(canvas(plot), Qt::LeftButton, keys, to);
    }
};

constexpr QPoint kMiddle{190, 120};

} // namespace

class TestMetricPlot : public QObject {
    Q_OBJECT
private slots:
    void aPlotFitsItsDataUntilTheUserZooms()
    {
        Pair pair;
        QVERIFY(!pair.link.xRange());
        QCOMPARE(pair.link.dataExtent(), (PlotRange{0, 1000}));
        pair.first->append(QStringLiteral("a"), Pair::line(1001, 2000));
        QCOMPARE(pair.link.dataExtent().upper, 2000.0);
    }

    void theWheelZoomsAllPlotsAroundTheMouse()
    {
        Pair pair;
        Pair::wheel(pair.first, kMiddle, 120);
        const PlotRange zoomed = *pair.link.xRange();
        QVERIFY(std::abs(zoomed.size() - 800) < 1);
        QVERIFY(zoomed.lower > 0 && zoomed.upper < 1000);
        Pair::wheel(pair.second, kMiddle, -120);
        QVERIFY(pair.link.xRange()->size() > zoomed.size());
    }

    void controlWheelZoomsTheValuesOfOnePlotOnly()
    {
        Pair pair;
        const PlotRange before = pair.second->valueRange();
        Pair::wheel(pair.first, kMiddle, 120, Qt::ControlModifier);
        pair.settle();
        QVERIFY(!pair.link.xRange());
        QVERIFY(pair.first->valueRange().size() < before.size());
        QCOMPARE(pair.second->valueRange(), before);
    }

    void draggingMovesWithTheMouse()
    {
        Pair pair;
        Pair::wheel(pair.first, kMiddle, 360);
        const PlotRange before = *pair.link.xRange();
        pair.settle();
        Pair::drag(pair.first, kMiddle, kMiddle + QPoint(50, 0));
        const PlotRange after = *pair.link.xRange();
        QVERIFY(after.lower < before.lower);
        QVERIFY(std::abs(after.size() - before.size()) < 1e-6);
    }

    void shiftDragZoomsIntoTheBox()
    {
        Pair pair;
        Pair::drag(pair.first, QPoint(120, 60), QPoint(220, 160), Qt::ShiftModifier);
        pair.settle();
        QVERIFY(pair.link.xRange()->size() < 500);
        QVERIFY(pair.link.yRange(pair.first).has_value());
        QVERIFY(!pair.link.yRange(pair.second).has_value());
    }

    void aBoxTooSmallToSeeZoomsNothing()
    {
        Pair pair;
        Pair::drag(pair.first, QPoint(120, 60), QPoint(122, 61), Qt::ShiftModifier);
        QVERIFY(!pair.link.xRange());
    }

    void backspaceUndoesOneGestureAtATime()
    {
        Pair pair;
        Pair::drag(pair.first, QPoint(100, 60), QPoint(260, 160), Qt::ShiftModifier);
        const PlotRange box = *pair.link.xRange();
        pair.settle();
        Pair::drag(pair.first, kMiddle, kMiddle + QPoint(60, 0));
        QVERIFY(!(*pair.link.xRange() == box));
        QTest::keyClick(pair.second, Qt::Key_Backspace);
        QCOMPARE(*pair.link.xRange(), box);
        QTest::keyClick(pair.second, Qt::Key_Backspace);
        QVERIFY(!pair.link.xRange());
        QTest::keyClick(pair.second, Qt::Key_Backspace);
        QVERIFY(!pair.link.canGoBack());
    }

    void homeShowsEverythingAndCanBeUndone()
    {
        Pair pair;
        Pair::drag(pair.first, QPoint(100, 60), QPoint(260, 160), Qt::ShiftModifier);
        const PlotRange box = *pair.link.xRange();
        QTest::keyClick(pair.first, Qt::Key_Home);
        QVERIFY(!pair.link.xRange());
        QVERIFY(!pair.link.yRange(pair.first));
        QTest::keyClick(pair.first, Qt::Key_Backspace);
        QCOMPARE(*pair.link.xRange(), box);
    }

    void aDoubleClickFits()
    {
        Pair pair;
        Pair::wheel(pair.first, kMiddle, 240);
        QTest::mouseDClick(Pair::canvas(pair.first), Qt::LeftButton, {}, kMiddle);
        QVERIFY(!pair.link.xRange());
    }

    void theCursorOfOnePlotIsThatOfAll()
    {
        Pair pair;
        QSignalSpy moved(&pair.link, &PlotLink::cursorMoved);
        Pair::hover(pair.first, kMiddle);
        QCOMPARE(moved.count(), 1);
        const double x = *pair.link.cursor();
        QVERIFY(x > 300 && x < 700);
        QCOMPARE(pair.link.cursorPlot(), static_cast<const QObject*>(pair.first));
        QVERIFY(std::abs(*pair.second->valueAt(QStringLiteral("a"), x) - x * 0.01) < 0.01);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(Pair::canvas(pair.first), &leave);
        QVERIFY(!pair.link.cursor());
    }

    void theCursorIsDrawnInThePlotThatTheMouseIsNotIn()
    {
        Pair pair;
        const QImage before = pair.second->grab().toImage();
        pair.link.setCursor(500, pair.first);
        QVERIFY(pair.second->grab().toImage() != before);
        pair.link.setCursor(std::nullopt);
        QCOMPARE(pair.second->grab().toImage(), before);
    }

    void aClickLeavesACursorStandingAndEscapeRemovesIt()
    {
        Pair pair;
        QTest::mouseClick(Pair::canvas(pair.first), Qt::LeftButton, {}, kMiddle);
        QVERIFY(pair.link.pinned());
        QVERIFY(pair.first->hasFocus());
        QTest::keyClick(pair.first, Qt::Key_Escape);
        QVERIFY(!pair.link.pinned());
        QTest::mouseClick(Pair::canvas(pair.first), Qt::LeftButton, {}, kMiddle);
        QTest::mouseClick(Pair::canvas(pair.first), Qt::LeftButton, {}, kMiddle + QPoint(2, 5));
        QVERIFY(!pair.link.pinned());
    }

    void arrowsMoveTheCursor()
    {
        Pair pair;
        QTest::keyClick(pair.first, Qt::Key_Right);
        const double x = *pair.link.cursor();
        QTest::keyClick(pair.first, Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(*pair.link.cursor() < x);
    }

    void anotherXModeForgetsZoomAndCursor()
    {
        Pair pair;
        Pair::wheel(pair.first, kMiddle, 120);
        pair.link.setCursor(500, pair.first);
        pair.link.setXMode(XMode::Epoch);
        QVERIFY(!pair.link.xRange() && !pair.link.cursor() && !pair.link.canGoBack());
        QCOMPARE(pair.link.dataExtent().upper, 10.0);
        pair.link.setXMode(XMode::Time);
        QCOMPARE(pair.link.dataExtent().upper, 10.0);
        QVERIFY(std::abs(*pair.first->valueAt(QStringLiteral("a"), 5) - 5) < 0.011);
    }

    void aPlotThatDiesIsForgotten()
    {
        Pair pair;
        pair.second->append(QStringLiteral("a"), Pair::line(1001, 3000));
        QCOMPARE(pair.link.dataExtent().upper, 3000.0);
        delete pair.second;
        QCOMPARE(pair.link.dataExtent().upper, 1000.0);
        pair.first->drawNow();
        pair.second = pair.first;
    }

    void hiddenRunsDoNotTakePartInFitting()
    {
        Pair pair;
        pair.first->setRuns({{QStringLiteral("a"), QStringLiteral("VAE"), QStringLiteral("vae")},
                             {QStringLiteral("b"), QStringLiteral("EAE"), QStringLiteral("eae")}});
        pair.first->append(QStringLiteral("b"),
                           {{QStringLiteral("train/kl"), 1, 1e6, 0}, {QStringLiteral("train/kl"), 2, 1e6, 0}});
        pair.settle();
        QVERIFY(pair.first->valueRange().upper > 1e5);
        QCOMPARE(pair.first->pointCount(QStringLiteral("a")), 1001);
        pair.first->setRunVisible(QStringLiteral("b"), false);
        pair.settle();
        QVERIFY(pair.first->valueRange().upper < 20);
    }

    void aCompanionIsDrawnBehindAndDoesNotStretchTheValues()
    {
        Pair pair;
        const QString run = QStringLiteral("a");
        const PlotRange alone = pair.first->valueRange();
        const QImage before = pair.first->grab().toImage();
        pair.first->setCompanion(true);
        QList<experiments::MetricPoint> batches = Pair::line(0, 1200);
        for (experiments::MetricPoint& batch : batches)
            batch.value = batch.step % 2 ? 1000 : batch.value + 1;
        pair.first->appendCompanion(run, batches);
        pair.settle();
        QCOMPARE(pair.first->valueRange(), alone);
        QCOMPARE(pair.link.dataExtent(), (PlotRange{0, 1200})); // x follows what is live
        QCOMPARE(*pair.first->valueAt(run, 500), 5.0);
        const QImage behind = pair.first->grab().toImage();
        QVERIFY(behind != before);
        pair.first->setCompanionVisible(false);
        pair.settle();
        QVERIFY(pair.first->grab().toImage() != behind);
    }

    void smoothingActsOnTheCompanionWhereThereIsOne()
    {
        Pair pair;
        pair.first->setCompanion(true);
        pair.first->setSmoothing(0.9);
        QCOMPARE(*pair.first->valueAt(QStringLiteral("a"), 500), 5.0);
        pair.second->setSmoothing(0.9);
        QVERIFY(*pair.second->valueAt(QStringLiteral("a"), 500) < 4.95);
    }

    void pointsOfAStrangerAreIgnored()
    {
        Pair pair;
        pair.first->append(QStringLiteral("nobody"), Pair::line(0, 10));
        QCOMPARE(pair.first->pointCount(QStringLiteral("nobody")), 0);
        QVERIFY(!pair.first->lastValue(QStringLiteral("nobody")));
        QVERIFY(!pair.first->valueAt(QStringLiteral("nobody"), 3));
    }

    void screenReadersHearTheLastValues()
    {
        Pair pair;
        pair.first->setValueLabel(QStringLiteral("KL (nats)"));
        pair.settle();
        QCOMPARE(pair.first->accessibleName(), QStringLiteral("KL (nats)"));
        QVERIFY(pair.first->accessibleDescription().contains(QStringLiteral("VAE: 10")));
        pair.first->setRunVisible(QStringLiteral("a"), false);
        pair.settle();
        QVERIFY(!pair.first->accessibleDescription().contains(QStringLiteral("VAE")));
    }

    void thePanelsMenuChangesTheScaleAndItsButtonFits()
    {
        const Theme theme;
        auto* plot = new MetricPlot(theme);
        PlotPanel panel(theme, QStringLiteral("KL divergence"), plot);
        panel.resize(360, 260);
        auto* choice = panel.findChild<QToolButton*>(QStringLiteral("choiceButton"));
        choice->menu()->actions().at(2)->trigger();
        QCOMPARE(plot->scale().kind(), AxisScale::Kind::Symlog);
        QCOMPARE(choice->text(), choice->menu()->actions().at(2)->text());
        panel.setSymlogThreshold(AxisScale::kImageThreshold);
        QCOMPARE(plot->scale().threshold(), 1.0);
        plot->link()->setView(PlotRange{3, 4}, plot, {});
        QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("fitButton")), Qt::LeftButton);
        QVERIFY(!plot->link()->xRange());
        QSignalSpy maximised(&panel, &PlotPanel::maximiseToggled);
        QTest::mouseDClick(panel.findChild<QWidget*>(QStringLiteral("header")), Qt::LeftButton);
        QCOMPARE(maximised.count(), 1);
    }
};

QTEST_MAIN(TestMetricPlot)
#include "tst_metric_plot.moc"
