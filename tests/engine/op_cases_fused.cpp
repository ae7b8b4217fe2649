#include "engine/ops/convolution.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/norm.h"
#include "engine/ops/random.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

void addProducts(std::vector<OpCase>& cases)
{
    using Function = Value (*)(Value);
    const std::vector<std::pair<std::string, Function>> functions{
        {"tanh", tanh}, {"sigmoid", sigmoid}, {"softplus", softplus}, {"silu", silu}, {"gelu_tanh", geluTanh}};
    for (const auto& [name, function] : functions)
        for (const auto& [rows, inner, columns] : std::vector<std::array<std::int64_t, 3>>{
                 {1, 1, 1}, {7, 5, 3}, {0, 3, 2}, {5, 0, 3}, {131, 37, 67}, {67, 37, 263}})
            cases.push_back({"fused linear+" + name + " " + Shape{rows, inner, columns}.text(),
                             [=, f = function](CaseGraph& g) {
                                 return Outputs{f(
                                     linear(g.normal({rows, inner}), g.normal({inner, columns}), g.normal({columns})))};
                             },
                             Closeness::Sums, rows > 60});
    cases.push_back({"fused matmul+tanh of batches",
                     [](CaseGraph& g) {
                         return Outputs{tanh(matmul(g.normal({3, 5, 2}), g.normal({3, 2, 7}))),
                                        tanh(matmul(g.normal({5, 2}), g.normal({3, 2, 7})))};
                     },
                     Closeness::Sums});
    for (const std::int64_t batch : {2, 37})
        cases.push_back(
            {"fused convolutions of " + std::to_string(batch),
             [=](CaseGraph& g) {
                 const Value x = g.normal({batch, 8, 8, 3});
                 const Value maps = tanh(conv2d(x, g.normal({4, 4, 3, 5}), g.normal({5}), {.stride = 2, .padding = 1}));
                 return Outputs{sigmoid(
                     convTranspose2d(maps, g.normal({4, 4, 2, 5}), g.normal({2}), {.stride = 2, .padding = 1}))};
             },
             Closeness::Sums, batch > 2});
    cases.push_back(
        {"fused convolutions of whole vectors",
         [](CaseGraph& g) {
             const Value x = g.normal({5, 36, 34, 16});
             const Value maps = tanh(conv2d(x, g.normal({3, 3, 16, 32}), g.normal({32}), {.stride = 1, .padding = 1}));
             return Outputs{
                 sigmoid(convTranspose2d(maps, g.normal({4, 4, 16, 32}), g.normal({16}), {.stride = 2, .padding = 1}))};
         },
         Closeness::Sums, true});
}

/// Rows with every kind of operand: full, one row, a number per row, one number.
void addRows(std::vector<OpCase>& cases)
{
    for (const auto& [rows, columns] :
         std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 1}, {7, 13}, {0, 3}, {5, 1}, {1, 5003}, {1031, 37}}) {
        const bool isLarge = rows * columns > 1000;
        const std::string text = Shape{rows, columns}.text();
        cases.push_back(
            {"fused rows " + text,
             [=](CaseGraph& g) {
                 const Value x = exp(g.normal({rows, columns}) * g.normal({columns})) - g.normal({rows, 1});
                 return Outputs{tanh(reshape(x * g.normal({}) + g.normal({rows, columns}), {-1, 1, columns}))};
             },
             Closeness::Sums, isLarge});
        cases.push_back({"fused numbers " + text,
                         [=](CaseGraph& g) {
                             const Value x = exp(affine(g.normal({rows, columns}), 0.5, 0.0));
                             return Outputs{g.normal({rows, columns}) + x * (1.0 - square(x))};
                         },
                         Closeness::Sums, isLarge});
        cases.push_back({"fused residual " + text,
                         [=](CaseGraph& g) {
                             const Value sum = g.normal({rows, columns}) + dropout(g.normal({rows, columns}), 0.25);
                             return Outputs{layerNorm(sum, g.normal({columns}), g.normal({columns}), 1e-2), sum};
                         },
                         Closeness::Sums, isLarge});
        cases.push_back({"fused plain norm " + text,
                         [=](CaseGraph& g) {
                             const Value sum = g.normal({rows, columns}) + g.normal({rows, columns});
                             return Outputs{tanh(layerNorm(sum, 1e-2) * 2.0 + sum)};
                         },
                         Closeness::Sums, isLarge});
    }
}

} // namespace

std::vector<OpCase> fusedCases()
{
    std::vector<OpCase> cases;
    addProducts(cases);
    addRows(cases);
    return cases;
}

} // namespace lb::testing
