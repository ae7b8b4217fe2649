#pragma once

#include "models/metrics/code_map.h"

#include <vector>

namespace lb::models {

struct TsneOptions {
    double perplexity = 30; ///< how many neighbours count; lowered to a third of the rows where there are few
    int iterations = 750;
    double theta = 0.5; ///< how coarsely far points are summed; 0: exactly
    std::uint64_t seed = 1;
};

/// Barnes-Hut t-SNE, [rows, 2]: neighbours stay neighbours; distances between groups mean nothing. Begins at the
/// principal axes. Equal rows, options and seed give equal bits; one thread. Throws EngineError(InvalidArgument) for
/// fewer than 4 rows or a perplexity below 2. Source: van der Maaten & Hinton 2008; van der Maaten 2014; the start and
/// the rate: Kobak & Berens 2019.
std::vector<float> tsneMap(RowsView rows, const TsneOptions& options, const MapWork& work = {});

/// The sparse joint probabilities that t-SNE fits, for its tests: rows of `n + 1` offsets, columns, and values that sum
/// to 1.
struct NeighbourAffinities {
    std::vector<std::int32_t> begin, columns;
    std::vector<double> values;
};
NeighbourAffinities neighbourAffinities(const NearestRows& nearest, double perplexity);

} // namespace lb::models
