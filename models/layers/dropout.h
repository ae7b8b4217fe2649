#pragma once

#include "engine/ops/random.h"
#include "models/layers/mode.h"

namespace lb::models {

/// Inverted dropout: kept elements are scaled by 1 / (1 - rate) in training; x itself in evaluation.
inline engine::Value dropout(engine::Value x, double rate, Mode mode)
{
    return mode == Mode::Training ? engine::dropout(x, rate) : x;
}

} // namespace lb::models
