#pragma once

#include "models/layers/gru.h"
#include "models/layers/lstm.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace lb::models {

enum class RecurrentKind { Lstm, Gru };

struct RecurrentSettings {
    std::int64_t inputs = 0;
    std::int64_t hidden = 0;
    double range = 0.0; ///< as LstmSettings
};

/// One recurrent layer, "lstm/..." or "gru/...", whose states are a list: h and c, or h. The first is what it says.
class RecurrentCell {
public:
    using States = std::vector<engine::Value>; ///< [rows, hidden] each
    struct Sequence {
        engine::Value y; ///< [steps, rows, hidden], 0 beyond a row's length
        States last;     ///< after each row's last valid step
    };

    RecurrentCell(RecurrentKind kind, const RecurrentSettings& settings);
    /// Zeros of `like`'s graph and type.
    States zeroStates(engine::Value like, std::int64_t rows) const;
    /// From x: [rows, hidden], any numbers: h = tanh(x), and c = x.
    States statesFrom(engine::Value x) const;
    /// x: [steps, rows, inputs]; lengths: I32 [rows].
    Sequence run(engine::Value x, const States& start, engine::Value lengths) const;
    /// What `run` gives for the next steps of a text; the states are carried from run to run, by their names.
    engine::Value append(engine::Value x, engine::Value lengths) const;
    /// Carries these states on as those before a text.
    void begin(const States& states) const;

private:
    std::vector<std::string> stateNames() const;
    States carried(engine::Graph& graph, const engine::Shape& shape) const;
    std::int64_t m_hidden;
    std::variant<Lstm, Gru> m_layer;
};

} // namespace lb::models
