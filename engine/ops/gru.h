#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// Which of the two published forms is meant depends on `recurrentBias`:
/// - given: the reset gate is applied after the recurrent product, n = tanh(x W + b + r (h U + c)); cuDNN's form, and
///   PyTorch's, oneDNN's (linear before reset) and Keras's since version 2.
/// - null: before it, n = tanh(x W + b + (r h) U); the original form.
/// Either way r and z are sigmoids and h' = (1 - z) n + z h. Source: Cho et al. 2014.
struct GruInputs {
    Value x;             ///< [steps, batch, features], time-major
    Value h0;            ///< [batch, hidden]
    Value wInput;        ///< [features, 3 * hidden]; gate order r, z, n
    Value wHidden;       ///< [hidden, 3 * hidden]
    Value bias;          ///< [3 * hidden]
    Value recurrentBias; ///< [3 * hidden], or null
    Value lengths;       ///< I32 [batch], 1 <= length <= steps
};

struct GruOutputs {
    Value y;     ///< [steps, batch, hidden]; 0 at and after a row's length
    Value hLast; ///< [batch, hidden], after each row's last valid step
};

/// "gru": one layer over a padded sequence; a row's state stops at its length. The node's inputs are x, h0, wInput,
/// wHidden, bias, lengths and, if given, recurrentBias. Its outputs: y, hLast, gates [steps, batch, 3 * hidden] (r, z,
/// n), recurrent [steps, batch, hidden] (h U + c of n, or r h), the last two kept for "gru_grad" and 0 past a row's
/// length. Inputs of "gru_grad" (attribute reset_after): x, h0, wInput, wHidden, lengths, y, gates, recurrent, dy,
/// dhLast; its outputs: dx, dh0, dwInput, dwHidden, dbias and, if there is one, drecurrentBias.
GruOutputs gru(const GruInputs& inputs);

} // namespace lb::engine
