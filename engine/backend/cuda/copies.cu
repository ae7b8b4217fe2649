#include "engine/backend/cuda/copies.h"

#include "engine/backend/cuda/launch.h"

#include <algorithm>
#include <cstring>

namespace lb::engine::cuda {

namespace {

using Word = std::uint32_t;

/// A launch takes 4 KiB of arguments.
struct Parcel {
    static constexpr unsigned kParts = 16, kWords = 768;
    unsigned parts = 0;
    unsigned begin[kParts + 1] = {}; ///< of each part among the words
    Word* to[kParts] = {};
    Word words[kWords] = {};
};
static_assert(sizeof(Parcel) <= 4096);

__global__ void unpack(Parcel parcel)
{
    const Index i = threadNumber();
    for (unsigned part = 0; part < parcel.parts; ++part)
        if (i >= parcel.begin[part] && i < parcel.begin[part + 1])
            parcel.to[part][i - parcel.begin[part]] = parcel.words[i];
}

struct Parents {
    static constexpr std::size_t kRows = 64;
    Index rows = 0;
    std::int32_t of[kRows] = {};
};
/// So that the words of all rows fit into shared memory.
constexpr unsigned kColumns = 128;

/// A thread for each word of a row takes it out of all rows before it puts it back.
__global__ void __launch_bounds__(kColumns) pickColumns(Word* data, Index rowWords, Parents parents)
{
    Word* const column = sharedMemory<Word>() + threadIdx.x;
    const Index word = threadNumber();
    if (word >= rowWords)
        return;
    for (Index row = 0; row < parents.rows; ++row)
        column[row * kColumns] = data[row * rowWords + word];
    for (Index row = 0; row < parents.rows; ++row)
        if (parents.of[row] != row)
            data[row * rowWords + word] = column[parents.of[row] * kColumns];
}

} // namespace

bool launchCopies(cudaStream_t stream, std::span<const DeviceCopy> copies)
{
    Parcel parcel;
    unsigned words = 0;
    for (const DeviceCopy& copy : copies) {
        if (copy.bytes % sizeof(Word) != 0 || copy.bytes > (Parcel::kWords - words) * sizeof(Word) ||
            parcel.parts == Parcel::kParts)
            return false;
        if (copy.bytes == 0)
            continue;
        std::memcpy(parcel.words + words, copy.host, copy.bytes);
        words += static_cast<unsigned>(copy.bytes / sizeof(Word));
        parcel.to[parcel.parts] = reinterpret_cast<Word*>(copy.device);
        parcel.begin[++parcel.parts] = words;
    }
    launch(stream, gridFor(words), unpack, parcel);
    return true;
}

bool launchPickRows(cudaStream_t stream, std::byte* data, std::size_t rowBytes, std::span<const std::int32_t> parents)
{
    if (rowBytes % sizeof(Word) != 0 || parents.size() > Parents::kRows)
        return false;
    Parents rows{.rows = static_cast<Index>(parents.size())};
    std::copy(parents.begin(), parents.end(), rows.of);
    const auto rowWords = static_cast<Index>(rowBytes / sizeof(Word));
    Grid grid = gridFor(rowWords, kColumns);
    grid.sharedBytes = parents.size() * kColumns * sizeof(Word);
    launch(stream, grid, pickColumns, reinterpret_cast<Word*>(data), rowWords, rows);
    return true;
}

} // namespace lb::engine::cuda
