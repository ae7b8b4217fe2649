// The latent page with real models and real serve workers: what clicks and drags do, what is shown.
#include "gui/samples/picture_file.h"
#include "tests/gui/latent_bench.h"
#include "widgets/tables/dimension_table.h"
#include "widgets/tables/tile_strip.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QSlider>
#include <QTreeWidget>

#include <cmath>

using namespace lb::experiments;
using lb::gui::DecodedPanel;
using lb::gui::LatentRun;
using lb::gui::MapMethod;
using lb::gui::Verb;
using lb::tests::createAutoencoder;
using lb::tests::createImageAutoencoder;
using Bench = lb::tests::LatentBench;
using lb::tests::trainRun;
using lb::tests::WindowBench;
using lb::widgets::DimensionTable;
using lb::widgets::TileStrip;

namespace {

constexpr int kPatienceMs = lb::tests::kPatientMs;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestLatentPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained;

private slots:
    void initTestCase()
    {
        QVERIFY(trainRun(createImageAutoencoder(m_trained.filePath(word("images")), word("first"), 6)));
        QVERIFY(trainRun(createImageAutoencoder(m_trained.filePath(word("images")), word("second"), 4)));
        QVERIFY(trainRun(createAutoencoder(m_trained.filePath(word("texts")), m_trained.filePath(word("sentences.txt")),
                                           word("codes"), 3)));
    }

    void anEmptyProjectOffersTheDemo()
    {
        WindowBench window;
        window.open();
        window.trigger(Verb::ShowLatent);
        QTRY_VERIFY_WITH_TIMEOUT(window.find(word("emptyLatent"))->isVisible(), kPatienceMs);
    }

    void theMapOpensWithClassesDimensionsAndTraversals()
    {
        Bench bench(m_trained, "images");
        QVERIFY2(bench.opened(), qPrintable(bench.run().failure()));
        QCOMPARE(bench.run().rows().count(), 5000);
        auto& classes = bench.find<QTreeWidget>("classList");
        QCOMPARE(classes.topLevelItemCount(), 10);
        QVERIFY(bench.find<QLabel>("mapNote").text().contains(word("10,000")));
        QCOMPARE(bench.find<DimensionTable>("dimensionTable").rows().rowCount(), bench.run().rows().latent);
        const int visible = bench.map().visibleCount();
        classes.topLevelItem(4)->setCheckState(0, Qt::Unchecked);
        QVERIFY(bench.map().visibleCount() < visible);
        QTRY_VERIFY_WITH_TIMEOUT(bench.run().strip(bench.run().rows().latent - 1), kPatienceMs);
    }

    void aDragDecodesWhatIsUnderTheCursor()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        QTest::mousePress(&bench.map(), Qt::LeftButton, {}, bench.at(10));
        QTRY_VERIFY_WITH_TIMEOUT(bench.run().atCursor().images.size() == 1, kPatienceMs);
        const QImage first = bench.run().atCursor().images.first();
        QTest::mouseMove(&bench.map(), bench.map().frame().rect.center().toPoint());
        QTest::mouseRelease(&bench.map(), Qt::LeftButton, {}, bench.map().frame().rect.center().toPoint());
        QTRY_VERIFY_WITH_TIMEOUT(bench.run().atCursor().images.first() != first, kPatienceMs);
        QCOMPARE(bench.find<TileStrip>("nearTiles").tiles().size(), LatentRun::kNearest);
        QVERIFY(bench.find<TileStrip>("dragTiles").tiles().size() >= 2);
        QVERIFY(bench.find<QLabel>("decodedFacts").text().contains(word("Norm of z")));
        QVERIFY(!bench.find<QLabel>("decodedPicture").pixmap(Qt::ReturnByValue).isNull());
    }

    void slidersMoveTheCodeAndThePicture()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.window.click(word("showSliders"));
        const int dimension = bench.find<DimensionTable>("dimensionTable").rows().dimensionOf(0);
        auto& slider = bench.find<QSlider>(qPrintable(word("slider%1").arg(dimension)));
        slider.setFocus();
        QTest::keyClick(&slider, Qt::Key_PageUp);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.run().atCursor().codes.empty(), kPatienceMs);
        const auto j = static_cast<std::size_t>(dimension);
        const auto& table = bench.run().rows().table;
        const double wanted = table.mean[dimension] + 0.5 * table.deviation[dimension];
        QTRY_VERIFY(std::abs(static_cast<double>(bench.run().atCursor().codes[j]) - wanted) < 1e-4);
    }

    void pickedPointsMakeAPathAndASum()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.window.click(word("toolPick"));
        QTest::mouseClick(&bench.map(), Qt::LeftButton, {}, bench.at(3));
        QTest::mouseClick(&bench.map(), Qt::LeftButton, {}, bench.at(40));
        QTRY_COMPARE_WITH_TIMEOUT(bench.find<TileStrip>("pathTiles").tiles().size(), 8, kPatienceMs);
        const QImage middle = bench.find<TileStrip>("pathTiles").tiles()[4].image;
        bench.find<QComboBox>("latentPathKind").setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(bench.find<TileStrip>("pathTiles").tiles()[4].image != middle, kPatienceMs);
        bench.window.click(word("showSum"));
        for (const int row : {5, 50, 500})
            QTest::mouseClick(&bench.map(), Qt::LeftButton, {}, bench.at(row));
        QTRY_COMPARE_WITH_TIMEOUT(bench.find<TileStrip>("sumTiles").tiles().size(), 4, kPatienceMs);
        QVERIFY(!bench.find<TileStrip>("sumNear").tiles().isEmpty());
    }

    void aNeighbourMapFormsIsCancelledAndStays()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.window.click(word("methodTsne"));
        QVERIFY(bench.run().isEmbedding());
        QTRY_VERIFY_WITH_TIMEOUT(!bench.run().map(MapMethod::Tsne).positions.empty(), kPatienceMs);
        bench.window.click(word("cancelMap0"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.run().isEmbedding(), kPatienceMs);
        QVERIFY(!bench.run().map(MapMethod::Tsne).isFinished);
        QCOMPARE(bench.map().positions().size(), std::size_t{10'000});
        bench.window.click(word("methodPca")); // is there still
        QVERIFY(!bench.run().map(MapMethod::Pca).positions.empty());
    }

    void twoRunsShareASelectionOfItems()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.window.click(word("latent_addModel"));
        QVERIFY(bench.opened(1));
        QVERIFY(bench.run(0).rows().latent != bench.run(1).rows().latent);
        QCOMPARE(bench.run(0).rows().items, bench.run(1).rows().items);
        bench.page().lab().setSelection(0, {bench.run(0).rows().items[7], bench.run(0).rows().items[90]});
        QCOMPARE(bench.page().lab().selectedRows(1), (std::vector<int>{7, 90}));
    }

    void aRunBesideThemLeavesThePathAndItsEnds()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened() && bench.filmed());
        auto& tiles = bench.find<TileStrip>("pathTiles");
        const auto path = tiles.tiles();
        QVERIFY(path.size() == 8);
        bench.window.click(word("latent_addModel"));
        QVERIFY(bench.opened(1));
        QCOMPARE(tiles.tiles(), path);
        QCOMPARE(bench.find<DecodedPanel>("decodedPanel").marks().size(), 2);
        QVERIFY(bench.find<QSlider>("filmSlider").isVisible());
    }

    void aSelectionIsOfItsOwnData()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.page().lab().setSelection(0, {bench.run().rows().items[7]});
        QCOMPARE(bench.page().lab().selection().dataset, word("fashion-mnist"));
        QCOMPARE(bench.page().lab().selection().split, bench.run().rows().split);
        QCOMPARE(bench.page().lab().selectedRows(0), std::vector<int>{7});
        bench.page().lab().setSelection(0, {});
        QVERIFY(bench.page().lab().selection().dataset.isEmpty());
    }

    void anItemUnderTheCursorIsMarkedInEveryMapAndList()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.window.click(word("latent_addModel"));
        QVERIFY(bench.opened(1));
        bench.page().lab().setSelection(0, {bench.run(0).rows().items[7], bench.run(0).rows().items[90]});
        bench.window.click(word("showSelection"));
        QTest::mouseMove(&bench.map(1), bench.at(7, 1));
        QTRY_VERIFY(bench.map(1).hoveredPoint() >= 0);
        const int row = bench.map(1).hoveredPoint();
        QCOMPARE(bench.map(0).linkedPoint(), row);
        QTest::mouseMove(&bench.map(1), QPoint(2, 2)); // beside the plot
        QTRY_COMPARE(bench.map(0).linkedPoint(), -1);
        auto& gallery = bench.find<TileStrip>("galleryTiles");
        QTest::mouseMove(&gallery, QPoint(60, 20));
        QTRY_COMPARE(bench.map(0).linkedPoint(), 90);
        QCOMPARE(bench.map(1).linkedPoint(), 90);
        QVERIFY(!gallery.linkedRect().isEmpty());
    }

    void itemsStandOnTheMapAsPictures()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        auto& box = bench.find<QCheckBox>("thumbnailsShown");
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Space);
        QTRY_VERIFY(bench.map().thumbnailPoints().size() > 30);
        QTest::keyClick(&box, Qt::Key_Space);
        QTRY_VERIFY(bench.map().thumbnailPoints().empty());
    }

    void aPathIsPlayedOnTheMap()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened() && bench.filmed());
        auto& slider = bench.find<QSlider>("filmSlider");
        QVERIFY(slider.isVisible());
        QCOMPARE(slider.maximum() + 1, DecodedPanel::kFrames);
        bench.map().setFocus();
        QTest::keyClick(&bench.map(), Qt::Key_Space);
        QTRY_VERIFY(slider.value() > 3);
        QTest::keyClick(&bench.map(), Qt::Key_Space);
        const QPointF away = *bench.map().cursorPlace() - bench.run().film().positions[slider.value()];
        QVERIFY(std::hypot(away.x(), away.y()) < 1e-6);
        QVERIFY(!bench.find<QLabel>("filmPicture").pixmap(Qt::ReturnByValue).isNull());
        QTest::keyClick(&slider, Qt::Key_Home);
        QVERIFY(bench.find<QLabel>("filmFacts").text().contains(word("0.00")));
    }

    void aPathIsWrittenAsFramesThatLeadBack()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened() && bench.filmed());
        const QString folder = m_trained.filePath(word("frames"));
        bench.window.questions->folder = folder;
        bench.window.click(word("exportFrames"));
        const auto series = [&] { return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
        QTRY_COMPARE_WITH_TIMEOUT(series().size(), 1, kPatienceMs);
        const QDir pictures(folder + QLatin1Char('/') + series().first());
        const auto files = [&] { return pictures.entryList({word("*.png")}); };
        QTRY_COMPARE_WITH_TIMEOUT(files().size(), DecodedPanel::kFrames, kPatienceMs);
        QVERIFY(lb::gui::readPictureSource(pictures.filePath(files().first())));
        bench.window.click(word("exportFrames"));
        QTRY_COMPARE_WITH_TIMEOUT(series().size(), 2, kPatienceMs); // what was there stays
    }

    void theTimeSliderOpensAnEarlierCheckpoint()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        const qint64 newest = bench.run().rows().step;
        auto& slider = bench.find<QSlider>("timeSlider");
        QVERIFY(slider.maximum() >= 1);
        slider.setFocus();
        QTest::keyClick(&slider, Qt::Key_Home);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.run().isOpening() && bench.run().rows().step < newest, kPatienceMs);
        QVERIFY(bench.find<QLabel>("timeLabel").text().contains(word("snapshot 1 of")));
    }

    void theCommandMakesTheSameMap()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        bench.window.click(word("copyMapCommand"));
        const QString command = QGuiApplication::clipboard()->text();
        QVERIFY(command.startsWith(word("latentbench-cli --project '")));
        QVERIFY(command.contains(word("--method pca")) && command.contains(word("@")));
    }

    void sentencesStandInForImages()
    {
        Bench bench(m_trained, "texts");
        QVERIFY2(bench.opened(), qPrintable(bench.run().failure()));
        QVERIFY(bench.run().isText());
        bench.map().setFocus();
        QTest::keyClick(&bench.map(), Qt::Key_Right);
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().atCursor().sentences.size(), 1, kPatienceMs);
        QCOMPARE(bench.find<QLabel>("decodedPicture").text(), bench.run().atCursor().sentences.first());
    }
};

QTEST_MAIN(TestLatentPage)
#include "tst_latent_page.moc"
