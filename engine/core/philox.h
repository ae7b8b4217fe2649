#pragma once

#include "engine/core/host_device.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace lb::engine {

/// Which random stream a step reads: everything else (site, element) comes from the graph.
struct RandomKey {
    std::uint64_t seed = 0;
    std::uint64_t step = 0;
};

/// Philox 4x32-10, a counter-based generator: the same (counter, key) always gives the same four words, on every
/// device and thread count. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
LB_HOST_DEVICE inline std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                          std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(p1),
                   static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(p0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

/// Four words for block `block` of the stream (seed, step, site). A block serves elements 4*block .. 4*block+3.
LB_HOST_DEVICE inline std::array<std::uint32_t, 4> randomBlock(RandomKey key, std::uint32_t site, std::uint64_t block)
{
    return philox({static_cast<std::uint32_t>(block), site, static_cast<std::uint32_t>(key.step),
                   static_cast<std::uint32_t>(key.step >> 32) ^ (static_cast<std::uint32_t>(block >> 32) << 16)},
                  {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)});
}

/// A word as a number in the open interval (0, 1): never 0, so a logarithm is safe. Exact in f32: 23 bits and a half.
LB_HOST_DEVICE inline float uniformFrom(std::uint32_t word)
{
    return (static_cast<float>(word >> 9) + 0.5F) * 0x1p-23F;
}

/// Two words as two independent N(0, 1) numbers (Box-Muller, in double so that every backend rounds alike).
LB_HOST_DEVICE inline std::array<float, 2> normalPairFrom(std::uint32_t a, std::uint32_t b)
{
    const double radius = std::sqrt(-2.0 * std::log(static_cast<double>(uniformFrom(a))));
    const double angle = 6.283185307179586476925 * static_cast<double>(uniformFrom(b));
    return {static_cast<float>(radius * std::cos(angle)), static_cast<float>(radius * std::sin(angle))};
}

/// Sites above this are not graph nodes: parameter initialisation, shuffling, sampling.
constexpr std::uint32_t kHostSites = 0x80000000U;

/// A sequential reader of one stream, for host code: initialisers, shuffles, samplers. Not for kernels.
class RandomStream {
public:
    /// Begins with the first word of block `firstBlock`: words 4 * firstBlock and on.
    RandomStream(RandomKey key, std::uint32_t site, std::uint64_t firstBlock = 0)
        : m_key(key)
        , m_site(site | kHostSites)
        , m_block(firstBlock)
    {
    }
    std::uint32_t word();
    float uniform() { return uniformFrom(word()); }
    float normal();
    /// An integer in [0, bound), unbiased (rejection). bound > 0.
    std::uint32_t below(std::uint32_t bound);

private:
    RandomKey m_key;
    std::uint32_t m_site;
    std::uint64_t m_block;
    int m_left = 0;
    std::array<std::uint32_t, 4> m_words{};
};

} // namespace lb::engine
