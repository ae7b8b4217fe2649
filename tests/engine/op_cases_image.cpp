#include "engine/ops/convolution.h"
#include "engine/ops/pooling.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

struct ConvCase {
    Shape image; ///< [batch, height, width, channels]
    std::int64_t kernelHeight, kernelWidth, maps, stride, padding;

    Shape weight() const { return {kernelHeight, kernelWidth, image[3], maps}; }
    Conv2dOptions options() const { return {.stride = stride, .padding = padding}; }
    std::string name() const
    {
        return image.text() + " " + weight().text() + " stride " + std::to_string(stride) + " padding " +
               std::to_string(padding);
    }
};

const std::vector<ConvCase> kConvs{
    {{1, 1, 1, 1}, 1, 1, 1, 1, 0},      {{2, 5, 4, 3}, 3, 3, 2, 1, 1},    {{1, 6, 8, 2}, 4, 4, 3, 2, 1},
    {{2, 7, 3, 1}, 3, 2, 2, 2, 0},      {{1, 5, 5, 2}, 3, 3, 1, 3, 2},    {{1, 2, 3, 2}, 2, 1, 2, 1, 3},
    {{0, 4, 4, 2}, 3, 3, 2, 1, 1},      {{2, 4, 4, 0}, 3, 3, 2, 1, 1},    {{2, 4, 4, 2}, 3, 3, 0, 1, 1},
    {{3, 12, 12, 17}, 4, 4, 19, 2, 1},  {{5, 28, 28, 1}, 4, 4, 33, 2, 1}, {{2, 33, 31, 8}, 3, 3, 5, 1, 1},
    {{1, 19, 21, 7}, 5, 3, 13, 2, 2},   {{17, 4, 4, 16}, 4, 4, 32, 2, 1}, {{2, 17, 16, 16}, 3, 2, 48, 2, 1},
    {{11, 31, 29, 32}, 3, 3, 16, 1, 1}, {{5, 16, 19, 64}, 4, 4, 32, 2, 1}};

void addConvolutions(std::vector<OpCase>& cases)
{
    for (const ConvCase& c : kConvs) {
        const bool isLarge = c.image.elements() > 1000;
        for (bool hasBias : {true, false})
            cases.push_back({"conv2d " + c.name() + (hasBias ? " with bias" : ""),
                             [=](CaseGraph& g) {
                                 return Outputs{conv2d(g.normal(c.image), g.normal(c.weight()),
                                                       hasBias ? g.normal({c.maps}) : Value{}, c.options())};
                             },
                             Closeness::Sums, isLarge});
        cases.push_back({"conv2d_weight_grad " + c.name(),
                         [=](CaseGraph& g) {
                             const Conv2dExtents e = conv2dExtents(c.image, c.weight(), c.options());
                             return Outputs{conv2dWeightGrad(g.normal(c.image),
                                                             g.normal({e.batch, e.outHeight, e.outWidth, e.maps}),
                                                             c.kernelHeight, c.kernelWidth, c.options())};
                         },
                         Closeness::Sums, isLarge});
    }
}

/// The images of kConvs as what is transposed: their channels are the maps of the transposed convolution.
void addTransposedConvolutions(std::vector<OpCase>& cases)
{
    for (const ConvCase& c : kConvs) {
        if (c.padding >= c.kernelHeight || c.padding >= c.kernelWidth)
            continue; // leaves nothing of an image of one pixel
        const bool isLarge = c.image.elements() > 1000;
        for (std::int64_t outputPadding = isLarge ? c.stride - 1 : 0; outputPadding < c.stride; ++outputPadding)
            cases.push_back({"conv2d_transpose " + c.name() + " output padding " + std::to_string(outputPadding),
                             [=](CaseGraph& g) {
                                 const Value weight = g.normal({c.kernelHeight, c.kernelWidth, c.maps, c.image[3]});
                                 const Value bias = outputPadding == 0 || isLarge ? g.normal({c.maps}) : Value{};
                                 return Outputs{convTranspose2d(
                                     g.normal(c.image), weight, bias,
                                     {.stride = c.stride, .padding = c.padding, .outputPadding = outputPadding})};
                             },
                             Closeness::Sums, isLarge});
    }
}

struct PoolCase {
    Shape image;
    Pool2dOptions options;
};

void addPools(std::vector<OpCase>& cases)
{
    for (const PoolCase& c : std::vector<PoolCase>{{{1, 1, 1, 1}, {1, 1, 0}},
                                                   {{2, 4, 6, 3}, {2, 2, 0}},
                                                   {{2, 5, 7, 2}, {3, 2, 1}},
                                                   {{1, 5, 4, 3}, {3, 1, 2}},
                                                   {{1, 7, 7, 1}, {2, 3, 0}},
                                                   {{0, 4, 4, 2}, {2, 2, 0}},
                                                   {{2, 4, 4, 0}, {2, 2, 0}},
                                                   {{13, 15, 17, 37}, {3, 2, 1}},
                                                   {{7, 16, 16, 64}, {2, 2, 0}}}) {
        const std::string name = c.image.text() + " window " + std::to_string(c.options.kernel) + " stride " +
                                 std::to_string(c.options.stride) + " padding " + std::to_string(c.options.padding);
        const bool isLarge = c.image.elements() > 1000;
        cases.push_back({"max_pool2d " + name,
                         [=](CaseGraph& g) { return Outputs{maxPool2d(g.normal(c.image), c.options)}; },
                         Closeness::Elementwise, isLarge});
        cases.push_back({"average_pool2d " + name,
                         [=](CaseGraph& g) { return Outputs{averagePool2d(g.normal(c.image), c.options)}; },
                         Closeness::Sums, isLarge});
    }
}

void addUpsamplings(std::vector<OpCase>& cases)
{
    for (const Shape& image : std::vector<Shape>{{1, 1, 1, 1}, {2, 3, 2, 5}, {0, 2, 2, 3}, {5, 13, 11, 32}})
        for (std::int64_t factor : {1, 2, 3})
            cases.push_back({"upsample_nearest2d " + image.text() + " by " + std::to_string(factor),
                             [=](CaseGraph& g) { return Outputs{upsampleNearest2d(g.normal(image), factor)}; },
                             Closeness::Sums, image.elements() > 1000});
}

} // namespace

std::vector<OpCase> imageCases()
{
    std::vector<OpCase> cases;
    addConvolutions(cases);
    addTransposedConvolutions(cases);
    addPools(cases);
    addUpsamplings(cases);
    return cases;
}

} // namespace lb::testing
