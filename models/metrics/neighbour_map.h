#pragma once

#include "models/metrics/code_map.h"

#include <vector>

namespace lb::models {

struct NeighbourMapOptions {
    int neighbours = 15; ///< lowered to the rows that there are
    int epochs = 300;
    std::uint64_t seed = 1;
};

/// A neighbour embedding after UMAP, [rows, 2]: a fuzzy graph of neighbours pulls its ends together, random other rows
/// push apart. Distances to the nearest 0.1 are free. Begins at the principal axes. Not the UMAP program: no spectral
/// start, exact neighbours. Equal rows, options and seed give equal bits; one thread. Throws
/// EngineError(InvalidArgument) for fewer than 4 rows or 2 neighbours. Source: McInnes, Healy, Melville 2018.
std::vector<float> neighbourMap(RowsView rows, const NeighbourMapOptions& options, const MapWork& work = {});

/// The graph's edges, each once, for its tests: weights in (0, 1], a + b - ab of the two directions.
struct FuzzyEdge {
    std::int32_t from = 0;
    std::int32_t to = 0;
    double weight = 0;
};
std::vector<FuzzyEdge> fuzzyEdges(const NearestRows& nearest);

} // namespace lb::models
