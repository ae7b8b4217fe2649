#include "engine/ops/elementwise.h"
#include "engine/ops/index.h"
#include "engine/ops/layout.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"
#include "engine/ops/sampling.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

void addReductions(std::vector<OpCase>& cases)
{
    const std::vector<std::pair<Shape, std::vector<int>>> sums{
        {{}, {}},           {{1}, {0}},          {{7, 13}, {}},       {{7, 13}, {0}},         {{7, 13}, {1}},
        {{7, 13}, {-1, 0}}, {{2, 3, 5}, {1}},    {{2, 3, 5}, {0, 2}}, {{2, 3, 5, 2}, {1, 2}}, {{0, 3}, {0}},
        {{3, 0}, {0}},      {{1, 11, 1}, {0, 1}}};
    for (const auto& [shape, axes] : sums) {
        std::string name = shape.text() + " over";
        for (int axis : axes)
            name += " " + std::to_string(axis);
        for (bool keep : {false, true})
            cases.push_back(
                {"sum " + name + (keep ? " kept" : ""),
                 [=, shape = shape, axes = axes](CaseGraph& g) { return Outputs{sum(g.normal(shape), axes, keep)}; },
                 Closeness::Sums});
    }
    for (const std::vector<int>& axes : {std::vector<int>{0}, {1}, {}})
        cases.push_back(
            {"mean [67, 519] axes " + std::to_string(axes.size()) + (axes == std::vector<int>{1} ? "b" : ""),
             [=](CaseGraph& g) {
                 return Outputs{mean(g.normal({67, 519}), axes)};
             },
             Closeness::Sums, true});
    const std::vector<std::pair<Shape, Shape>> broadcasts{
        {{}, {3, 2}}, {{1}, {7}},      {{13}, {7, 13}}, {{7, 1}, {7, 13}}, {{3, 1, 2}, {5, 3, 4, 2}},
        {{1}, {0}},   {{0, 1}, {0, 3}}};
    for (const auto& [from, to] : broadcasts)
        cases.push_back({"broadcast_to " + from.text() + " " + to.text(),
                         [=, from = from, to = to](CaseGraph& g) { return Outputs{broadcastTo(g.normal(from), to)}; },
                         Closeness::Sums});
}

void addLayouts(std::vector<OpCase>& cases)
{
    cases.push_back({"reshape", [](CaseGraph& g) { return Outputs{reshape(g.normal({6, 5}), {2, -1, 3})}; }});
    cases.push_back({"reshape of a scalar", [](CaseGraph& g) { return Outputs{reshape(g.normal({}), {1, 1})}; }});
    cases.push_back({"reshape of nothing", [](CaseGraph& g) { return Outputs{reshape(g.normal({0, 5}), {5, 0, 2})}; }});
    const std::vector<std::pair<Shape, std::vector<int>>> transposes{{{7, 13}, {1, 0}},
                                                                     {{1, 5}, {1, 0}},
                                                                     {{2, 3, 5}, {2, 0, 1}},
                                                                     {{2, 3, 5}, {1, 0, 2}},
                                                                     {{2, 3, 5, 7}, {0, 2, 1, 3}},
                                                                     {{0, 3}, {1, 0}},
                                                                     {{3}, {0}},
                                                                     {{}, {}}};
    for (const auto& [shape, permutation] : transposes) {
        std::string name = "transpose " + shape.text() + " to";
        for (int axis : permutation)
            name += " " + std::to_string(axis);
        cases.push_back({name, [=, shape = shape, permutation = permutation](CaseGraph& g) {
                             return Outputs{transpose(g.normal(shape), permutation)};
                         }});
    }
    cases.push_back({"transpose [131, 257]",
                     [](CaseGraph& g) {
                         return Outputs{transpose(g.normal({131, 257}), {1, 0})};
                     },
                     Closeness::Elementwise, true});
    cases.push_back({"transpose of indices", [](CaseGraph& g) {
                         return Outputs{transpose(g.integers({3, 5}, 0, 9), {1, 0})};
                     }});
    for (int axis : {0, 1, 2, -1})
        cases.push_back(
            {"slice, pad_axis, concat on axis " + std::to_string(axis), [=](CaseGraph& g) {
                 const Value x = g.normal({5, 7, 6});
                 const Value joined = concat({slice(x, axis, 1, 4), slice(x, axis, 0, 5), slice(x, axis, 2, 2)}, axis);
                 return Outputs{joined, padAxis(x, axis, 2, 1)};
             }});
    cases.push_back({"concat of one part", [](CaseGraph& g) { return Outputs{concat({g.normal({3, 2})}, 1)}; }});
    cases.push_back({"concat [64, 33] [64, 100] on the last axis",
                     [](CaseGraph& g) {
                         return Outputs{concat({g.normal({64, 33}), g.normal({64, 100})}, -1)};
                     },
                     Closeness::Elementwise, true});
    cases.push_back({"concat of indices", [](CaseGraph& g) {
                         return Outputs{concat({g.integers({2, 3}, 0, 9), g.integers({2, 1}, 0, 9)}, 1)};
                     }});
}

void addIndexing(std::vector<OpCase>& cases)
{
    cases.push_back({"gather_rows, repeated", [](CaseGraph& g) {
                         return Outputs{gatherRows(g.normal({5, 3}), g.integers({4, 7}, 0, 5))};
                     }});
    cases.push_back({"gather_rows, one row of one", [](CaseGraph& g) {
                         return Outputs{gatherRows(g.normal({1, 1}), g.integers({1}, 0, 1))};
                     }});
    cases.push_back({"gather_rows of nothing", [](CaseGraph& g) {
                         return Outputs{gatherRows(g.normal({5, 3}), g.integers({0}, 0, 5))};
                     }});
    cases.push_back({"gather_rows by a scalar", [](CaseGraph& g) {
                         return Outputs{gatherRows(g.normal({5, 3}), g.integers({}, 0, 5))};
                     }});
    cases.push_back({"gather_rows 1009 x 65 by 512",
                     [](CaseGraph& g) {
                         return Outputs{gatherRows(g.normal({1009, 65}), g.integers({8, 64}, 0, 1009))};
                     },
                     Closeness::Sums, true});
    cases.push_back({"gather_rows 3 x 17 by 999: long runs of one row",
                     [](CaseGraph& g) {
                         return Outputs{gatherRows(g.normal({3, 17}), g.integers({999}, 0, 3))};
                     },
                     Closeness::Sums, true});
    cases.push_back({"scatter_rows",
                     [](CaseGraph& g) {
                         return Outputs{scatterRows(g.normal({2, 4, 3}), g.integers({2, 4}, 0, 5), 7)};
                     },
                     Closeness::Sums});
    cases.push_back({"scatter_rows of nothing", [](CaseGraph& g) {
                         return Outputs{scatterRows(g.normal({0, 3}), g.integers({0}, 0, 5), 4)};
                     }});
}

void addRandom(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{}, {1}, {0, 3}, {7, 13}, {67, 519}}) {
        cases.push_back({"normal_noise " + shape.text(),
                         [=](CaseGraph& g) {
                             const Value x = g.normal(shape);
                             return Outputs{x * normalNoise(x) + normalNoise(x)};
                         },
                         Closeness::Elementwise, shape.elements() > 1000});
        cases.push_back({"dropout_mask " + shape.text(),
                         [=](CaseGraph& g) { return Outputs{dropout(g.normal(shape), 0.3)}; }, Closeness::Elementwise,
                         shape.elements() > 1000});
    }
    for (const Shape& shape : std::vector<Shape>{{}, {1}, {0}, {13, 1}, {1031}})
        for (std::int64_t sphere : {2, 3, 32})
            for (double kappa : {0.0, 13.0})
                cases.push_back(
                    {"vmf_cosine " + shape.text() + " sphere " + std::to_string(sphere) + (kappa > 0 ? "" : " uniform"),
                     [=](CaseGraph& g) {
                         const Value x = g.normal(shape);
                         return Outputs{x * vmfCosine(x, kappa, sphere)};
                     },
                     Closeness::Elementwise, shape.elements() > 1000});
}

/// Temperature and top-p are drawn from [0, scale]; with ties, logits are a few numbers that come often.
void addDrawing(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{1, 1}, {5, 7}, {0, 3}, {2, 61}, {2, 1031}, {2, 5003}, {1, 40009}})
        for (const double scale : {0.0, 1.0, 3.0})
            for (const int topK : {0, 5})
                for (const bool hasTies : {false, true})
                    cases.push_back({"draw_class " + shape.text() + (hasTies ? " with ties" : "") + " top " +
                                         std::to_string(topK) + " up to temperature " + std::to_string(scale),
                                     [=](CaseGraph& g) {
                                         const Value few = gatherRows(g.fixed({4, 1}), g.integers(shape, 0, 4));
                                         const DrawnClasses all = drawClasses(
                                             {.logits = hasTies ? reshape(few, {shape[0], shape[1]}) : g.fixed(shape),
                                              .banned = g.integers({scale > 1 ? 2 : 0}, -1, 7),
                                              .chances = g.integers({shape[0], 2}, 0, 1 << 21),
                                              .topK = g.integers({1}, topK, topK + 1),
                                              .sampling = g.fractions({2}) * scale});
                                         return Outputs{all.drawn, all.logProbability};
                                     },
                                     Closeness::Elementwise, shape.elements() > 1000});
}

} // namespace

std::vector<OpCase> dataCases()
{
    std::vector<OpCase> cases;
    addReductions(cases);
    addLayouts(cases);
    addIndexing(cases);
    addRandom(cases);
    addDrawing(cases);
    return cases;
}

} // namespace lb::testing
