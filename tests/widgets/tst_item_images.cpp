// The rows of pictures that Compare and the Monitor show: zoom and movement, the same for all runs.
#include "widgets/tables/item_image_grid.h"
#include "widgets/tables/item_strip_view.h"
#include "widgets/theme/theme.h"

#include <QTableView>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace lb;
using namespace lb::widgets;

namespace {

experiments::ItemStrip stripOf(int items)
{
    experiments::ItemStrip strip{.step = 1, .height = 8, .width = 8};
    for (int i = 0; i < items; ++i)
        strip.items.append({.inputImage = QByteArray(64, char(i)), .outputImage = QByteArray(64, char(2 * i))});
    strip.samples = {QByteArray(64, 'a'), QByteArray(64, 'b')};
    return strip;
}

struct Grid {
    Theme theme;
    ItemImageGrid grid{theme};
    Grid()
    {
        grid.resize(600, 200);
        grid.setRuns({{.uid = QStringLiteral("a"), .name = QStringLiteral("one")},
                      {.uid = QStringLiteral("b"), .name = QStringLiteral("two")}});
        grid.setStrip(QStringLiteral("a"), stripOf(8));
        grid.setStrip(QStringLiteral("b"), stripOf(8));
        grid.show();
    }
    void turn(QPoint at, int notches)
    {
        QWheelEvent wheel(QPointF(at), QPointF(grid.mapToGlobal(at)), {}, QPoint(0, 120 * notches), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&grid, &wheel);
    }
};

} // namespace

class TestItemImages : public QObject {
    Q_OBJECT
private slots:
    void theWheelZoomsAllRowsAboutTheSamePlace()
    {
        Grid bench;
        ItemImageGrid& grid = bench.grid;
        const QRect before = grid.cellRect(2, 3);
        const QPoint place = before.center();
        bench.turn(place, 4);
        QVERIFY2(grid.zoom() > 2.3 && grid.zoom() < 2.6, qPrintable(QString::number(grid.zoom())));
        for (int row = 0; row < 3; ++row)
            for (int item = 0; item < 8; ++item) {
                QCOMPARE(grid.cellRect(row, item).size(), grid.cellRect(0, 0).size());
                QCOMPARE(grid.cellRect(row, item).left(), grid.cellRect(0, item).left()); // columns stay columns
            }
        QVERIFY(grid.cellRect(0, 0).width() > 2 * before.width());
        QVERIFY(grid.cellRect(2, 3).adjusted(-4, -4, 4, 4).contains(place));
    }

    void sentencesOfATextRunStandBesideThePicturesOfAnImageRun()
    {
        const Theme theme;
        QWidget window;
        window.resize(900, 200);
        QVBoxLayout column(&window);
        auto& strips = *new ItemStripView(theme);
        column.addWidget(&strips);
        strips.setRuns({{.uid = QStringLiteral("a"), .name = QStringLiteral("pictures")},
                        {.uid = QStringLiteral("b"), .name = QStringLiteral("sentences")}});
        window.show();
        auto* table = strips.findChild<QTableView*>(QStringLiteral("itemTexts"));
        auto* grid = strips.findChild<ItemImageGrid*>();
        strips.setStrip(QStringLiteral("a"), stripOf(8));
        QVERIFY(grid->isVisible() && !table->isVisible());
        experiments::ItemStrip text{.step = 1};
        text.items.append({.input = QStringLiteral("the old boat"), .output = QStringLiteral("the boat")});
        strips.setStrip(QStringLiteral("b"), text);
        QVERIFY(grid->isVisible() && table->isVisible());
        QCOMPARE(table->model()->columnCount(), int(ItemTextModel::FirstRunColumn) + 1);
        QCOMPARE(table->model()->index(0, ItemTextModel::FirstRunColumn).data().toString(), QStringLiteral("the boat"));
        ItemImageGrid alone(theme); // no row of empty boxes for the sentences
        alone.setRuns({{.uid = QStringLiteral("a"), .name = QStringLiteral("pictures")}});
        QCOMPARE(grid->minimumSizeHint(), alone.minimumSizeHint());
        strips.clearStrip(QStringLiteral("a"));
        QVERIFY(!grid->isVisible() && table->isVisible());
        QCOMPARE(table->model()->columnCount(), int(ItemTextModel::FirstRunColumn) + 2);
    }

    void keysZoomMoveAndGoBack()
    {
        Grid bench;
        ItemImageGrid& grid = bench.grid;
        const QRect fitted = grid.cellRect(1, 1);
        QTest::keyClick(&grid, Qt::Key_Minus); // never smaller than what fits
        QCOMPARE(grid.cellRect(1, 1), fitted);
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(&grid, Qt::Key_Plus);
        const int left = grid.cellRect(1, 1).left();
        QTest::keyClick(&grid, Qt::Key_Right);
        QCOMPARE(grid.cellRect(1, 1).left(), left - 40);
        QTest::keyClick(&grid, Qt::Key_0);
        QCOMPARE(grid.cellRect(1, 1), fitted);
    }

    void draggingMovesAndStopsAtTheEdge()
    {
        Grid bench;
        ItemImageGrid& grid = bench.grid;
        grid.setZoom(4, {300, 100});
        const QRect before = grid.cellRect(1, 4);
        QTest::mousePress(&grid, Qt::LeftButton, {}, {300, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(280, 90), QPointF(grid.mapToGlobal(QPoint(280, 90))),
                         Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&grid, &move);
        QCOMPARE(grid.cellRect(1, 4).topLeft(), before.topLeft() - QPoint(20, 10));
        QMouseEvent far(QEvent::MouseMove, QPointF(9000, 9000), QPointF(9000, 9000), Qt::LeftButton, Qt::LeftButton,
                        Qt::NoModifier);
        QCoreApplication::sendEvent(&grid, &far);
        QVERIFY(grid.cellRect(0, 0).left() >= 0 && grid.cellRect(0, 0).top() >= 0);
    }
};

QTEST_MAIN(TestItemImages)
#include "tst_item_images.moc"
