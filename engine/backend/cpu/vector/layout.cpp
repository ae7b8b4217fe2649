#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

constexpr Index kTile = 16;

/// One tile through a small buffer: reads and writes both go along rows.
void transposeTile(const float* x, float* y, Index xStride, Index yStride)
{
    float tile[kTile][kTile];
    for (Index row = 0; row < kTile; ++row)
#pragma omp simd
        for (Index column = 0; column < kTile; ++column)
            tile[row][column] = x[row * xStride + column];
    for (Index column = 0; column < kTile; ++column)
#pragma omp simd
        for (Index row = 0; row < kTile; ++row)
            y[column * yStride + row] = tile[row][column];
}

void transpose(const float* x, float* y, Index rows, Index columns, Index xStride, Index yStride)
{
    for (Index row = 0; row < rows; row += kTile) {
        for (Index column = 0; column < columns; column += kTile) {
            const float* from = x + row * xStride + column;
            float* to = y + column * yStride + row;
            if (row + kTile <= rows && column + kTile <= columns) {
                transposeTile(from, to, xStride, yStride);
                continue;
            }
            const Index lastRow = rows - row < kTile ? rows - row : kTile;
            const Index lastColumn = columns - column < kTile ? columns - column : kTile;
            for (Index c = 0; c < lastColumn; ++c)
                for (Index r = 0; r < lastRow; ++r)
                    to[c * yStride + r] = from[r * xStride + c];
        }
    }
}

void add(const float* x, float* y, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] += x[i];
}

void addScaled(float factor, const float* x, float* y, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] += factor * x[i];
}

/// As toBf16 of engine/core/bf16.h, without a branch.
LB_INLINE std::uint32_t bf16Bits(float x)
{
    const auto bits = __builtin_bit_cast(std::uint32_t, x);
    const std::uint32_t rounded = bits + 0x7FFFU + (bits >> 16 & 1U);
    return x == x ? rounded & 0xFFFF0000U : (bits | 0x400000U) & 0xFFFF0000U;
}

void roundToBf16(const float* x, float* y, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = __builtin_bit_cast(float, bf16Bits(x[i]));
}

void toBf16(const float* x, std::uint16_t* y, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = static_cast<std::uint16_t>(bf16Bits(x[i]) >> 16);
}

} // namespace

LayoutKernels layoutKernels()
{
    return {.transpose = transpose, .add = add, .addScaled = addScaled, .roundToBf16 = roundToBf16, .toBf16 = toBf16};
}

} // namespace lb::engine::cpu::LB_ISA
