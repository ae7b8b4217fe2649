#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/recurrent.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

struct SequenceCase {
    std::int64_t steps, batch, features, hidden;
};

const std::vector<SequenceCase> kSequences{{1, 1, 1, 1}, {3, 2, 3, 2},     {5, 7, 2, 3},   {4, 0, 3, 2},
                                           {3, 2, 0, 2}, {11, 13, 17, 19}, {9, 32, 40, 64}};

Outputs recordLstm(CaseGraph& g, const SequenceCase& c)
{
    const LstmOutputs result = lstm({.x = g.normal({c.steps, c.batch, c.features}),
                                     .h0 = g.normal({c.batch, c.hidden}),
                                     .c0 = g.normal({c.batch, c.hidden}),
                                     .wInput = affine(g.normal({c.features, 4 * c.hidden}), 0.3, 0.0),
                                     .wHidden = affine(g.normal({c.hidden, 4 * c.hidden}), 0.3, 0.0),
                                     .bias = g.normal({4 * c.hidden}),
                                     .lengths = g.integers({c.batch}, 1, static_cast<int>(c.steps) + 1)});
    return {result.y, result.hLast, result.cLast};
}

void addLstms(std::vector<OpCase>& cases)
{
    for (const SequenceCase& c : kSequences)
        cases.push_back({"lstm " + std::to_string(c.steps) + " steps, " + Shape{c.batch, c.features, c.hidden}.text(),
                         [=](CaseGraph& g) { return recordLstm(g, c); }, Closeness::Sums, c.batch > 8});
    cases.push_back({"lstm, last state alone",
                     [](CaseGraph& g) {
                         return Outputs{recordLstm(g, {4, 3, 2, 2})[1]};
                     },
                     Closeness::Sums});
}

Outputs recordGru(CaseGraph& g, const SequenceCase& c, bool isResetAfter)
{
    const GruOutputs result = gru({.x = g.normal({c.steps, c.batch, c.features}),
                                   .h0 = g.normal({c.batch, c.hidden}),
                                   .wInput = affine(g.normal({c.features, 3 * c.hidden}), 0.3, 0.0),
                                   .wHidden = affine(g.normal({c.hidden, 3 * c.hidden}), 0.3, 0.0),
                                   .bias = g.normal({3 * c.hidden}),
                                   .recurrentBias = isResetAfter ? g.normal({3 * c.hidden}) : Value{},
                                   .lengths = g.integers({c.batch}, 1, static_cast<int>(c.steps) + 1)});
    return {result.y, result.hLast};
}

void addGrus(std::vector<OpCase>& cases)
{
    for (bool isResetAfter : {true, false}) {
        const std::string form = isResetAfter ? "gru, reset after, " : "gru, reset before, ";
        for (const SequenceCase& c : kSequences)
            cases.push_back({form + std::to_string(c.steps) + " steps, " + Shape{c.batch, c.features, c.hidden}.text(),
                             [=](CaseGraph& g) { return recordGru(g, c, isResetAfter); }, Closeness::Sums,
                             c.batch > 8});
        cases.push_back({form + "last state alone",
                         [=](CaseGraph& g) {
                             return Outputs{recordGru(g, {4, 3, 2, 2}, isResetAfter)[1]};
                         },
                         Closeness::Sums});
    }
}

} // namespace

std::vector<OpCase> recurrentCases()
{
    std::vector<OpCase> cases;
    addLstms(cases);
    addGrus(cases);
    return cases;
}

} // namespace lb::testing
