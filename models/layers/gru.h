#pragma once

#include "engine/graph/graph.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct GruSettings {
    std::int64_t inputs = 0;
    std::int64_t hidden = 0;
    double range = 0.0; ///< weights and biases start uniform in [-range, range]; 0: 1/sqrt(hidden), as PyTorch's GRU
};

/// One GRU layer of PyTorch's and cuDNN's form: n = tanh(x W + b + r (h U + c)). Parameters "<name>/input_weight"
/// [inputs, 3 hidden], "<name>/hidden_weight" [hidden, 3 hidden], "<name>/bias" and "<name>/recurrent_bias" [3 hidden],
/// gate order r, z, n. `run` and `step` are the same function of the same weights. Source: Cho et al. 2014.
class Gru {
public:
    struct Sequence {
        engine::Value y;    ///< [steps, rows, hidden], 0 beyond a row's length
        engine::Value last; ///< [rows, hidden], after each row's last valid step
    };

    Gru(std::string name, const GruSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// x: [steps, rows, inputs]; h: [rows, hidden]; lengths: I32 [rows], each in 1..steps.
    Sequence run(engine::Value x, engine::Value h, engine::Value lengths) const;
    /// One step for decoding. x: [rows, inputs]; h: [rows, hidden]. Returns the next h.
    engine::Value step(engine::Value x, engine::Value h) const;

private:
    struct Weights {
        engine::Value input, hidden, bias, recurrentBias;
    };
    Weights weights(engine::Value like) const;
    std::string m_name;
    GruSettings m_settings;
};

} // namespace lb::models
