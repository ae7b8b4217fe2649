#include "engine/core/bf16.h"
#include "engine/io/float_conversion.h"
#include "engine/io/safetensors_archive.h"
#include "engine/io/safetensors_decode.h"
#include "engine/io/shard_index.h"
#include "tests/engine/safetensors_cases.h"
#include "tests/support/golden.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <span>

using namespace lb::engine;
using namespace lb::tests;
namespace fs = std::filesystem;

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

Result<TensorArchive> open(const std::string& file)
{
    return safetensorsArchive({"file", memorySource(bytesOf(file))});
}

void save(const fs::path& path, const std::string& text)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(text)) >= 0);
}

/// A model in two files with an index, of which each test breaks something.
class ShardedModel {
public:
    ShardedModel()
    {
        save(path("one.safetensors"), fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8));
        save(path("two.safetensors"), fileOf(R"({"b":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}})", 8));
        index(R"({"a":"one.safetensors","b":"two.safetensors"})");
    }
    fs::path path(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    void index(const std::string& map) const
    {
        save(path("model.safetensors.index.json"), R"({"metadata":{"total_size":16},"weight_map":)" + map + "}");
    }
    Result<TensorArchive> open() const { return openSafetensors(path("model.safetensors.index.json")); }

private:
    QTemporaryDir m_folder;
};

/// A binary16 by its definition.
double halfByDefinition(std::uint16_t bits)
{
    const double sign = bits & 0x8000 ? -1 : 1;
    const int exponent = bits >> 10 & 31;
    const int fraction = bits & 1023;
    if (exponent == 31)
        return fraction ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
    return exponent ? sign * std::ldexp(1024 + fraction, exponent - 25) : sign * std::ldexp(fraction, -24);
}

template <class T>
std::vector<float> converted(const char* dtype, const std::vector<T>& values)
{
    std::vector<float> floats(values.size());
    convertToFloats(dtype, std::as_bytes(std::span(values)), floats);
    return floats;
}

} // namespace

class TestTensorArchive : public QObject {
    Q_OBJECT
private slots:
    void everyHalfIsConvertedExactly()
    {
        for (int bits = 0; bits < 0x10000; ++bits) {
            const double expected = halfByDefinition(static_cast<std::uint16_t>(bits));
            const float value = fromF16(static_cast<std::uint16_t>(bits));
            QVERIFY(std::isnan(expected) ? std::isnan(value)
                                         : expected == value && std::signbit(value) == (bits >> 15));
        }
    }

    void doublesAreRoundedAndBfloatsWidened()
    {
        constexpr double kLargest = std::numeric_limits<float>::max();
        constexpr float kInfinity = std::numeric_limits<float>::infinity();
        QCOMPARE(converted<double>("F64", {0.1, kLargest, 1e300, -1e300, -kInfinity}),
                 (std::vector<float>{0.1F, std::numeric_limits<float>::max(), kInfinity, -kInfinity, -kInfinity}));
        QCOMPARE(converted<double>("F64", {0x1.fffffefp127})[0], std::numeric_limits<float>::max());
        QVERIFY(std::isnan(converted<double>("F64", {std::nan("")})[0]));
        QCOMPARE(converted<std::uint16_t>("BF16", {0x3F80, 0xC049}), (std::vector<float>{1.0F, -3.140625F}));
        QCOMPARE(converted<float>("F32", {1.5F, -2.0F}), (std::vector<float>{1.5F, -2.0F}));
    }

    void theGoldenFileIsReadAsFloats()
    {
        const Result<TensorArchive> archive = openSafetensors(lb::testing::goldenFile("tiny.safetensors"));
        QVERIFY(archive);
        QCOMPARE(archive->metadata().at("format"), std::string("pt"));
        QVERIFY(std::abs((*archive->readFloats("a.weight"))[0] - 0.465970147F) < 1e-8F);
        QCOMPARE(*archive->readFloats("b"), (std::vector<float>{1, -1, 3.140625F, 0}));
        QCOMPARE(archive->read("b")->data.size(), std::size_t{8});
        QVERIFY(archive->readFloats("c").error().kind == ErrorKind::NotFound);
        std::vector<float> tooSmall(3);
        QVERIFY(archive->readFloats("b", tooSmall).error().kind == ErrorKind::InvalidArgument);
    }

    void whatTheStrictReaderRefusesIsRefused()
    {
        for (const auto& rows : {refusedHeaders(), refusedTensors(), foreignFiles()})
            for (const Verdict& row : rows) {
                const Result<TensorArchive> archive = open(row.file);
                QVERIFY2(!archive, row.name.c_str());
                // More types are admitted here, and then their sizes are wrong.
                const bool isOtherType = row.words == "which is not supported";
                QVERIFY2(isOtherType || archive.error().detail.find(row.words) != std::string::npos, row.name.c_str());
            }
        for (const Verdict& row : acceptedFiles())
            QVERIFY2(open(row.file), row.name.c_str());
    }

    void tensorsOfOtherTypesAreListed()
    {
        const std::string header = R"({"mask":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]},)"
                                   R"("x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})";
        const std::string bytes = fileOf(header, 8); // what the archive reads must outlive it
        const Result<TensorArchive> archive = open(bytes);
        QVERIFY(archive);
        QCOMPARE(archive->find("mask")->dtype, std::string("BOOL"));
        QCOMPARE(archive->readFloats("mask").error().kind, ErrorKind::Unsupported);
        QCOMPARE(archive->readFloats("x")->size(), std::size_t{1});
        QVERIFY(!decodeSafetensors(*memorySource(bytesOf(fileOf(header, 8))), Content::HeaderOnly));
        QVERIFY(!open(fileOf(R"({"x":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}})", 1)));
        QVERIFY(!open(fileOf(R"({"x":{"dtype":"I16","shape":[2],"data_offsets":[0,2]}})", 2)));
    }

    void checksumsOfOurFilesAreVerified()
    {
        SafetensorsFile file;
        file.tensors["large"] = StoredTensor::fromFloats({600'000}, std::vector<float>(600'000, 0.25F)); // three pieces
        std::vector<std::byte> bytes = *encodeSafetensors(file);
        const TensorArchive archive = *safetensorsArchive({"file", memorySource(bytes)});
        QVERIFY(archive.readFloats("large"));
        for (const std::size_t back : {std::size_t{1}, std::size_t{1'200'000}, std::size_t{2'400'000}}) {
            bytes[bytes.size() - back] ^= std::byte{1};
            QCOMPARE(archive.readFloats("large").error().kind, ErrorKind::Corrupt);
            QCOMPARE(archive.read("large").error().kind, ErrorKind::Corrupt);
            bytes[bytes.size() - back] ^= std::byte{1};
        }
    }

    void equalTensorsAreTold()
    {
        SafetensorsFile file;
        std::vector<float> values(300'000, 1);
        file.tensors["a"] = file.tensors["b"] = StoredTensor::fromFloats({300'000}, values);
        values.back() = 2;
        file.tensors["c"] = StoredTensor::fromFloats({300'000}, values);
        file.tensors["d"] = StoredTensor::fromFloats({1}, {1});
        const std::vector<std::byte> bytes = *encodeSafetensors(file);
        const TensorArchive archive = *safetensorsArchive({"file", memorySource(bytes)});
        QVERIFY(*archive.isSame("a", "b"));
        QVERIFY(!*archive.isSame("a", "c"));
        QVERIFY(!*archive.isSame("a", "d"));
        QVERIFY(!archive.isSame("a", "e"));
    }

    void shardedModelsAreOneArchive()
    {
        const ShardedModel model;
        const Result<TensorArchive> archive = model.open();
        QVERIFY2(archive, archive ? "" : archive.error().detail.c_str());
        QCOMPARE(archive->tensors().size(), std::size_t{2});
        QCOMPARE(*archive->readFloats("b"), std::vector<float>(4, 0));
    }

    void shardsMustHoldWhatTheIndexSays()
    {
        const ShardedModel model;
        model.index(R"({"a":"two.safetensors","b":"two.safetensors"})");
        QVERIFY(model.open().error().detail.find("does not hold it") != std::string::npos);
        model.index(R"({"a":"one.safetensors","b":"three.safetensors"})");
        QCOMPARE(model.open().error().kind, ErrorKind::NotFound);
        model.index(R"({"a":"one.safetensors"})");
        QVERIFY(model.open());
        save(model.path("two.safetensors"), fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8));
        model.index(R"({"a":"two.safetensors"})");
        QCOMPARE(model.open()->tensors().size(), std::size_t{1});
    }

    void indexesThatLeadElsewhereAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char* name : {"../x.safetensors", "/etc/x.safetensors", "a/b.safetensors", "a\\\\b.safetensors",
                                 "x.bin", ".safetensors", "a\\u0000.safetensors", "a\\n.safetensors", ""})
            QTest::newRow(name) << QByteArray(R"({"weight_map":{"a":")") + name + "\"}}";
        QTest::newRow("no map") << QByteArray(R"({"metadata":{"weight_map":"x"}})");
        QTest::newRow("empty map") << QByteArray(R"({"weight_map":{}})");
        QTest::newRow("number") << QByteArray(R"({"weight_map":{"a":1}})");
        QTest::newRow("tensor twice") << QByteArray(R"({"weight_map":{"a":"x.safetensors","a":"y.safetensors"}})");
        QTest::newRow("map twice") << QByteArray(R"({"weight_map":{"a":"x.safetensors"},"weight_map":{}})");
        QTest::newRow("list") << QByteArray(R"(["weight_map"])");
        QTest::newRow("deep") << QByteArray(R"({"a":)") + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}";
        QTest::newRow("cut") << QByteArray(R"({"weight_map":{"a":"x.safetensors")");
        QTest::newRow("large") << QByteArray(17 << 20, ' ');
        QTest::newRow("zero byte") << QByteArray(R"({"weight_map":{"a":"x.safetensors"}})").append('\0');
    }

    void indexesThatLeadElsewhereAreRefused()
    {
        QFETCH(QByteArray, json);
        const auto map = parseShardIndex({json.constData(), static_cast<std::size_t>(json.size())});
        QVERIFY(!map && !map.error().detail.empty());
    }
};

QTEST_APPLESS_MAIN(TestTensorArchive)
#include "tst_tensor_archive.moc"
