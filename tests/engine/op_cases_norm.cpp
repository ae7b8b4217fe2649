#include "engine/ops/elementwise.h"
#include "engine/ops/norm.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

void addBatchNorms(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{2, 1}, {5, 3}, {7, 13}, {3, 0}, {129, 67}})
        cases.push_back({"batch_norm " + shape.text(),
                         [=](CaseGraph& g) {
                             const BatchNormOutputs normed = batchNorm(g.normal(shape), 1e-2);
                             return Outputs{normed.y, normed.mean, normed.variance};
                         },
                         Closeness::Sums, shape.elements() > 1000});
    for (const Shape& shape : std::vector<Shape>{{2, 1}, {5, 3}, {7, 13}, {3, 0}, {129, 67}, {77, 130}})
        for (const bool hasRelu : {false, true})
            cases.push_back({"affine_batch_norm " + shape.text() + (hasRelu ? " relu" : ""),
                             [=](CaseGraph& g) {
                                 const Shape width{shape[1]};
                                 return Outputs{
                                     batchNorm(g.normal(shape), g.normal(width), g.normal(width), 1e-2, hasRelu).y};
                             },
                             Closeness::Sums, shape.elements() > 1000});
    cases.push_back({"batch_norm, y alone",
                     [](CaseGraph& g) {
                         return Outputs{batchNorm(g.normal({5, 3}), 1e-5).y};
                     },
                     Closeness::Sums});
    cases.push_back({"batch_norm far from 0, variance alone",
                     [](CaseGraph& g) {
                         return Outputs{batchNorm(affine(g.normal({150, 3}), 1.0, 1000.0), 1e-5).variance};
                     },
                     Closeness::Sums, true});
    cases.push_back({"batch_norm, mean alone",
                     [](CaseGraph& g) {
                         return Outputs{batchNorm(g.normal({5, 3}), 1e-5).mean};
                     },
                     Closeness::Sums});
}

void addLayerNorms(std::vector<OpCase>& cases)
{
    for (const Shape& shape : std::vector<Shape>{{1}, {1, 1}, {5, 7}, {2, 3, 5}, {0, 4}, {61, 1033}, {999, 2}}) {
        const bool isLarge = shape.elements() > 1000;
        cases.push_back({"layer_norm " + shape.text(),
                         [=](CaseGraph& g) { return Outputs{layerNorm(g.normal(shape), 1e-2)}; }, Closeness::Sums,
                         isLarge});
        const Shape width{shape[-1]};
        cases.push_back(
            {"affine_layer_norm " + shape.text(),
             [=](CaseGraph& g) { return Outputs{layerNorm(g.normal(shape), g.normal(width), g.normal(width), 1e-2)}; },
             Closeness::Sums, isLarge});
    }
}

/// x: [batch, ..., width] with a scale and a shift for each item.
void addConditionalLayerNorms(std::vector<OpCase>& cases)
{
    for (const Shape& shape :
         std::vector<Shape>{{1, 1}, {3, 5}, {2, 3, 5}, {2, 2, 3, 4}, {0, 2, 4}, {3, 0, 4}, {7, 37, 67}, {64, 3, 131}}) {
        const bool isLarge = shape.elements() > 1000;
        const std::int64_t width = shape[-1];
        cases.push_back({"affine_layer_norm per item " + shape.text(),
                         [=](CaseGraph& g) {
                             const Shape perItem{shape[0], width};
                             return Outputs{layerNorm(g.normal(shape), g.normal(perItem), g.normal(perItem), 1e-2)};
                         },
                         Closeness::Sums, isLarge});
        cases.push_back({"conditional layer norm " + shape.text(),
                         [=](CaseGraph& g) {
                             return Outputs{conditionalLayerNorm(g.normal(shape), g.normal({shape[0], 3}),
                                                                 {.scale = g.normal({width}),
                                                                  .shift = g.normal({width}),
                                                                  .scaleWeight = g.normal({3, width}),
                                                                  .shiftWeight = g.normal({3, width})},
                                                                 1e-2)};
                         },
                         Closeness::Sums, isLarge});
    }
}

} // namespace

std::vector<OpCase> normCases()
{
    std::vector<OpCase> cases;
    addBatchNorms(cases);
    addLayerNorms(cases);
    addConditionalLayerNorms(cases);
    return cases;
}

} // namespace lb::testing
