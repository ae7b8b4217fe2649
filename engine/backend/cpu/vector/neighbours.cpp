#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/lanes.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

constexpr Index kPanel = 2 * kLanes;
constexpr Index kRows = 4;   ///< by two vectors: eight sums, two columns, a row's number and a difference fit AVX2
constexpr Index kGroup = 16; ///< distances that are skipped together when none is near enough
static_assert(kNeighbourTile % kPanel == 0 && kNeighbourTile % kGroup == 0 && kNeighbourTile % kRows == 0);

/// Squared distances, a tile's rows by the other tile's columns, by direct differences.
struct Tile {
    alignas(64) float distance[kNeighbourTile][kNeighbourTile];
};

template <Index rows>
void differences(const NeighbourQuery& q, Index row, Index column, float* to)
{
    Lanes left[rows];
    Lanes right[rows];
#pragma GCC unroll 4
    for (Index i = 0; i < rows; ++i)
        left[i] = right[i] = Lanes{};
    const float* own = q.x + row * q.d;
    const float* others = q.packed + column * q.d;
    for (Index axis = 0; axis < q.d; ++axis, ++own, others += kPanel) {
        const Lanes first = loadLanes(others);
        const Lanes second = loadLanes(others + kLanes);
#pragma GCC unroll 4
        for (Index i = 0; i < rows; ++i) {
            const float number = own[i * q.d];
            left[i] += (number - first) * (number - first);
            right[i] += (number - second) * (number - second);
        }
    }
#pragma GCC unroll 4
    for (Index i = 0; i < rows; ++i) {
        storeLanes(to + i * kNeighbourTile, left[i]);
        storeLanes(to + i * kNeighbourTile + kLanes, right[i]);
    }
}

/// A list ascends; of equal distances the earlier index stands first.
void insert(float* distance, std::int32_t* index, int k, float candidate, Index from)
{
    int at = k - 1;
    for (; at > 0 && distance[at - 1] > candidate; --at) {
        distance[at] = distance[at - 1];
        index[at] = index[at - 1];
    }
    distance[at] = candidate;
    index[at] = static_cast<std::int32_t>(from);
}

/// A row of distances to its own list.
void offerToRow(const NeighbourQuery& q, const NeighbourLists& lists, Index row, const float* distances, Index tile)
{
    float* const list = lists.distance + row * q.k;
    for (Index group = 0; group < kNeighbourTile; group += kGroup) {
        float lowest = __builtin_inff();
#pragma omp simd reduction(min : lowest)
        for (Index j = group; j < group + kGroup; ++j)
            lowest = distances[j] < lowest ? distances[j] : lowest;
        if (!(lowest < list[q.k - 1]))
            continue;
        for (Index j = group; j < group + kGroup; ++j)
            if (distances[j] < list[q.k - 1])
                insert(list, lists.index + row * q.k, q.k, distances[j], tile + j);
    }
}

/// The same row of distances to the lists of the rows that they lead to, whose last entries are `farthest`.
void offerToColumns(const NeighbourQuery& q, const NeighbourLists& lists, Index row, const float* distances, Index tile,
                    float* farthest)
{
    for (Index group = 0; group < kNeighbourTile; group += kGroup) {
        float excess = __builtin_inff();
#pragma omp simd reduction(min : excess)
        for (Index j = group; j < group + kGroup; ++j) {
            const float difference = distances[j] < farthest[j] ? -1.0F : 1.0F;
            excess = difference < excess ? difference : excess;
        }
        if (excess > 0)
            continue;
        for (Index j = group; j < group + kGroup; ++j)
            if (distances[j] < farthest[j]) {
                float* const list = lists.distance + (tile + j) * q.k;
                insert(list, lists.index + (tile + j) * q.k, q.k, distances[j], row);
                farthest[j] = list[q.k - 1];
            }
    }
}

void fill(const NeighbourQuery& q, Index first, Index rows, Index second, Tile& tile)
{
    for (Index row = 0; row < rows; row += kRows)
        for (Index column = 0; column < kNeighbourTile && second + column < q.n; column += kPanel) {
            float* const to = &tile.distance[row][column];
            if (rows - row >= kRows)
                differences<kRows>(q, first + row, second + column, to);
            else
                for (Index i = 0; i < rows - row; ++i)
                    differences<1>(q, first + row + i, second + column, to + i * kNeighbourTile);
        }
    // Padding has no rows behind it, and a row is not its own neighbour.
    for (Index row = 0; row < rows; ++row) {
        for (Index j = q.n - second; j < kNeighbourTile; ++j)
            tile.distance[row][j] = __builtin_inff();
        if (first == second)
            tile.distance[row][row] = __builtin_inff();
    }
}

void offerPair(const NeighbourQuery& q, Index first, Index second, const NeighbourLists& lists)
{
    Tile tile;
    const Index rows = q.n - first < kNeighbourTile ? q.n - first : kNeighbourTile;
    fill(q, first, rows, second, tile);
    float farthest[kNeighbourTile];
    for (Index j = 0; j < kNeighbourTile; ++j)
        farthest[j] = second + j < q.n ? lists.distance[(second + j) * q.k + q.k - 1] : 0.0F;
    for (Index row = 0; row < rows; ++row) {
        offerToRow(q, lists, first + row, tile.distance[row], second);
        if (first != second)
            offerToColumns(q, lists, first + row, tile.distance[row], second, farthest);
    }
}

void clear(const NeighbourQuery& q, const NeighbourLists& lists)
{
    for (Index i = 0; i < q.n * q.k; ++i) {
        lists.distance[i] = __builtin_inff();
        lists.index[i] = 0;
    }
}

void finish(const NeighbourQuery& q, const NeighbourLists* lists, int count, const NeighbourResult& result)
{
    for (Index row = 0; row < q.n; ++row) {
        float* const distance = lists[0].distance + row * q.k;
        std::int32_t* const index = lists[0].index + row * q.k;
        for (int part = 1; part < count; ++part)
            for (int i = 0; i < q.k; ++i) {
                const float candidate = lists[part].distance[row * q.k + i];
                if (!(candidate < distance[q.k - 1]))
                    break;
                insert(distance, index, q.k, candidate, lists[part].index[row * q.k + i]);
            }
        result.logDistance[row] = 0.5F * logOf(atLeast(distance[q.k - 1], static_cast<float>(q.floor)));
        result.neighbour[row] = index[q.k - 1];
    }
}

void addGradient(const NeighbourQuery& q, const std::int32_t* neighbour, const float* gradient, float* dx)
{
    for (Index row = 0; row < q.n; ++row) {
        const float* const own = q.x + row * q.d;
        const float* const other = q.x + neighbour[row] * q.d;
        float squared = 0.0F;
#pragma omp simd reduction(+ : squared)
        for (Index i = 0; i < q.d; ++i)
            squared += (own[i] - other[i]) * (own[i] - other[i]);
        if (squared <= static_cast<float>(q.floor)) // its own neighbour too, where it is alone
            continue;
        const float factor = gradient[row] / squared;
        float* const dOwn = dx + row * q.d;
        float* const dOther = dx + neighbour[row] * q.d;
#pragma omp simd
        for (Index i = 0; i < q.d; ++i) {
            const float step = factor * (own[i] - other[i]);
            dOwn[i] += step;
            dOther[i] -= step;
        }
    }
}

} // namespace

NeighbourKernels neighbourKernels()
{
    return {.clear = clear, .offerPair = offerPair, .finish = finish, .addGradient = addGradient};
}

} // namespace lb::engine::cpu::LB_ISA
