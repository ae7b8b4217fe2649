#pragma once

#include "engine/core/shape.h"
#include "engine/graph/attributes.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lb::engine {

class Graph;
class Value;

/// What a gradient rule may read. `inputs` and `outputs` stand for the forward values; under a keep policy they may be
/// recomputed clones. `outputGradients[i]` is null where nothing downstream depends on output i.
struct GradientInputs {
    Graph& graph;
    const Attributes& attributes;
    const std::vector<Value>& inputs;
    const std::vector<Value>& outputs;
    const std::vector<Value>& outputGradients;
    /// Which inputs need a gradient: a rule may return null for the others.
    const std::vector<bool>& wanted;
};

/// Everything the graph knows of an op; kernels live in the backends, found by `name`.
struct OpDef {
    std::string_view name;
    /// Types of the outputs; throws ShapeError with the offending shapes. Null for leaves.
    std::vector<TensorType> (*outputTypes)(const std::vector<TensorType>& inputs, const Attributes&) = nullptr;
    /// One gradient (or null Value) per input. Null: the op is not differentiable.
    std::vector<Value> (*gradient)(const GradientInputs&) = nullptr;
    /// Floating-point operations of one run; a multiply-add counts as two. Null: 0 (data movement).
    std::int64_t (*flops)(const std::vector<TensorType>& inputs, const std::vector<TensorType>& outputs,
                          const Attributes&) = nullptr;
    /// Input whose storage output 0 may take when that input is not read again; -1: none. Sizes must be equal.
    int mayOverwrite = -1;
    /// Output 0 is input 0 with another shape: same storage. Its kernel (a copy) runs only where the output is
    /// external.
    bool isView = false;
    /// Output 0 is input 0, changed where it stands: same storage, and the kernel runs. Whoever records it sees to it
    /// that nothing reads the input afterwards.
    bool isInPlace = false;
    /// Leaves (input, parameter, state, carried, constant) have no kernel and no inputs.
    bool isLeaf = false;
};

} // namespace lb::engine
