#pragma once

#include "models/layers/linear.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lb::models {

/// Linear layers with ReLU after each one: {784, 400, 400} has two layers, "<name>/0" and "<name>/1". A single width
/// means no layer: x itself.
class Mlp {
public:
    Mlp(std::string name, const std::vector<std::int64_t>& widths);
    /// x: [rows, first width] -> [rows, last width].
    engine::Value operator()(engine::Value x) const;

private:
    std::string m_name;
    std::vector<Linear> m_layers;
};

} // namespace lb::models
