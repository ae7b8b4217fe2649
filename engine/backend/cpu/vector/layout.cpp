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

} // namespace

LayoutKernels layoutKernels()
{
    return {.transpose = transpose, .add = add, .addScaled = addScaled};
}

} // namespace lb::engine::cpu::LB_ISA
