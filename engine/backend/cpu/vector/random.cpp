#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

constexpr int kBlocks = 32; ///< Philox blocks made side by side
constexpr int kNumbers = 4 * kBlocks;

/// words[w][b]: word w of block first + b, as engine/core/philox.h defines it.
void makeWords(const RandomSpan& span, std::uint64_t first, std::uint32_t words[4][kBlocks])
{
    const auto step = static_cast<std::uint32_t>(span.step);
    const auto stepHigh = static_cast<std::uint32_t>(span.step >> 32);
    const auto seed = static_cast<std::uint32_t>(span.seed);
    const auto seedHigh = static_cast<std::uint32_t>(span.seed >> 32);
#pragma omp simd
    for (int b = 0; b < kBlocks; ++b) {
        const std::uint64_t block = first + static_cast<std::uint64_t>(b);
        std::uint32_t c0 = static_cast<std::uint32_t>(block);
        std::uint32_t c1 = span.site;
        std::uint32_t c2 = step;
        std::uint32_t c3 = stepHigh ^ (static_cast<std::uint32_t>(block >> 32) << 16);
        std::uint32_t k0 = seed;
        std::uint32_t k1 = seedHigh;
#pragma GCC unroll 10
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c0;
            const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c2;
            c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
            c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
            c1 = static_cast<std::uint32_t>(p1);
            c3 = static_cast<std::uint32_t>(p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        words[0][b] = c0;
        words[1][b] = c1;
        words[2][b] = c2;
        words[3][b] = c3;
    }
}

LB_INLINE float uniformOf(std::uint32_t word)
{
    return (static_cast<float>(static_cast<std::int32_t>(word >> 9)) + 0.5F) * 0x1p-23F;
}

/// Natural logarithm in double of a float in (0, 1): the exponent apart, 2 atanh(s) for the rest. Error below 1e-13.
LB_INLINE double wideLog(float u)
{
    const std::int32_t shifted = bitsOf(u) - 0x3F3504F3;
    const double m = static_cast<double>(floatOf((shifted & 0x007FFFFF) + 0x3F3504F3));
    const double s = (m - 1.0) / (m + 1.0);
    const double q = s * s;
    double p = 1.0 / 17.0;
    p = p * q + 1.0 / 15.0;
    p = p * q + 1.0 / 13.0;
    p = p * q + 1.0 / 11.0;
    p = p * q + 1.0 / 9.0;
    p = p * q + 1.0 / 7.0;
    p = p * q + 1.0 / 5.0;
    p = p * q + 1.0 / 3.0;
    return 2.0 * (s + s * q * p) + static_cast<double>(shifted >> 23) * 0.693147180559945309;
}

/// radius * cos and sin of 2 pi u. Quarter turns are taken off exactly; Taylor series to t^13 on |t| <= pi / 4, error
/// below 1e-12.
LB_INLINE void rotate(double radius, float u, float& cosine, float& sine)
{
    const auto quarters = static_cast<std::int32_t>(u * 4.0F + 0.5F);
    const double t = (static_cast<double>(u) - 0.25 * static_cast<double>(quarters)) * 6.283185307179586476925;
    const double q = t * t;
    double s = 1.0 / 6227020800.0;
    s = s * q - 1.0 / 39916800.0;
    s = s * q + 1.0 / 362880.0;
    s = s * q - 1.0 / 5040.0;
    s = s * q + 1.0 / 120.0;
    s = s * q - 1.0 / 6.0;
    s = s * q * t + t;
    double c = 1.0 / 479001600.0;
    c = c * q - 1.0 / 3628800.0;
    c = c * q + 1.0 / 40320.0;
    c = c * q - 1.0 / 720.0;
    c = c * q + 1.0 / 24.0;
    c = c * q - 1.0 / 2.0;
    c = c * q + 1.0;
    const auto narrowSine = static_cast<float>(radius * s);
    const auto narrowCosine = static_cast<float>(radius * c);
    const bool isOdd = (quarters & 1) != 0;
    const float x = isOdd ? narrowSine : narrowCosine;
    const float y = isOdd ? narrowCosine : narrowSine;
    cosine = ((quarters + 1) & 2) != 0 ? -x : x;
    sine = (quarters & 2) != 0 ? -y : y;
}

void pairsOf(const std::uint32_t* a, const std::uint32_t* b, float* cosines, float* sines)
{
#pragma omp simd
    for (int i = 0; i < kBlocks; ++i) {
        const double radius = __builtin_sqrt(-2.0 * wideLog(uniformOf(a[i])));
        rotate(radius, uniformOf(b[i]), cosines[i], sines[i]);
    }
}

/// Calls make(words, numbers) for runs of kBlocks blocks; numbers[w][b] goes to element 4 * b + w.
template <class Make>
LB_INLINE void forRuns(const RandomSpan& span, float* y, Index count, const Make& make)
{
    std::uint32_t words[4][kBlocks];
    float numbers[4][kBlocks];
    std::uint64_t block = span.firstBlock;
    for (Index i = 0; i < count; i += kNumbers, block += kBlocks) {
        makeWords(span, block, words);
        make(words, numbers);
        const Index left = count - i < kNumbers ? count - i : kNumbers;
        for (Index j = 0; j < left; ++j)
            y[i + j] = numbers[j % 4][j / 4];
    }
}

void normal(const RandomSpan& span, float* y, Index count)
{
    forRuns(span, y, count, [](const std::uint32_t(&words)[4][kBlocks], float(&numbers)[4][kBlocks]) {
        pairsOf(words[0], words[1], numbers[0], numbers[1]);
        pairsOf(words[2], words[3], numbers[2], numbers[3]);
    });
}

void dropoutMask(const RandomSpan& span, float* y, Index count, float rate, float kept)
{
    forRuns(span, y, count, [rate, kept](const std::uint32_t(&words)[4][kBlocks], float(&numbers)[4][kBlocks]) {
        for (int w = 0; w < 4; ++w)
#pragma omp simd
            for (int b = 0; b < kBlocks; ++b)
                numbers[w][b] = uniformOf(words[w][b]) < rate ? 0.0F : kept;
    });
}

} // namespace

RandomKernels randomKernels()
{
    return {.normal = normal, .dropoutMask = dropoutMask};
}

} // namespace lb::engine::cpu::LB_ISA
