// The spacing of the x axis, marks of best values, several metrics in one plot.
#include "widgets/plots/curve_marker.h"
#include "widgets/plots/metric_chips.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <cmath>

using namespace lb;
using namespace lb::widgets;
using Better = experiments::MetricInfo::Better;

namespace {

const QString kRun = QStringLiteral("a");

/// A plot on screen: 10,001 steps from 0, values falling to 1 at step 5,000 and rising again.
struct Plot {
    Theme theme;
    PlotLink link;
    MetricPlot plot{theme, &link};

    explicit Plot(Better better = Better::Lower)
    {
        plot.resize(600, 320);
        plot.setRuns({{.uid = kRun, .name = QStringLiteral("VAE"), .family = QStringLiteral("vae"), .better = better}});
        QList<experiments::MetricPoint> points;
        for (int step = 0; step <= 10'000; ++step)
            points.append({QStringLiteral("m"), step, 1 + std::abs(step - 5000) * 0.001, step});
        plot.append(kRun, points);
        plot.show();
        (void)QTest::qWaitForWindowExposed(&plot);
        plot.drawNow();
    }
    QImage picture()
    {
        plot.drawNow();
        return plot.grab().toImage();
    }
};

} // namespace

class TestPlotSigns : public QObject {
    Q_OBJECT
private slots:
    void logAxisSpacesDecadesEvenlyAndLeavesOutStepZero()
    {
        MetricSeries series;
        for (int step = 0; step <= 10'000; ++step)
            series.append(step, step);
        const XMapping mapping{.scale = AxisScale(AxisScale::Kind::Log)};
        QCOMPARE(*series.extent(mapping), (PlotRange{1, 10'000}));
        const auto columns = series.envelope(mapping, {1, 10'000}, 400);
        for (const MetricSeries::Column& column : columns)
            if (column.column == 300)
                QCOMPARE(column.low, 1000.0); // three of four decades
        QCOMPARE(*series.extent({}), (PlotRange{0, 10'000}));
    }

    void changesOfSettingsAreMarkedUntilTheyAreSwitchedOff()
    {
        Plot bench;
        const QImage before = bench.picture();
        const QString message = QStringLiteral("optimizer.rate changed from 0.001 to 0.0001.");
        bench.plot.setEvents(kRun, {{.step = 5000, .kind = QStringLiteral("field"), .message = message}});
        const QImage marked = bench.picture();
        QVERIFY(marked != before);
        QPoint place; // on the line, which differs from the picture before
        for (int y = 0; y < marked.height() / 2; ++y)
            for (int x = 0; x < marked.width(); ++x)
                if (marked.pixel(x, y) != before.pixel(x, y))
                    place = {x, y};
        QHelpEvent help(QEvent::ToolTip, place / marked.devicePixelRatio(), bench.plot.mapToGlobal(place));
        QApplication::sendEvent(&bench.plot, &help);
        QTRY_VERIFY2(QToolTip::text().contains(message), qPrintable(QToolTip::text()));
        bench.plot.setShownEventKinds({QStringLiteral("vanishing")});
        QCOMPARE(bench.picture(), before);
    }

    void everyColumnOfALogAxisKeepsItsSpike()
    {
        MetricSeries series;
        for (int step = 0; step <= 10'000; ++step)
            series.append(step, step == 7777 ? 1e6 : 1);
        double most = 0;
        for (const auto& point : series.thinned({.scale = AxisScale(AxisScale::Kind::Log)}, {1, 10'000}, 200))
            most = std::max(most, point.y);
        QCOMPARE(most, 1e6);
    }

    void zoomOfALogAxisIsAroundItsGeometricMiddle()
    {
        Plot bench;
        bench.link.setXScale(AxisScale::Kind::Log);
        bench.plot.drawNow();
        QTest::keyClick(&bench.plot, Qt::Key_Plus);
        const auto range = bench.link.xRange();
        QVERIFY(range && range->lower > 1);
        QVERIFY(std::abs(std::sqrt(range->lower * range->upper) - 100) < 1);
        QTest::keyClick(&bench.plot, Qt::Key_Minus);
        QTest::keyClick(&bench.plot, Qt::Key_Minus);
        QVERIFY(bench.link.xRange()->lower > 0); // no zoom leads to where a log axis has no place
        QTest::keyClick(&bench.plot, Qt::Key_Right);
        QVERIFY(bench.link.cursor() && std::abs(*bench.link.cursor() - 100) < 10);
    }

    void anotherSpacingForgetsTheZoomAndChangesThePicture()
    {
        Plot bench;
        const QImage linear = bench.picture();
        bench.link.setView(PlotRange{-10, 50}, &bench.plot, {});
        bench.link.setXScale(AxisScale::Kind::Log);
        QVERIFY(!bench.link.xRange());
        const QImage log = bench.picture();
        QVERIFY(log != linear);
        bench.link.setXScale(AxisScale::Kind::Symlog);
        QVERIFY(bench.picture() != log);
        bench.link.setXScale(AxisScale::Kind::Linear);
        QCOMPARE(bench.picture(), linear);
    }

    void bestIsTheRawOneWhateverTheSmoothing_data()
    {
        QTest::addColumn<double>("smoothing");
        QTest::newRow("raw") << 0.0;
        QTest::newRow("smoothed") << 0.99;
    }
    void bestIsTheRawOneWhateverTheSmoothing()
    {
        QFETCH(double, smoothing);
        Plot bench;
        bench.plot.setSmoothing(smoothing);
        QCOMPARE(bench.plot.best(kRun)->step, 5000.0);
        QCOMPARE(bench.plot.best(kRun)->value, 1.0);
        Plot higher(Better::Higher);
        QCOMPARE(higher.plot.best(kRun)->step, 0.0);
        Plot neither(Better::Neither);
        QVERIFY(!neither.plot.best(kRun));
    }

    void bestOutlivesThinningAndGoesWithItsPoints()
    {
        MetricSeries series(64);
        for (int step = 0; step < 5000; ++step)
            series.append(step, step == 1234 ? -5 : 1);
        QCOMPARE(series.lowest()->step, 1234.0);
        series.append(5000, std::nan(""));
        QCOMPARE(series.lowest()->value, -5.0);
        series.clear();
        QVERIFY(!series.lowest() && !series.highest());
    }

    void starIsDrawnWhenAskedForAndItsTooltipSaysValueAndStep()
    {
        Plot bench;
        const QImage without = bench.picture();
        bench.plot.setBestShown(true);
        const QImage with = bench.picture();
        QVERIFY(with != without);
        // Where the two differ lies the star, with its words left of it.
        QPoint rightmost;
        for (int y = 0; y < with.height(); ++y)
            for (int x = 0; x < with.width(); ++x)
                if (with.pixel(x, y) != without.pixel(x, y) && x > rightmost.x())
                    rightmost = {x, y};
        const QPoint place = rightmost / with.devicePixelRatio() - QPoint(4, 0);
        QHelpEvent help(QEvent::ToolTip, place, bench.plot.mapToGlobal(place));
        QApplication::sendEvent(&bench.plot, &help);
        QTRY_VERIFY2(QToolTip::text().contains(QStringLiteral("5,000")), qPrintable(QToolTip::text()));
        bench.plot.setBestShown(false);
        QCOMPARE(bench.picture(), without);
    }

    void metricsOfOnePlotHaveCurvesOfTheirOwn()
    {
        Plot bench;
        const PlotRun first{.uid = kRun, .name = QStringLiteral("VAE"), .metric = QStringLiteral("m")};
        PlotRun second = first;
        second.metric = QStringLiteral("n");
        second.quantity = QStringLiteral("KL weight");
        second.marker = 1;
        bench.plot.setRuns({first, second});
        bench.plot.append(kRun, {{QStringLiteral("n"), 1, 0.5, 0}}, QStringLiteral("n"));
        QCOMPARE(bench.plot.pointCount(kRun, QStringLiteral("n")), 1);
        QCOMPARE(*bench.plot.lastValue(kRun, QStringLiteral("n")), 0.5);
        bench.plot.drawNow();
        QVERIFY(bench.plot.accessibleDescription().contains(QStringLiteral("KL weight")));
        bench.plot.setRunVisible(kRun, false); // a run is hidden with all its metrics
        QVERIFY(!bench.plot.isRunVisible(kRun));
        bench.plot.clearPoints(kRun, QStringLiteral("n"));
        QCOMPARE(bench.plot.pointCount(kRun, QStringLiteral("n")), 0);
    }

    void signsOfMetricsAreUnlikeByShapeAlone()
    {
        QList<QImage> signs;
        for (int marker = 0; marker < kCurveMarkers; ++marker) {
            QImage image(16, 16, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintCurveMarker(painter, {8, 8}, marker);
            painter.end();
            QVERIFY(!signs.contains(image));
            signs.append(image);
        }
    }

    void chipTakesItsMetricOff()
    {
        const Theme theme;
        MetricChips chips(theme);
        chips.setMetrics({{QStringLiteral("train/kl"), QStringLiteral("KL"), 0},
                          {QStringLiteral("train/beta"), QStringLiteral("KL weight"), 1}});
        chips.show();
        const QSignalSpy removed(&chips, &MetricChips::removed);
        auto* button = chips.findChild<QToolButton*>(QStringLiteral("takeOff:train/beta"));
        QVERIFY(button && !button->accessibleName().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(removed.value(0).value(0).toString(), QStringLiteral("train/beta"));
    }
};

QTEST_MAIN(TestPlotSigns)
#include "tst_plot_signs.moc"
