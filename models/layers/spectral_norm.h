#pragma once

#include "engine/graph/graph.h"
#include "models/layers/mode.h"

namespace lb::models {

/// weight / sigma, sigma the largest singular value of weight: [inputs, outputs], so that the map x W lengthens
/// nothing. One power iteration per training step on the state "spectral" [outputs] of the current scope; sigma is u W
/// v with u, v taken as constants, so that gradients flow through the weight alone. Evaluation uses the state as it is.
/// Exact only once the iteration has settled, some tens of steps after the start. Source: Miyato et al. 2018.
engine::Value spectrallyNormalised(engine::Value weight, Mode mode);

} // namespace lb::models
