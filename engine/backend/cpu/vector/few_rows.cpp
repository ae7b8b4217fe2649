#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/lanes.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

/// What stays in the first-level cache while the weights stream past it.
constexpr Index kBlock = 512;
constexpr Index kTogether = 4; ///< lines of the weight read at a time

/// Sums of a block of columns over `lines` lines of the weight.
template <Index rows, Index lines>
LB_INLINE void addLines(const float* x, Index xRow, const float* weight, Index stride, float (&sums)[rows][kBlock],
                        Index count)
{
#pragma omp simd
    for (Index j = 0; j < count; ++j) {
        float w[lines];
#pragma GCC unroll 4
        for (Index line = 0; line < lines; ++line)
            w[line] = weight[line * stride + j];
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

template <Index rows>
void columns(const FewRowsProduct& p, Index begin, Index end)
{
    for (Index first = begin; first < end; first += kBlock) {
        const Index count = end - first < kBlock ? end - first : kBlock;
        float sums[rows][kBlock];
        for (Index row = 0; row < rows; ++row)
            for (Index j = 0; j < count; ++j)
                sums[row][j] = p.bias ? p.bias[first + j] : 0.0F;
        Index line = 0;
        for (; line + kTogether <= p.k; line += kTogether)
            addLines<rows, kTogether>(p.x + line, p.k, p.weight + line * p.n + first, p.n, sums, count);
        for (; line < p.k; ++line)
            addLines<rows, 1>(p.x + line, p.k, p.weight + line * p.n + first, p.n, sums, count);
        for (Index row = 0; row < rows; ++row)
            for (Index j = 0; j < count; ++j)
                p.y[row * p.n + first + j] = sums[row][j];
    }
}

/// Dot products of `outputs` lines of the weight, [n, k], with every row.
template <Index rows, Index outputs>
LB_INLINE void dots(const FewRowsProduct& p, const float* weight, Index output)
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
            const Lanes w = loadLanes(weight + out * p.k + i);
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
                sum += p.x[row * p.k + rest] * weight[out * p.k + rest];
            p.y[row * p.n + output + out] = sum;
        }
}

template <Index rows>
void transposed(const FewRowsProduct& p, Index begin, Index end)
{
    constexpr Index kOutputs = rows <= 2 ? 4 : 2;
    Index output = begin;
    for (; output + kOutputs <= end; output += kOutputs)
        dots<rows, kOutputs>(p, p.weight + output * p.k, output);
    for (; output < end; ++output)
        dots<rows, 1>(p, p.weight + output * p.k, output);
}

} // namespace

FewRowsKernels fewRowsKernels()
{
    return {.columns = {columns<1>, columns<2>, columns<3>, columns<4>},
            .transposed = {transposed<1>, transposed<2>, transposed<3>, transposed<4>}};
}

} // namespace lb::engine::cpu::LB_ISA
