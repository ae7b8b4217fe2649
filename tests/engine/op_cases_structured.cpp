#include "engine/ops/crf.h"
#include "engine/ops/divergence.h"
#include "engine/ops/elementwise.h"
#include "tests/engine/op_case.h"

#include <algorithm>
#include <array>

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

struct ChainCase {
    std::int64_t batch, steps, labels;
};

CrfInputs chain(CaseGraph& g, const ChainCase& c)
{
    return {.emissions = g.normal({c.batch, c.steps, c.labels}),
            .transitions = g.normal({c.labels, c.labels}),
            .lengths = g.integers({c.batch}, 1, static_cast<int>(c.steps) + 1)};
}

void addChains(std::vector<OpCase>& cases)
{
    for (const ChainCase& c : std::vector<ChainCase>{
             {1, 1, 1}, {2, 3, 1}, {3, 1, 2}, {3, 4, 3}, {0, 3, 2}, {2, 5, 7}, {13, 11, 37}, {3, 7, 131}}) {
        const std::string shape = Shape{c.batch, c.steps, c.labels}.text();
        const bool isLarge = c.batch * c.steps * c.labels > 300;
        cases.push_back({"crf " + shape,
                         [=](CaseGraph& g) {
                             const CrfInputs inputs = chain(g, c);
                             const Value labels = g.integers({c.batch, c.steps}, 0, static_cast<int>(c.labels));
                             return Outputs{crfNegativeLogLikelihood(inputs, labels), crfLogPartition(inputs)};
                         },
                         Closeness::Sums, isLarge});
        for (std::int64_t first : {std::int64_t{-1}, c.labels - 1})
            cases.push_back({"viterbi " + shape + " from " + std::to_string(first),
                             [=](CaseGraph& g) {
                                 // Gradients are not asked for: a best path has none.
                                 const ViterbiPath best =
                                     viterbi({.emissions = g.fixed({c.batch, c.steps, c.labels}),
                                              .transitions = g.fixed({c.labels, c.labels}),
                                              .lengths = g.integers({c.batch}, 1, static_cast<int>(c.steps) + 1)},
                                             first);
                                 return Outputs{best.score, best.labels};
                             },
                             Closeness::Elementwise, isLarge});
    }
    cases.push_back({"crf with forbidden transitions",
                     [](CaseGraph& g) {
                         CrfInputs inputs = chain(g, {3, 5, 4});
                         inputs.transitions = inputs.transitions * 60.0;
                         return Outputs{crfLogPartition(inputs)};
                     },
                     Closeness::Sums});
}

void addDivergences(std::vector<OpCase>& cases)
{
    for (const auto& [n, m, d] : std::vector<std::array<std::int64_t, 3>>{
             {2, 2, 1}, {5, 3, 2}, {2, 7, 3}, {3, 2, 0}, {131, 67, 17}, {300, 400, 8}})
        for (const std::vector<double>& scales : {std::vector<double>{2.0}, imqScales(std::max<std::int64_t>(d, 1))})
            cases.push_back({"imq_mmd " + Shape{n, m, d}.text() + " scales " + std::to_string(scales.size()),
                             [=, n = n, m = m, d = d](CaseGraph& g) {
                                 return Outputs{imqMmd(g.normal({n, d}), g.normal({m, d}), scales)};
                             },
                             Closeness::Sums, n > 100});
    for (const Shape& shape : std::vector<Shape>{{}, {5}, {0}, {2, 3}})
        for (std::int64_t dims : {2, 3, 32})
            cases.push_back({"vmf_kl " + shape.text() + " in " + std::to_string(dims) + " dimensions",
                             [=](CaseGraph& g) { return Outputs{vmfKl(g.positive(shape) * 4.0, dims)}; }});
}

} // namespace

std::vector<OpCase> structuredCases()
{
    std::vector<OpCase> cases;
    addChains(cases);
    addDivergences(cases);
    return cases;
}

} // namespace lb::testing
