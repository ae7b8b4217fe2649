#pragma once

#include <cstddef>
#include <cstdint>

struct uint3 {
    unsigned x, y, z;
};

/// What code in a kernel asks the runtime while it runs. All of it by value: kernels must not see host memory.
namespace lb::cuda_on_host {

uint3 threadIndex();
uint3 blockIndex();
uint3 blockExtents();
uint3 gridExtents();
int laneIndex();
/// Until all threads of the block are here.
void blockBarrier();
/// Until all lanes of `mask` are here; gives each what lane `source` brought.
std::uint64_t exchange(unsigned mask, std::uint64_t bits, int source);
/// The lanes of `mask` that brought true.
unsigned ballot(unsigned mask, bool bit);
void checkAtomic(const void* address, std::size_t bytes);

} // namespace lb::cuda_on_host
