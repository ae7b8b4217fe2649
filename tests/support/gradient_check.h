#pragma once

#include "engine/graph/differentiate.h"
#include "tests/support/evaluate.h"

#include <string>
#include <vector>

namespace lb::testing {

/// The worst disagreement between a gradient rule and finite differences.
struct GradientError {
    /// |analytic - numeric| / max(1, |numeric|): relative for large slopes, absolute for small ones.
    double error = 0.0;
    /// Which leaf and direction, with both numbers: for the failure message.
    std::string where;
};

/// Compares d loss / d leaf with central differences on the reference backend, leaf by leaf: element by element up to
/// 40 elements, beyond that along eight random directions. `wrt` are F64 leaves of the loss's graph; differentiate
/// appends to that graph. Random nodes repeat their numbers (one key), so noise and dropout may be present. With a step
/// of 1e-6 the truncation error is about 1e-12 and the rounding error about 1e-10 for losses of size 1: 1e-7 is a safe
/// bound.
GradientError gradientError(engine::Value loss, const std::vector<engine::Value>& wrt, const Leaves& leaves,
                            const engine::KeepPolicy& keep = {});

} // namespace lb::testing
