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
    /// isSpectral: each layer's weight is divided by its largest singular value (spectral_norm.h).
    Mlp(std::string name, const std::vector<std::int64_t>& widths, bool isSpectral = false);
    /// x: [rows, first width] -> [rows, last width]. Only spectral layers heed the mode.
    engine::Value operator()(engine::Value x, Mode mode = Mode::Evaluation) const;

private:
    std::string m_name;
    std::vector<Linear> m_layers;
};

} // namespace lb::models
