#pragma once

#include "models/metrics/code_distribution.h"

#include <span>
#include <vector>

namespace lb::experiments {

enum class PathKind {
    Linear,
    /// Turns at equal pace from the one direction to the other (Shoemake 1985; for latent codes White 2016), so that
    /// codes between two of usual length have the usual length. Codes that point the same or opposite ways, or are
    /// zero, span no arc: between them it is the straight line.
    Spherical,
};

/// One code per position, [positions, d]; 0 is `from`, 1 is `to`, exactly. On a sphere both kinds stay on it.
std::vector<float> codePath(const models::CodeSpace& space, std::span<const float> from, std::span<const float> to,
                            PathKind kind, std::span<const double> positions);

/// `count` positions at equal distances, from 0 to 1.
std::vector<double> evenPositions(int count);

} // namespace lb::experiments
