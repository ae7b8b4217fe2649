#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/lanes.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace lb::engine::cpu::LB_ISA {

namespace {

/// Columns whose sums stay near while the weights stream past them: long runs of each line, which is what memory gives
/// fastest.
template <Index rows>
constexpr Index kBlock = rows == 1   ? 4096
                         : rows == 2 ? 2048
                                     : 1024;
constexpr Index kTogether = 4; ///< lines of the weight read at a time

struct Bf16 {
    std::uint16_t bits;
};

LB_INLINE float wide(float x)
{
    return x;
}
LB_INLINE float wide(Bf16 x)
{
    return __builtin_bit_cast(float, static_cast<std::uint32_t>(x.bits) << 16);
}

LB_INLINE Lanes lanesOf(const float* from)
{
    return loadLanes(from);
}
/// Compilers make this of several shuffles where one instruction does it.
LB_INLINE Lanes lanesOf(const Bf16* from)
{
#if defined(__AVX512F__)
    const __m256i half = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    constexpr __mmask16 kAll = 0xFFFF; // the forms without a mask look uninitialised to the compiler
    return reinterpret_cast<Lanes>(_mm512_maskz_slli_epi32(kAll, _mm512_maskz_cvtepu16_epi32(kAll, half), 16));
#elif defined(__AVX2__)
    const __m128i half = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    return reinterpret_cast<Lanes>(_mm256_slli_epi32(_mm256_cvtepu16_epi32(half), 16));
#else
    using Half
        [[gnu::vector_size(kLanes * sizeof(std::uint16_t)), gnu::aligned(sizeof(std::uint16_t)), gnu::may_alias]] =
            std::uint16_t;
    using Whole [[gnu::vector_size(kLanes * sizeof(std::uint32_t))]] = std::uint32_t;
    return reinterpret_cast<Lanes>(__builtin_convertvector(*reinterpret_cast<const Half*>(from), Whole) << 16);
#endif
}

/// The sum of all lanes, halves first: a chain of additions would take as long as the product of a short line.
LB_INLINE float totalOf(Lanes lanes)
{
    float parts[kLanes];
    storeLanes(parts, lanes);
    for (Index width = kLanes / 2; width > 0; width /= 2)
        for (Index i = 0; i < width; ++i)
            parts[i] += parts[i + width];
    return parts[0];
}

/// Bytes that memory gives at a time.
constexpr Index kCacheLine = 64;

/// Asks for the part of the weight that will be read a whole group of lines later: the processor's own prefetching
/// begins anew with each line, which are too short for it. Addresses behind the weight's end are no fault.
LB_INLINE void prefetch(const void* address)
{
    __builtin_prefetch(address, 0, 3);
}

/// The next group of lines, as far as `count` columns of it.
template <Index lines, class Weight>
LB_INLINE void prefetchLines(const Weight* next, Index stride, Index count)
{
    constexpr Index kStep = kCacheLine / static_cast<Index>(sizeof(Weight));
    for (Index line = 0; line < lines; ++line)
        for (Index j = 0; j < count; j += kStep)
            prefetch(next + line * stride + j);
}

/// Sums of a block of columns over `lines` lines of the weight.
template <Index rows, Index lines, class Weight>
LB_INLINE void addLines(const float* x, Index xRow, const Weight* weight, Index stride,
                        float (&sums)[rows][kBlock<rows>], Index first, Index count)
{
#pragma omp simd
    for (Index j = 0; j < count; ++j) {
        float w[lines];
#pragma GCC unroll 4
        for (Index line = 0; line < lines; ++line)
            w[line] = wide(weight[line * stride + j]);
#pragma GCC unroll 4
        for (Index row = 0; row < rows; ++row) {
            float sum = sums[row][first + j];
#pragma GCC unroll 4
            for (Index line = 0; line < lines; ++line)
                sum += x[row * xRow + line] * w[line];
            sums[row][first + j] = sum;
        }
    }
}

template <class Weight, Index rows>
void columns(const FewRowsProduct& p, Index begin, Index end)
{
    const Weight* const weight = static_cast<const Weight*>(p.weight);
    for (Index first = begin; first < end; first += kBlock<rows>) {
        const Index count = end - first < kBlock<rows> ? end - first : kBlock<rows>;
        float sums[rows][kBlock<rows>];
        for (Index row = 0; row < rows; ++row)
            for (Index j = 0; j < count; ++j)
                sums[row][j] = p.bias ? p.bias[first + j] : 0.0F;
        Index line = 0;
        for (; line + kTogether <= p.k; line += kTogether) {
            const Weight* const from = weight + line * p.n + first;
            constexpr Index kRun = 256; // columns between two bursts of requests
            for (Index run = 0; run < count; run += kRun) {
                const Index width = count - run < kRun ? count - run : kRun;
                prefetchLines<kTogether>(from + kTogether * p.n + run, p.n, width);
                addLines<rows, kTogether>(p.x + line, p.k, from + run, p.n, sums, run, width);
            }
        }
        for (; line < p.k; ++line)
            addLines<rows, 1>(p.x + line, p.k, weight + line * p.n + first, p.n, sums, 0, count);
        for (Index row = 0; row < rows; ++row)
            for (Index j = 0; j < count; ++j)
                p.y[row * p.n + first + j] = sums[row][j];
    }
}

/// Dot products of `outputs` lines of the weight, [n, k], with every row.
template <Index rows, Index outputs, class Weight>
LB_INLINE void dots(const FewRowsProduct& p, const Weight* weight, Index output)
{
    Lanes sums[rows][outputs] = {};
    Index i = 0;
    for (; i + kLanes <= p.k; i += kLanes) {
        Lanes x[rows];
#pragma GCC unroll 4
        for (Index row = 0; row < rows; ++row)
            x[row] = loadLanes(p.x + row * p.k + i);
#pragma GCC unroll 4
        for (Index out = 0; out < outputs; ++out) {
            prefetch(weight + (outputs + out) * p.k + i);
            const Lanes w = lanesOf(weight + out * p.k + i);
#pragma GCC unroll 4
            for (Index row = 0; row < rows; ++row)
                sums[row][out] += x[row] * w;
        }
    }
    for (Index row = 0; row < rows; ++row)
        for (Index out = 0; out < outputs; ++out) {
            float sum = p.bias ? p.bias[output + out] : 0.0F;
            sum += totalOf(sums[row][out]);
            for (Index rest = i; rest < p.k; ++rest)
                sum += p.x[row * p.k + rest] * wide(weight[out * p.k + rest]);
            p.y[row * p.n + output + out] = sum;
        }
}

template <class Weight, Index rows>
void transposed(const FewRowsProduct& p, Index begin, Index end)
{
    const Weight* const weight = static_cast<const Weight*>(p.weight);
    constexpr Index kOutputs = rows <= 2 ? 4 : 2;
    Index output = begin;
    for (; output + kOutputs <= end; output += kOutputs)
        dots<rows, kOutputs>(p, weight + output * p.k, output);
    for (; output < end; ++output)
        dots<rows, 1>(p, weight + output * p.k, output);
}

void widen(const std::uint16_t* x, float* to, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        to[i] = wide(Bf16{x[i]});
}

} // namespace

FewRowsKernels fewRowsKernels()
{
    return {.columns = {columns<float, 1>, columns<float, 2>, columns<float, 3>, columns<float, 4>},
            .transposed = {transposed<float, 1>, transposed<float, 2>, transposed<float, 3>, transposed<float, 4>},
            .bf16Columns = {columns<Bf16, 1>, columns<Bf16, 2>, columns<Bf16, 3>, columns<Bf16, 4>},
            .bf16Transposed = {transposed<Bf16, 1>, transposed<Bf16, 2>, transposed<Bf16, 3>, transposed<Bf16, 4>},
            .widen = widen};
}

} // namespace lb::engine::cpu::LB_ISA
