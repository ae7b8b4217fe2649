#include "engine/io/sorted_table.h"
#include "engine/io/tensorflow_index.h"
#include "tests/engine/bundle_writer.h"

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

/// A refusal has words. What is accepted is in order, of known sizes and, for types that are read, of the right ones.
void check(std::span<const std::byte> bytes)
{
    const Result<TensorflowIndex> index = readTensorflowIndex(*memorySource(bytes));
    if (!index) {
        require(!index.error().detail.empty());
        return;
    }
    require(index->shards >= 1 && index->shards <= tensorflow_limits::kShards);
    std::string last;
    for (const TensorflowVariable& variable : index->variables) {
        require(variable.name > last && variable.shard < index->shards);
        require(variable.offset + variable.bytes >= variable.offset &&
                variable.shape.size() <= tensorflow_limits::kRank);
        std::uint64_t size = 1;
        for (const std::int64_t extent : variable.shape)
            size *= static_cast<std::uint64_t>(extent);
        require(variable.dtype.empty() || (size == 0 ? variable.bytes == 0 : variable.bytes % size == 0));
        last = variable.name;
    }
}

} // namespace

/// The index of a TensorFlow checkpoint; a second time with its checksums put right, which mutations would not get
/// past; and as the content of a single block.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    check({reinterpret_cast<const std::byte*>(data), size});
    std::string sealed(reinterpret_cast<const char*>(data), size);
    lb::tests::resealTable(sealed);
    check(std::as_bytes(std::span(sealed)));
    std::uint64_t total = 0;
    const Result<void> block = visitTableBlock({reinterpret_cast<const char*>(data), size},
                                               [&total](std::string_view key, std::string_view value) {
                                                   require(key.size() <= sorted_table_limits::kKeyBytes);
                                                   total += value.size();
                                                   return Result<void>();
                                               });
    require(total <= size && (block || !block.error().detail.empty()));
    return 0;
}
