#include "engine/ops/convolution.h"

#include "engine/ops/families.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

#include <algorithm>

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

Conv2dOptions optionsOf(const Attributes& attributes)
{
    return {.stride = attributes.integer("stride"), .padding = attributes.integer("padding")};
}

Shape mapShape(const Conv2dExtents& e)
{
    return {e.batch, e.outHeight, e.outWidth, e.maps};
}

std::int64_t multiplyAdds(const Conv2dExtents& e)
{
    return 2 * e.positions() * e.window() * e.maps;
}

/// x, weight and perhaps a bias with one number per output channel.
void expectLayer(const Types& in, int outputAxis)
{
    if (in.size() != 2 && in.size() != 3)
        reject("takes an input, a weight and perhaps a bias, got " + listed(in));
    expectFloats(in);
    expectRank(in[0], 4);
    expectRank(in[1], 4);
    if (in.size() == 3 && !(in[2].shape == Shape{in[1].shape[outputAxis]}))
        reject("a bias of " + in[2].shape.text() + " does not fit a weight of " + in[1].shape.text());
}

Value biasGradient(const GradientInputs& g)
{
    return sum(g.outputGradients[0], {0, 1, 2});
}

Conv2dExtents extentsOfConv(const Types& in, const Attributes& attributes)
{
    return conv2dExtents(in[0].shape, in[1].shape, optionsOf(attributes));
}

Conv2dExtents extentsOfTranspose(const Types& in, const Attributes& attributes)
{
    const Shape image{in[0].shape[0], attributes.integer("height"), attributes.integer("width"), in[1].shape[2]};
    return conv2dExtents(image, in[1].shape, optionsOf(attributes));
}

Conv2dExtents extentsOfWeightGrad(const Types& in, const Attributes& attributes)
{
    const Shape weight{attributes.integer("kernel_height"), attributes.integer("kernel_width"), in[0].shape[3],
                       in[1].shape[3]};
    return conv2dExtents(in[0].shape, weight, optionsOf(attributes));
}

/// The adjoint of conv2d for images of this shape.
Value transposed(Value x, Value weight, const Shape& image, Conv2dOptions options);
Value weightGradient(Value image, Value map, const Shape& weight, Conv2dOptions options);

Gradients convGradient(const GradientInputs& g)
{
    const Value dy = g.outputGradients[0];
    const Conv2dOptions options = optionsOf(g.attributes);
    Gradients result(g.inputs.size());
    if (g.wanted[0])
        result[0] = transposed(dy, g.inputs[1], g.inputs[0].shape(), options);
    if (g.wanted[1])
        result[1] = weightGradient(g.inputs[0], dy, g.inputs[1].shape(), options);
    if (result.size() == 3 && g.wanted[2])
        result[2] = biasGradient(g);
    return result;
}

Gradients transposeGradient(const GradientInputs& g)
{
    const Value dy = g.outputGradients[0];
    const Conv2dOptions options = optionsOf(g.attributes);
    Gradients result(g.inputs.size());
    if (g.wanted[0])
        result[0] = conv2d(dy, g.inputs[1], {}, options);
    if (g.wanted[1])
        result[1] = weightGradient(dy, g.inputs[0], g.inputs[1].shape(), options);
    if (result.size() == 3 && g.wanted[2])
        result[2] = biasGradient(g);
    return result;
}

/// The weight's gradient is linear in the images and in the maps.
Gradients weightGradGradient(const GradientInputs& g)
{
    const Value dWeight = g.outputGradients[0];
    const Conv2dOptions options = optionsOf(g.attributes);
    return {g.wanted[0] ? transposed(g.inputs[1], dWeight, g.inputs[0].shape(), options) : Value{},
            g.wanted[1] ? conv2d(g.inputs[0], dWeight, {}, options) : Value{}};
}

constexpr OpDef kConv2d{
    .name = "conv2d",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectLayer(in, 3);
            return Types{{mapShape(extentsOfConv(in, attributes)), in[0].dtype}};
        },
    .gradient = convGradient,
    .flops = [](const Types& in, const Types&,
                const Attributes& attributes) { return multiplyAdds(extentsOfConv(in, attributes)); },
};

constexpr OpDef kConv2dTranspose{
    .name = "conv2d_transpose",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectLayer(in, 2);
            const Conv2dExtents e = extentsOfTranspose(in, attributes);
            if (!(in[0].shape == mapShape(e)))
                reject("x of " + in[0].shape.text() + " does not fit what a convolution of the output makes, " +
                       mapShape(e).text());
            return Types{{Shape{e.batch, e.height, e.width, e.channels}, in[0].dtype}};
        },
    .gradient = transposeGradient,
    .flops = [](const Types& in, const Types&,
                const Attributes& attributes) { return multiplyAdds(extentsOfTranspose(in, attributes)); },
};

constexpr OpDef kConv2dWeightGrad{
    .name = "conv2d_weight_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 2);
            expectFloats(in);
            expectRank(in[0], 4);
            expectRank(in[1], 4);
            const Conv2dExtents e = extentsOfWeightGrad(in, attributes);
            if (!(in[1].shape == mapShape(e)))
                reject("a gradient of " + in[1].shape.text() + " does not fit an output of " + mapShape(e).text());
            return Types{{Shape{e.kernelHeight, e.kernelWidth, e.channels, e.maps}, in[0].dtype}};
        },
    .gradient = weightGradGradient,
    .flops = [](const Types& in, const Types&,
                const Attributes& attributes) { return multiplyAdds(extentsOfWeightGrad(in, attributes)); },
};

Value layer(const OpDef& op, Value x, Value weight, Value bias, Attributes attributes)
{
    return bias.isNull() ? x.graph().recordOne(op, {x, weight}, std::move(attributes))
                         : x.graph().recordOne(op, {x, weight, bias}, std::move(attributes));
}

Attributes transposeAttributes(std::int64_t height, std::int64_t width, Conv2dOptions options)
{
    return {{"stride", options.stride}, {"padding", options.padding}, {"height", height}, {"width", width}};
}

Value transposed(Value x, Value weight, const Shape& image, Conv2dOptions options)
{
    return layer(kConv2dTranspose, x, weight, {}, transposeAttributes(image[1], image[2], options));
}

Value weightGradient(Value image, Value map, const Shape& weight, Conv2dOptions options)
{
    return conv2dWeightGrad(image, map, weight[0], weight[1], options);
}

std::int64_t outExtent(std::int64_t in, std::int64_t kernel, Conv2dOptions options)
{
    const std::int64_t room = in + 2 * options.padding - kernel;
    if (room < 0)
        reject("a kernel of " + std::to_string(kernel) + " does not fit into " + std::to_string(in) + " with padding " +
               std::to_string(options.padding));
    return room / options.stride + 1;
}

} // namespace

Conv2dExtents conv2dExtents(const Shape& image, const Shape& weight, Conv2dOptions options)
{
    if (options.stride < 1 || options.padding < 0 || weight[0] < 1 || weight[1] < 1)
        reject("stride " + std::to_string(options.stride) + ", padding " + std::to_string(options.padding) +
               " and a kernel of " + weight.text() + " make no convolution");
    if (weight[2] != image[3])
        reject("channels differ: images of " + image.text() + ", a weight of " + weight.text());
    return {.batch = image[0],
            .height = image[1],
            .width = image[2],
            .channels = image[3],
            .outHeight = outExtent(image[1], weight[0], options),
            .outWidth = outExtent(image[2], weight[1], options),
            .maps = weight[3],
            .kernelHeight = weight[0],
            .kernelWidth = weight[1],
            .stride = options.stride,
            .padding = options.padding};
}

std::vector<const OpDef*> convolutionOps()
{
    return {&kConv2d, &kConv2dTranspose, &kConv2dWeightGrad};
}

Value conv2d(Value x, Value weight, Value bias, Conv2dOptions options)
{
    return layer(kConv2d, x, weight, bias, {{"stride", options.stride}, {"padding", options.padding}});
}

Value convTranspose2d(Value x, Value weight, Value bias, ConvTranspose2dOptions options)
{
    const auto refuse = [&](const std::string& detail) {
        throw ShapeError("conv2d_transpose", detail + " in " + x.graph().scope());
    };
    if (x.shape().rank() != 4 || weight.shape().rank() != 4)
        refuse("needs images and a weight of rank 4, got " + x.shape().text() + " and " + weight.shape().text());
    if (options.outputPadding < 0 || options.outputPadding >= std::max<std::int64_t>(options.stride, 1))
        refuse("the output padding must be below the stride " + std::to_string(options.stride) + ", got " +
               std::to_string(options.outputPadding));
    const auto extent = [&](int axis) {
        return (x.shape()[axis] - 1) * options.stride - 2 * options.padding + weight.shape()[axis - 1] +
               options.outputPadding;
    };
    if (extent(1) < 0 || extent(2) < 0)
        refuse("the padding leaves nothing of " + x.shape().text());
    return layer(kConv2dTranspose, x, weight, bias,
                 transposeAttributes(extent(1), extent(2), {options.stride, options.padding}));
}

Value conv2dWeightGrad(Value x, Value dy, std::int64_t kernelHeight, std::int64_t kernelWidth, Conv2dOptions options)
{
    return x.graph().recordOne(kConv2dWeightGrad, {x, dy},
                               {{"stride", options.stride},
                                {"padding", options.padding},
                                {"kernel_height", kernelHeight},
                                {"kernel_width", kernelWidth}});
}

} // namespace lb::engine
