#include "widgets/plots/prior_plot.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/plots/thumbnail_choice.h"
#include "widgets/tables/dimension_table.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace lb::widgets;

namespace {

/// A grid of side x side points, one unit apart, around zero; classes by column parity.
std::vector<float> grid(int side)
{
    std::vector<float> positions;
    for (int i = 0; i < side * side; ++i) {
        positions.push_back(static_cast<float>(i % side) - static_cast<float>(side - 1) / 2);
        positions.push_back(static_cast<float>(i / side) - static_cast<float>(side - 1) / 2);
    }
    return positions;
}

std::vector<int> classesOf(int side)
{
    std::vector<int> classes;
    for (int i = 0; i < side * side; ++i)
        classes.push_back(i % side % 2);
    return classes;
}

struct Map {
    Map()
        : map(theme)
    {
        map.resize(460, 448);
        map.setPositions(grid(5));
        map.setClasses(classesOf(5));
        map.show();
    }
    QPoint at(int point)
    {
        const auto i = static_cast<std::size_t>(point) * 2;
        return map.frame()
            .toPixel({static_cast<double>(map.positions()[i]), static_cast<double>(map.positions()[i + 1])})
            .toPoint();
    }
    Theme theme;
    ScatterMap map;
};

} // namespace

/// What the latent page is made of: the map, tiles, the table of dimensions.
class TestLatentWidgets : public QObject {
    Q_OBJECT
private slots:
    void bothAxesHaveOneScaleAndEveryPointIsInside()
    {
        const MapFrame frame = MapFrame::fitted(QRectF(0, 0, 400, 200), grid(7), 0);
        for (const QPointF corner : {QPointF(-3, -3), QPointF(3, 3)})
            QVERIFY(frame.rect.contains(frame.toPixel(corner)));
        QCOMPARE(frame.toPixel({1, 0}).x() - frame.toPixel({0, 0}).x(),
                 frame.toPixel({0, 0}).y() - frame.toPixel({0, 1}).y());
        const QPointF place = frame.toPlace(frame.toPixel({1.5, -0.5}));
        QVERIFY(std::abs(place.x() - 1.5) < 1e-9 && std::abs(place.y() + 0.5) < 1e-9);
    }

    void discsStandWhereTheirPointsAre()
    {
        const MapFrame frame = MapFrame::fitted(QRectF(10, 20, 100, 100), grid(3), 0);
        const std::vector<QRgb> colors(9, 0xFF336699);
        const QImage image = pointsImage(frame, grid(3), colors, 2);
        QCOMPARE(image.size(), QSize(200, 200));
        const QPointF pixel = (frame.toPixel({1, -1}) - frame.rect.topLeft()) * 2;
        QCOMPARE(image.pixel(pixel.toPoint()), 0xFF336699);
        QCOMPARE(qAlpha(image.pixel(pixel.toPoint() - QPoint(12, 0))), 0);
    }

    void aHiddenPointIsNotDrawnHoveredOrSelected()
    {
        const MapFrame frame = MapFrame::fitted(QRectF(0, 0, 100, 100), grid(3), 0);
        std::vector<QRgb> colors(9, 0xFF336699);
        colors[4] = 0;
        const QPointF middle = frame.toPixel({0, 0});
        QCOMPARE(qAlpha(pointsImage(frame, grid(3), colors, 1).pixel(middle.toPoint())), 0);
        QCOMPARE(pointAt(frame, grid(3), colors, middle, 5), -1);
        const auto all = pointsInside(frame, grid(3), colors, {{-1, -1}, {101, -1}, {101, 101}, {-1, 101}});
        QCOMPARE(all, (std::vector<int>{0, 1, 2, 3, 5, 6, 7, 8}));
    }

    void theDensityIsDarkestWhereMostPointsAre()
    {
        std::vector<float> positions = grid(3);
        for (int i = 0; i < 50; ++i)
            positions.insert(positions.end(), {1, 1});
        const std::vector<QRgb> colors(59, 0xFF000000);
        const MapFrame frame = MapFrame::fitted(QRectF(0, 0, 120, 120), positions, 0);
        const QImage image = densityImage(frame, positions, colors, {0xFF000001, 0xFF0000FF}, 40);
        QCOMPARE(image.pixel(2, 0), 0xFF0000FF);
        QCOMPARE(image.pixel(0, 2), 0xFF000001);
    }

    void hoveringNamesThePointUnderTheMouse()
    {
        Map bench;
        QSignalSpy hovered(&bench.map, &ScatterMap::hovered);
        QTest::mouseMove(&bench.map, bench.at(7));
        QTRY_COMPARE(bench.map.hoveredPoint(), 7);
        QTest::mouseMove(&bench.map, (bench.at(7) + bench.at(13)) / 2);
        QTRY_COMPARE(bench.map.hoveredPoint(), -1);
        QCOMPARE(hovered.size(), 2);
    }

    void aPointOfAnotherMapIsMarkedAndBeyondTheEdgeAnArrowShowsTheWay()
    {
        Map bench;
        const QImage without = bench.map.grab().toImage();
        bench.map.setLinkedPoint(12);
        const QRect around(bench.at(12) - QPoint(10, 10), QSize(20, 20));
        QVERIFY(bench.map.grab(around).toImage() != without.copy(around));
        bench.map.setLinkedPoint(-1);
        QCOMPARE(bench.map.grab().toImage(), without);
        QWheelEvent wheel(bench.at(24), bench.map.mapToGlobal(bench.at(24)), {}, {0, 1200}, {}, {}, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&bench.map, &wheel);
        const QImage zoomed = bench.map.grab().toImage();
        bench.map.setLinkedPoint(0); // at the other corner
        QVERIFY(bench.map.grab().toImage() != zoomed);
    }

    void pointingAtOneOfSixtyThousandInThreeMapsTakesNoFrame()
    {
        Map bench;
        ScatterMap left(bench.theme);
        ScatterMap right(bench.theme);
        std::vector<int> all(245 * 245);
        std::iota(all.begin(), all.end(), 0);
        for (ScatterMap* map : {&bench.map, &left, &right}) {
            map->resize(460, 448);
            map->setPositions(grid(245)); // 60,025
            map->setSelected(all);
            map->show();
            map->repaint();
        }
        QList<qint64> times;
        for (int move = 0; move < 21; ++move) {
            QElapsedTimer timer;
            timer.start();
            QMouseEvent event(QEvent::MouseMove, bench.at(30'000 + 7 * move), bench.map.mapToGlobal(QPointF()),
                              Qt::NoButton, Qt::NoButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&bench.map, &event);
            for (ScatterMap* map : {&left, &right})
                map->setLinkedPoint(bench.map.hoveredPoint());
            for (ScatterMap* map : {&bench.map, &left, &right})
                map->repaint();
            times.append(timer.elapsed());
        }
        QVERIFY(bench.map.hoveredPoint() >= 30'000);
        std::sort(times.begin(), times.end());
        QVERIFY2(times[times.size() / 2] <= 16, qPrintable(QString::number(times[times.size() / 2])));
    }

    void picturesDoNotOverlapAndNoOtherWouldFit()
    {
        const std::vector<QRgb> colors(400, 0xFF336699);
        const MapFrame frame = MapFrame::fitted(QRectF(20, 10, 300, 200), grid(20), 0);
        const QSizeF size(32, 20);
        const std::vector<int> chosen = thumbnailPoints(frame, grid(20), colors, size);
        QVERIFY(chosen.size() > 20);
        const auto boxOf = [&](int point) {
            const auto i = static_cast<std::size_t>(point) * 2;
            const QPointF at = frame.toPixel({static_cast<double>(grid(20)[i]), static_cast<double>(grid(20)[i + 1])});
            return QRectF(at - QPointF(16, 10), size);
        };
        for (int point = 0; point < 400; ++point) {
            int overlaps = 0;
            for (const int other : chosen)
                overlaps += boxOf(point).adjusted(0.01, 0.01, -0.01, -0.01).intersects(boxOf(other));
            if (std::find(chosen.begin(), chosen.end(), point) != chosen.end()) {
                QCOMPARE(overlaps, 1); // itself
                QVERIFY(frame.rect.contains(boxOf(point)));
            } else {
                QVERIFY(overlaps > 0 || !frame.rect.contains(boxOf(point)));
            }
        }
    }

    void aZoomInwardsKeepsThePicturesThatStayInside()
    {
        Map bench;
        bench.map.setPositions(grid(40));
        bench.map.setClasses({});
        QImage grey(28, 28, QImage::Format_Grayscale8);
        grey.fill(128);
        bench.map.setThumbnails(QList<QImage>(1600, grey), {});
        bench.map.grab();
        QVERIFY(bench.map.thumbnailPoints().empty()); // not asked for
        bench.map.setThumbnailsShown(true);
        bench.map.grab();
        const std::vector<int> before = bench.map.thumbnailPoints();
        QVERIFY(before.size() > 50);
        QTest::keyClick(&bench.map, Qt::Key_Plus);
        bench.map.grab();
        const std::vector<int> after = bench.map.thumbnailPoints();
        const QRect inside = bench.map.frame().rect.toRect().adjusted(18, 18, -18, -18);
        for (const int point : before)
            if (inside.contains(bench.at(point)))
                QVERIFY(std::find(after.begin(), after.end(), point) != after.end());
        QTest::keyClick(&bench.map, Qt::Key_Home);
        bench.map.grab();
        QCOMPARE(bench.map.thumbnailPoints(), before);
    }

    void textsAreShownByTheirFirstWords()
    {
        QCOMPARE(firstWords(QStringLiteral("a short one")), QStringLiteral("a short one"));
        QCOMPARE(firstWords(QStringLiteral("any of numerous plants of the genus")), QStringLiteral("any of numerous…"));
        Map bench;
        const QImage without = bench.map.grab().toImage();
        bench.map.setThumbnails({}, QStringList(25, QStringLiteral("any of numerous plants")));
        bench.map.setThumbnailsShown(true);
        QVERIFY(bench.map.grab().toImage() != without);
        bench.map.setThumbnails({}, QStringList(24, QStringLiteral("of other points")));
        QCOMPARE(bench.map.grab().toImage(), without);
    }

    void aDragMovesTheCursorAndEnds()
    {
        Map bench;
        QSignalSpy moved(&bench.map, &ScatterMap::cursorMoved);
        QSignalSpy released(&bench.map, &ScatterMap::cursorReleased);
        QTest::mousePress(&bench.map, Qt::LeftButton, {}, bench.at(6));
        QTest::mouseMove(&bench.map, bench.at(18));
        QTest::mouseRelease(&bench.map, Qt::LeftButton, {}, bench.at(18));
        QVERIFY(moved.size() >= 2);
        QCOMPARE(released.size(), 1);
        const QPointF place = moved.last().first().toPointF();
        QVERIFY(std::abs(place.x() - 1) < 0.05 && std::abs(place.y() - 1) < 0.05);
    }

    void aLassoSelectsWhatIsInsideAndVisible()
    {
        Map bench;
        bench.map.setHiddenClasses({1});
        QSignalSpy lassoed(&bench.map, &ScatterMap::lassoed);
        const QPoint out(18, 18);
        QTest::mousePress(&bench.map, Qt::LeftButton, Qt::ShiftModifier, bench.at(10) + QPoint(-18, 18));
        QTest::mouseMove(&bench.map, bench.at(12) + out);
        QTest::mouseMove(&bench.map, bench.at(22) + QPoint(18, -18));
        QTest::mouseMove(&bench.map, bench.at(20) - out);
        QTest::mouseRelease(&bench.map, Qt::LeftButton, {}, bench.at(20) - out);
        QCOMPARE(lassoed.size(), 1);
        QCOMPARE(lassoed[0][0].value<std::vector<int>>(), (std::vector<int>{10, 12, 15, 17, 20, 22}));
    }

    void theWheelZoomsAroundTheMouseAndHomeFits()
    {
        Map bench;
        const double scale = bench.map.frame().scale;
        const QPoint pixel = bench.at(6);
        QWheelEvent wheel(pixel, bench.map.mapToGlobal(pixel), {}, {0, 240}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&bench.map, &wheel);
        QVERIFY(bench.map.frame().scale > 1.4 * scale);
        QVERIFY((bench.at(6) - pixel).manhattanLength() <= 2);
        QTest::keyClick(&bench.map, Qt::Key_Home);
        QCOMPARE(bench.map.frame().scale, scale);
    }

    void keysMoveTheCursorAndPick()
    {
        Map bench;
        bench.map.setCursorPlace({-1, 0}); // on point 11
        QSignalSpy moved(&bench.map, &ScatterMap::cursorMoved);
        QSignalSpy picked(&bench.map, &ScatterMap::picked);
        QTest::keyClick(&bench.map, Qt::Key_Right);
        QTest::keyClick(&bench.map, Qt::Key_Left);
        QCOMPARE(moved.size(), 2);
        QTest::keyClick(&bench.map, Qt::Key_Return);
        QCOMPARE(picked.size(), 1);
        QCOMPARE(picked[0][0].toInt(), 11);
        QVERIFY(bench.map.accessibleDescription().contains(QStringLiteral("25")));
    }

    void manyPointsAreShownAsDensity()
    {
        Map bench;
        QVERIFY(!bench.map.isDensity());
        bench.map.setPositions(grid(110)); // 12,100
        bench.map.setClasses({});
        QVERIFY(bench.map.isDensity());
        QVERIFY(!bench.map.grab().isNull());
    }

    void valuesColourFromPaleToStrong()
    {
        Map bench;
        std::vector<float> values(25, 1.0F);
        values[0] = std::numeric_limits<float>::quiet_NaN();
        values[24] = 3;
        bench.map.setValues(values);
        QCOMPARE(bench.map.valueRange().first, 1.0);
        QVERIFY(!bench.map.grab().isNull());
    }

    void tilesWrapAndAnswerClicksAndKeys()
    {
        const Theme theme;
        TileStrip strip(theme);
        strip.resize(3 * 48, 200);
        QImage grey(28, 28, QImage::Format_Grayscale8);
        grey.fill(128);
        QList<TileStrip::Tile> tiles;
        for (int i = 0; i < 7; ++i)
            tiles.append({.image = grey, .text = {}, .caption = QString::number(i), .id = 100 + i});
        strip.setTiles(tiles);
        strip.show();
        QCOMPARE(strip.heightForWidth(3 * 48), 3 * (44 + 16 + 4) - 4);
        QSignalSpy activated(&strip, &TileStrip::activated);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, {60, 80}); // second row, second column
        QCOMPARE(activated.takeFirst().first().toInt(), 104);
        QTest::keyClick(&strip, Qt::Key_Up);
        QTest::keyClick(&strip, Qt::Key_Return);
        QCOMPARE(activated.takeFirst().first().toInt(), 101);
        QSignalSpy hovered(&strip, &TileStrip::hovered);
        QTest::keyClick(&strip, Qt::Key_Down);
        QCOMPARE(hovered.takeLast().first().toInt(), 104);
        strip.setLinked(104);
        QVERIFY(strip.linkedRect().contains(60, 80));
        strip.setRowLimit(1);
        QVERIFY(strip.linkedRect().isEmpty());
        QCOMPARE(strip.heightForWidth(3 * 48), 44 + 16);
    }

    void dimensionsStandByFallingKl()
    {
        const Theme theme;
        DimensionTable table(theme);
        const QAbstractItemModelTester tester(&table.rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.rows().setRows({{0, 0.1, 0.05, 0.9, true}, {1, 2.0, 0.6, 0.3, true}, {2, 0.0, 0.001, 1.0, false}});
        QCOMPARE(table.rows().dimensions(), (QList<int>{1, 0, 2}));
        table.rows().sortBy(DimensionModel::Number);
        QCOMPARE(table.rows().dimensions(), (QList<int>{0, 1, 2}));
        QSignalSpy chosen(&table, &DimensionTable::dimensionChosen);
        table.choose(2);
        QCOMPARE(chosen.last().first().toInt(), 2);
        QVERIFY(table.rows().index(2, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("not active")));
        table.rows().setStrip(1, {}, {QStringLiteral("a"), QStringLiteral("b")});
        QVERIFY(table.rows().index(1, DimensionModel::Strip).data().toString().startsWith(QLatin1Char('a')));
        table.resize(420, 200);
        QVERIFY(!table.grab().isNull());
    }

    void dimensionsWithoutKlStandByVariance()
    {
        DimensionModel model;
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        model.setRows({{0, kNone, 0.05, kNone, true}, {1, kNone, 0.6, kNone, true}});
        QCOMPARE(model.dimensions(), (QList<int>{1, 0}));
        QCOMPARE(model.index(0, DimensionModel::Kl).data().toString(), QStringLiteral("–"));
    }

    void thePriorIsDrawnOverTheHistogram()
    {
        const Theme theme;
        PriorPlot plot(theme);
        plot.resize(300, 180);
        plot.setFamily(QStringLiteral("vae"));
        plot.setDimension(QStringLiteral("Dimension 3"), {0, 0, 1, 0}, 4, false);
        const QImage without = plot.grab().toImage();
        plot.setDimension(QStringLiteral("Dimension 3"), {0, 0, 1, 0}, 4, true);
        QVERIFY(plot.grab().toImage() != without);
        QCOMPARE(plot.accessibleDescription(), QStringLiteral("Dimension 3"));
    }
};

QTEST_MAIN(TestLatentWidgets)
#include "tst_latent_widgets.moc"
