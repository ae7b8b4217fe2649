#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

constexpr Index kRun = 512;    ///< numbers summed in float before their sum is added in double
constexpr int kLanes = 32;     ///< independent float sums, so that additions need not wait for each other
constexpr Index kColumns = 64; ///< columns summed together
constexpr Index kRowsInFloat = 32;

template <bool kSquared>
double runSum(const float* x, Index count)
{
    float lanes[kLanes] = {};
    Index i = 0;
    for (; i + kLanes <= count; i += kLanes)
#pragma omp simd
        for (int lane = 0; lane < kLanes; ++lane)
            lanes[lane] += kSquared ? x[i + lane] * x[i + lane] : x[i + lane];
    for (; i < count; ++i)
        lanes[0] += kSquared ? x[i] * x[i] : x[i];
    double result = 0.0;
    for (int lane = 0; lane < kLanes; ++lane)
        result += static_cast<double>(lanes[lane]);
    return result;
}

double sum(const float* x, Index count)
{
    double result = 0.0;
    for (Index i = 0; i < count; i += kRun)
        result += runSum<false>(x + i, count - i < kRun ? count - i : kRun);
    return result;
}

/// Squares are summed in double: a gradient of 1e20 must not look infinite.
double sumOfSquares(const float* x, Index count)
{
    double lanes[kLanes] = {};
    Index i = 0;
    for (; i + kLanes <= count; i += kLanes)
#pragma omp simd
        for (int lane = 0; lane < kLanes; ++lane) {
            const auto wide = static_cast<double>(x[i + lane]);
            lanes[lane] += wide * wide;
        }
    for (; i < count; ++i)
        lanes[0] += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    double result = 0.0;
    for (int lane = 0; lane < kLanes; ++lane)
        result += lanes[lane];
    return result;
}

void sumRows(const float* x, float* y, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row)
        y[row] = static_cast<float>(sum(x + row * columns, columns));
}

/// At most kColumns columns: short float sums down the rows, folded into double.
void sumTile(const float* x, float* y, Index rows, Index width, Index columns)
{
    double total[kColumns] = {};
    for (Index first = 0; first < rows; first += kRowsInFloat) {
        float part[kColumns] = {};
        const Index last = first + kRowsInFloat < rows ? first + kRowsInFloat : rows;
        for (Index row = first; row < last; ++row) {
            const float* line = x + row * width;
            if (columns == kColumns)
#pragma omp simd
                for (Index column = 0; column < kColumns; ++column)
                    part[column] += line[column];
            else
                for (Index column = 0; column < columns; ++column)
                    part[column] += line[column];
        }
#pragma omp simd
        for (Index column = 0; column < kColumns; ++column)
            total[column] += static_cast<double>(part[column]);
    }
    for (Index column = 0; column < columns; ++column)
        y[column] = static_cast<float>(total[column]);
}

void sumColumns(const float* x, float* y, Index rows, Index width, Index begin, Index end)
{
    for (Index column = begin; column < end; column += kColumns)
        sumTile(x + column, y + column, rows, width, end - column < kColumns ? end - column : kColumns);
}

} // namespace

ReduceKernels reduceKernels()
{
    return {.sum = sum, .sumRows = sumRows, .sumColumns = sumColumns, .sumOfSquares = sumOfSquares};
}

} // namespace lb::engine::cpu::LB_ISA
