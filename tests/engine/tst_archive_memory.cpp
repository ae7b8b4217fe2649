#include "engine/io/crc32c.h"
#include "engine/io/safetensors_archive.h"
#include "engine/io/tensorflow_checkpoint.h"
#include "tests/engine/bundle_writer.h"
#include "tests/engine/safetensors_cases.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/resource.h>

using namespace lb::engine;
using namespace lb::tests;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMebibyte = std::int64_t{1} << 20;
constexpr std::int64_t kTensorBytes = 16 * kMebibyte;
constexpr int kShards = 3;
constexpr int kTensorsPerShard = 8;
/// What reading may need beside the largest tensor: a piece, the list, the allocator's share.
constexpr std::int64_t kAllowance = 6 * kMebibyte;

std::int64_t peakBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024;
}

/// `start`, and then nothing but a hole as far as `size`.
void writeSparse(const fs::path& path, const std::string& start, std::int64_t size)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(start)) >= 0 && file.resize(size));
}

/// 384 MiB of zeros in three files; every other tensor is F16, so that its floats take twice the room.
fs::path writeSharded(const fs::path& folder)
{
    std::string map;
    for (int shard = 0; shard < kShards; ++shard) {
        std::string header;
        const std::string file = "model-" + std::to_string(shard) + ".safetensors";
        for (int i = 0; i < kTensorsPerShard; ++i) {
            const std::string name = "t" + std::to_string(shard) + "." + std::to_string(i);
            const bool isHalf = i % 2 == 1;
            header += std::string(header.empty() ? "{" : ",") + "\"" + name + R"(":{"dtype":")" +
                      (isHalf ? "F16" : "F32") + R"(","shape":[)" + std::to_string(kTensorBytes / (isHalf ? 2 : 4)) +
                      R"(],"data_offsets":[)" + std::to_string(i * kTensorBytes) + "," +
                      std::to_string((i + 1) * kTensorBytes) + "]}";
            map += std::string(map.empty() ? "\"" : ",\"") + name + "\":\"" + file + "\"";
        }
        const std::string start = fileOf(header + "}");
        writeSparse(folder / file, start, static_cast<std::int64_t>(start.size()) + kTensorsPerShard * kTensorBytes);
    }
    const std::string index = R"({"weight_map":{)" + map + "}}";
    writeSparse(folder / "model.safetensors.index.json", index, static_cast<std::int64_t>(index.size()));
    return folder / "model.safetensors.index.json";
}

/// 128 MiB of zeros under checksums.
fs::path writeCheckpoint(const fs::path& folder)
{
    const std::vector<std::byte> zeros(static_cast<std::size_t>(kMebibyte));
    std::uint32_t sum = 0;
    for (std::int64_t i = 0; i < kTensorBytes / kMebibyte; ++i)
        sum = crc32c(zeros, sum);
    std::string word;
    for (int shift = 0; shift < 32; shift += 8)
        word += static_cast<char>(maskedCrc32c(sum) >> shift & 0xFF);
    BundleForm form;
    for (int i = 0; i < kTensorsPerShard; ++i)
        form.extraEntries["t" + std::to_string(i)] = numberField(1, 1) +
                                                     bytesField(2, bytesField(2, numberField(1, kTensorBytes / 4))) +
                                                     numberField(4, static_cast<std::uint64_t>(i * kTensorBytes)) +
                                                     numberField(5, kTensorBytes) + varint(6 << 3 | 5) + word;
    makeBundle({}, form).write(folder / "model.ckpt");
    writeSparse(folder / "model.ckpt.data-00000-of-00001", {}, kTensorsPerShard * kTensorBytes);
    return folder / "model.ckpt.index";
}

/// Reads tensor after tensor and says by how much the peak has grown.
void readAll(const TensorArchive& archive, const char* what)
{
    std::int64_t bytes = 0;
    std::int64_t largest = 0;
    QElapsedTimer timer;
    timer.start();
    const std::int64_t before = peakBytes();
    for (const TensorPlace& tensor : archive.tensors()) {
        const Result<std::vector<float>> values = archive.readFloats(tensor.name);
        QVERIFY2(values, values ? "" : values.error().detail.c_str());
        bytes += static_cast<std::int64_t>(tensor.bytes);
        largest = std::max(largest, static_cast<std::int64_t>(values->size() * sizeof(float)));
    }
    const std::int64_t grown = peakBytes() - before;
    qInfo("%s: %lld MiB read in %.2f s; the peak grew by %.1f MiB, the largest tensor has %lld MiB as floats", what,
          static_cast<long long>(bytes / kMebibyte), static_cast<double>(timer.elapsed()) / 1000,
          static_cast<double>(grown) / kMebibyte, static_cast<long long>(largest / kMebibyte));
    QVERIFY(grown <= largest + kAllowance);
}

} // namespace

class TestArchiveMemory : public QObject {
    Q_OBJECT
private slots:
    void aCheckpointIsReadInTheRoomOfItsLargestTensor()
    {
        const QTemporaryDir folder;
        const auto archive = openTensorflowCheckpoint(writeCheckpoint(folder.path().toStdString()));
        QVERIFY2(archive, archive ? "" : archive.error().detail.c_str());
        readAll(*archive, "TensorFlow");
    }

    void aShardedModelIsReadInTheRoomOfItsLargestTensor()
    {
        const QTemporaryDir folder;
        const auto archive = openSafetensors(writeSharded(folder.path().toStdString()));
        QVERIFY2(archive, archive ? "" : archive.error().detail.c_str());
        QCOMPARE(archive->tensors().size(), std::size_t{kShards * kTensorsPerShard});
        readAll(*archive, "safetensors");
    }
};

QTEST_APPLESS_MAIN(TestArchiveMemory)
#include "tst_archive_memory.moc"
