#include "engine/ops/recurrent.h"

#include "engine/ops/families.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;

enum Input { X, H0, C0, WInput, WHidden, Bias, Lengths, InputCount };
enum Output { Y, HLast, CLast, Gates, Cells };

Types lstmTypes(const Types& in, const Attributes&)
{
    expectCount(in, InputCount);
    expectFloats({in[X], in[H0], in[C0], in[WInput], in[WHidden], in[Bias]});
    expectIndices(in[Lengths]);
    expectRank(in[X], 3);
    expectRank(in[H0], 2);
    const std::int64_t steps = in[X].shape[0];
    const std::int64_t batch = in[X].shape[1];
    const std::int64_t features = in[X].shape[2];
    const std::int64_t hidden = in[H0].shape[1];
    const bool fits = in[H0].shape[0] == batch && in[C0].shape == in[H0].shape &&
                      in[WInput].shape == Shape{features, 4 * hidden} &&
                      in[WHidden].shape == Shape{hidden, 4 * hidden} && in[Bias].shape == Shape{4 * hidden} &&
                      in[Lengths].shape == Shape{batch} && steps >= 1;
    if (!fits)
        reject("x, h0, c0, wInput, wHidden, bias and lengths do not fit: " + listed(in));
    const DType dtype = in[X].dtype;
    const TensorType sequence{Shape{steps, batch, hidden}, dtype};
    const TensorType last{Shape{batch, hidden}, dtype};
    return {sequence, last, last, {Shape{steps, batch, 4 * hidden}, dtype}, sequence};
}

std::int64_t lstmFlops(const Types& in, const Types& out, const Attributes&)
{
    const std::int64_t perGate = 2 * (in[X].shape[2] + in[H0].shape[1]) + 6;
    return out[Gates].shape.elements() * perGate;
}

constexpr OpDef kLstmGrad{
    .name = "lstm_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 12);
            const TensorType bias{Shape{in[4].shape[1]}, in[0].dtype};
            const Types forward = lstmTypes({in[0], in[1], in[2], in[3], in[4], bias, in[5]}, {});
            const bool fits = in[6] == forward[Y] && in[7] == forward[Gates] && in[8] == forward[Cells] &&
                              in[9] == forward[Y] && in[10] == forward[HLast] && in[11] == forward[CLast];
            if (!fits)
                reject("outputs and their gradients do not fit: " + listed(in));
            return Types{in[0], in[1], in[2], in[3], in[4], bias};
        },
    .flops =
        [](const Types& in, const Types&, const Attributes&) {
            const std::int64_t perGate = 4 * (in[0].shape[2] + in[1].shape[1]) + 8;
            return in[7].shape.elements() * perGate;
        },
};

Value orZeros(Value gradient, Value like)
{
    if (!gradient.isNull())
        return gradient;
    return broadcastTo(like.graph().constant(0.0, like.dtype()), like.shape());
}

std::vector<Value> lstmGradient(const GradientInputs& g)
{
    const std::vector<Value>& in = g.inputs;
    const std::vector<Value>& out = g.outputs;
    const std::vector<Value> d = g.graph.record(
        kLstmGrad, {in[X], in[H0], in[C0], in[WInput], in[WHidden], in[Lengths], out[Y], out[Gates], out[Cells],
                    orZeros(g.outputGradients[Y], out[Y]), orZeros(g.outputGradients[HLast], out[HLast]),
                    orZeros(g.outputGradients[CLast], out[CLast])});
    return {d[0], d[1], d[2], d[3], d[4], d[5], Value{}};
}

constexpr OpDef kLstm{.name = "lstm", .outputTypes = lstmTypes, .gradient = lstmGradient, .flops = lstmFlops};

} // namespace

std::vector<const OpDef*> recurrentOps()
{
    return {&kLstm, &kLstmGrad};
}

LstmOutputs lstm(const LstmInputs& inputs)
{
    const std::vector<Value> outputs = inputs.x.graph().record(
        kLstm, {inputs.x, inputs.h0, inputs.c0, inputs.wInput, inputs.wHidden, inputs.bias, inputs.lengths});
    return {.y = outputs[Y], .hLast = outputs[HLast], .cLast = outputs[CLast]};
}

} // namespace lb::engine
