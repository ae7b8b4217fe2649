#pragma once

#include "engine/ops/output_loss.h"
#include "models/layers/mode.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct LinearSettings {
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    bool hasBias = true;
    /// Weights and biases start uniform in [-range, range]; 0: range 1/sqrt(inputs), as PyTorch's Linear.
    double range = 0.0;
    double deviation = 0.0; ///< above 0: weights start as N(0, deviation^2) instead and biases at 0, as GPT-2's
    /// The weight is divided by its largest singular value: spectral_norm.h; state "<name>/spectral".
    bool isSpectral = false;
};

/// x W + b. Parameters "<name>/weight" [inputs, outputs] and "<name>/bias" [outputs], of x's type. Holds no numbers and
/// no graph: calling it twice in one scope shares the weights.
class Linear {
public:
    Linear(std::string name, const LinearSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// x: [..., inputs] -> [..., outputs]. Throws EngineError when the widths differ. Only a spectral layer heeds the
    /// mode, and is called once with Mode::Training in a graph.
    engine::Value operator()(engine::Value x, Mode mode = Mode::Evaluation) const;
    /// Its parameters, for a loss that makes the product itself. Not of a spectral layer.
    engine::OutputLayer layer(engine::Graph& graph, engine::DType dtype = engine::DType::F32) const;

private:
    std::string m_name;
    LinearSettings m_settings;
};

} // namespace lb::models
