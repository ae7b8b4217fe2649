#include "engine/ops/linear.h"
#include "engine/ops/neighbours.h"
#include "engine/ops/softmax.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

Shape matrix(const std::vector<std::int64_t>& leading, std::int64_t rows, std::int64_t columns)
{
    std::vector<std::int64_t> dims = leading;
    dims.insert(dims.end(), {rows, columns});
    return Shape(dims);
}

struct MatmulCase {
    std::vector<std::int64_t> leadingA, leadingB;
    std::int64_t m, k, n;
};

void addMatmuls(std::vector<OpCase>& cases)
{
    const std::vector<MatmulCase> shapes{{{}, {}, 1, 1, 1},         {{}, {}, 5, 7, 3},     {{}, {}, 1, 13, 2},
                                         {{}, {}, 4, 0, 3},         {{}, {}, 0, 4, 3},     {{3}, {3}, 2, 5, 4},
                                         {{2, 3}, {2, 3}, 3, 2, 5}, {{3}, {}, 2, 5, 4},    {{}, {3}, 2, 5, 4},
                                         {{0}, {0}, 2, 3, 4},       {{}, {}, 67, 131, 37}, {{5}, {5}, 33, 65, 17},
                                         {{5}, {}, 33, 65, 17},     {{}, {}, 1, 300, 41}};
    for (const MatmulCase& c : shapes)
        for (bool transposeA : {false, true})
            for (bool transposeB : {false, true}) {
                const Shape a = transposeA ? matrix(c.leadingA, c.k, c.m) : matrix(c.leadingA, c.m, c.k);
                const Shape b = transposeB ? matrix(c.leadingB, c.n, c.k) : matrix(c.leadingB, c.k, c.n);
                cases.push_back(
                    {"matmul " + a.text() + (transposeA ? "^T " : " ") + b.text() + (transposeB ? "^T" : ""),
                     [=](CaseGraph& g) {
                         return Outputs{matmul(g.normal(a), g.normal(b), {transposeA, transposeB})};
                     },
                     Closeness::Sums, c.m > 30 || c.k > 200});
            }
}

void addLinears(std::vector<OpCase>& cases)
{
    const std::vector<std::pair<Shape, std::int64_t>> shapes{{{1, 1}, 1},      {{5, 7}, 3},        {{7}, 3},
                                                             {{2, 3, 5}, 4},   {{0, 5}, 4},        {{3, 0}, 2},
                                                             {{101, 67}, 131}, {{4, 32, 100}, 64}, {{1, 523}, 37}};
    for (const auto& [shape, width] : shapes)
        for (bool hasBias : {true, false})
            cases.push_back({"linear " + shape.text() + " to " + std::to_string(width) + (hasBias ? " with bias" : ""),
                             [=, shape = shape, width = width](CaseGraph& g) {
                                 const Value x = g.normal(shape);
                                 const Value weight = g.normal({shape[-1], width});
                                 return Outputs{linear(x, weight, hasBias ? g.normal({width}) : Value{})};
                             },
                             Closeness::Sums, shape.elements() > 500});
}

void addRowOps(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{1}, {1, 1}, {5, 7}, {2, 3, 5}, {0, 4}, {61, 1033}, {999, 2}}) {
        const bool isLarge = shape.elements() > 1000;
        cases.push_back({"softmax " + shape.text(), [=](CaseGraph& g) { return Outputs{softmax(g.normal(shape))}; },
                         Closeness::Sums, isLarge});
        cases.push_back({"log_softmax " + shape.text(),
                         [=](CaseGraph& g) { return Outputs{logSoftmax(g.normal(shape))}; }, Closeness::Sums, isLarge});
    }
}

void addNeighbours(std::vector<OpCase>& cases)
{
    for (const auto& [shape, k] : std::vector<std::pair<Shape, int>>{
             {{2, 1}, 1}, {{5, 2}, 1}, {{5, 2}, 4}, {{13, 3}, 3}, {{331, 17}, 3}, {{64, 128}, 1}})
        cases.push_back({"knn_log_distance " + shape.text() + " k " + std::to_string(k),
                         [=, shape = shape, k = k](CaseGraph& g) {
                             const Value x = g.normal(shape);
                             return Outputs{knnLogDistance(x, k), knnEntropy(x, k)};
                         },
                         Closeness::Sums, shape.elements() > 1000});
}

} // namespace

std::vector<OpCase> layerCases()
{
    std::vector<OpCase> cases;
    addMatmuls(cases);
    addLinears(cases);
    addRowOps(cases);
    addNeighbours(cases);
    return cases;
}

} // namespace lb::testing
