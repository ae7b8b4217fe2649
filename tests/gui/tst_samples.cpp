// The samples page without its window: requests and commands, grids, pictures that say where they came from.
#include "gui/samples/code_details.h"
#include "gui/samples/picture_file.h"
#include "gui/samples/sample_grid.h"
#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/picture_rows.h"

#include <QAbstractItemModelTester>
#include <QCborArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lb::gui;
using namespace lb::widgets;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QImage grey(int value)
{
    QImage image(4, 4, QImage::Format_Grayscale8);
    image.fill(QColor(value, value, value));
    return image;
}

QByteArray bytes(char value)
{
    return QByteArray(16, value);
}

QCborMap reconstructions()
{
    QCborMap item{{word("position"), 7},
                  {word("loss"), 12.5},
                  {word("kl"), 2.0},
                  {word("label"), word("Shirt")},
                  {word("input_image"), bytes('\x10')},
                  {word("output_image"), bytes('\x20')}};
    return {{word("items"), QCborArray{item, item}}, {word("height"), 4}, {word("width"), 4}, {word("step"), 90}};
}

const GridOrigin kOrigin{.project = QStringLiteral("/tmp/it's"),
                         .uid = QStringLiteral("01ABC"),
                         .run = QStringLiteral("BN-VAE"),
                         .step = 900,
                         .checkpoint = QStringLiteral("900.safetensors"),
                         .isText = false};

} // namespace

class TestSamples : public QObject {
    Q_OBJECT

private slots:
    void aRequestAndItsCommandSayTheSame_data()
    {
        QTest::addColumn<SampleMode>("mode");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("command");
        QTest::newRow("reconstruct") << SampleMode::Reconstruct << word("reconstruct")
                                     << word("reconstruct 'BN-VAE@900' --split validation --order random --seed 5 "
                                             "--count 16 --out grid.png");
        QTest::newRow("prior") << SampleMode::Prior << word("sample")
                               << word("sample 'BN-VAE@900' --seed 5 --count 16 --sampler gmm --components 10 "
                                       "--spread 0.7 --out grid.png");
        QTest::newRow("interpolate") << SampleMode::Interpolate << word("interpolate")
                                     << word("interpolate 'BN-VAE@900' --split validation --from 3 --to 4 --steps 11 "
                                             "--path spherical --out grid.png");
        QTest::newRow("traverse") << SampleMode::Traverse << word("traverse")
                                  << word("traverse 'BN-VAE@900' --split validation --rows 8 --steps 11 --reach 3 "
                                          "--out grid.png");
        QTest::newRow("arithmetic") << SampleMode::Arithmetic << word("combine")
                                    << word("arithmetic 'BN-VAE@900' --split validation --a 3 --b 4 --c 7 "
                                            "--out grid.png");
        QTest::newRow("history") << SampleMode::History << QString() << word("history 'BN-VAE'");
        QTest::newRow("worst") << SampleMode::Worst << word("rank")
                               << word("reconstruct 'BN-VAE@900' --split validation --order loss --count 16 "
                                       "--out grid.png");
    }

    void aRequestAndItsCommandSayTheSame()
    {
        QFETCH(SampleMode, mode);
        QFETCH(QString, what);
        QFETCH(QString, command);
        const SampleSettings settings{
            .mode = mode, .seed = 5, .sampler = word("gmm"), .temperature = 0.7, .from = 3, .to = 4, .third = 7};
        const QCborMap request = sampleRequest(settings, false);
        QCOMPARE(request.value(word("what")).toString(), what);
        QCOMPARE(sampleCommand(settings, kOrigin), word("latentbench-cli --project '/tmp/it'\\''s' ") + command);
        for (const auto& [key, value] : request) // every value of the request stands in the command
            if (key.toString() != word("what"))
                QVERIFY2(command.contains(value.isDouble() ? QString::number(value.toDouble())
                                                           : value.toVariant().toString()),
                         qPrintable(key.toString()));
    }

    void aPairThatIsDrawnNamesItsSeed()
    {
        const QCborMap request = sampleRequest({.mode = SampleMode::Interpolate, .seed = 8}, false);
        QCOMPARE(request.value(word("from")).toInteger(), -1);
        QCOMPARE(request.value(word("seed")).toInteger(), 8);
        QVERIFY(sampleRequest({.mode = SampleMode::Prior, .temperature = 0}, true).contains(word("temperature")));
        QVERIFY(!sampleRequest({.mode = SampleMode::Prior}, true).contains(word("spread")));
    }

    void aPictureStandsInForAnItem()
    {
        const SampleSettings settings{
            .mode = SampleMode::Interpolate, .from = -1, .to = 4, .pictures = {word("/home/me/a shirt's.png"), {}, {}}};
        QCOMPARE(sampleRequest(settings, false).value(word("from")).toMap()[word("picture")].toString(),
                 settings.pictures[0]);
        QCOMPARE(sampleRequest(settings, false).value(word("to")).toInteger(), 4);
        QVERIFY(sampleCommand(settings, kOrigin).contains(word("--from '/home/me/a shirt'\\''s.png' --to 4")));
        QVERIFY(pictureCaption(settings, kOrigin).contains(word("a shirt's.png")));
    }

    void reconstructionsAreThreeRowsWithTheLossUnderEach()
    {
        const SampleGrid grid = sampleGridOf({.mode = SampleMode::Reconstruct}, reconstructions());
        QCOMPARE(grid.pictures.rows.size(), 3);
        QCOMPARE(grid.step, 90);
        QCOMPARE(grid.loss, 12.5);
        QCOMPARE(grid.pictures.rows[1].cells.size(), 2);
        QVERIFY(grid.pictures.rows[1].cells[0].caption.contains(word("12")));
        QCOMPARE(grid.pictures.rows[2].cells[0].against, grid.pictures.rows[0].cells[0].image);
        QCOMPARE(grid.pictures.rows[0].cells[1].id, 7);
        QVERIFY(!grid.isText());
    }

    void brokenAnswersGiveNoPictures()
    {
        QCborMap answer = reconstructions();
        answer.insert(word("height"), 400'000);
        const SampleGrid grid = sampleGridOf({.mode = SampleMode::Reconstruct}, answer);
        QVERIFY(grid.pictures.rows[0].cells[0].image.isNull());
        QVERIFY(sampleGridOf({.mode = SampleMode::Prior}, {}).isEmpty());
        QVERIFY(givenItemsOf({{word("items"), 3}}).isEmpty());
        QCOMPARE(rankingOf({{word("loss"), QByteArray(9, 'x')}}).count(), 2);
    }

    void sentencesStandInLines()
    {
        const QCborMap item{{word("input"), word("the bird sees")}, {word("output"), word("the boat sees")}};
        const SampleGrid grid =
            sampleGridOf({.mode = SampleMode::Reconstruct}, {{word("items"), QCborArray{item}}, {word("height"), 0}});
        QVERIFY(grid.isText());
        QCOMPARE(grid.text.labels, QStringList{word("the bird sees")});
        QCOMPARE(grid.text.lines[0].marks.size(), 1);
    }

    void aTraversalGrowsRowByRow()
    {
        SampleGrid grid{.settings = {.mode = SampleMode::Traverse}};
        addTraversal(grid, {{word("dimension"), 4},
                            {word("kl"), 1.5},
                            {word("height"), 4},
                            {word("width"), 4},
                            {word("pixels"), QByteArray(48, 'a')}});
        QCOMPARE(grid.pictures.rows.size(), 1);
        QCOMPARE(grid.pictures.rows[0].cells.size(), 3);
        QCOMPARE(grid.pictures.columns.size(), 3);
        QCOMPARE(grid.pictures.columns[1], word("0.0"));
    }

    void changesAreOfTheScaleAndOfTheWay()
    {
        QByteArray pixels;
        for (const char value : {'\x00', '\x33', '\x33'}) // 0, 51, 51 of 255
            pixels += bytes(value);
        const CodeDetails along = codeDetailsOf({{word("height"), 4},
                                                 {word("width"), 4},
                                                 {word("pixels"), pixels},
                                                 {word("norms"), QByteArray(12, '\x00')}});
        QCOMPARE(along.count(), 3);
        QCOMPARE(along.changes(), (std::vector<double>{20.0 / 50, 0})); // a step is 50 hundredths of the path
        const CodeDetails words =
            codeDetailsOf({{word("sentences"), QCborArray{word("the bird sees"), word("the boat is")}},
                           {word("norms"), QByteArray(8, '\x00')}});
        QVERIFY(std::abs(words.changes().at(0) - 66.667 / 100) < 1e-3);
        QVERIFY(codeDetailsOf({{word("norms"), 3}}).changes().empty());
    }

    void aSumShowsItsTermsAndWhatTheyMake()
    {
        const QCborMap term{{word("position"), 7}, {word("label"), word("Bag")}, {word("image"), bytes('\x10')}};
        const QCborMap near{{word("image"), bytes('\x20')}, {word("label"), word("Shirt")}, {word("distance"), 1.5}};
        const SampleGrid grid =
            sampleGridOf({.mode = SampleMode::Arithmetic}, {{word("items"), QCborArray{term, term, term}},
                                                            {word("total"), 90},
                                                            {word("height"), 4},
                                                            {word("width"), 4},
                                                            {word("pixels"), bytes('\x30')},
                                                            {word("nearest"), QCborArray{near}},
                                                            {word("norms"), QByteArray(4, '\x00')}});
        QCOMPARE(grid.pictures.rows.value(0).cells.size(), 5);
        QCOMPARE(grid.pictures.columns[3], word("a − b + c"));
        QCOMPARE(grid.settings.third, 7);
        QCOMPARE(grid.total, 90);
        QCOMPARE(grid.ends.size(), 3);
        QVERIFY(grid.pictures.rows[0].cells[3].toolTip.contains(word("Shirt")));
        QVERIFY(sampleCommand(grid.settings, kOrigin).contains(word("--a 7 --b 7 --c 7")));
        QVERIFY(sampleGridOf({.mode = SampleMode::Arithmetic}, {}).isEmpty());
    }

    void theDifferenceHasOneHuePerSignAndNoneForEqual()
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            const QRgb ground = roleColor(ColorRole::Base, mode).rgb();
            QCOMPARE(differenceImage(grey(90), grey(90), mode).pixel(1, 1), ground);
            QCOMPARE(differenceImage(grey(255), grey(0), mode).pixel(1, 1), familyColor(word("vae"), mode).rgb());
            QCOMPARE(differenceImage(grey(0), grey(255), mode).pixel(1, 1), familyColor(word("bn-vae"), mode).rgb());
        }
        QVERIFY(differenceImage(grey(1), QImage(3, 3, QImage::Format_Grayscale8), ThemeMode::Light).isNull());
    }

    void everyPictureIsFoundWhereItIsPainted()
    {
        PictureRows rows{.columns = {}, .rows = {{.title = word("z 3"), .detail = {}, .cells = {}}}, .isWrapped = true};
        for (int i = 0; i < 23; ++i)
            rows.rows[0].cells.append({grey(i), {}, QString::number(i), {}});
        for (const int width : {60, 200, 333, 1000}) {
            const PictureLayout layout(rows, {.width = width, .cell = 40}, QFont());
            for (int i = 0; i < 23; ++i)
                QCOMPARE(layout.cellAt(layout.imageRect(0, i).center()), QPoint(0, i));
            QVERIFY(layout.size().height() >= layout.imageRect(0, 22).bottom());
            QCOMPARE(layout.cellAt(QPoint(-5, -5)), QPoint(-1, -1));
        }
    }

    void cellsGrowUntilTheyFillTheRoom_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<QSize>("room");
        QTest::newRow("samples") << 1 << QSize(860, 560);
        QTest::newRow("titles") << 2 << QSize(3000, 180);
        QTest::newRow("reconstructions") << 3 << QSize(860, 560);
        QTest::newRow("narrow") << 1 << QSize(300, 700);
    }

    void cellsGrowUntilTheyFillTheRoom()
    {
        QFETCH(int, rows);
        QFETCH(QSize, room);
        QImage image(28, 28, QImage::Format_Grayscale8);
        PictureRows pictures{.columns = {}, .rows = {}, .isWrapped = true};
        if (room.height() < 200)
            pictures.columns.fill(word("0.5"), 16);
        pictures.rows.fill({.title = {}, .detail = {}, .cells = QList<PictureCell>(16, {image, {}, {}, {}})}, rows);
        const PictureLayout layout(pictures, {.width = room.width(), .height = room.height()}, QFont());
        QVERIFY(layout.size().width() <= room.width() && layout.size().height() <= room.height());
        QVERIFY(layout.cell() > 57);
        int best = layout.cell(); // of any size and any way to wrap
        for (int cell = best + 1; cell < 600; ++cell)
            for (int perLine = 1; perLine <= 16; ++perLine)
                if (const PictureLayout next(pictures, {.cell = cell, .perLine = perLine}, QFont());
                    next.size().width() <= room.width() && next.size().height() <= room.height())
                    best = cell;
        QVERIFY(layout.cell() == best || (layout.cell() >= 0.92 * best && (layout.cell() - 2) % 28 == 0));
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < 16; ++column)
                QCOMPARE(layout.cellAt(layout.imageRect(row, column).center()), QPoint(row, column));
    }

    void manyCellsKeepASizeAndGoOnBelow()
    {
        PictureRows pictures{.columns = {}, .rows = {{.title = {}, .detail = {}, .cells = {}}}, .isWrapped = true};
        pictures.rows[0].cells.fill({QImage(28, 28, QImage::Format_Grayscale8), {}, {}, {}}, 400);
        const PictureLayout layout(pictures, {.width = 860, .height = 560}, QFont());
        QCOMPARE(layout.cell(), 58);
        QVERIFY(layout.size().height() > 560);
    }

    void aPictureLeadsBackToItsRun()
    {
        const QTemporaryDir folder;
        const SampleSettings settings{.mode = SampleMode::Prior, .seed = 12, .sampler = word("gmm")};
        const SampleGrid grid = sampleGridOf({.mode = SampleMode::Reconstruct}, reconstructions());
        const QString file = folder.filePath(word("grid.png"));
        const QImage picture = pictureOf(grid.pictures, QFont(), {.caption = pictureCaption(settings, kOrigin)});
        QVERIFY(picture.height() > pictureOf(grid.pictures, QFont(), {}).height());
        QVERIFY(writePicture(file, picture, pictureFacts(settings, kOrigin)));
        const auto source = readPictureSource(file);
        QVERIFY(source);
        QCOMPARE(source->uid, kOrigin.uid);
        QCOMPARE(source->runName, kOrigin.run);
        QCOMPARE(source->step, 900);
        const QImage read(file);
        QCOMPARE(read.text(word("Seed")), word("12"));
        QCOMPARE(read.text(word("Sampler")), word("gmm"));
        QCOMPARE(read.text(word("Checkpoint")), kOrigin.checkpoint);
        QVERIFY(read.text(word("Command")).contains(word("--components 10")));
    }

    void otherFilesLeadNowhere()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(word("a.png"));
        QVERIFY(!readPictureSource(file));
        QVERIFY(grey(3).save(file));
        QVERIFY(!readPictureSource(file));
        QFile noise(file);
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write("\x89PNG\r\n\x1a\n and nothing more");
        noise.close();
        QVERIFY(!readPictureSource(file));
        QVERIFY(!writePicture(folder.filePath(word("no/such/folder.png")), grey(1), {}));
    }

    void theGalleryAsksForWhatIsLookedAtLast()
    {
        ItemGalleryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<ItemGalleryModel::Entry> entries;
        for (int i = 0; i < 10'000; ++i)
            entries.append({9'999 - i, static_cast<double>(i)});
        model.setEntries(entries);
        QSignalSpy wanted(&model, &ItemGalleryModel::contentsWanted);
        for (const int row : {5000, 5001})
            QVERIFY(model.index(row).data(ItemGalleryModel::InputRole).isNull());
        QVERIFY(wanted.wait());
        QCOMPARE(wanted.last().first().value<QList<qint64>>(), (QList<qint64>{4998, 4999}));
        model.setContent(4998, {.label = word("Bag"), .input = grey(1), .output = grey(2)});
        QVERIFY(!model.index(5001).data(ItemGalleryModel::InputRole).value<QImage>().isNull());
        QVERIFY(model.index(5001).data().toString().startsWith(word("Bag")));
        model.setEntries(entries.mid(5000)); // what is known stays
        QVERIFY(!model.index(1).data(ItemGalleryModel::InputRole).value<QImage>().isNull());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestSamples)
#include "tst_samples.moc"
