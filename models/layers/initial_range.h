#pragma once

#include "engine/graph/graph.h"

#include <cmath>
#include <cstdint>

namespace lb::models {

/// Uniform in [-range, range]; range 0 stands for 1/sqrt(fanIn), PyTorch's default for linear and recurrent weights.
/// BN-VAE depends on it: with U(-0.01, 0.01) on the encoder the variance before batch norm starts at 3e-10 and an
/// epsilon of 1e-5 swallows the KL floor; with 1/sqrt(fanIn) it starts near 5e-4 (README, pitfall P1).
inline engine::Initializer uniformInitial(double range, std::int64_t fanIn)
{
    const double byFanIn = 1.0 / std::sqrt(static_cast<double>(fanIn));
    return {.kind = engine::Initializer::Kind::Uniform, .scale = range > 0 ? range : byFanIn};
}

/// GPT-2's start: N(0, deviation^2).
inline engine::Initializer normalInitial(double deviation)
{
    return {.kind = engine::Initializer::Kind::Normal, .scale = deviation};
}

} // namespace lb::models
