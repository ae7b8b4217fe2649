#include "engine/ops/attention.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

#include <algorithm>

namespace lb::engine {

namespace {

using namespace rules;

/// Pairs of a query and a key that it sees, as far as shapes tell.
std::int64_t pairsOf(const AttentionExtents& e)
{
    std::int64_t perHead = 0;
    for (std::int64_t step = 0; step < e.steps; ++step)
        perHead += e.visible(step, e.plainItem());
    return e.batch * e.heads * perHead;
}

std::int64_t mixesOf(const AttentionExtents& e)
{
    return (e.before >= 0 ? 1 : 0) + (e.after >= 0 ? 1 : 0);
}

TensorType logSumType(const AttentionExtents& e, DType dtype)
{
    return {Shape{e.batch, e.heads, e.steps}, dtype};
}

TensorType outputType(const AttentionExtents& e, DType dtype)
{
    return {Shape{e.batch, e.steps, e.valueStride()}, dtype};
}

constexpr OpDef kAttentionGrad{
    .name = "attention_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const AttentionExtents e = attentionExtents(in, attributes);
            expectCount(in, static_cast<std::size_t>(e.outputGradient) + 1);
            const DType dtype = in[0].dtype;
            if (!(in[static_cast<std::size_t>(e.logSums)] == logSumType(e, dtype)) ||
                !(in[static_cast<std::size_t>(e.outputGradient)] == outputType(e, dtype)))
                reject("log sums and output gradient do not fit: " + listed(in));
            Types result{in[0], in[1], in[2]};
            result.resize(3 + static_cast<std::size_t>(mixesOf(e)), {Shape{e.heads, e.heads}, dtype});
            return result;
        },
    .flops =
        [](const Types& in, const Types&, const Attributes& attributes) {
            const AttentionExtents e = attentionExtents(in, attributes);
            return pairsOf(e) * (6 * e.keySize + 4 * e.valueSize + 9 + 6 * e.heads * mixesOf(e));
        },
};

std::vector<Value> attentionGradient(const GradientInputs& g)
{
    std::vector<Value> result(g.inputs.size());
    if (g.outputGradients[0].isNull())
        return result;
    std::vector<Value> inputs = g.inputs;
    inputs.push_back(g.outputs[1]);
    inputs.push_back(g.outputGradients[0]);
    const std::vector<Value> d = g.graph.record(kAttentionGrad, inputs, g.attributes);
    std::copy_n(d.begin(), 3, result.begin());
    // Of the others, lengths, prefix and past have no gradient and stand before the mixing matrices.
    std::copy_backward(d.begin() + 3, d.end(), result.end());
    return result;
}

constexpr OpDef kAttention{
    .name = "attention",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const AttentionExtents e = attentionExtents(in, attributes);
            expectCount(in, static_cast<std::size_t>(e.logSums));
            return Types{outputType(e, in[0].dtype), logSumType(e, in[0].dtype)};
        },
    .gradient = attentionGradient,
    .flops =
        [](const Types& in, const Types&, const Attributes& attributes) {
            const AttentionExtents e = attentionExtents(in, attributes);
            return pairsOf(e) * (2 * e.keySize + 2 * e.valueSize + 6 + 2 * e.heads * mixesOf(e));
        },
};

constexpr OpDef kAppendSteps{
    .name = "append_steps",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 3);
            expectFloats({in[0], in[1]});
            expectRank(in[0], 3);
            expectRank(in[1], 3);
            expectIndices(in[2]);
            const Shape& buffer = in[0].shape;
            const Shape& x = in[1].shape;
            if (x[0] != buffer[0] || x[2] != buffer[2] || x[1] > buffer[1] || !(in[2].shape == Shape{buffer[0]}))
                reject("takes a buffer, steps that fit into it, and a position per item, got " + listed(in));
            return Types{in[0]};
        },
    .isInPlace = true,
};

void expectPerItem(const Types& in, int index, std::int64_t batch)
{
    if (index < 0)
        return;
    expectIndices(in[static_cast<std::size_t>(index)]);
    if (!(in[static_cast<std::size_t>(index)].shape == Shape{batch}))
        reject("lengths, prefix and past are one number per item, got " + listed(in));
}

void expectMixing(const Types& in, int index, std::int64_t heads)
{
    if (index < 0)
        return;
    expectFloats({in[0], in[static_cast<std::size_t>(index)]});
    if (!(in[static_cast<std::size_t>(index)].shape == Shape{heads, heads}))
        reject("a mixing matrix is [heads, heads], got " + listed(in) + " for " + std::to_string(heads) + " heads");
}

} // namespace

AttentionExtents attentionExtents(const std::vector<TensorType>& in, const Attributes& attributes)
{
    AttentionExtents e;
    e.heads = attributes.integer("heads");
    e.isCausal = attributes.flag("causal");
    int next = 3;
    const auto place = [&](const char* name) { return attributes.flag(name) ? next++ : -1; };
    e.lengths = place("has_lengths");
    e.prefix = place("has_prefix");
    e.past = place("has_past");
    e.before = place("has_before");
    e.after = place("has_after");
    e.logSums = next;
    e.outputGradient = next + 1;
    if (in.size() < static_cast<std::size_t>(next))
        reject("takes " + std::to_string(next) + " inputs, got " + listed(in));
    expectFloats({in[0], in[1], in[2]});
    for (std::size_t i = 0; i < 3; ++i)
        expectRank(in[i], 3);
    e.batch = in[0].shape[0];
    e.steps = in[0].shape[1];
    e.keys = in[1].shape[1];
    const bool divides = e.heads >= 1 && in[0].shape[2] % e.heads == 0 && in[2].shape[2] % e.heads == 0;
    const bool fits = in[1].shape == Shape{e.batch, e.keys, in[0].shape[2]} && in[2].shape[0] == e.batch &&
                      in[2].shape[1] == e.keys && in[0].shape[2] > 0;
    if (!divides || !fits)
        reject("query, key and value do not fit for " + std::to_string(e.heads) + " heads: " + listed(in));
    e.keySize = in[0].shape[2] / e.heads;
    e.valueSize = in[2].shape[2] / e.heads;
    if ((e.prefix >= 0 || e.past >= 0) && !e.isCausal)
        reject("a prefix or a past belongs to a causal mask");
    expectPerItem(in, e.lengths, e.batch);
    expectPerItem(in, e.prefix, e.batch);
    expectPerItem(in, e.past, e.batch);
    expectMixing(in, e.before, e.heads);
    expectMixing(in, e.after, e.heads);
    return e;
}

std::vector<const OpDef*> attentionOps()
{
    return {&kAttention, &kAttentionGrad, &kAppendSteps};
}

Value appendSteps(Value buffer, Value x, Value past)
{
    return buffer.graph().recordOne(kAppendSteps, {buffer, x, past});
}

Value attention(const AttentionInputs& inputs)
{
    std::vector<Value> values{inputs.query, inputs.key, inputs.value};
    Attributes attributes{{"heads", inputs.heads}, {"causal", std::int64_t{inputs.mask.isCausal}}};
    const auto add = [&](const char* name, Value value) {
        attributes.set(name, std::int64_t{!value.isNull()});
        if (!value.isNull())
            values.push_back(value);
    };
    add("has_lengths", inputs.mask.lengths);
    add("has_prefix", inputs.mask.prefix);
    add("has_past", inputs.mask.past);
    add("has_before", inputs.talking.before);
    add("has_after", inputs.talking.after);
    return inputs.query.graph().record(kAttention, values, std::move(attributes))[0];
}

} // namespace lb::engine
