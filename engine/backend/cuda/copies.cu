#include "engine/backend/cuda/copies.h"

#include "engine/backend/cuda/launch.h"

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

} // namespace lb::engine::cuda
