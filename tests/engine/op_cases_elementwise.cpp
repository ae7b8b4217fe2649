#include "engine/ops/elementwise.h"
#include "tests/engine/op_case.h"

namespace lb::testing {

using namespace engine;

namespace {

using Outputs = std::vector<Value>;

/// Shapes that unary ops are tried on: a scalar, one element, nothing, primes, and more than one vector and thread
/// hold.
const std::vector<Shape> kShapes{{}, {1}, {0, 3}, {7, 13}, {3, 5, 2}};
const Shape kLarge{67, 519};

using Unary = Value (*)(Value);

void addUnary(std::vector<OpCase>& cases, const std::string& name, Unary op, const std::vector<double>& kinks = {})
{
    for (const Shape& shape : kShapes)
        cases.push_back({name + " " + shape.text(), [=](CaseGraph& g) { return Outputs{op(g.kinked(shape, kinks))}; }});
    cases.push_back({name + " " + kLarge.text(), [=](CaseGraph& g) { return Outputs{op(g.kinked(kLarge, kinks))}; },
                     Closeness::Elementwise, true});
}

void addUnaryOfPositive(std::vector<OpCase>& cases, const std::string& name, Unary op)
{
    for (const Shape& shape : kShapes)
        cases.push_back({name + " " + shape.text(), [=](CaseGraph& g) { return Outputs{op(g.positive(shape))}; }});
    cases.push_back({name + " " + kLarge.text(), [=](CaseGraph& g) { return Outputs{op(g.positive(kLarge))}; },
                     Closeness::Elementwise, true});
}

void addBinary(std::vector<OpCase>& cases, const std::string& name, Value (*op)(Value, Value))
{
    const std::vector<std::pair<Shape, Shape>> pairs{
        {{}, {}},        {{1}, {1}},        {{7, 13}, {7, 13}},  {{7, 13}, {13}},
        {{13}, {7, 13}}, {{7, 1}, {1, 13}}, {{2, 3, 5}, {3, 1}}, {{}, {5}},
        {{5}, {}},       {{0, 3}, {3}},     {{0}, {1}},          {{2, 1, 3, 1}, {5, 1, 7}}};
    for (const auto& [a, b] : pairs)
        cases.push_back({name + " " + a.text() + " " + b.text(),
                         [=, a = a, b = b](CaseGraph& g) { return Outputs{op(g.normal(a), g.positive(b))}; }});
    // Backward of a broadcast sums over the rows.
    const std::vector<std::pair<Shape, Shape>> large{{kLarge, kLarge}, {kLarge, {519}}, {{67, 1}, kLarge}};
    for (const auto& [a, b] : large)
        cases.push_back({name + " " + a.text() + " " + b.text(),
                         [=, a = a, b = b](CaseGraph& g) { return Outputs{op(g.normal(a), g.positive(b))}; },
                         Closeness::Sums, true});
}

} // namespace

std::vector<OpCase> elementwiseCases()
{
    std::vector<OpCase> cases;
    addBinary(cases, "add", [](Value a, Value b) { return a + b; });
    addBinary(cases, "sub", [](Value a, Value b) { return a - b; });
    addBinary(cases, "mul", [](Value a, Value b) { return a * b; });
    addBinary(cases, "div", [](Value a, Value b) { return a / b; });
    addUnary(cases, "affine", [](Value x) { return affine(x, -1.5, 0.25); });
    addUnary(cases, "exp", exp);
    addUnaryOfPositive(cases, "log", log);
    addUnaryOfPositive(cases, "sqrt", sqrt);
    addUnary(cases, "square", square);
    addUnary(cases, "abs", abs, {0.0});
    addUnary(cases, "relu", relu, {0.0});
    addUnary(cases, "tanh", tanh);
    addUnary(cases, "sigmoid", sigmoid);
    addUnary(cases, "softplus", softplus);
    addUnary(cases, "silu", silu);
    addUnary(cases, "gelu", gelu);
    addUnary(cases, "gelu_tanh", geluTanh);
    addUnary(cases, "clamp", [](Value x) { return clamp(x, -0.5, 0.75); }, {-0.5, 0.75});
    addUnary(cases, "greater", [](Value x) { return greater(x, 0.1); }, {0.1});
    for (const Shape& shape : kShapes) // what flows back through it is tst_op_rules' matter: differences would see x
        cases.push_back(
            {"stop_gradient " + shape.text(), [=](CaseGraph& g) {
                 return Outputs{stopGradient(g.fixed(shape)) * g.normal(shape), stopGradient(g.fixed(shape))};
             }});
    cases.push_back({"x * x accumulates", [](CaseGraph& g) {
                         const Value x = g.normal({7});
                         return Outputs{x * x, x + x};
                     }});
    cases.push_back({"copy of a gradient that two leaves share", [](CaseGraph& g) {
                         return Outputs{g.normal({3, 2}) + g.normal({3, 2})};
                     }});
    return cases;
}

} // namespace lb::testing
