#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

// A tile of columns is walked down the rows, so that each lane sums one feature in the order of the rows, in double.
constexpr Index kTile = 16;

struct Tile {
    Index column = 0;
    Index columns = 0;
};

template <class Body>
LB_INLINE void forTiles(const ColumnRange& range, const Body& body)
{
    for (Index column = range.begin; column < range.end; column += kTile)
        body(Tile{column, range.end - column < kTile ? range.end - column : kTile});
}

void forwardTile(const float* x, float* y, float* mean, float* variance, const ColumnRange& range, const Tile& tile,
                 double epsilon)
{
    const double share = 1.0 / static_cast<double>(range.rows);
    double sums[kTile] = {};
    for (Index row = 0; row < range.rows; ++row)
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i)
            sums[i] += static_cast<double>(x[row * range.width + i]);
    float centre[kTile];
    for (Index i = 0; i < tile.columns; ++i)
        mean[i] = centre[i] = static_cast<float>(sums[i] * share);
    double squares[kTile] = {};
    for (Index row = 0; row < range.rows; ++row)
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i) {
            const double deviation = static_cast<double>(x[row * range.width + i]) - sums[i] * share;
            squares[i] += deviation * deviation;
        }
    float inverse[kTile];
    for (Index i = 0; i < tile.columns; ++i) {
        const double v = squares[i] * share;
        variance[i] = static_cast<float>(v);
        inverse[i] = static_cast<float>(1.0 / __builtin_sqrt(v + epsilon));
    }
    for (Index row = 0; row < range.rows; ++row)
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i)
            y[row * range.width + i] = (x[row * range.width + i] - centre[i]) * inverse[i];
}

void forward(const float* x, float* y, float* mean, float* variance, const ColumnRange& range, double epsilon)
{
    forTiles(range, [&](const Tile& tile) {
        forwardTile(x + tile.column, y + tile.column, mean + tile.column, variance + tile.column, range, tile, epsilon);
    });
}

void backwardTile(const float* y, const float* variance, const float* dy, float* dx, const ColumnRange& range,
                  const Tile& tile, double epsilon)
{
    double sumOfDy[kTile] = {};
    double sumOfProduct[kTile] = {};
    for (Index row = 0; row < range.rows; ++row)
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i) {
            const auto d = static_cast<double>(dy[row * range.width + i]);
            sumOfDy[i] += d;
            sumOfProduct[i] += d * static_cast<double>(y[row * range.width + i]);
        }
    const double share = 1.0 / static_cast<double>(range.rows);
    float inverse[kTile];
    float meanOfDy[kTile];
    float meanOfProduct[kTile];
    for (Index i = 0; i < tile.columns; ++i) {
        inverse[i] = static_cast<float>(1.0 / __builtin_sqrt(static_cast<double>(variance[i]) + epsilon));
        meanOfDy[i] = static_cast<float>(sumOfDy[i] * share);
        meanOfProduct[i] = static_cast<float>(sumOfProduct[i] * share);
    }
    for (Index row = 0; row < range.rows; ++row)
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i) {
            const Index at = row * range.width + i;
            dx[at] = inverse[i] * (dy[at] - meanOfDy[i] - y[at] * meanOfProduct[i]);
        }
}

void backward(const float* y, const float* variance, const float* dy, float* dx, const ColumnRange& range,
              double epsilon)
{
    forTiles(range, [&](const Tile& tile) {
        backwardTile(y + tile.column, variance + tile.column, dy + tile.column, dx + tile.column, range, tile, epsilon);
    });
}

} // namespace

BatchNormKernels batchNormKernels()
{
    return {.forward = forward, .backward = backward};
}

} // namespace lb::engine::cpu::LB_ISA
