#include "engine/io/safetensors_checksums.h"
#include "engine/io/safetensors_decode.h"
#include "engine/io/safetensors_header.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>

using namespace lb::engine;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
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

/// A refusal has words. What is accepted fits into the file, tensor by tensor, and survives being written and read.
void check(std::span<const std::byte> bytes)
{
    const auto source = memorySource(bytes);
    const Result<SafetensorsFile> header = decodeSafetensors(*source, Content::HeaderOnly);
    const Result<SafetensorsFile> file = decodeSafetensors(*source, Content::Everything);
    require(header.has_value() || !file.has_value());
    require(header.has_value() || !header.error().detail.empty());
    if (!file) {
        require(!file.error().detail.empty());
        return;
    }
    std::size_t total = 0;
    for (const auto& [name, tensor] : file->tensors) {
        require(tensorBytes(tensor.dtype, tensor.shape).value() == tensor.data.size());
        total += tensor.data.size();
    }
    require(total <= bytes.size());
    const Result<std::vector<std::byte>> written = encodeSafetensors(*file);
    require(written.has_value());
    const Result<SafetensorsFile> again = decodeSafetensors(*memorySource(*written), Content::Everything);
    require(again.has_value() && isSame(*file, *again));
}

/// The same file with the header's checksum made right, where it has one: mutations would not get past it otherwise.
std::optional<std::vector<std::byte>> resealed(std::span<const std::byte> bytes)
{
    std::uint64_t length = 0;
    if (bytes.size() < sizeof length)
        return std::nullopt;
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > bytes.size() - sizeof length)
        return std::nullopt;
    std::string header(reinterpret_cast<const char*>(bytes.data()) + sizeof length, length);
    if (!hasHeaderSeal(header))
        return std::nullopt;
    sealHeader(header);
    std::vector<std::byte> result(bytes.begin(), bytes.end());
    std::memcpy(result.data() + sizeof length, header.data(), header.size());
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(data), size);
    check(bytes);
    if (const auto sealed = resealed(bytes))
        check(*sealed);
    return 0;
}
