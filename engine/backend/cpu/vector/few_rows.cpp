#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/lanes.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

/// What stays in the first-level cache while the weights stream past it.
constexpr Index kBlock = 512;
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
LB_INLINE Lanes lanesOf(const Bf16* from)
{
    using Half [[gnu::vector_size(kLanes * sizeof(std::uint16_t)), gnu::aligned(sizeof(std::uint16_t)),
                 gnu::may_alias]] = std::uint16_t;
    using Whole [[gnu::vector_size(kLanes * sizeof(std::uint32_t))]] = std::uint32_t;
    return reinterpret_cast<Lanes>(__builtin_convertvector(*reinterpret_cast<const Half*>(from), Whole) << 16);
}

/// Sums of a block of columns over `lines` lines of the weight.
template <Index rows, Index lines, class Weight>
LB_INLINE void addLines(const float* x, Index xRow, const Weight* weight, Index stride, float (&sums)[rows][kBlock],
                        Index count)
{
#pragma omp simd
    for (Index j = 0; j < count; ++j) {
        float w[lines];
#pragma GCC unroll 4
        for (Index line = 0; line < lines; ++line)
            w[line] = wide(weight[line * stride + j]);
#pragma GCC unroll 4
        for (Index row = 0; row < rows; ++row) {
            float sum = sums[row][j];
#pragma GCC unroll 4
            for (Index line = 0; line < lines; ++line)
                sum += x[row * xRow + line] * w[line];
            sums[row][j] = sum;
        }
    }
}

template <class Weight, Index rows>
void columns(const FewRowsProduct& p, Index begin, Index end)
{
    const Weight* const weight = static_cast<const Weight*>(p.weight);
    for (Index first = begin; first < end; first += kBlock) {
        const Index count = end - first < kBlock ? end - first : kBlock;
        float sums[rows][kBlock];
        for (Index row = 0; row < rows; ++row)
            for (Index j = 0; j < count; ++j)
                sums[row][j] = p.bias ? p.bias[first + j] : 0.0F;
        Index line = 0;
        for (; line + kTogether <= p.k; line += kTogether)
            addLines<rows, kTogether>(p.x + line, p.k, weight + line * p.n + first, p.n, sums, count);
        for (; line < p.k; ++line)
            addLines<rows, 1>(p.x + line, p.k, weight + line * p.n + first, p.n, sums, count);
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
            const Lanes w = lanesOf(weight + out * p.k + i);
#pragma GCC unroll 4
            for (Index row = 0; row < rows; ++row)
                sums[row][out] += x[row] * w;
        }
    }
    for (Index row = 0; row < rows; ++row)
        for (Index out = 0; out < outputs; ++out) {
            float sum = p.bias ? p.bias[output + out] : 0.0F;
            for (Index lane = 0; lane < kLanes; ++lane)
                sum += sums[row][out][lane];
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
