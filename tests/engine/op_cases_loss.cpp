#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/multilabel.h"
#include "engine/ops/output_loss.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

void addLosses(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{}, {1}, {0, 3}, {7, 13}, {67, 519}})
        cases.push_back({"bce_with_logits " + shape.text(),
                         [=](CaseGraph& g) {
                             return Outputs{bceWithLogits(g.normal(shape), g.fractions(shape)),
                                            squaredError(g.normal(shape), g.normal(shape))};
                         },
                         Closeness::Elementwise, shape.elements() > 1000});
    for (const Shape& shape : std::vector<Shape>{{1, 1}, {5, 7}, {7}, {2, 3, 5}, {0, 4}, {61, 1033}, {8, 33, 257}}) {
        const Shape targets(shape.dims().first(static_cast<std::size_t>(shape.rank() - 1)));
        const int classes = static_cast<int>(shape[-1]);
        for (int ignore : {-1, 0})
            cases.push_back({"cross_entropy, correct " + shape.text() + " ignoring " + std::to_string(ignore),
                             [=](CaseGraph& g) {
                                 const Value logits = g.normal(shape);
                                 const Value wanted = g.integers(targets, ignore < 0 ? -1 : 0, classes);
                                 return Outputs{crossEntropy(logits, wanted, ignore), correct(logits, wanted, ignore)};
                             },
                             Closeness::Sums, shape.elements() > 1000});
    }
}

void addMultilabels(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{1}, {1, 1}, {5, 7}, {2, 3, 5}, {0, 4}, {3, 0}, {61, 133}}) {
        const bool isLarge = shape.elements() > 1000;
        std::vector<std::int64_t> listed(shape.dims().begin(), shape.dims().end());
        listed.back() = 3;
        for (bool hasThreshold : {true, false}) {
            const std::string name = shape.text() + (hasThreshold ? "" : " without threshold");
            cases.push_back({"multilabel_cross_entropy, soft " + name,
                             [=](CaseGraph& g) {
                                 return Outputs{
                                     multilabelCrossEntropy(g.normal(shape), g.fractions(shape), hasThreshold)};
                             },
                             Closeness::Sums, isLarge});
            cases.push_back({"multilabel_cross_entropy, masked " + name,
                             [=](CaseGraph& g) {
                                 // 1.3 y - 0.2 for y in [0, 1], cut at 1: some below 0, some exactly 1
                                 const Value targets = clamp(1.3 * g.fractions(shape) - 0.2, -1.0, 1.0);
                                 return Outputs{multilabelCrossEntropy(g.normal(shape), targets, hasThreshold)};
                             },
                             Closeness::Sums, isLarge});
            if (shape[-1] == 0)
                continue; // no class could be listed
            cases.push_back({"sparse_multilabel_cross_entropy " + name,
                             [=](CaseGraph& g) {
                                 const Value positives = g.integers(Shape(listed), -1, static_cast<int>(shape[-1]));
                                 return Outputs{sparseMultilabelCrossEntropy(g.normal(shape), positives, hasThreshold)};
                             },
                             Closeness::Sums, isLarge});
        }
    }
}

void addOutputLosses(std::vector<OpCase>& cases)
{
    // The last one has more rows than are held at a time.
    for (const auto& [shape, classes] : std::vector<std::pair<Shape, std::int64_t>>{{{1, 1}, 1},
                                                                                    {{5, 7}, 3},
                                                                                    {{7}, 3},
                                                                                    {{2, 3, 5}, 4},
                                                                                    {{0, 4}, 3},
                                                                                    {{3, 0}, 2},
                                                                                    {{61, 37}, 131},
                                                                                    {{1037, 3}, 131}})
        for (bool isTransposed : {false, true})
            for (bool hasBias : {false, true}) {
                cases.push_back(
                    {"linear_cross_entropy " + shape.text() + " to " + std::to_string(classes) +
                         (isTransposed ? " transposed" : "") + (hasBias ? " with bias" : ""),
                     [=, shape = shape, classes = classes](CaseGraph& g) {
                         const Shape rows(shape.dims().first(static_cast<std::size_t>(shape.rank() - 1)));
                         const Value x = g.normal(shape);
                         const Shape weight = isTransposed ? Shape{classes, shape[-1]} : Shape{shape[-1], classes};
                         const OutputLayer layer{.weight = g.normal(weight),
                                                 .bias = hasBias ? g.normal({classes}) : Value{},
                                                 .isTransposed = isTransposed};
                         const Value targets = g.integers(rows, -1, static_cast<int>(classes));
                         return Outputs{linearCrossEntropy(x, layer, targets)};
                     },
                     Closeness::Sums, classes > 100});
            }
}

} // namespace

std::vector<OpCase> lossCases()
{
    std::vector<OpCase> cases;
    addLosses(cases);
    addMultilabels(cases);
    addOutputLosses(cases);
    return cases;
}

} // namespace lb::testing
