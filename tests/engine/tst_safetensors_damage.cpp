#include "engine/core/philox.h"
#include "engine/io/safetensors.h"
#include "engine/io/safetensors_checksums.h"
#include "engine/io/safetensors_decode.h"
#include "tests/engine/failing_files.h"
#include "tests/engine/safetensors_cases.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <span>

using namespace lb::engine;
using namespace lb::tests;

namespace {

/// About 60 KB in 7 tensors, with the metadata of a checkpoint. Small, since it is decoded some ten thousand times.
SafetensorsFile checkpoint()
{
    SafetensorsFile file;
    file.metadata = {{"step", "1200"}, {"spec", R"({"family": "text-lstm", "latent": {"kind": "bn-vae"}})"}};
    RandomStream random({1, 0}, 0);
    for (int i = 0; i < 5; ++i) {
        std::vector<float> values(static_cast<std::size_t>(1500 * i + 7));
        std::generate(values.begin(), values.end(), [&] { return random.normal(); });
        file.tensors["model/layer" + std::to_string(i)] =
            StoredTensor::fromFloats({static_cast<std::int64_t>(values.size())}, values);
    }
    file.tensors["data/position"] = StoredTensor::fromIntegers({3, 141});
    file.tensors["rng/key"] = StoredTensor::fromIntegers({1, 1200});
    return file;
}

Result<SafetensorsFile> decode(const std::vector<std::byte>& bytes)
{
    const auto source = memorySource(bytes);
    return decodeSafetensors(*source, Content::Everything);
}

std::uint64_t dataOffset(const std::vector<std::byte>& bytes)
{
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    return length + sizeof length;
}

/// The tensor that holds the byte at `offset` of the data: wide elements first, then by name.
std::string ownerOf(const SafetensorsFile& file, std::uint64_t offset)
{
    for (const char* dtype : {"I64", "F32"})
        for (const auto& [name, tensor] : file.tensors) {
            if (tensor.dtype != dtype)
                continue;
            if (offset < tensor.data.size())
                return name;
            offset -= tensor.data.size();
        }
    return {};
}

} // namespace

class TestSafetensorsDamage : public QObject {
    Q_OBJECT
private slots:
    void anyFlippedBitOfTheDataNamesItsTensor()
    {
        const SafetensorsFile file = checkpoint();
        const std::vector<std::byte> sound = encodeSafetensors(file).value();
        const std::uint64_t begin = dataOffset(sound);
        RandomStream random({2, 0}, 0);
        for (int flip = 0; flip < 1000; ++flip) {
            std::vector<std::byte> bytes = sound;
            const std::uint64_t position = begin + random.below(static_cast<std::uint32_t>(bytes.size() - begin));
            bytes[position] ^= std::byte{1} << random.below(8);
            const Result<SafetensorsFile> read = decode(bytes);
            QVERIFY(!read);
            QVERIFY(read.error().kind == ErrorKind::Corrupt);
            const std::string expected = "tensor \"" + ownerOf(file, position - begin) + "\" is damaged";
            QVERIFY2(read.error().detail.find(expected) != std::string::npos, read.error().detail.c_str());
        }
    }

    void everyFlippedBitOfTheHeaderIsNoticed()
    {
        const std::vector<std::byte> sound = encodeSafetensors(checkpoint()).value();
        for (std::size_t bit = 0; bit < dataOffset(sound) * 8; ++bit) {
            std::vector<std::byte> bytes = sound;
            bytes[bit / 8] ^= std::byte{1} << (bit % 8);
            const auto source = memorySource(bytes);
            QVERIFY2(!decodeSafetensors(*source, Content::HeaderOnly), qPrintable(QString::number(bit)));
        }
    }

    void fileCutAnywhereIsRefused()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("cut.safetensors")).toStdString();
        const std::vector<std::byte> sound = encodeSafetensors(checkpoint()).value();
        for (std::size_t i = 0; i < 200; ++i) {
            const std::size_t size = i * (sound.size() - 1) / 199; // from nothing to all but the last byte
            writePlainly(path, std::string(reinterpret_cast<const char*>(sound.data()), size));
            const Result<SafetensorsFile> read = readSafetensors(path);
            QVERIFY(!read);
            QVERIFY(read.error().kind == ErrorKind::Corrupt);
            QVERIFY(!readSafetensorsHeader(path));
        }
    }

    void fileWithZerosForItsTailIsRefused()
    {
        // What a power cut leaves of a file whose length was set before its data: right size, zeros at the end.
        const std::vector<std::byte> sound = encodeSafetensors(checkpoint()).value();
        for (const std::size_t kept : {sound.size() / 2, sound.size() - 4, std::size_t{100}, std::size_t{0}}) {
            std::vector<std::byte> bytes = sound;
            std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(kept), bytes.end(), std::byte{0});
            QVERIFY(!decode(bytes));
        }
    }

    void appendedBytesAreRefused()
    {
        std::vector<std::byte> bytes = encodeSafetensors(checkpoint()).value();
        bytes.push_back(std::byte{0});
        QVERIFY(!decode(bytes));
    }

    void fileThatIsCutWhileItIsReadIsRefused()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("a.safetensors")).toStdString();
        QVERIFY(writeSafetensors(path, checkpoint()).has_value());
        const auto source = openFile(path).value();
        std::filesystem::resize_file(path, 5000);
        const Result<SafetensorsFile> read = decodeSafetensors(*source, Content::Everything);
        QVERIFY(!read);
        QVERIFY2(read.error().detail.find("while it was being read") != std::string::npos, read.error().detail.c_str());
    }

    void fileThatIsRewrittenWhileItIsReadIsRefused()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("a.safetensors")).toStdString();
        QVERIFY(writeSafetensors(path, checkpoint()).has_value());
        const auto source = openFile(path).value();
        std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
        const Result<SafetensorsFile> read = decodeSafetensors(*source, Content::Everything);
        QVERIFY(!read);
        QVERIFY2(read.error().detail.find("was changed while") != std::string::npos, read.error().detail.c_str());
    }

    void checksumsMustFitTheTensorsOneToOne_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("words");
        for (const Verdict& row : checksumLists())
            QTest::newRow(row.name.c_str()) << row.file << row.words;
    }
    void checksumsMustFitTheTensorsOneToOne()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, words);
        const auto source = memorySource(std::as_bytes(std::span(file)));
        const Result<SafetensorsFile> read = decodeSafetensors(*source, Content::Everything);
        const std::string said = read ? std::string() : read.error().detail;
        QVERIFY2(words.empty() == read.has_value() && said.find(words) != std::string::npos, said.c_str());
    }

    void sealInCapitalsIsDamage()
    {
        std::string header;
        for (int i = 0; header.find_first_of("ABCDEF") == std::string::npos; ++i) { // until its digits have letters
            header = "{\"" + std::to_string(i) + "\":\"\",\"lb.header_crc32\":\"00000000\"}";
            sealHeader(header);
            QVERIFY(checkHeaderSeal(header).has_value());
            const auto digits = header.end() - 10;
            std::transform(digits, digits + 8, digits, [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
        }
        QVERIFY(!checkHeaderSeal(header));
    }

    void tenMegabytesAreSavedAndReadInReasonableTime()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = dir.filePath(QStringLiteral("a.safetensors")).toStdString();
        SafetensorsFile file;
        for (int i = 0; i < 10; ++i)
            file.tensors["t" + std::to_string(i)] =
                StoredTensor::fromFloats({250'000}, std::vector<float>(250'000, 1.5F));
        std::vector<double> saves, reads;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            QVERIFY(writeSafetensors(path, file).has_value());
            saves.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            timer.restart();
            QVERIFY(readSafetensors(path).has_value());
            reads.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(saves.begin(), saves.end());
        std::sort(reads.begin(), reads.end());
        qInfo("10 MB: saved in %.1f ms, read in %.1f ms (medians of 5)", saves[2], reads[2]);
        QVERIFY(saves[0] < 5000 && reads[0] < 5000); // generous: sanitizers and slow disks included
    }
};

QTEST_APPLESS_MAIN(TestSafetensorsDamage)
#include "tst_safetensors_damage.moc"
