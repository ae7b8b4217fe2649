#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

/// The k smallest distances seen so far, ascending; of equal ones the earlier index stands first.
struct Nearest {
    float distance[kNeighbourMax];
    std::int32_t index[kNeighbourMax];

    void clear(int k)
    {
        for (int i = 0; i < k; ++i) {
            distance[i] = __builtin_inff();
            index[i] = 0;
        }
    }

    void insert(float candidate, std::int32_t from, int k)
    {
        int at = k - 1;
        for (; at > 0 && distance[at - 1] > candidate; --at) {
            distance[at] = distance[at - 1];
            index[at] = index[at - 1];
        }
        distance[at] = candidate;
        index[at] = from;
    }
};

constexpr Index kGroup = 16; ///< distances that are skipped together when none is near enough

/// Squared distances of one row to a tile of rows, by direct differences.
void tileDistances(const NeighbourQuery& q, const float* row, Index tile, float* distances)
{
    for (Index j = 0; j < kNeighbourTile; ++j)
        distances[j] = 0.0F;
    for (Index axis = 0; axis < q.d; ++axis) {
        const float* const others = q.transposed + axis * q.padded + tile;
        const float own = row[axis];
#pragma omp simd
        for (Index j = 0; j < kNeighbourTile; ++j)
            distances[j] += (own - others[j]) * (own - others[j]);
    }
}

void offer(Nearest& nearest, const float* distances, Index tile, int k)
{
    for (Index group = 0; group < kNeighbourTile; group += kGroup) {
        float lowest = __builtin_inff();
#pragma omp simd reduction(min : lowest)
        for (Index j = group; j < group + kGroup; ++j)
            lowest = distances[j] < lowest ? distances[j] : lowest;
        if (!(lowest < nearest.distance[k - 1]))
            continue;
        for (Index j = group; j < group + kGroup; ++j)
            if (distances[j] < nearest.distance[k - 1])
                nearest.insert(distances[j], static_cast<std::int32_t>(tile + j), k);
    }
}

void logDistance(const NeighbourQuery& q, Index begin, Index end, float* result, std::int32_t* neighbour)
{
    float distances[kNeighbourTile];
    Nearest nearest;
    for (Index row = begin; row < end; ++row) {
        nearest.clear(q.k);
        for (Index tile = 0; tile < q.n; tile += kNeighbourTile) {
            tileDistances(q, q.x + row * q.d, tile, distances);
            if (row >= tile && row < tile + kNeighbourTile)
                distances[row - tile] = __builtin_inff();
            for (Index j = q.n - tile; j < kNeighbourTile; ++j) // padding has no rows behind it
                distances[j] = __builtin_inff();
            offer(nearest, distances, tile, q.k);
        }
        const float squared = nearest.distance[q.k - 1];
        result[row] = 0.5F * logOf(atLeast(squared, static_cast<float>(q.floor)));
        neighbour[row] = nearest.index[q.k - 1];
    }
}

} // namespace

NeighbourKernels neighbourKernels()
{
    return {.logDistance = logDistance};
}

} // namespace lb::engine::cpu::LB_ISA
