#include "engine/ops/crf.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

/// Emissions, transitions and lengths.
void expectChain(const Types& in)
{
    expectFloats({in[0], in[1]});
    expectIndices(in[2]);
    expectRank(in[0], 3);
    const std::int64_t labels = in[0].shape[2];
    if (labels == 0 || in[0].shape[1] == 0)
        reject("a chain needs steps and labels, got " + in[0].shape.text());
    if (!(in[1].shape == Shape{labels, labels}) || !(in[2].shape == Shape{in[0].shape[0]}))
        reject("emissions, transitions and lengths do not fit: " + listed(in));
}

TensorType perItem(const Types& in)
{
    return {Shape{in[0].shape[0]}, in[0].dtype};
}

template <int kCost>
std::int64_t perPair(const Types& in, const Types&, const Attributes&)
{
    return kCost * in[0].shape.elements() * in[0].shape[2];
}

constexpr OpDef kCrfLogPartitionGrad{
    .name = "crf_log_partition_grad",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 6);
            expectChain(in);
            if (!(in[3] == perItem(in)) || !(in[4] == in[0]) || !(in[5] == perItem(in)))
                reject("the partition, its sums and the gradient do not fit: " + listed(in));
            return Types{in[0], in[1]};
        },
    .flops = perPair<6>,
};

constexpr OpDef kCrfLogPartition{
    .name = "crf_log_partition",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectChain(in);
            return Types{perItem(in), in[0]};
        },
    .gradient =
        [](const GradientInputs& g) {
            const std::vector<Value> d =
                g.graph.record(kCrfLogPartitionGrad, {g.inputs[0], g.inputs[1], g.inputs[2], g.outputs[0], g.outputs[1],
                                                      g.outputGradients[0]});
            return Gradients{d[0], d[1], Value{}};
        },
    .flops = perPair<2>,
};

constexpr OpDef kCrfPathScoreGrad{
    .name = "crf_path_score_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 3);
            expectIndices(in[0]);
            expectIndices(in[1]);
            expectFloats({in[2]});
            const std::int64_t steps = attributes.integer("steps");
            const std::int64_t labels = attributes.integer("labels");
            const Shape batch = in[2].shape;
            if (batch.rank() != 1 || !(in[0].shape == Shape{batch[0], steps}) || !(in[1].shape == batch))
                reject("labels, lengths and gradient do not fit: " + listed(in));
            return Types{{Shape{batch[0], steps, labels}, in[2].dtype}, {Shape{labels, labels}, in[2].dtype}};
        },
    .flops = [](const Types& in, const Types&, const Attributes&) { return 2 * in[0].shape.elements(); },
};

constexpr OpDef kCrfPathScore{
    .name = "crf_path_score",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 4);
            expectChain(in);
            expectIndices(in[3]);
            if (!(in[3].shape == Shape{in[0].shape[0], in[0].shape[1]}))
                reject("needs one label per step, got " + listed(in));
            return Types{perItem(in)};
        },
    .gradient =
        [](const GradientInputs& g) {
            const Shape& shape = g.inputs[0].shape();
            const std::vector<Value> d =
                g.graph.record(kCrfPathScoreGrad, {g.inputs[3], g.inputs[2], g.outputGradients[0]},
                               {{"steps", shape[1]}, {"labels", shape[2]}});
            return Gradients{d[0], d[1], Value{}, Value{}};
        },
    .flops = [](const Types& in, const Types&, const Attributes&) { return 2 * in[3].shape.elements(); },
};

constexpr OpDef kViterbi{
    .name = "viterbi",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 3);
            expectChain(in);
            if (attributes.integer("first") >= in[0].shape[2])
                reject("the first label " + std::to_string(attributes.integer("first")) + " is none of " +
                       std::to_string(in[0].shape[2]));
            return Types{perItem(in), {Shape{in[0].shape[0], in[0].shape[1]}, DType::I32}};
        },
    .gradient =
        [](const GradientInputs&) {
            return Gradients{Value{}, Value{}, Value{}};
        },
    .flops = perPair<2>,
};

} // namespace

std::vector<const OpDef*> crfOps()
{
    return {&kCrfLogPartition, &kCrfLogPartitionGrad, &kCrfPathScore, &kCrfPathScoreGrad, &kViterbi};
}

Value crfLogPartition(const CrfInputs& inputs)
{
    return inputs.emissions.graph().record(kCrfLogPartition, {inputs.emissions, inputs.transitions, inputs.lengths})[0];
}

Value crfPathScore(const CrfInputs& inputs, Value labels)
{
    return inputs.emissions.graph().recordOne(kCrfPathScore,
                                              {inputs.emissions, inputs.transitions, inputs.lengths, labels});
}

Value crfNegativeLogLikelihood(const CrfInputs& inputs, Value labels)
{
    return crfLogPartition(inputs) - crfPathScore(inputs, labels);
}

ViterbiPath viterbi(const CrfInputs& inputs, std::int64_t first)
{
    const std::vector<Value> outputs = inputs.emissions.graph().record(
        kViterbi, {inputs.emissions, inputs.transitions, inputs.lengths}, {{"first", first}});
    return {.score = outputs[0], .labels = outputs[1]};
}

} // namespace lb::engine
