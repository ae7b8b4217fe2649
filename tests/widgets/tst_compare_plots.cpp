// Parallel coordinates, the plane of two quantities, a divided picture, a band behind a curve.
#include "widgets/compare/parallel_plot.h"
#include "widgets/compare/plane_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/tables/image_swipe.h"
#include "widgets/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace lb::widgets;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// 500 runs on 12 axes: line i has i on the first axis and its own mix elsewhere; every tenth has no second value.
void fill(ParallelPlot& plot, int lines = 500, int axes = 12)
{
    QList<ParallelAxis> axisList;
    for (int i = 0; i < axes; ++i)
        axisList.append({QStringLiteral("axis%1").arg(i), QStringLiteral("Axis %1").arg(i), {}});
    QList<ParallelLine> lineList;
    for (int line = 0; line < lines; ++line) {
        ParallelLine one{.uid = QStringLiteral("run%1").arg(line), .family = word("vae"), .seed = 1, .values = {}};
        for (int i = 0; i < axes; ++i)
            one.values.append(i == 0 ? line : i == 1 && line % 10 == 0 ? kNaN : 1 + (line * 37 + i * 11) % 100);
        lineList.append(one);
    }
    plot.setContent(axisList, lineList);
}

QPoint at(const ParallelPlot& plot, const char* axis, double value)
{
    return plot.place(word(axis), value).toPoint();
}

void drag(QWidget& widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 5; ++i)
        QTest::mouseMove(&widget, from + (to - from) * i / 5);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

} // namespace

class TestComparePlots : public QObject {
    Q_OBJECT
private slots:
    void theDividerShowsOneGridOnEachSide()
    {
        const Theme theme(ThemeMode::Dark);
        const auto side = [](const char* name, uchar grey) {
            QImage image(8, 8, QImage::Format_Grayscale8);
            image.fill(grey);
            PictureRow items{.title = word("Items"), .cells = QList<PictureCell>(8, PictureCell{.image = image})};
            return ImageSwipe::Side{
                .run = {.uid = word(name), .name = word(name)}, .note = {}, .rows = {.rows = {items}}};
        };
        ImageSwipe swipe(theme, nullptr);
        swipe.resize(600, 200);
        swipe.setSides(side("a", 250), side("b", 20));
        const auto brightest = [&swipe](int x) { // of a column of pixels
            const QImage shot = swipe.grab().toImage();
            int most = 0;
            for (int y = 40; y < shot.height() / 2; ++y)
                most = std::max(most, qGray(shot.pixel(x, y)));
            return most;
        };
        swipe.setPosition(1);
        QVERIFY(brightest(330) > 200);
        swipe.setPosition(0);
        QVERIFY(brightest(330) < 100);
        QSignalSpy moves(&swipe, &ImageSwipe::positionChanged);
        QTest::mousePress(&swipe, Qt::LeftButton, {}, QPoint(300, 100));
        QTest::mouseMove(&swipe, QPoint(450, 100));
        QTest::mouseRelease(&swipe, Qt::LeftButton, {}, QPoint(450, 100));
        QVERIFY(swipe.position() > 0.49 && moves.count() >= 1);
        const double before = swipe.position();
        QTest::keyClick(&swipe, Qt::Key_Left);
        QVERIFY(swipe.position() < before);
        QTest::keyClick(&swipe, Qt::Key_Home);
        QCOMPARE(swipe.position(), 0.0);
        swipe.setDifferenceShown(true);
        QVERIFY(swipe.accessibleDescription().contains(word("a less b")));
    }

    void dragOnAnAxisBrushesIt()
    {
        const Theme theme;
        ParallelPlot plot(theme, nullptr);
        plot.resize(900, 300);
        fill(plot, 100, 3);
        plot.show();
        QSignalSpy brushed(&plot, &ParallelPlot::brushed);
        drag(plot, at(plot, "axis0", 20), at(plot, "axis0", 39));
        QCOMPARE(brushed.count(), 1);
        const auto brush = plot.brush(word("axis0"));
        QVERIFY(brush && std::abs(brush->lower - 20) < 0.6 && std::abs(brush->upper - 39) < 0.6);
        QVERIFY(std::abs(int(plot.inside().size()) - 20) <= 1);
        drag(plot, at(plot, "axis0", 30), at(plot, "axis0", 50)); // moves it
        QVERIFY(std::abs(plot.brush(word("axis0"))->lower - 40) < 1.2);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, at(plot, "axis0", 5)); // beside it
        QVERIFY(!plot.hasBrush());
        QCOMPARE(plot.inside().size(), 100);
    }

    void whatIsNotANumberHasItsPlaceAndIsInNoBrush()
    {
        const Theme theme;
        ParallelPlot plot(theme, nullptr);
        plot.resize(900, 300);
        fill(plot, 100, 3);
        plot.setBrush(word("axis1"), PlotRange{-1e9, 1e9});
        QCOMPARE(plot.inside().size(), 90);
        QVERIFY(plot.place(word("axis1"), kNaN).y() > plot.place(word("axis1"), 1).y() + 10);
        plot.setLog(word("axis0"), true); // 0 has no place on a logarithmic axis
        QCOMPARE(plot.place(word("axis0"), 0).y(), plot.place(word("axis0"), kNaN).y());
    }

    void namesMoveAndInvertAxes()
    {
        const Theme theme;
        ParallelPlot plot(theme, nullptr);
        plot.resize(900, 300);
        fill(plot, 100, 4);
        plot.show();
        drag(plot, plot.nameRect(word("axis0")).center(), plot.nameRect(word("axis2")).center());
        QCOMPARE(plot.axisOrder(), QStringList({word("axis1"), word("axis2"), word("axis0"), word("axis3")}));
        QTest::mouseDClick(&plot, Qt::LeftButton, {}, plot.nameRect(word("axis0")).center());
        QVERIFY(plot.isInverted(word("axis0")));
        QVERIFY(plot.place(word("axis0"), 99).y() > plot.place(word("axis0"), 0).y());
        QTest::mouseDClick(&plot, Qt::LeftButton, Qt::ShiftModifier, plot.nameRect(word("axis3")).center());
        QVERIFY(plot.isLog(word("axis3")));
        fill(plot, 100, 4); // new values: order, direction and scale stay
        QCOMPARE(plot.axisOrder().value(2), word("axis0"));
        QVERIFY(plot.isInverted(word("axis0")) && plot.isLog(word("axis3")));
        plot.setBrush(word("axis0"), PlotRange{10, 19});
        QCOMPARE(plot.inside(),
                 QStringList({word("run10"), word("run11"), word("run12"), word("run13"), word("run14"), word("run15"),
                              word("run16"), word("run17"), word("run18"), word("run19")}));
    }

    void keysBrushWithoutAMouse()
    {
        const Theme theme;
        ParallelPlot plot(theme, nullptr);
        plot.resize(900, 300);
        fill(plot, 100, 3);
        plot.show();
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Up);
        QVERIFY(plot.brush(word("axis1")));
        const PlotRange before = *plot.brush(word("axis1"));
        QTest::keyClick(&plot, Qt::Key_Up);
        QVERIFY(plot.brush(word("axis1"))->lower > before.lower);
        QTest::keyClick(&plot, Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(plot.brush(word("axis1"))->size() > before.size());
        QTest::keyClick(&plot, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(plot.axisOrder().first(), word("axis1"));
        QTest::keyClick(&plot, Qt::Key_Escape);
        QVERIFY(!plot.hasBrush());
    }

    void aDragOverManyRunsDrawsOnlyWhatChanges()
    {
        const Theme theme;
        ParallelPlot plot(theme, nullptr);
        plot.resize(1200, 320);
        fill(plot);
        const auto draw = [&plot] { // a slow machine takes more than one frame for it
            do
                plot.grab();
            while (!plot.isDrawn());
        };
        draw();
        QCOMPARE(plot.lineRedraws(), 1);
        const int before = plot.lineRedraws();
        plot.setBrush(word("axis0"), PlotRange{100.2, 200.2}, false);
        draw();
        QCOMPARE(plot.lineRedraws(), before + 1);
        plot.setBrush(word("axis0"), PlotRange{100.3, 200.3}, false); // the same runs are inside
        draw();
        QCOMPARE(plot.lineRedraws(), before + 1);
    }

    void aBrushThatStandsIsDrawnSmoothly()
    {
        const Theme theme;
        const auto picture = [&theme](const QList<bool>& gestures) {
            ParallelPlot plot(theme, nullptr);
            plot.resize(900, 300);
            fill(plot);
            plot.grab();
            for (const bool last : gestures)
                plot.setBrush(word("axis0"), PlotRange{100, 300}, last);
            do
                plot.grab();
            while (!plot.isDrawn());
            return plot.grab().toImage();
        };
        const QImage still = picture({true});
        QVERIFY(picture({false}) != still); // it follows the mouse
        QCOMPARE(picture({false, true}), still);
    }

    void clicksAndBoxesChoosePoints()
    {
        const Theme theme;
        PlanePlot plot(theme, nullptr);
        plot.resize(600, 400);
        const auto point = [](const char* key, double x, double y) {
            return PlanePlotPoint{word(key), word(key), word("vae"), {word(key)}, x, y, false};
        };
        plot.set({point("a", 0, 35), point("b", 3, 31), point("c", 4, 33), point("d", 9, 26), point("e", kNaN, 3)},
                 {.xTitle = word("KL"), .yTitle = word("Rec"), .betterX = -1, .betterY = -1, .showsTrend = true});
        QCOMPARE(plot.front(), QStringList({word("a"), word("b"), word("d")}));
        QVERIFY(plot.trend() && plot.trend()->slope < 0);
        plot.show();
        QSignalSpy chosen(&plot, &PlanePlot::pointChosen);
        QSignalSpy boxes(&plot, &PlanePlot::boxChosen);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.place(plot.points()[1]).toPoint());
        QCOMPARE(chosen.takeFirst().first().toString(), word("b"));
        const QPoint corner = plot.place(plot.points()[2]).toPoint() + QPoint(15, -40);
        drag(plot, corner, plot.place(plot.points()[1]).toPoint() + QPoint(-15, 15));
        QCOMPARE(boxes.takeFirst().first().toStringList(), QStringList({word("b"), word("c")}));
        plot.setCurrent(word("b"));
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(chosen.takeFirst().first().toString(), word("c"));
        QVERIFY(!plot.grab().isNull());
    }

    void spreadStandsBehindItsCurve()
    {
        const Theme theme;
        MetricPlot plot(theme);
        plot.resize(500, 300);
        plot.setRobust(false);
        plot.setRuns({{.uid = word("g"), .name = word("VAE, n = 3"), .family = word("vae")}});
        plot.append(word("g"), {{word("m"), 0, 1, 0}, {word("m"), 100, 2, 0}});
        plot.drawNow();
        const PlotRange alone = plot.valueRange();
        plot.setSpread(word("g"), {{0, -5, 6}, {100, -4, 7}});
        plot.drawNow();
        QVERIFY(!plot.spread(word("g")).isEmpty());
        QVERIFY(plot.valueRange().lower < alone.lower - 3 && plot.valueRange().upper > alone.upper + 3);
        plot.setRuns({}); // and the canvas forgets it
        plot.drawNow();
        QVERIFY(plot.spread(word("g")).isEmpty());
    }
};

QTEST_MAIN(TestComparePlots)
#include "tst_compare_plots.moc"
