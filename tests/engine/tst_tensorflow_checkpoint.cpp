#include "engine/core/philox.h"
#include "engine/io/crc32c.h"
#include "engine/io/tensorflow_checkpoint.h"
#include "tests/engine/bundle_writer.h"
#include "tests/support/golden.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>

using namespace lb::engine;
using namespace lb::tests;

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Bundle goldenBundle()
{
    return {.index = contentOf(lb::testing::goldenFile("tf_tiny.index")),
            .shards = {contentOf(lb::testing::goldenFile("tf_tiny.data-00000-of-00001"))}};
}

Result<TensorArchive> open(const Bundle& bundle)
{
    std::vector<TensorArchive::File> shards;
    for (const std::string& shard : bundle.shards)
        shards.push_back({"shard", memorySource(bytesOf(shard))});
    const auto index = memorySource(bytesOf(bundle.index));
    return tensorflowArchive(*index, std::move(shards));
}

/// Opens and reads everything; the refusal's sentence, empty when there was none.
std::string refusalOf(const Bundle& bundle)
{
    const Result<TensorArchive> archive = open(bundle);
    if (!archive)
        return archive.error().detail;
    for (const TensorPlace& tensor : archive->tensors())
        if (const auto read = archive->read(tensor.name); !read)
            return read.error().detail;
    return {};
}

std::map<std::string, StoredTensor> manyTensors()
{
    std::map<std::string, StoredTensor> tensors;
    RandomStream random({3, 0}, 0);
    for (int i = 0; i < 60; ++i) {
        std::vector<float> values(static_cast<std::size_t>(i * 7 % 40));
        std::generate(values.begin(), values.end(), [&] { return random.normal(); });
        tensors["bert/encoder/layer_" + std::to_string(i) + "/output/dense/kernel"] =
            StoredTensor::fromFloats({static_cast<std::int64_t>(values.size())}, values);
    }
    return tensors;
}

/// A table of one sealed block, with `key` for it in the index.
std::string tableOfBlock(const std::string& block, const std::string& key)
{
    const std::string meta = sealedBlock(blockOf({}), '\0');
    const std::string index = sealedBlock(blockOf({{key, varint(0) + varint(block.size() - 5)}}), '\0');
    std::string footer =
        varint(block.size()) + varint(meta.size() - 5) + varint(block.size() + meta.size()) + varint(index.size() - 5);
    footer.resize(40, '\0');
    const std::string whole = tableOf({});
    return block + meta + index + footer + whole.substr(whole.size() - 8);
}

bool hasAll(const TensorArchive& archive, const std::map<std::string, StoredTensor>& tensors)
{
    for (const auto& [name, tensor] : tensors) {
        const auto read = archive.read(name);
        if (!read || read->dtype != tensor.dtype || read->shape != tensor.shape || read->data != tensor.data)
            return false;
    }
    return archive.tensors().size() == tensors.size();
}

} // namespace

class TestTensorflowCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void checksumsAreThoseOfTheGoldenFile()
    {
        const std::string digits = "123456789";
        const double expected =
            lb::testing::golden(QStringLiteral("tf_bundle"), QStringLiteral("crc32c_of_123456789"))[0];
        const double masked = lb::testing::golden(QStringLiteral("tf_bundle"), QStringLiteral("masked"))[0];
        QCOMPARE(crc32c(bytesOf(digits)), static_cast<std::uint32_t>(expected));
        QCOMPARE(crc32c(bytesOf(digits)), 0xE3069283U);
        QCOMPARE(maskedCrc32c(crc32c(bytesOf(digits))), static_cast<std::uint32_t>(masked));
        QCOMPARE(crc32c({}), 0U);
    }

    void checksumsOfPiecesAreThoseOfTheWhole()
    {
        std::string text(1000, '\0');
        for (std::size_t i = 0; i < text.size(); ++i)
            text[i] = static_cast<char>(i * i * 31 + i);
        for (std::size_t cut = 0; cut <= text.size(); ++cut)
            QCOMPARE(crc32c(bytesOf(text).subspan(cut), crc32c(bytesOf(text).first(cut))), crc32c(bytesOf(text)));
    }

    void theGoldenCheckpointLoads()
    {
        const Result<TensorArchive> archive = openTensorflowCheckpoint(lb::testing::goldenFile("tf_tiny"));
        QVERIFY2(archive, archive ? "" : archive.error().detail.c_str());
        QCOMPARE(archive->tensors().size(), std::size_t{3});
        QCOMPARE(archive->find("newslm/embeddings/word_embed")->shape, (std::vector<std::int64_t>{5, 4}));
        for (const TensorPlace& tensor : archive->tensors()) {
            const QString key = QString::fromStdString("values/" + tensor.name).replace(u'/', u'.').replace(6, 1, u'/');
            const std::vector<double> expected = lb::testing::golden(QStringLiteral("tf_bundle"), key);
            const auto values = archive->readFloats(tensor.name);
            QVERIFY(values && values->size() == expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i)
                QVERIFY(std::abs((*values)[i] - static_cast<float>(expected[i])) < 1e-9F);
        }
    }

    void everyFlippedBitOfTheIndexIsRefused()
    {
        Bundle bundle = goldenBundle();
        QCOMPARE(refusalOf(bundle), std::string());
        for (char& byte : bundle.index)
            for (int bit = 0; bit < 8; ++bit) {
                byte = static_cast<char>(byte ^ (1 << bit));
                QVERIFY2(!refusalOf(bundle).empty(), qPrintable(QString::number(&byte - bundle.index.data())));
                byte = static_cast<char>(byte ^ (1 << bit));
            }
    }

    void everyOtherByteOfTheIndexIsRefused()
    {
        Bundle bundle = goldenBundle();
        for (char& byte : bundle.index) {
            const char right = byte;
            for (int value = 0; value < 256; ++value) {
                byte = static_cast<char>(value);
                QVERIFY(byte == right || !refusalOf(bundle).empty());
            }
            byte = right;
        }
    }

    void everyFlippedBitOfTheDataIsRefused()
    {
        Bundle bundle = goldenBundle();
        for (char& byte : bundle.shards[0])
            for (int bit = 0; bit < 8; ++bit) {
                byte = static_cast<char>(byte ^ (1 << bit));
                QVERIFY(refusalOf(bundle).find("is damaged") != std::string::npos);
                byte = static_cast<char>(byte ^ (1 << bit));
            }
    }

    void everyCutIsRefused()
    {
        const Bundle whole = makeBundle(manyTensors(), {.isPacked = true});
        QCOMPARE(refusalOf(whole), std::string());
        for (std::size_t length = 0; length < whole.index.size(); ++length)
            QVERIFY(!refusalOf({whole.index.substr(0, length), whole.shards}).empty());
        for (std::size_t i = 0; i < 1000; ++i) {
            const std::size_t length = whole.shards[0].size() * i / 1000;
            const std::string refusal = refusalOf({whole.index, {whole.shards[0].substr(0, length)}});
            QVERIFY2(refusal.find("The file was cut") != std::string::npos, refusal.c_str());
        }
    }

    void packedIndexesSmallBlocksAndShardsGiveTheSame_data()
    {
        QTest::addColumn<bool>("isPacked");
        QTest::addColumn<int>("blockEntries");
        QTest::addColumn<int>("shards");
        QTest::newRow("raw, one block") << false << 1000 << 1;
        QTest::newRow("raw, an entry a block") << false << 1 << 1;
        QTest::newRow("packed, one block") << true << 1000 << 1;
        QTest::newRow("packed, blocks of 7, 3 shards") << true << 7 << 3;
    }

    void packedIndexesSmallBlocksAndShardsGiveTheSame()
    {
        QFETCH(bool, isPacked);
        QFETCH(int, blockEntries);
        QFETCH(int, shards);
        const Bundle bundle = makeBundle(manyTensors(), {.isPacked = isPacked,
                                                         .blockEntries = static_cast<std::size_t>(blockEntries),
                                                         .shards = static_cast<std::size_t>(shards)});
        const Result<TensorArchive> archive = open(bundle);
        QVERIFY2(archive, archive ? "" : archive.error().detail.c_str());
        QVERIFY(hasAll(*archive, manyTensors()));
    }

    void anyOfItsNamesFindsTheCheckpoint()
    {
        const QTemporaryDir folder;
        const std::filesystem::path prefix = std::filesystem::path(folder.path().toStdString()) / "model.ckpt-100";
        makeBundle(manyTensors(), {.shards = 2}).write(prefix);
        const std::string name = prefix.string();
        for (const std::string& path : {name, name + ".index", name + ".data-00001-of-00002",
                                        folder.path().toStdString(), folder.path().toStdString() + "/"}) {
            const Result<TensorArchive> archive = openTensorflowCheckpoint(path);
            QVERIFY2(archive, archive ? "" : archive.error().detail.c_str());
            QVERIFY(hasAll(*archive, manyTensors()));
        }
        std::filesystem::remove(name + ".data-00001-of-00002");
        const Result<TensorArchive> archive = openTensorflowCheckpoint(name);
        QVERIFY(!archive && archive.error().kind == ErrorKind::NotFound);
        QVERIFY(archive.error().detail.find("data-00001-of-00002") != std::string::npos);
    }

    void twoCheckpointsInAFolderAreAQuestion()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path(folder.path().toStdString());
        makeBundle(manyTensors()).write(path / "a");
        makeBundle(manyTensors()).write(path / "b");
        const Result<TensorArchive> archive = openTensorflowCheckpoint(path);
        QVERIFY(!archive && archive.error().detail.find("Choose the .index file of one") != std::string::npos);
        QVERIFY(openTensorflowCheckpoint(path / "a"));
        QVERIFY(!openTensorflowCheckpoint(path / "c"));
    }

    void theStateOfTrainingIsListedApart()
    {
        auto tensors = manyTensors();
        const std::size_t count = tensors.size();
        for (const char* slot :
             {"/adam_m", "/adam_v", "/Adam", "/Adam_1", "/adafactor_v", "/adafactor_vr", "/adafactor_vc"})
            tensors["bert/pooler/dense/kernel" + std::string(slot)] = StoredTensor::fromFloats({1}, {1});
        tensors["global_step"] = StoredTensor::fromIntegers({100});
        const Bundle bundle = makeBundle(tensors);
        const Result<TensorArchive> archive = open(bundle);
        QVERIFY(archive);
        QCOMPARE(archive->tensors().size(), count);
        QCOMPARE(archive->skipped().size(), std::size_t{8});
        QCOMPARE(archive->skipped().back(), std::string("global_step"));
    }

    void variablesOfOtherTypesAreListedAndNotRead()
    {
        const std::string text = numberField(1, 7) + bytesField(2, "") + numberField(5, 4);
        const Bundle bundle =
            makeBundle({{"a", StoredTensor::fromFloats({1}, {1})}}, {.extraEntries = {{"text", text}}});
        const Result<TensorArchive> archive = open(bundle);
        QVERIFY2(!archive, "it lies over \"a\"");
        const Bundle empty = makeBundle({{"a", StoredTensor::fromFloats({1}, {1})}},
                                        {.extraEntries = {{"text", numberField(1, 7) + bytesField(2, "")}}});
        const Result<TensorArchive> other = open(empty);
        QVERIFY(other && other->find("text")->dtype.empty());
        const auto floats = other->readFloats("text");
        QVERIFY(!floats && floats.error().kind == ErrorKind::Unsupported);
    }

    void brokenEntriesAreRefused_data();
    void brokenEntriesAreRefused();
    void brokenTablesAreRefused_data();
    void brokenTablesAreRefused();
};

void TestTensorflowCheckpoint::brokenEntriesAreRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("words");
    const std::string shape = bytesField(2, bytesField(2, numberField(1, 2)));
    const std::string good = numberField(1, 1) + shape;
    const auto row = [](const char* name, const std::string& header, const std::string& entry, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(header) << QByteArray::fromStdString(entry)
                            << QByteArray(words);
    };
    row("partitioned", "", good + numberField(5, 8) + bytesField(7, ""), "partitioned variable");
    row("another shard", "", good + numberField(3, 1) + numberField(5, 8), "data file 1 of 1");
    row("wrong size", "", good + numberField(5, 9), "needs 8 bytes");
    row("no size", "", good, "needs 8 bytes");
    row("beyond the end", "", good + numberField(4, 12) + numberField(5, 8), "The file was cut");
    row("wrapping end", "", good + numberField(4, ~std::uint64_t{0}) + numberField(5, 8), "end of every file");
    row("overlap", "", good + numberField(4, 3) + numberField(5, 8), "lies over");
    row("negative extent", "", numberField(1, 1) + bytesField(2, bytesField(2, numberField(1, ~std::uint64_t{0}))),
        "complete shape");
    row("unknown rank", "", numberField(1, 1) + bytesField(2, numberField(3, 1)), "complete shape");
    std::string nine;
    for (int i = 0; i < 9; ++i)
        nine += bytesField(2, numberField(1, 1));
    row("nine axes", "", numberField(1, 1) + bytesField(2, nine), "complete shape");
    std::string wrapping;
    for (int i = 0; i < 4; ++i)
        wrapping += bytesField(2, numberField(1, std::uint64_t{1} << 40));
    row("wrapping product", "", numberField(1, 1) + bytesField(2, wrapping), "negative or too large");
    row("cut message", "", good.substr(0, good.size() - 1), "breaks the format");
    row("group", "", std::string("\x0B"), "breaks the format");
    row("no shards", bytesField(3, ""), "", "names no data file");
    row("many shards", numberField(1, 1001), "", "more than 1000");
    row("two shards", numberField(1, 2), "", "names 2 data files");
    row("big-endian", numberField(1, 1) + numberField(2, 1), "", "big-endian");
    row("later version", numberField(1, 1) + bytesField(3, numberField(2, 2)), "", "later version");
}

void TestTensorflowCheckpoint::brokenEntriesAreRefused()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, words);
    BundleForm form{.headerEntry = header.toStdString()};
    if (!entry.isEmpty())
        form.extraEntries["x"] = entry.toStdString();
    const std::string refusal = refusalOf(makeBundle({{"a", StoredTensor::fromFloats({3}, {1, 2, 3})}}, form));
    QVERIFY2(refusal.find(words.toStdString()) != std::string::npos, refusal.c_str());
}

void TestTensorflowCheckpoint::brokenTablesAreRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, std::string file, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(words);
    };
    const std::string header = numberField(1, 1);
    row("empty", "", "has 0 bytes only");
    row("web page", "<!DOCTYPE html>" + std::string(100, ' '), "does not end as");
    row("keys out of order", tableOf({{"", header}, {"b", ""}, {"a", ""}}), "out of order");
    row("keys out of order across blocks", tableOf({{"", header}, {"b", ""}, {"a", ""}}, {.blockEntries = 1}), "order");
    row("key twice", tableOf({{"", header}, {"b", ""}, {"b", ""}}), "out of order");
    row("long key", tableOf({{"", header}, {std::string(513, 'n'), ""}}), "more than 512 bytes");
    row("no header", tableOf({{"a", ""}}), "no header entry");
    row("nothing", tableOf({}), "no header entry");
    row("control character", tableOf({{"", header}, {"a\n", ""}}), "control characters");
    // A packed block of four bytes that promises 1 GiB.
    row("giant block", tableOfBlock(sealedBlock(varint(std::uint64_t{1} << 30), '\1'), "a"), "cannot hold");
    const std::string block = sealedBlock(blockOf({{"", header}, {"b", ""}}), '\0');
    row("a key behind the index's", tableOfBlock(block, "a"), "does not fit its blocks");
    row("an empty block", tableOfBlock(sealedBlock(blockOf({}), '\0'), "a"), "is empty");
    std::string other = tableOf({{"", header}});
    other[blockOf({{"", header}}).size()] = '\2';
    resealTable(other);
    row("another packing", other, "unknown way");
    std::string gap = tableOf({{"", header}});
    gap.insert(gap.size() - 48, 1, '\0');
    row("a byte before the footer", gap, "do not fill the file");
}

void TestTensorflowCheckpoint::brokenTablesAreRefused()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, words);
    const std::string refusal = refusalOf({file.toStdString(), {""}});
    QVERIFY2(refusal.find(words.toStdString()) != std::string::npos, refusal.c_str());
}

QTEST_APPLESS_MAIN(TestTensorflowCheckpoint)
#include "tst_tensorflow_checkpoint.moc"
