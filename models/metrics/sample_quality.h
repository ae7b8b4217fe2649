#pragma once

#include "models/metrics/rows_view.h"

#include <span>

namespace lb::models {

/// How samples cover the data, by balls around each row that reach its k-th nearest neighbour. All in [0, 1] but
/// density. Sources: Kynkaanniemi et al. 2019 (precision, recall), Naeem et al. 2020 (density, coverage); k = 5 there.
struct Prdc {
    double precision = 0.0; ///< samples inside some ball of the data
    double recall = 0.0;    ///< data inside some ball of the samples
    double density = 0.0;   ///< balls of the data that hold a sample, over k; may exceed 1
    double coverage = 0.0;  ///< balls of the data that hold a sample at all
};
/// real, fake: [rows, d] features with more than k rows each, else EngineError(InvalidArgument).
Prdc prdc(RowsView real, RowsView fake, int k);

/// Squared maximum mean discrepancy, unbiased (may be negative), with the kernel sum_C C / (C + |x - y|^2). Each set
/// needs two rows. Source: Gretton et al. 2012; kernel as in Tolstikhin et al. 2018 (WAE).
double mmdImq(RowsView x, RowsView y, std::span<const double> constants);
/// With WAE's constants: C = 2 d s, s in {.1, .2, .5, 1, 2, 5, 10}.
double mmdImq(RowsView x, RowsView y);

} // namespace lb::models
