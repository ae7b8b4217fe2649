// Data sets of the user's own files: what comes out, and what is refused.
#include "experiments/datasets/dataset_registry.h"
#include "experiments/datasets/own_sets.h"
#include "experiments/importing/data_import.h"
#include "experiments/importing/image_decoder.h"
#include "experiments/importing/image_fit.h"
#include "experiments/importing/pixel_table.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

#include <png.h>
#include <turbojpeg.h>

using namespace lb::experiments;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

/// A picture of one grey.
QByteArray png(int height, int width, std::uint8_t grey)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_GRAY;
    const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(height * width), grey);
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
    QByteArray result(static_cast<qsizetype>(size), '\0');
    png_image_write_to_memory(&image, result.data(), &size, 0, pixels.data(), 0, nullptr);
    return result;
}

QByteArray jpeg(int height, int width, std::uint8_t grey)
{
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(height * width), grey);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const tjhandle encoder = tjInitCompress();
    tjCompress2(encoder, pixels.data(), width, width, height, TJPF_GRAY, &bytes, &size, TJSAMP_GRAY, 95, 0);
    const QByteArray result(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(size));
    tjFree(bytes);
    tjDestroy(encoder);
    return result;
}

QByteArray npy(const QByteArray& type, const QByteArray& shape, const QByteArray& numbers)
{
    QByteArray header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    header.append(117 - header.size(), ' ').append('\n');
    QByteArray result("\x93NUMPY\x01\x00", 8);
    result.append(static_cast<char>(header.size())).append('\0').append(header).append(numbers);
    return result;
}

std::span<const std::uint8_t> bytesOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

ImportChannel quiet()
{
    return {.progress = [](const QString&, qint64, qint64) {}, .isCancelled = [] { return false; }};
}

/// A project's folder of data, and files to import.
struct Place {
    QTemporaryDir directory;
    QString folder() const { return directory.filePath(word("datasets")); }
    QString path(const char* name) const { return directory.filePath(word(name)); }
    Result<OwnSet> import(const char* name, qint64 height = 0, qint64 width = 0) const
    {
        return importData(
            {.source = path(name), .labels = {}, .folder = folder(), .name = {}, .height = height, .width = width},
            quiet());
    }
    Result<LoadedDataset> load(const OwnSet& set) const
    {
        return DatasetRegistry().load({.id = ownPrefix() + set.name, .cacheFolder = folder()});
    }
    QStringList left() const
    {
        return QDir(folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
};

/// Sixty pictures in two folders, among them both formats and several sizes.
void writePictures(const Place& place)
{
    for (int i = 0; i < 30; ++i) {
        write(place.path("shapes/dark/") + QString::number(100 + i) + word(".png"), png(20, 20, 10));
        write(place.path("shapes/light/") + QString::number(100 + i) + word(".jpg"), jpeg(40, 60, 240));
    }
}

} // namespace

class TestDataImport : public QObject {
    Q_OBJECT
private slots:
    void picturesOfAFolderBecomeASetWithClasses()
    {
        const Place place;
        writePictures(place);
        write(place.path("shapes/dark/broken.png"), png(20, 20, 10).left(40));
        write(place.path("shapes/light/words.jpeg"), "no picture");
        const auto set = place.import("shapes");
        QVERIFY2(set, qPrintable(set ? QString() : set.error().detail));
        QCOMPARE(set->count, 60);
        QCOMPARE(set->height, 32); // they differ in size
        QCOMPARE(set->classNames, (QStringList{word("dark"), word("light")}));
        QCOMPARE(set->report.found, 62);
        qint64 skipped = 0;
        for (const SkippedItems& items : set->report.skipped)
            skipped += items.count;
        QCOMPARE(skipped, 2);
        const auto data = place.load(*set);
        QVERIFY2(data, qPrintable(data ? QString() : data.error().detail));
        QCOMPARE(data->images.count(), 60U);
        QCOMPARE(data->images.pixels.front(), 10);
        QVERIFY(data->images.pixels.back() >= 238);
        QCOMPARE(data->images.labels.front(), 0);
        QCOMPARE(data->images.labels.back(), 1);
        QCOMPARE(data->train.size() + data->validation.size() + data->test.size(), 60U);
        QCOMPARE(place.left(), QStringList{word("shapes")});
        QCOMPARE(place.load(*set)->fingerprint, data->fingerprint);
    }

    void picturesOfOneSmallSizeStayAsTheyAre()
    {
        const Place place;
        for (int i = 0; i < 40; ++i)
            write(place.path("flat/") + QString::number(i) + word(".png"), png(12, 16, static_cast<std::uint8_t>(i)));
        const auto set = place.import("flat");
        QVERIFY(set);
        QCOMPARE(set->height, 12);
        QCOMPARE(set->width, 16);
        QVERIFY(!set->hasLabels); // no folders, no classes
        QVERIFY(place.load(*set)->images.labels.empty());
        const auto sized = place.import("flat", 8, 8);
        QVERIFY(sized);
        QCOMPARE(sized->name, word("flat-2"));
        QCOMPARE(sized->height, 8);
    }

    void tablesOfNumbersBecomePictures_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("hasLabels");
        QByteArray csv = "label,a,b,c,d\n";
        QByteArray floats, wholes;
        for (int i = 0; i < 40; ++i) {
            csv += QByteArray::number(i % 3) + ",0,0.5,1,0\r\n";
            for (const float number : {0.0F, 0.5F, 1.0F, 0.0F})
                floats.append(reinterpret_cast<const char*>(&number), sizeof(number));
            wholes.append("\x00\x80\xFF\x00", 4);
        }
        QTest::newRow("csv with labels") << word("a.csv") << csv << true;
        QTest::newRow("npy of floats") << word("a.npy") << npy("<f4", "40, 4", floats) << false;
        QTest::newRow("npy of bytes") << word("a.npy") << npy("|u1", "40, 2, 2, 1", wholes) << false;
        QByteArray idx("\0\0\x08\x03\0\0\0\x28\0\0\0\x02\0\0\0\x02", 16);
        QTest::newRow("idx") << word("a-images-idx3-ubyte") << idx + wholes << false;
    }
    void tablesOfNumbersBecomePictures()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(bool, hasLabels);
        const Place place;
        write(place.directory.filePath(file), bytes);
        const auto set = place.import(qPrintable(file));
        QVERIFY2(set, qPrintable(set ? QString() : set.error().detail));
        QCOMPARE(set->count, 40);
        QCOMPARE(set->height, 2);
        QCOMPARE(set->hasLabels, hasLabels);
        const auto data = place.load(*set);
        QVERIFY(data);
        QCOMPARE(std::vector<int>(data->images.pixels.begin(), data->images.pixels.begin() + 4),
                 (std::vector<int>{0, 128, 255, 0}));
    }

    void aTextKeepsItsLinesAndParagraphs()
    {
        const Place place;
        QByteArray text;
        for (int i = 0; i < 40; ++i)
            text += "the " + QByteArray::number(i) + "th line here\n" + (i % 4 == 3 ? "\n" : "");
        write(place.path("My Téxt.txt"), text);
        const auto set = place.import("My Téxt.txt");
        QVERIFY2(set, qPrintable(set ? QString() : set.error().detail));
        QCOMPARE(set->name, word("my-text"));
        QCOMPARE(set->title, word("My Téxt"));
        QCOMPARE(set->count, 40);
        QVERIFY(
            DatasetRegistry().load({.id = word("own:my-text"), .vocabularySize = 200, .cacheFolder = place.folder()}));
        const auto preview = previewOwnSet(place.folder(), word("own:my-text"), 38, 10);
        QVERIFY(preview);
        QCOMPARE(preview->sentences, (QStringList{word("the 38th line here"), word("the 39th line here")}));
        DatasetPlaces places;
        places.own = place.folder();
        QCOMPARE(DatasetRegistry(places).list().last().id, word("own:my-text"));
    }

    void whatCannotBeUsedIsRefusedAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* file, const QByteArray& bytes, const char* sentence) {
            QTest::newRow(name) << word(file) << bytes << word(sentence);
        };
        row("one picture", "a.png", png(8, 8, 1), "is one picture");
        row("few lines", "a.txt", "one\ntwo\n", "at least 30");
        row("words", "a.csv", "x,y\nz,w\n", "line 2 holds something that is no number; each line is a picture");
        row("ragged", "a.csv", "1,2,3,4\n1,2\n", "line 2 holds 2 numbers where the first has 4");
        row("too large a number", "a.csv", "1,2,3,400\n", "pixels lie in 0 to 1, or in 0 to 255");
        row("no square", "a.csv", QByteArray("1,2,3,4,5,6,7\n").repeated(40), "make no square");
        row("pickled", "a.npy", npy("|O", "40, 4", {}), "cannot be imported");
        row("short", "a.npy", npy("<f4", "40, 4", "abcd"), "not hold as many numbers as its shape says");
        row("huge", "a.npy", npy("<f4", "4000000000, 4000000", "abcd"), "cannot be used");
        row("flat huge", "a.npy", npy("|u1", "2000000000, 16000000", "abcd"), "not hold as many numbers");
        row("cut header", "a.npy", npy("<f4", "40, 4", {}).left(30), "cut off in its header");
        row("infinite", "a.csv", "inf,2,3,4\n", "pixels lie");
        row("not there", "", {}, "There is no");
    }
    void whatCannotBeUsedIsRefusedAndLeavesNothing()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, sentence);
        const Place place;
        if (!file.isEmpty())
            write(place.directory.filePath(file), bytes);
        const auto set = place.import(file.isEmpty() ? "nowhere" : qPrintable(file));
        QVERIFY(!set);
        QVERIFY2(set.error().detail.contains(sentence), qPrintable(set.error().detail));
        QVERIFY(place.left().isEmpty());
    }

    void aCancelledImportLeavesNothing()
    {
        const Place place;
        writePictures(place);
        int asked = 0;
        const auto set = importData(
            {.source = place.path("shapes"), .labels = {}, .folder = place.folder(), .name = {}},
            {.progress = [](const QString&, qint64, qint64) {}, .isCancelled = [&] { return ++asked > 80; }});
        QVERIFY(set);
        QCOMPARE(set->count, 0);
        QVERIFY(place.left().isEmpty());
    }

    void aPictureIsFittedByAreas()
    {
        // Left half black, right half white, 4 x 8: the centred square is 4 x 4.
        GreyImage image{.height = 4, .width = 8, .pixels = {}};
        for (int i = 0; i < 32; ++i)
            image.pixels.push_back(i % 8 < 4 ? 0 : 255);
        QCOMPARE(fitted(image, 2, 2).pixels, (std::vector<std::uint8_t>{0, 255, 0, 255}));
        QCOMPARE(fitted(image, 1, 1).pixels, (std::vector<std::uint8_t>{128}));
        QCOMPARE(fitted(image, 1, 2).pixels, (std::vector<std::uint8_t>{0, 255}));
        QCOMPARE(fitted(image, 4, 8).pixels, image.pixels);
        // Means are kept where the whole picture is used, whatever the size.
        for (const int side : {1, 3, 5, 7, 16}) {
            GreyImage ramp{.height = 8, .width = 8, .pixels = {}};
            for (int i = 0; i < 64; ++i)
                ramp.pixels.push_back(static_cast<std::uint8_t>(4 * i));
            double sum = 0;
            const GreyImage scaled = fitted(ramp, side, side);
            for (const std::uint8_t pixel : scaled.pixels)
                sum += pixel;
            QVERIFY(std::abs(sum / (side * side) - 126.0) < 0.6);
        }
    }

    void picturesLargerThanAllowedAreRefusedUnread()
    {
        QByteArray bomb = png(4, 4, 1);
        const char large[] = {0, 1, 0, 0}; // 65,536 pixels wide, in the header
        std::memcpy(bomb.data() + 16, large, 4);
        QVERIFY(!decodePicture(bytesOf(bomb)));
        QVERIFY(!decodePicture(bytesOf(QByteArray("GIF89a"))));
        QVERIFY(decodePicture(bytesOf(png(4, 4, 1))));
        QVERIFY(!decodePicture(bytesOf(jpeg(16, 16, 9).left(200))));
    }

    void namesAreFitForFolders()
    {
        QCOMPARE(ownSetName(word("My Digits (28x28)")), word("my-digits-28x28"));
        QCOMPARE(ownSetName(word("../../etc")), word("etc"));
        QCOMPARE(ownSetName(word("诗")), word("data"));
        QCOMPARE(ownSetName(word("é")), word("e"));
        QVERIFY(!ownSetFromJson("{}"));
        QVERIFY(!ownSetFromJson(R"({"format":1,"name":"../x","count":50,"height":2,"width":2})"));
        QVERIFY(!ownSetFromJson(R"({"format":9,"name":"x","count":50,"height":2,"width":2})"));
    }
};

QTEST_APPLESS_MAIN(TestDataImport)
#include "tst_data_import.moc"
