#include "engine/io/safetensors.h"
#include "engine/io/safetensors_decode.h"
#include "tests/engine/failing_files.h"
#include "tests/engine/safetensors_cases.h"
#include "tests/support/golden.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <tuple>

#include <sys/stat.h>

using namespace lb::engine;
using namespace lb::tests;

namespace {

std::atomic<std::size_t> largestAllocation{0};

} // namespace

// Every allocation of this program passes here, so that a test can say how large the largest was.
void* operator new(std::size_t size)
{
    std::size_t known = largestAllocation;
    while (size > known && !largestAllocation.compare_exchange_weak(known, size)) {}
    if (void* memory = std::malloc(size ? size : 1))
        return memory;
    throw std::bad_alloc();
}
// std::stable_sort asks for its buffer this way; a sanitizer's own version would not fit the deletes below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return std::malloc(size ? size : 1);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

Result<SafetensorsFile> decode(const std::string& bytes)
{
    const auto source = memorySource(std::as_bytes(std::span(bytes)));
    return decodeSafetensors(*source, Content::Everything);
}

void addRows(const std::vector<Verdict>& verdicts)
{
    QTest::addColumn<std::string>("file");
    QTest::addColumn<std::string>("words");
    QTest::addColumn<int>("kind");
    for (const Verdict& row : verdicts)
        QTest::newRow(row.name.c_str()) << row.file << row.words << static_cast<int>(row.kind);
}

/// The reader says what the row wants, and allocated nothing out of proportion to the file: an entry of the list of
/// tensors takes about twice its text, and a growing list doubles.
void checkRefusal()
{
    QFETCH(std::string, file);
    QFETCH(std::string, words);
    QFETCH(int, kind);
    largestAllocation = 0;
    const Result<SafetensorsFile> read = decode(file);
    const std::size_t largest = largestAllocation;
    QVERIFY(!read);
    QVERIFY2(read.error().detail.find(words) != std::string::npos, read.error().detail.c_str());
    QCOMPARE(static_cast<int>(read.error().kind), kind);
    QVERIFY2(largest <= 4 * file.size() + 4096, qPrintable(QString::number(largest)));
}

SafetensorsFile someFile()
{
    SafetensorsFile file;
    file.metadata = {{"step", "120"}, {"spec", "{\"model\": \"text-lstm\", \"näme\": \"\\n\"}"}, {"", ""}};
    file.tensors["model/encoder/weight"] = StoredTensor::fromFloats({2, 3}, {1, -2, 3.5, 0, -0.0F, 1e-30F});
    file.tensors["model/norm/mean"] = StoredTensor::fromFloats({3}, {0.1F, 0.2F, 0.3F});
    file.tensors["rng/key"] = StoredTensor::fromIntegers({-1, 42, std::int64_t{1} << 62});
    file.tensors["empty"] = StoredTensor::fromFloats({0, 4}, {});
    file.tensors["scalar"] = StoredTensor::fromFloats({}, {7});
    file.tensors["bytes"] = {.dtype = "U8", .shape = {3}, .data = {std::byte{1}, std::byte{2}, std::byte{3}}};
    return file;
}

bool isSame(const SafetensorsFile& a, const SafetensorsFile& b)
{
    const auto isSameTensor = [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.dtype == y.second.dtype && x.second.shape == y.second.shape &&
               x.second.data == y.second.data;
    };
    return a.metadata == b.metadata &&
           std::equal(a.tensors.begin(), a.tensors.end(), b.tensors.begin(), b.tensors.end(), isSameTensor);
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT
private slots:
    void validFileIsAccepted_data() { addRows(acceptedFiles()); }
    void validFileIsAccepted()
    {
        QFETCH(std::string, file);
        const Result<SafetensorsFile> read = decode(file);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
    }

    void brokenHeaderIsRefused_data() { addRows(refusedHeaders()); }
    void brokenHeaderIsRefused() { checkRefusal(); }

    void brokenTensorIsRefused_data() { addRows(refusedTensors()); }
    void brokenTensorIsRefused() { checkRefusal(); }

    void fileOfAnotherKindIsNamed_data() { addRows(foreignFiles()); }
    void fileOfAnotherKindIsNamed() { checkRefusal(); }

    void writtenFileIsReadBack()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("a.safetensors")).toStdString();
        const SafetensorsFile file = someFile();
        QVERIFY(writeSafetensors(path, file).has_value());
        const Result<SafetensorsFile> read = readSafetensors(path);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QVERIFY(isSame(*read, file));
        QVERIFY(isSame(*decode(readPlainly(path)), file));
    }

    void headerAloneHasShapesButNoData()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("a.safetensors")).toStdString();
        QVERIFY(writeSafetensors(path, someFile()).has_value());
        const Result<SafetensorsFile> read = readSafetensorsHeader(path);
        QVERIFY(read.has_value());
        QCOMPARE(read->metadata, someFile().metadata);
        const StoredTensor& tensor = read->tensors.at("model/encoder/weight");
        QCOMPARE(tensor.shape, (std::vector<std::int64_t>{2, 3}));
        QVERIFY(tensor.data.empty());
        QVERIFY(!tensor.floats()); // numbers that were not read are not zeros
    }

    void dataBeginOn64BytesAndWideElementsComeFirst()
    {
        const std::vector<std::byte> bytes = encodeSafetensors(someFile()).value();
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        QCOMPARE((length + 8) % 64, 0U);
        std::int64_t first = 0;
        std::memcpy(&first, bytes.data() + 8 + length, 8);
        QCOMPARE(first, -1); // rng/key, the only one of eight bytes an element
        QCOMPARE(bytes.back(), std::byte{3});
    }

    void goldenFileIsReadEqual()
    {
        const Result<SafetensorsFile> read = readSafetensors(lb::testing::goldenFile("tiny.safetensors"));
        QVERIFY(read.has_value());
        QCOMPARE(read->metadata, (std::map<std::string, std::string>{{"format", "pt"}}));
        const std::vector<double> expected =
            lb::testing::golden(QStringLiteral("safetensors"), QStringLiteral("a.weight"));
        const std::vector<float> weight = read->tensors.at("a.weight").floats().value();
        QCOMPARE(weight, std::vector<float>(expected.begin(), expected.end()));
        const StoredTensor& b = read->tensors.at("b");
        QCOMPARE(b.dtype, std::string("BF16"));
        QCOMPARE(b.data, (std::vector<std::byte>{std::byte{0x80}, std::byte{0x3F}, std::byte{0x80}, std::byte{0xBF},
                                                 std::byte{0x49}, std::byte{0x40}, std::byte{0}, std::byte{0}}));
    }

    void placesThatAreNoFilesAreRefusedAtOnce()
    {
        const QTemporaryDir dir;
        const std::string folder = dir.path().toStdString(), pipe = folder + "/pipe", none = folder + "/none";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        using Row = std::tuple<std::string, ErrorKind, std::string>;
        for (const auto& [path, kind, words] :
             {Row{folder, ErrorKind::InvalidArgument, "is a folder"}, Row{pipe, ErrorKind::InvalidArgument, "pipe"},
              Row{"/dev/zero", ErrorKind::InvalidArgument, "device"}, Row{none, ErrorKind::NotFound, "no such file"},
              Row{"", ErrorKind::NotFound, "no such file"}}) {
            const Result<SafetensorsFile> read = readSafetensors(path);
            QVERIFY(!read);
            QVERIFY(read.error().kind == kind);
            QVERIFY2(read.error().detail.starts_with(path + ": "), read.error().detail.c_str());
            QVERIFY2(read.error().detail.find(words) != std::string::npos, read.error().detail.c_str());
        }
    }

    void contentThatCouldNotBeReadIsNotWritten_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("dtype");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* title, const std::string& name, const char* dtype, const QList<qint64>& shape,
                            const char* words) {
            QTest::newRow(title) << name << std::string(dtype) << shape << std::string(words);
        };
        row("size", "a", "F32", {3}, "needs 12 bytes");
        row("negative extent", "a", "F32", {-2}, "negative or too large");
        row("type", "a", "F31", {2}, "not one that can be stored");
        row("axes", "a", "F32", {1, 1, 1, 1, 1, 1, 1, 1, 2}, "more than 8 axes");
        row("control character", "a\n", "F32", {2}, "control characters");
        row("long name", std::string(513, 'n'), "F32", {2}, "513 bytes long");
        row("reserved name", "__metadata__", "F32", {2}, "keeps this name");
        row("name that is no UTF-8", "\xFF", "F32", {2}, "UTF-8");
    }
    void contentThatCouldNotBeReadIsNotWritten()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, dtype);
        QFETCH(QList<qint64>, shape);
        QFETCH(std::string, words);
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("a")).toStdString();
        SafetensorsFile file;
        file.tensors[name] = {.dtype = dtype, .shape = {shape.begin(), shape.end()}, .data = std::vector<std::byte>(8)};
        const Result<void> written = writeSafetensors(path, file);
        QVERIFY(!written);
        QVERIFY(written.error().kind == ErrorKind::InvalidArgument);
        QVERIFY2(written.error().detail.find(words) != std::string::npos, written.error().detail.c_str());
        QVERIFY(!std::filesystem::exists(path));
    }

    void metadataThatCouldNotBeReadIsNotWritten()
    {
        const std::string tooLarge((16 << 20) + 1, 'a'), notText = "\xC3";
        for (const std::string& value : {tooLarge, notText})
            QVERIFY(!encodeSafetensors({.tensors = {}, .metadata = {{"a", value}}}));
        QVERIFY(!encodeSafetensors({.tensors = {}, .metadata = {{notText, "a"}}}));
    }

    void otherTypesAreNotTakenForNumbers()
    {
        const StoredTensor floats = StoredTensor::fromFloats({1}, {1}), integers = StoredTensor::fromIntegers({1});
        QVERIFY(floats.integers().error().kind == ErrorKind::InvalidArgument);
        QVERIFY(integers.floats().error().kind == ErrorKind::InvalidArgument);
        StoredTensor cut = floats;
        cut.data.pop_back();
        QVERIFY(cut.floats().error().kind == ErrorKind::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
