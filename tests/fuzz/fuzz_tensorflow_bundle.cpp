#include "engine/io/tensorflow_checkpoint.h"
#include "tests/engine/bundle_writer.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string>

using namespace lb::engine;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void check(const std::string& index, std::span<const std::byte> data)
{
    std::vector<TensorArchive::File> shards;
    shards.push_back({"data", memorySource(data)});
    const auto source = memorySource(std::as_bytes(std::span(index)));
    const Result<TensorArchive> archive = tensorflowArchive(*source, std::move(shards));
    if (!archive) {
        require(!archive.error().detail.empty());
        return;
    }
    std::uint64_t total = 0;
    for (const TensorPlace& tensor : archive->tensors()) {
        const Result<StoredTensor> raw = archive->read(tensor.name);
        const Result<std::vector<float>> floats = archive->readFloats(tensor.name);
        require(raw ? raw->data.size() == tensor.bytes : raw.error().detail.starts_with("data: "));
        require(!floats || (raw && floats->size() <= raw->data.size()));
        total += tensor.bytes;
    }
    require(total <= data.size());
}

} // namespace

/// A whole TensorFlow checkpoint of one data file: two bytes with the length of the index, the index, the data. A
/// second time with the index's checksums put right.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const std::size_t length = std::min<std::size_t>(data[0] | data[1] << 8, size - 2);
    std::string index(reinterpret_cast<const char*>(data) + 2, length);
    const std::span<const std::byte> rest(reinterpret_cast<const std::byte*>(data) + 2 + length, size - 2 - length);
    check(index, rest);
    lb::tests::resealTable(index);
    check(index, rest);
    return 0;
}
