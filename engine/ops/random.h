#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// "normal_noise" (attributes site, dims, dtype as the number of the DType; no inputs): N(0, 1) numbers from
/// Philox(seed, step, site, element); see engine/core/philox.h: block b gives elements 4b .. 4b+3 as two Box-Muller
/// pairs of words (0,1) and (2,3). F64 graphs get the same F32 numbers, widened. `like` gives graph, shape and type.
Value normalNoise(Value like);

/// "vmf_cosine" (attributes site, kappa, sphere, dims, dtype; no inputs): mu . z of draws from a von Mises-Fisher
/// distribution with concentration `kappa` >= 0 on the unit sphere in `sphere` >= 2 dimensions; see
/// engine/core/von_mises_fisher.h. Nothing flows back: they depend on no parameter.
Value vmfCosine(Value like, double kappa, std::int64_t sphere);

/// "dropout_mask" (attributes site, rate, dims, dtype; no inputs): 0 with probability `rate`, else 1 / (1 - rate). One
/// word per element; dropped when uniform < rate.
Value dropoutMask(Value like, double rate);

/// x * dropoutMask(x, rate); x itself when rate is 0.
Value dropout(Value x, double rate);

} // namespace lb::engine
