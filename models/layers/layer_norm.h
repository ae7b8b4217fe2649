#pragma once

#include "engine/graph/graph.h"

#include <string>

namespace lb::models {

/// Normalises the last axis, with a trained scale (starts at 1) and shift (at 0): "<name>/scale" and "<name>/shift".
/// Source: Ba, Kiros & Hinton 2016.
class LayerNorm {
public:
    explicit LayerNorm(std::string name, double epsilon = 1e-5)
        : m_name(std::move(name))
        , m_epsilon(epsilon)
    {
    }
    /// x: [..., width] -> the same shape.
    engine::Value operator()(engine::Value x) const;

private:
    std::string m_name;
    double m_epsilon;
};

} // namespace lb::models
