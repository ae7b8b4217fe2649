#include "engine/ops/linear.h"

#include "engine/ops/families.h"
#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

MatmulOptions optionsOf(const Attributes& attributes)
{
    return {.transposeA = attributes.flag("transpose_a"), .transposeB = attributes.flag("transpose_b")};
}

Shape matmulShape(const Shape& a, const Shape& b, const MatmulExtents& extents)
{
    std::vector<std::int64_t> dims = dimsOf(a.rank() >= b.rank() ? a : b);
    dims[dims.size() - 2] = extents.m;
    dims[dims.size() - 1] = extents.n;
    return Shape(dims);
}

/// [..., columns] as one matrix.
Value asRows(Value x)
{
    return reshape(x, {x.shape().product(0, x.shape().rank() - 1), x.shape()[-1]});
}

/// Gradient of the operand a of y = A B, where A and B stand for the possibly transposed operands.
Value gradientOfA(Value a, Value b, Value dy, MatmulOptions options)
{
    const Value full =
        options.transposeA ? matmul(b, dy, {options.transposeB, true}) : matmul(dy, b, {false, !options.transposeB});
    return sumTo(full, a.shape());
}

Value gradientOfB(Value a, Value b, Value dy, MatmulOptions options)
{
    const bool rowsAreOne = b.shape().rank() == 2 && a.shape().rank() > 2 && !options.transposeA;
    if (rowsAreOne) { // one product over all batches instead of one per batch and a sum
        a = asRows(a);
        dy = asRows(dy);
    }
    const Value full =
        options.transposeB ? matmul(dy, a, {true, options.transposeA}) : matmul(a, dy, {!options.transposeA, false});
    return sumTo(full, b.shape());
}

constexpr OpDef kMatmul{
    .name = "matmul",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 2);
            expectFloats(in);
            const MatmulExtents extents = matmulExtents(in[0].shape, in[1].shape, optionsOf(attributes));
            return Types{{matmulShape(in[0].shape, in[1].shape, extents), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const Value dy = g.outputGradients[0];
            const MatmulOptions options = optionsOf(g.attributes);
            return Gradients{g.wanted[0] ? gradientOfA(g.inputs[0], g.inputs[1], dy, options) : Value{},
                             g.wanted[1] ? gradientOfB(g.inputs[0], g.inputs[1], dy, options) : Value{}};
        },
    .flops =
        [](const Types& in, const Types&, const Attributes& attributes) {
            const MatmulExtents e = matmulExtents(in[0].shape, in[1].shape, optionsOf(attributes));
            return 2 * e.batches * e.m * e.n * e.k;
        },
};

Types linearTypes(const Types& in, const Attributes&)
{
    if (in.size() != 2 && in.size() != 3)
        reject("takes an input, a weight and perhaps a bias, got " + listed(in));
    expectFloats(in);
    const Shape& x = in[0].shape;
    const Shape& weight = in[1].shape;
    if (x.rank() < 1 || weight.rank() != 2 || x[-1] != weight[0])
        reject("inner sizes differ: " + x.text() + " x " + weight.text());
    if (in.size() == 3 && !(in[2].shape == Shape{weight[1]}))
        reject("a bias of " + in[2].shape.text() + " does not fit a weight of " + weight.text());
    return {{withExtent(x, x.rank() - 1, weight[1]), in[0].dtype}};
}

Gradients linearGradient(const GradientInputs& g)
{
    const Value dy = asRows(g.outputGradients[0]);
    Gradients result(g.inputs.size());
    if (g.wanted[0])
        result[0] = reshape(matmul(dy, g.inputs[1], {.transposeB = true}), dimsOf(g.inputs[0].shape()));
    if (g.wanted[1])
        result[1] = matmul(asRows(g.inputs[0]), dy, {.transposeA = true});
    if (result.size() == 3 && g.wanted[2])
        result[2] = sum(dy, {0});
    return result;
}

constexpr OpDef kLinear{
    .name = "linear",
    .outputTypes = linearTypes,
    .gradient = linearGradient,
    .flops =
        [](const Types& in, const Types& out, const Attributes&) {
            const std::int64_t perOutput = 2 * in[1].shape[0] + (in.size() == 3 ? 1 : 0);
            return out[0].shape.elements() * perOutput;
        },
};

} // namespace

MatmulExtents matmulExtents(const Shape& a, const Shape& b, MatmulOptions options)
{
    const std::string text =
        a.text() + (options.transposeA ? "^T" : "") + " x " + b.text() + (options.transposeB ? "^T" : "");
    if (a.rank() < 2 || b.rank() < 2)
        reject("needs matrices, got " + text);
    MatmulExtents result;
    result.m = a[options.transposeA ? -1 : -2];
    result.k = a[options.transposeA ? -2 : -1];
    result.n = b[options.transposeB ? -2 : -1];
    if (b[options.transposeB ? -1 : -2] != result.k)
        reject("inner sizes differ: " + text);
    if (a.rank() > 2 && b.rank() > 2 && !(leadingAxes(leadingAxes(a)) == leadingAxes(leadingAxes(b))))
        reject("leading axes differ: " + text);
    result.batches = a.rank() > 2 ? a.product(0, a.rank() - 2) : b.product(0, b.rank() - 2);
    result.isShared[0] = a.rank() == 2;
    result.isShared[1] = b.rank() == 2;
    return result;
}

std::vector<const OpDef*> linearOps()
{
    return {&kMatmul, &kLinear};
}

Value matmul(Value a, Value b, MatmulOptions options)
{
    return a.graph().recordOne(
        kMatmul, {a, b},
        {{"transpose_a", std::int64_t{options.transposeA}}, {"transpose_b", std::int64_t{options.transposeB}}});
}

Value linear(Value x, Value weight, Value bias)
{
    return bias.isNull() ? x.graph().recordOne(kLinear, {x, weight}) : x.graph().recordOne(kLinear, {x, weight, bias});
}

} // namespace lb::engine
