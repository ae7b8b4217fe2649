#include "engine/ops/pooling.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

Pool2dOptions optionsOf(const Attributes& attributes)
{
    return {.kernel = attributes.integer("kernel"),
            .stride = attributes.integer("stride"),
            .padding = attributes.integer("padding")};
}

Attributes attributesOf(Pool2dOptions options)
{
    return {{"kernel", options.kernel}, {"stride", options.stride}, {"padding", options.padding}};
}

Shape pooledShape(const Pool2dExtents& e)
{
    return {e.batch, e.outHeight, e.outWidth, e.channels};
}

Shape pooledShape(const Types& in, const Attributes& attributes)
{
    expectCount(in, 1);
    expectFloats(in);
    expectRank(in[0], 4);
    return pooledShape(pool2dExtents(in[0].shape, optionsOf(attributes)));
}

/// The image that a gradient of this shape belongs to.
Types imageTypes(const TensorType& dy, const Attributes& attributes)
{
    expectRank(dy, 4);
    const Shape image{dy.shape[0], attributes.integer("height"), attributes.integer("width"), dy.shape[3]};
    const Shape pooled = pooledShape(pool2dExtents(image, optionsOf(attributes)));
    if (!(dy.shape == pooled))
        reject("a gradient of " + dy.shape.text() + " does not fit an output of " + pooled.text());
    return {{image, dy.dtype}};
}

Attributes withImage(const GradientInputs& g)
{
    Attributes result = g.attributes;
    result.set("height", g.inputs[0].shape()[1]);
    result.set("width", g.inputs[0].shape()[2]);
    return result;
}

std::int64_t perWindow(const Types&, const Types& out, const Attributes& attributes)
{
    return out[0].shape.elements() * attributes.integer("kernel") * attributes.integer("kernel");
}
std::int64_t perGradientWindow(const Types& in, const Types&, const Attributes& attributes)
{
    return in[0].shape.elements() * attributes.integer("kernel") * attributes.integer("kernel");
}

constexpr OpDef kMaxPool2dGrad{
    .name = "max_pool2d_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 2);
            expectIndices(in[0]);
            expectFloats({in[1]});
            if (!(in[0].shape == in[1].shape))
                reject("pixels and gradient differ: " + listed(in));
            return imageTypes(in[1], attributes);
        },
    .flops = perInput<1>,
};

constexpr OpDef kMaxPool2d{
    .name = "max_pool2d",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            const Shape pooled = pooledShape(in, attributes);
            return Types{{pooled, in[0].dtype}, {pooled, DType::I32}};
        },
    .gradient =
        [](const GradientInputs& g) {
            if (g.outputGradients[0].isNull())
                return Gradients{Value{}};
            return Gradients{g.graph.recordOne(kMaxPool2dGrad, {g.outputs[1], g.outputGradients[0]}, withImage(g))};
        },
    .flops = perWindow,
};

constexpr OpDef kAveragePool2dGrad{
    .name = "average_pool2d_grad",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectFloats(in);
            return imageTypes(in[0], attributes);
        },
    .gradient =
        [](const GradientInputs& g) { return Gradients{averagePool2d(g.outputGradients[0], optionsOf(g.attributes))}; },
    .flops = perGradientWindow,
};

constexpr OpDef kAveragePool2d{
    .name = "average_pool2d",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            return Types{{pooledShape(in, attributes), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            return Gradients{g.graph.recordOne(kAveragePool2dGrad, {g.outputGradients[0]}, withImage(g))};
        },
    .flops = perWindow,
};

constexpr OpDef kUpsampleNearest2d{
    .name = "upsample_nearest2d",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectFloats(in);
            expectRank(in[0], 4);
            const std::int64_t factor = attributes.integer("factor");
            if (factor < 1)
                reject("the factor must be at least 1, got " + std::to_string(factor));
            const Shape& x = in[0].shape;
            return Types{{Shape{x[0], x[1] * factor, x[2] * factor, x[3]}, in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const std::int64_t factor = g.attributes.integer("factor");
            const Value mean = averagePool2d(g.outputGradients[0], {.kernel = factor, .stride = factor});
            return Gradients{affine(mean, static_cast<double>(factor * factor), 0.0)};
        },
};

std::int64_t outExtent(std::int64_t in, Pool2dOptions options)
{
    const std::int64_t room = in + 2 * options.padding - options.kernel;
    if (room < 0)
        reject("a window of " + std::to_string(options.kernel) + " does not fit into " + std::to_string(in) +
               " with padding " + std::to_string(options.padding));
    return room / options.stride + 1;
}

} // namespace

Pool2dExtents pool2dExtents(const Shape& image, Pool2dOptions options)
{
    if (options.kernel < 1 || options.stride < 1 || options.padding < 0 || options.padding >= options.kernel)
        reject("kernel " + std::to_string(options.kernel) + ", stride " + std::to_string(options.stride) +
               " and padding " + std::to_string(options.padding) + " make no window");
    return {.batch = image[0],
            .height = image[1],
            .width = image[2],
            .channels = image[3],
            .outHeight = outExtent(image[1], options),
            .outWidth = outExtent(image[2], options),
            .options = options};
}

std::vector<const OpDef*> poolingOps()
{
    return {&kMaxPool2d, &kMaxPool2dGrad, &kAveragePool2d, &kAveragePool2dGrad, &kUpsampleNearest2d};
}

Value maxPool2d(Value x, Pool2dOptions options)
{
    return x.graph().recordOne(kMaxPool2d, {x}, attributesOf(options));
}

Value averagePool2d(Value x, Pool2dOptions options)
{
    return x.graph().recordOne(kAveragePool2d, {x}, attributesOf(options));
}

Value upsampleNearest2d(Value x, std::int64_t factor)
{
    return x.graph().recordOne(kUpsampleNearest2d, {x}, {{"factor", factor}});
}

} // namespace lb::engine
