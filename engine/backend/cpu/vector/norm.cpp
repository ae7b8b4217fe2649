#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

// Columns that are walked down the rows together: a run of memory long enough to stream.
constexpr Index kTile = 64;
// Rows that are summed in float before that sum is added in double; they stay in a first-level cache in between.
constexpr Index kChunk = 32;

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

/// body(first row, rows) of each chunk.
template <class Body>
LB_INLINE void forChunks(const ColumnRange& range, const Body& body)
{
    for (Index row = 0; row < range.rows; row += kChunk)
        body(row, range.rows - row < kChunk ? range.rows - row : kChunk);
}

/// Of the columns of one tile. The chunks' means and squares are put together as Chan, Golub & LeVeque (1979) do, so
/// that numbers far from 0 keep their variance and memory is read once.
struct Statistics {
    double mean[kTile] = {};
    double squares[kTile] = {}; ///< sums of squared deviations from the mean
};

/// Adds `rows` rows to those of `before` rows.
LB_INLINE void add(Statistics& statistics, const float* x, Index width, Index columns, Index before, Index rows)
{
    float sum[kTile] = {};
    for (Index row = 0; row < rows; ++row)
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            sum[i] += x[row * width + i];
    float centre[kTile];
    float around[kTile] = {};
    const float share = 1.0F / static_cast<float>(rows);
#pragma omp simd
    for (Index i = 0; i < columns; ++i)
        centre[i] = sum[i] * share;
    float rest[kTile] = {}; // what rounding has left out of the centre, times rows
    for (Index row = 0; row < rows; ++row)
#pragma omp simd
        for (Index i = 0; i < columns; ++i) {
            const float deviation = x[row * width + i] - centre[i];
            rest[i] += deviation;
            around[i] += deviation * deviation;
        }
    const auto old = static_cast<double>(before);
    const auto added = static_cast<double>(rows);
    const double weight = added / (old + added);
#pragma omp simd
    for (Index i = 0; i < columns; ++i) {
        const double shift = static_cast<double>(rest[i]) / added;
        const double delta = static_cast<double>(centre[i]) + shift - statistics.mean[i];
        statistics.mean[i] += delta * weight;
        statistics.squares[i] += static_cast<double>(around[i]) - shift * shift * added + delta * delta * old * weight;
    }
}

/// y = (x - centre) * factor + shift, and 0 instead of less with a ReLU.
struct Line {
    float centre[kTile];
    float factor[kTile];
    float shift[kTile] = {};
};

template <bool hasRelu>
LB_INLINE void applyLine(const Line& line, const float* x, float* y, const ColumnRange& range, Index columns)
{
    for (Index row = 0; row < range.rows; ++row)
#pragma omp simd
        for (Index i = 0; i < columns; ++i) {
            const float value = (x[row * range.width + i] - line.centre[i]) * line.factor[i] + line.shift[i];
            y[row * range.width + i] = hasRelu && value < 0.0F ? 0.0F : value;
        }
}

void forwardTile(const AffineBatchNorm& data, const ColumnRange& range, const Tile& tile, double epsilon)
{
    const float* const x = data.x + tile.column;
    Statistics statistics;
    forChunks(range, [&](Index row, Index rows) {
        add(statistics, x + row * range.width, range.width, tile.columns, row, rows);
    });
    Line line;
    for (Index i = 0; i < tile.columns; ++i) {
        const Index column = tile.column + i;
        const double squares = statistics.squares[i] < 0.0 ? 0.0 : statistics.squares[i];
        const double variance = squares / static_cast<double>(range.rows);
        const double inverse = 1.0 / __builtin_sqrt(variance + epsilon);
        data.mean[column] = line.centre[i] = static_cast<float>(statistics.mean[i]);
        data.variance[column] = static_cast<float>(variance);
        line.factor[i] = static_cast<float>(data.scale ? inverse * static_cast<double>(data.scale[column]) : inverse);
        if (data.shift)
            line.shift[i] = data.shift[column];
    }
    if (data.hasRelu)
        applyLine<true>(line, x, data.y + tile.column, range, tile.columns);
    else
        applyLine<false>(line, x, data.y + tile.column, range, tile.columns);
}

void affineForward(const AffineBatchNorm& data, const ColumnRange& range, double epsilon)
{
    forTiles(range, [&](const Tile& tile) { forwardTile(data, range, tile, epsilon); });
}

void forward(const float* x, float* y, float* mean, float* variance, const ColumnRange& range, double epsilon)
{
    affineForward({.x = x, .scale = nullptr, .shift = nullptr, .y = y, .mean = mean, .variance = variance}, range,
                  epsilon);
}

/// How n, the normalised number, comes of what is stored: n = (stored - centre) * inverse.
struct Normal {
    float centre[kTile] = {};
    float inverse[kTile];
};

/// What flows back to a tile's columns of one row.
template <bool hasRelu>
struct RowGradient {
    RowGradient(const AffineBatchNormGrad& data, Index at)
        : x(data.x + at)
        , dy(data.dy + at)
        , y(hasRelu ? data.y + at : nullptr)
    {
    }
    float at(Index i) const
    {
        const float whole = dy[i]; // read in any case: a load under a condition is slow
        if constexpr (hasRelu)
            return y[i] > 0.0F ? whole : 0.0F;
        return whole;
    }
    const float* x;
    const float* dy;
    const float* y;
};

/// Sums over the rows of a tile's columns.
struct GradientSums {
    double dy[kTile] = {};
    double product[kTile] = {}; ///< of dy and n
};

template <bool hasRelu>
LB_INLINE GradientSums gradientSums(const AffineBatchNormGrad& data, const Normal& normal, const ColumnRange& range,
                                    const Tile& tile)
{
    GradientSums sums;
    forChunks(range, [&](Index first, Index rows) {
        float dySum[kTile] = {};
        float productSum[kTile] = {};
        for (Index row = first; row < first + rows; ++row) {
            const RowGradient<hasRelu> gradient(data, row * range.width + tile.column);
#pragma omp simd
            for (Index i = 0; i < tile.columns; ++i) {
                const float dy = gradient.at(i);
                dySum[i] += dy;
                productSum[i] += dy * ((gradient.x[i] - normal.centre[i]) * normal.inverse[i]);
            }
        }
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i) {
            sums.dy[i] += static_cast<double>(dySum[i]);
            sums.product[i] += static_cast<double>(productSum[i]);
        }
    });
    return sums;
}

template <bool hasRelu>
LB_INLINE void backwardTile(const AffineBatchNormGrad& data, const Normal& normal, const float* factor,
                            const ColumnRange& range, const Tile& tile)
{
    const GradientSums sums = gradientSums<hasRelu>(data, normal, range, tile);
    const double share = 1.0 / static_cast<double>(range.rows);
    float meanOfDy[kTile];
    float meanOfProduct[kTile];
    for (Index i = 0; i < tile.columns; ++i) {
        meanOfDy[i] = static_cast<float>(sums.dy[i] * share);
        meanOfProduct[i] = static_cast<float>(sums.product[i] * share);
        if (data.dScale) {
            data.dScale[tile.column + i] = static_cast<float>(sums.product[i]);
            data.dShift[tile.column + i] = static_cast<float>(sums.dy[i]);
        }
    }
    for (Index row = 0; row < range.rows; ++row) {
        const Index at = row * range.width + tile.column;
        const RowGradient<hasRelu> gradient(data, at);
        float* const dx = data.dx + at;
#pragma omp simd
        for (Index i = 0; i < tile.columns; ++i) {
            const float n = (gradient.x[i] - normal.centre[i]) * normal.inverse[i];
            dx[i] = factor[i] * (gradient.at(i) - meanOfDy[i] - n * meanOfProduct[i]);
        }
    }
}

float inverseOf(float variance, double epsilon)
{
    return static_cast<float>(1.0 / __builtin_sqrt(static_cast<double>(variance) + epsilon));
}

void affineBackward(const AffineBatchNormGrad& data, const ColumnRange& range, double epsilon)
{
    forTiles(range, [&](const Tile& tile) {
        Normal normal;
        float factor[kTile];
        for (Index i = 0; i < tile.columns; ++i) {
            normal.centre[i] = data.mean[tile.column + i];
            normal.inverse[i] = inverseOf(data.variance[tile.column + i], epsilon);
            factor[i] = normal.inverse[i] * data.scale[tile.column + i];
        }
        if (data.y)
            backwardTile<true>(data, normal, factor, range, tile);
        else
            backwardTile<false>(data, normal, factor, range, tile);
    });
}

/// From y, which is n itself.
void backward(const float* y, const float* variance, const float* dy, float* dx, const ColumnRange& range,
              double epsilon)
{
    forTiles(range, [&](const Tile& tile) {
        Normal normal;
        float factor[kTile];
        for (Index i = 0; i < tile.columns; ++i) {
            normal.inverse[i] = 1.0F;
            factor[i] = inverseOf(variance[tile.column + i], epsilon);
        }
        backwardTile<false>({.x = y, .dy = dy, .dx = dx}, normal, factor, range, tile);
    });
}

} // namespace

BatchNormKernels batchNormKernels()
{
    return {.forward = forward, .backward = backward, .affineForward = affineForward, .affineBackward = affineBackward};
}

} // namespace lb::engine::cpu::LB_ISA
