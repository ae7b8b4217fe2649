#include "experiments/datasets/dataset_registry.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace lb::experiments;

namespace {

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray header(char rank, std::initializer_list<int> dims)
{
    QByteArray bytes("\0\0\x08", 3);
    bytes.append(rank);
    for (const int dim : dims)
        bytes.append(3, '\0').append(static_cast<char>(dim));
    return bytes;
}

/// 20 pictures of 2 x 2 and 4 to test with, unpacked under the packed names: the reader looks at the content.
DatasetPlaces smallFashion(const QTemporaryDir& folder)
{
    const auto path = [&](const char* name) { return folder.filePath(QLatin1String(name)); };
    write(path("train-images-idx3-ubyte.gz"), header(3, {20, 2, 2}) + QByteArray(80, '\x40'));
    write(path("train-labels-idx1-ubyte.gz"), header(1, {20}) + QByteArray(20, '\x02'));
    write(path("t10k-images-idx3-ubyte.gz"), header(3, {4, 2, 2}) + QByteArray(16, '\x80'));
    write(path("t10k-labels-idx1-ubyte.gz"), header(1, {4}) + QByteArray(4, '\x09'));
    return {.fashionMnist = {folder.path()}, .wordnet = {}};
}

/// 100 different lines.
QString textFile(const QTemporaryDir& folder)
{
    QByteArray lines;
    for (int i = 0; i < 100; ++i)
        lines += "the thing number" + QByteArray::number(i) + " stands beside item" + QByteArray::number(99 - i) + "\n";
    const QString path = folder.filePath(QStringLiteral("lines.txt"));
    write(path, lines);
    return QStringLiteral("file:") + path;
}

} // namespace

class TestDatasetRegistry : public QObject {
    Q_OBJECT
private slots:
    void aMissingPackageIsNamedWithItsCommand_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("package");
        QTest::newRow("images") << QStringLiteral("fashion-mnist") << QStringLiteral("dataset-fashion-mnist");
        QTest::newRow("text") << QStringLiteral("wordnet-glosses") << QStringLiteral("wordnet-base");
    }
    void aMissingPackageIsNamedWithItsCommand()
    {
        QFETCH(QString, id);
        QFETCH(QString, package);
        const QString command = QStringLiteral("sudo apt-get install ") + package;
        const DatasetRegistry registry(DatasetPlaces{.fashionMnist = {QStringLiteral("/nowhere")}, .wordnet = {}});
        const auto entry = registry.find(id);
        QVERIFY(!entry->isAvailable);
        QVERIFY2(entry->problem.contains(command), qPrintable(entry->problem));
        for (const Error& error : {registry.load({.id = id}).error(), registry.preview(id, 3).error()}) {
            QCOMPARE(error.kind, ErrorKind::NotFound);
            QVERIFY2(error.detail.contains(command), qPrintable(error.detail));
        }
    }

    void theListHasEveryDataSetWithItsState()
    {
        const QTemporaryDir folder;
        const QList<DatasetEntry> entries = DatasetRegistry(smallFashion(folder)).list();
        QCOMPARE(entries.size(), 5);
        for (const DatasetEntry& entry : entries) {
            QVERIFY(!entry.title.isEmpty() && !entry.description.isEmpty() && !entry.source.isEmpty());
            QCOMPARE(entry.problem.isEmpty(), entry.isAvailable);
            const bool isGiven = entry.id == QStringLiteral("fashion-mnist") || entry.id == QStringLiteral("mixture-text");
            QCOMPARE(entry.isAvailable, isGiven);
        }
    }

    void anUnknownIdNamesTheKnownOnes()
    {
        const auto data = DatasetRegistry().load({.id = QStringLiteral("mnist")});
        QCOMPARE(data.error().kind, ErrorKind::InvalidArgument);
        QVERIFY(data.error().detail.contains(QStringLiteral("fashion-mnist")));
    }

    void imagesComeWithTheirSplit()
    {
        const QTemporaryDir folder;
        const auto data = DatasetRegistry(smallFashion(folder)).load({.id = QStringLiteral("fashion-mnist")});
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        QCOMPARE(data->images.count(), std::size_t{24});
        QCOMPARE(data->train.size(), std::size_t{18});
        QCOMPARE(data->validation.size(), std::size_t{2});
        QCOMPARE(data->test, (std::vector<std::uint32_t>{20, 21, 22, 23}));
        QCOMPARE(data->images.labels[20], 9);
        const DatasetDescription description = describe(*data);
        QCOMPARE(description.pixelMean, 64.0 / 255.0);
        QCOMPARE(description.pixelDeviation, 0.0);
        QCOMPARE(description.classNames.size(), 10);
    }

    void brokenImageFilesAreNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* test, const char* name, const QByteArray& content, const char* word) {
            QTest::newRow(test) << QString::fromLatin1(name) << content << QString::fromLatin1(word);
        };
        row("cut off", "train-images-idx3-ubyte.gz", header(3, {20, 2, 2}) + QByteArray(79, 'x'), "cut off");
        row("wrong magic", "t10k-images-idx3-ubyte.gz", "not the format", "not an IDX file");
        row("labels as images", "train-images-idx3-ubyte.gz", header(1, {20}) + QByteArray(20, '\2'), "1 dimensions");
        row("fewer labels", "train-labels-idx1-ubyte.gz", header(1, {19}) + QByteArray(19, '\2'), "19 labels");
        row("label 10", "train-labels-idx1-ubyte.gz", header(1, {20}) + QByteArray(20, '\x0A'), "10 classes");
        row("other size", "t10k-images-idx3-ubyte.gz", header(3, {4, 2, 3}) + QByteArray(24, 'x'), "differ in size");
        row("giant header", "t10k-images-idx3-ubyte.gz", header(3, {100, 100, 100}) + "x", "cut off");
    }
    void brokenImageFilesAreNamed()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        const QTemporaryDir folder;
        const DatasetRegistry registry(smallFashion(folder));
        write(folder.filePath(name), content);
        const auto data = registry.load({.id = QStringLiteral("fashion-mnist")});
        QVERIFY(!data);
        QCOMPARE(data.error().kind, ErrorKind::Corrupt);
        QVERIFY2(data.error().detail.contains(word) && data.error().detail.contains(folder.path()),
                 qPrintable(data.error().detail));
    }

    void ownTextIsSplitAndEncoded()
    {
        const QTemporaryDir folder;
        const auto data = DatasetRegistry().load({.id = textFile(folder), .vocabularySize = 200});
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        QCOMPARE(data->train.size(), std::size_t{80});
        QCOMPARE(data->validation.size(), std::size_t{10});
        QCOMPARE(data->test.size(), std::size_t{10});
        QCOMPARE(data->text.count(), std::size_t{100});
        QCOMPARE(data->text.vocabularySize, data->tokenizer->vocabularySize());
        QVERIFY(data->tokenizer->decode(data->text.sentences[0]).starts_with("the thing number"));
        const DatasetDescription description = describe(*data);
        QCOMPARE(description.meanLength, 6.0);
        QCOMPARE(description.lengthHistogram, (QList<qint64>{0, 0, 0, 0, 0, 0, 80}));
    }

    void ownTextCanBeSpelt()
    {
        const QTemporaryDir folder;
        QString lines;
        for (int i = 0; i < 40; ++i)
            lines += QStringLiteral("春眠不觉晓%1。\n").arg(i);
        const QString path = folder.filePath(QStringLiteral("poems.txt"));
        write(path, lines.toUtf8());
        const auto data = DatasetRegistry().load({.id = QStringLiteral("file:") + path,
                                                  .tokenizer = QStringLiteral("characters"),
                                                  .vocabularySize = 100});
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        QCOMPARE(data->tokenizer->kind(), std::string_view("characters"));
        QCOMPARE(data->text.vocabularySize, 4 + 6 + 10);
        QCOMPARE(data->report.unknownTokens, qint64{0});
        QVERIFY(data->tokenizer->decode(data->text.sentences[0]).starts_with("春眠不觉晓"));
    }

    void theVocabularyIsMadeFromTrainingSentencesAlone()
    {
        const QTemporaryDir folder;
        const auto data = DatasetRegistry().load({.id = textFile(folder), .vocabularySize = 500});
        const auto unknownIn = [&](const std::vector<std::uint32_t>& items) {
            return std::any_of(items.begin(), items.end(), [&](std::uint32_t item) {
                const auto& ids = data->text.sentences[item];
                return std::find(ids.begin(), ids.end(), lb::models::kUnknownToken) != ids.end();
            });
        };
        QVERIFY(!unknownIn(data->train));
        QVERIFY(unknownIn(data->test));
        QVERIFY(data->report.unknownTokens > 0);
    }

    void theSplitDependsOnItsSeedAlone()
    {
        const QTemporaryDir folder;
        const DatasetRegistry registry;
        const DatasetOptions plain{.id = textFile(folder), .vocabularySize = 200};
        DatasetOptions other = plain;
        other.tokenizer = QStringLiteral("sentencepiece");
        other.maximumWords = 8;
        QCOMPARE(registry.load(other)->splitHash, registry.load(plain)->splitHash);
        other.splitSeed = 2;
        QVERIFY(registry.load(other)->splitHash != registry.load(plain)->splitHash);
    }

    void aKeptSentencePieceModelIsUsedAndRepaired()
    {
        const QTemporaryDir folder;
        const DatasetOptions options{.id = textFile(folder),
                                     .tokenizer = QStringLiteral("sentencepiece"),
                                     .vocabularySize = 200,
                                     .cacheFolder = folder.filePath(QStringLiteral("cache"))};
        const QString fingerprint = DatasetRegistry().load(options)->fingerprint;
        const QFileInfoList files = QDir(options.cacheFolder).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(DatasetRegistry().load(options)->fingerprint, fingerprint);
        write(files.first().filePath(), "cut");
        QCOMPARE(DatasetRegistry().load(options)->fingerprint, fingerprint);
        QVERIFY(QFileInfo(files.first().filePath()).size() > 1000);
    }

    void aFolderThatCannotBeWrittenIsDoneWithout()
    {
        const QTemporaryDir folder;
        DatasetOptions options{
            .id = textFile(folder), .tokenizer = QStringLiteral("sentencepiece"), .vocabularySize = 200};
        options.cacheFolder = options.id.mid(5) + QStringLiteral("/below a file");
        QVERIFY(DatasetRegistry().load(options));
    }

    void theFingerprintTellsContentAndPreprocessing()
    {
        const QTemporaryDir folder;
        const DatasetRegistry registry;
        const DatasetOptions plain{.id = textFile(folder), .vocabularySize = 200};
        const QString fingerprint = registry.load(plain)->fingerprint;
        QCOMPARE(fingerprint.size(), 64);
        QCOMPARE(registry.load(plain)->fingerprint, fingerprint);
        DatasetOptions smaller = plain;
        smaller.vocabularySize = 100;
        QVERIFY(registry.load(smaller)->fingerprint != fingerprint);
        QFile file(plain.id.mid(5));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write("A") == 1);
        file.close();
        QVERIFY(registry.load(plain)->fingerprint != fingerprint);
    }

    void longSentencesOfUsersAreCutAndCounted()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("long.txt"));
        write(path, QByteArray("short line\n").repeated(19) + QByteArray("word ").repeated(50));
        const auto data = DatasetRegistry().load({.id = QStringLiteral("file:") + path, .maximumWords = 10});
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        QCOMPARE(data->report.cutSentences, 1);
        for (const auto& sentence : data->text.sentences)
            QVERIFY(sentence.size() <= 20);
    }

    void textThatCannotServeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
        QTest::newRow("binary") << QByteArray("a\0b", 3) << QStringLiteral("binary");
        QTest::newRow("9 lines") << QByteArray("a line\n").repeated(9) << QStringLiteral("at least 10");
    }
    void textThatCannotServeIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("text.txt"));
        write(path, content);
        const auto data = DatasetRegistry().load({.id = QStringLiteral("file:") + path});
        QVERIFY(!data);
        QVERIFY2(data.error().detail.contains(word), qPrintable(data.error().detail));
    }

    void optionsThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<DatasetOptions>("options");
        QTest::newRow("limit") << DatasetOptions{.limit = -1};
        QTest::newRow("tokenizer") << DatasetOptions{.tokenizer = QStringLiteral("letters")};
        QTest::newRow("vocabulary of 4") << DatasetOptions{.vocabularySize = 4};
        QTest::newRow("no words") << DatasetOptions{.maximumWords = 0};
    }
    void optionsThatDoNotFitAreRefused()
    {
        QFETCH(DatasetOptions, options);
        const QTemporaryDir folder;
        options.id = textFile(folder);
        const auto data = DatasetRegistry().load(options);
        QVERIFY(!data);
        QCOMPARE(data.error().kind, ErrorKind::InvalidArgument);
    }

    void theEnvironmentMovesThePackages()
    {
        qputenv("LATENTBENCH_DATASETS", "/elsewhere");
        const DatasetPlaces places = DatasetPlaces::standard();
        qunsetenv("LATENTBENCH_DATASETS");
        QCOMPARE(places.wordnet, QStringList{QStringLiteral("/elsewhere/wordnet")});
        QCOMPARE(DatasetPlaces::standard().wordnet, QStringList{QStringLiteral("/usr/share/wordnet")});
    }

    void previewsShowTheFirstItems()
    {
        const QTemporaryDir folder;
        const DatasetRegistry registry(smallFashion(folder));
        const auto images = registry.preview(QStringLiteral("fashion-mnist"), 3);
        QCOMPARE(images->thumbnails, QList<QByteArray>(3, QByteArray(4, '\x80')));
        QCOMPARE(images->thumbnailLabels[0], QStringLiteral("Ankle boot"));
        QCOMPARE(registry.preview(textFile(folder), 2)->sentences.size(), 2);
        QCOMPARE(registry.preview(QStringLiteral("mixture-text"), 2)->sentences.size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestDatasetRegistry)
#include "tst_dataset_registry.moc"
