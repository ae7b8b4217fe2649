#pragma once

#include "engine/graph/graph.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct LstmSettings {
    std::int64_t inputs = 0;
    std::int64_t hidden = 0;
    double range = 0.0; ///< weights and biases start uniform in [-range, range]; 0: 1/sqrt(hidden), as PyTorch's LSTM
};

/// One LSTM layer. Parameters "<name>/input_weight" [inputs, 4 hidden], "<name>/hidden_weight" [hidden, 4 hidden] and
/// "<name>/bias" [4 hidden], gate order i, f, g, o. `run` and `step` are the same function of the same weights.
class Lstm {
public:
    struct State {
        engine::Value h; ///< [rows, hidden]
        engine::Value c; ///< [rows, hidden]
    };
    struct Sequence {
        engine::Value y; ///< [steps, rows, hidden], 0 beyond a row's length
        State last;      ///< after each row's last valid step
    };

    Lstm(std::string name, const LstmSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// x: [steps, rows, inputs]; lengths: I32 [rows], each in 1..steps.
    Sequence run(engine::Value x, const State& start, engine::Value lengths) const;
    /// One step for decoding. x: [rows, inputs].
    State step(engine::Value x, const State& state) const;
    /// Zeros of the right size in `like`'s graph and type.
    State zeroState(engine::Value like, std::int64_t rows) const;

private:
    struct Weights {
        engine::Value input, hidden, bias;
    };
    Weights weights(engine::Value like) const;
    std::string m_name;
    LstmSettings m_settings;
};

} // namespace lb::models
