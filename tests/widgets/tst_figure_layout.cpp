// Where a figure puts what it draws: axes, thinned curves, stars.
#include "tests/widgets/figure_cases.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/figures/figure_files.h"
#include "widgets/figures/figure_layout.h"

#include <QImage>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::widgets;
using namespace lb::tests;

class TestFigureLayout : public QObject {
    Q_OBJECT
private slots:
    void thinningKeepsASpike()
    {
        FigureData data = figureData(100'000);
        FigureSpec spec = figureSpec();
        spec.panels.removeLast();
        spec.panels[0].scale = AxisScale::Kind::Linear;
        spec.panels[0].values = PlotRange{0, 100};
        const QByteArray without = figureSvg(spec, data, {});
        data.runs[0].points[kKl][54'321].value = 99;
        QVERIFY(figureSvg(spec, data, {}) != without);
    }

    void logAxisPlacesDecadesEvenly_data()
    {
        QTest::addColumn<AxisScale::Kind>("kind");
        QTest::newRow("log") << AxisScale::Kind::Log;
        QTest::newRow("symlog") << AxisScale::Kind::Symlog;
    }

    void logAxisPlacesDecadesEvenly()
    {
        QFETCH(AxisScale::Kind, kind);
        FigureData data = figureData(10000);
        data.runs[0].points[kKl].prepend({kKl, 0, 9, 0}); // has no place on a log axis
        FigureSpec spec = figureSpec();
        spec.xScale = kind;
        const FigureLayout layout = layOutFigure(spec, data);
        const FigureLayout::Panel& panel = layout.panels.first();
        QCOMPARE(panel.x.lower, kind == AxisScale::Kind::Log ? 1.0 : 0.0);
        const double decade = panel.columnOf(1000) - panel.columnOf(100);
        QVERIFY(decade > panel.plot.width() / 6);
        QVERIFY(std::abs(panel.columnOf(10000) - panel.columnOf(1000) - decade) < 0.01 * decade);
        QVERIFY(std::abs(panel.columnOf(10000) - panel.plot.right()) < 1);
        QVERIFY(std::any_of(panel.xTicks.cbegin(), panel.xTicks.cend(), [&](const FigureLayout::Tick& tick) {
            return tick.text == QStringLiteral("100") && std::abs(tick.at - panel.columnOf(100)) <= 1;
        }));
        QVERIFY(!panel.lines.isEmpty());
        for (const QPolygonF& part : panel.lines.first().parts)
            for (const QPointF& point : part)
                QVERIFY(panel.plot.adjusted(-2, -9, 2, 9).contains(point));
        const QByteArray tex = figureTex(spec, data, {});
        QVERIFY(tex.contains("xmax=" + QByteArray::number(panel.xPlaces.upper, 'g', 7)));
        const QString caption = figureCaption(spec, data, {});
        QVERIFY2(caption.contains(kind == AxisScale::Kind::Log ? QStringLiteral("training steps (log scale)")
                                                               : QStringLiteral("training steps (symlog scale)")),
                 qPrintable(caption));
    }

    void starsStandAtTheBestValues()
    {
        const FigureData data = figureData(300);
        FigureSpec spec = figureSpec();
        QVERIFY(!figureCaption(spec, data, {}).contains(QStringLiteral("Stars")));
        const QImage without = QImage::fromData(figurePng(spec, data));
        spec.hasBest = true;
        spec.xScale = AxisScale::Kind::Log;
        const FigureLayout layout = layOutFigure(spec, data);
        QVERIFY(layout.panels[0].stars.isEmpty()); // a KL is neither good nor bad
        const auto& stars = layout.panels[1].stars;
        QCOMPARE(stars.size(), 3);
        for (const FigureLayout::Star& star : stars) {
            for (const auto& point : data.runs[star.run].points[kReconstruction])
                QVERIFY(point.value >= star.value);
            QVERIFY(std::abs(star.at.x() - layout.panels[1].columnOf(star.step)) <= 1);
        }
        const QString caption = figureCaption(spec, data, {});
        QVERIFY2(caption.contains(QStringLiteral("at step %1").arg(stars[0].step)), qPrintable(caption));
        QCOMPARE(figureTex(spec, data, {}).count("% best: "), 3);
        QVERIFY(!figureSvg(spec, data, {}).isEmpty());
        QVERIFY(QImage::fromData(figurePng(spec, data)) != without);
        QCOMPARE(FigureSpec::fromJson(spec.toJson()).value(), spec);
    }
};

QTEST_MAIN(TestFigureLayout)
#include "tst_figure_layout.moc"
