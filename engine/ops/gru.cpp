#include "engine/ops/gru.h"

#include "engine/ops/families.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;

enum Input { X, H0, WInput, WHidden, Bias, Lengths, RecurrentBias };
enum Output { Y, HLast, Gates, Recurrent };

Types gruTypes(const Types& in, const Attributes&)
{
    if (in.size() != RecurrentBias && in.size() != RecurrentBias + 1)
        reject("takes 6 inputs and perhaps a recurrent bias, got " + listed(in));
    expectFloats({in[X], in[H0], in[WInput], in[WHidden], in[Bias], in.size() > RecurrentBias ? in.back() : in[X]});
    expectIndices(in[Lengths]);
    expectRank(in[X], 3);
    expectRank(in[H0], 2);
    const std::int64_t steps = in[X].shape[0];
    const std::int64_t batch = in[X].shape[1];
    const std::int64_t hidden = in[H0].shape[1];
    const bool fits = in[H0].shape[0] == batch && in[WInput].shape == Shape{in[X].shape[2], 3 * hidden} &&
                      in[WHidden].shape == Shape{hidden, 3 * hidden} && in[Bias].shape == Shape{3 * hidden} &&
                      in[Lengths].shape == Shape{batch} && steps >= 1 &&
                      (in.size() == RecurrentBias || in.back() == in[Bias]);
    if (!fits)
        reject("x, h0, wInput, wHidden, bias, lengths and recurrent bias do not fit: " + listed(in));
    const TensorType sequence{Shape{steps, batch, hidden}, in[X].dtype};
    return {sequence, in[H0], {Shape{steps, batch, 3 * hidden}, in[X].dtype}, sequence};
}

constexpr OpDef kGruGrad{
    .name = "gru_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 10);
            const TensorType bias{Shape{in[3].shape[1]}, in[0].dtype};
            const Types forward = gruTypes({in[0], in[1], in[2], in[3], bias, in[4]}, {});
            const bool fits = in[5] == forward[Y] && in[6] == forward[Gates] && in[7] == forward[Recurrent] &&
                              in[8] == forward[Y] && in[9] == forward[HLast];
            if (!fits)
                reject("outputs and their gradients do not fit: " + listed(in));
            Types result{in[0], in[1], in[2], in[3], bias};
            if (attributes.flag("reset_after"))
                result.push_back(bias);
            return result;
        },
    .flops =
        [](const Types& in, const Types&, const Attributes&) {
            const std::int64_t perGate = 4 * (in[0].shape[2] + in[1].shape[1]) + 8;
            return in[6].shape.elements() * perGate;
        },
};

Value orZeros(Value gradient, Value like)
{
    if (!gradient.isNull())
        return gradient;
    return broadcastTo(like.graph().constant(0.0, like.dtype()), like.shape());
}

std::vector<Value> gruGradient(const GradientInputs& g)
{
    const std::vector<Value>& in = g.inputs;
    const std::vector<Value>& out = g.outputs;
    const bool isAfter = in.size() > RecurrentBias;
    const std::vector<Value> d =
        g.graph.record(kGruGrad,
                       {in[X], in[H0], in[WInput], in[WHidden], in[Lengths], out[Y], out[Gates], out[Recurrent],
                        orZeros(g.outputGradients[Y], out[Y]), orZeros(g.outputGradients[HLast], out[HLast])},
                       {{"reset_after", std::int64_t{isAfter}}});
    std::vector<Value> result{d[0], d[1], d[2], d[3], d[4], Value{}};
    if (isAfter)
        result.push_back(d[5]);
    return result;
}

constexpr OpDef kGru{
    .name = "gru",
    .outputTypes = gruTypes,
    .gradient = gruGradient,
    .flops =
        [](const Types& in, const Types& out, const Attributes&) {
            const std::int64_t perGate = 2 * (in[X].shape[2] + in[H0].shape[1]) + 6;
            return out[Gates].shape.elements() * perGate;
        },
};

} // namespace

std::vector<const OpDef*> gruOps()
{
    return {&kGru, &kGruGrad};
}

GruOutputs gru(const GruInputs& inputs)
{
    std::vector<Value> values{inputs.x, inputs.h0, inputs.wInput, inputs.wHidden, inputs.bias, inputs.lengths};
    if (!inputs.recurrentBias.isNull())
        values.push_back(inputs.recurrentBias);
    const std::vector<Value> outputs = inputs.x.graph().record(kGru, values);
    return {.y = outputs[Y], .hLast = outputs[HLast]};
}

} // namespace lb::engine
