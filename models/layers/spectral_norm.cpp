#include "models/layers/spectral_norm.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Value;

namespace {

/// A column of length 1.
Value unit(Value column)
{
    return column / engine::sqrt(engine::sum(engine::square(column)) + 1e-20);
}

} // namespace

Value spectrallyNormalised(Value weight, Mode mode)
{
    engine::Graph& graph = weight.graph();
    const std::int64_t outputs = weight.shape()[weight.shape().rank() - 1];
    const Value matrix = weight.shape().rank() == 2 ? weight : engine::reshape(weight, {-1, outputs});
    const Value state = graph.state("spectral", {outputs, 1}, {.kind = engine::Initializer::Kind::Normal, .scale = 1.0},
                                    weight.dtype());
    const Value constant = engine::stopGradient(matrix);
    const Value left = unit(engine::matmul(constant, state));
    Value right = unit(state);
    if (mode == Mode::Training) {
        right = unit(engine::matmul(constant, left, {.transposeA = true}));
        graph.updateState(state, right);
    }
    const Value sigma = engine::sum(left * engine::matmul(matrix, right));
    return weight / sigma;
}

} // namespace lb::models
