#include "engine/ops/attention.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

struct AttentionCase {
    std::int64_t batch, steps, keys, heads, keySize, valueSize;

    std::string name() const { return Shape{batch, steps, keys, heads, keySize, valueSize}.text(); }
    bool isLarge() const { return batch * steps * keys * heads > 1000; }
};

enum class Mask { None, Causal, Padding, CausalPadding, Prefix, Past };

const std::vector<std::pair<Mask, std::string>> kMasks{{Mask::None, ""},
                                                       {Mask::Causal, " causal"},
                                                       {Mask::Padding, " padding"},
                                                       {Mask::CausalPadding, " causal and padding"},
                                                       {Mask::Prefix, " prefix"},
                                                       {Mask::Past, " past"}};

Value copyOf(Value x)
{
    return x.graph().recordOne(copyOp(), {x});
}

AttentionInputs record(CaseGraph& g, const AttentionCase& c, Mask mask)
{
    AttentionInputs inputs{.query = g.normal({c.batch, c.steps, c.heads * c.keySize}),
                           .key = g.normal({c.batch, c.keys, c.heads * c.keySize}),
                           .value = g.normal({c.batch, c.keys, c.heads * c.valueSize}),
                           .heads = c.heads};
    inputs.mask.isCausal = mask != Mask::None && mask != Mask::Padding;
    const int keys = static_cast<int>(c.keys);
    if (mask == Mask::Padding || mask == Mask::CausalPadding)
        inputs.mask.lengths = g.integers({c.batch}, 0, keys + 1); // 0: an item without any key
    if (mask == Mask::Prefix)
        inputs.mask.prefix = g.integers({c.batch}, 0, keys + 1);
    if (mask == Mask::Past)
        inputs.mask.past = g.integers({c.batch}, 0, keys + 1);
    return inputs;
}

void addMasks(std::vector<OpCase>& cases)
{
    for (const AttentionCase& c : std::vector<AttentionCase>{{1, 1, 1, 1, 1, 1},
                                                             {2, 3, 3, 2, 2, 3},
                                                             {3, 2, 5, 1, 3, 2},
                                                             {2, 5, 2, 2, 1, 2},
                                                             {0, 3, 3, 2, 2, 2},
                                                             {2, 3, 0, 2, 2, 2},
                                                             {2, 0, 3, 2, 2, 2},
                                                             {1, 2, 3, 2, 2, 0},
                                                             {3, 1, 131, 2, 5, 70},
                                                             {3, 131, 131, 3, 17, 11},
                                                             {2, 23, 67, 4, 32, 16}})
        for (const auto& [mask, name] : kMasks)
            cases.push_back({"attention " + c.name() + name,
                             [=, mask = mask](CaseGraph& g) { return Outputs{attention(record(g, c, mask))}; },
                             Closeness::Sums, c.isLarge()});
}

void addTalkingHeads(std::vector<OpCase>& cases)
{
    for (const AttentionCase& c :
         std::vector<AttentionCase>{{1, 1, 1, 1, 1, 1}, {2, 3, 4, 3, 2, 1}, {0, 3, 3, 2, 2, 2}, {2, 61, 67, 5, 13, 7}})
        for (const auto& [mask, name] : kMasks)
            for (int mixed : {1, 2, 3})
                cases.push_back({"attention, talking heads " + c.name() + name + (mixed & 1 ? " before" : "") +
                                     (mixed & 2 ? " after" : ""),
                                 [=, mask = mask](CaseGraph& g) {
                                     AttentionInputs inputs = record(g, c, mask);
                                     if (mixed & 1)
                                         inputs.talking.before = g.normal({c.heads, c.heads});
                                     if (mixed & 2)
                                         inputs.talking.after = g.normal({c.heads, c.heads});
                                     return Outputs{attention(inputs)};
                                 },
                                 Closeness::Sums, c.isLarge()});
}

/// Keys and values written into a buffer, of which the queries see what was there and what was written.
void addBuffers(std::vector<OpCase>& cases)
{
    for (const AttentionCase& c : std::vector<AttentionCase>{{1, 1, 1, 1, 1, 1},
                                                             {2, 1, 7, 2, 3, 2},
                                                             {3, 2, 5, 1, 2, 3},
                                                             {0, 1, 3, 1, 2, 2},
                                                             {2, 1, 300, 4, 33, 17},
                                                             {2, 19, 131, 3, 16, 32}})
        cases.push_back({"append_steps " + c.name(),
                         [=](CaseGraph& g) {
                             const Value past = g.integers({c.batch}, 0, static_cast<int>(c.keys - c.steps) + 1);
                             const auto appended = [&](std::int64_t size) {
                                 const Value steps = g.fixed({c.batch, c.steps, c.heads * size});
                                 return appendSteps(copyOf(g.fixed({c.batch, c.keys, c.heads * size})), steps, past);
                             };
                             AttentionInputs inputs{.query = g.normal({c.batch, c.steps, c.heads * c.keySize}),
                                                    .key = appended(c.keySize),
                                                    .value = appended(c.valueSize),
                                                    .heads = c.heads};
                             inputs.mask = {.isCausal = true, .past = past};
                             return Outputs{attention(inputs), inputs.key};
                         },
                         Closeness::Sums, c.isLarge()});
}

} // namespace

std::vector<OpCase> attentionCases()
{
    std::vector<OpCase> cases;
    addMasks(cases);
    addTalkingHeads(cases);
    addBuffers(cases);
    return cases;
}

} // namespace lb::testing
