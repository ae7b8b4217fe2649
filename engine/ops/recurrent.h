#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct LstmInputs {
    Value x;       ///< [steps, batch, features], time-major
    Value h0;      ///< [batch, hidden]
    Value c0;      ///< [batch, hidden]
    Value wInput;  ///< [features, 4 * hidden]; gate order i, f, g, o
    Value wHidden; ///< [hidden, 4 * hidden]
    Value bias;    ///< [4 * hidden]; no forget offset is added
    Value lengths; ///< I32 [batch], 1 <= length <= steps
};

struct LstmOutputs {
    Value y;     ///< [steps, batch, hidden]; 0 at and after a row's length
    Value hLast; ///< [batch, hidden], after each row's last valid step
    Value cLast; ///< [batch, hidden]
};

/// "lstm": one layer over a padded sequence; a row's state stops at its length. Outputs of the node: y, hLast, cLast,
/// gates [steps, batch, 4 * hidden] (after the non-linearities), cells [steps, batch, hidden]: the last two are 0 at
/// and after a row's length and are kept for "lstm_grad". Inputs of "lstm_grad": x, h0, c0, wInput, wHidden, lengths,
/// y, gates, cells, dy, dhLast, dcLast; its outputs: dx, dh0, dc0, dwInput, dwHidden, dbias. Missing output gradients
/// are recorded as zeros. Source: Hochreiter & Schmidhuber 1997, with forget gates (Gers et al. 2000).
LstmOutputs lstm(const LstmInputs& inputs);

} // namespace lb::engine
