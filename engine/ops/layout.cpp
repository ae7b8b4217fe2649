#include "engine/ops/layout.h"

#include "engine/ops/families.h"
#include "engine/ops/shape_rules.h"

#include <algorithm>

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

Shape inferredShape(const Shape& from, std::vector<std::int64_t> dims)
{
    const auto open = std::find(dims.begin(), dims.end(), -1);
    if (open != dims.end()) {
        *open = 1;
        const std::int64_t known = Shape(dims).elements();
        if (known == 0 || from.elements() % known != 0 || std::find(dims.begin(), dims.end(), -1) != dims.end())
            reject("cannot infer an extent of " + Shape(dims).text() + " from " + from.text());
        *open = from.elements() / known;
    }
    const Shape result(dims);
    if (result.elements() != from.elements())
        reject(from.text() + " has not as many elements as " + result.text());
    return result;
}

constexpr OpDef kReshape{
    .name = "reshape",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            return Types{{inferredShape(in[0].shape, attributes.list("dims")), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) { return Gradients{reshape(g.outputGradients[0], dimsOf(g.inputs[0].shape()))}; },
    .isView = true,
};

constexpr OpDef kTranspose{
    .name = "transpose",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            const std::vector<std::int64_t>& permutation = attributes.list("permutation");
            std::vector<std::int64_t> sorted = permutation;
            std::sort(sorted.begin(), sorted.end());
            bool isPermutation = static_cast<int>(sorted.size()) == in[0].shape.rank();
            for (std::size_t i = 0; i < sorted.size(); ++i)
                isPermutation = isPermutation && sorted[i] == static_cast<std::int64_t>(i);
            if (!isPermutation)
                reject("not a permutation of the axes of " + in[0].shape.text());
            std::vector<std::int64_t> dims;
            for (std::int64_t axis : permutation)
                dims.push_back(in[0].shape[static_cast<int>(axis)]);
            return Types{{Shape(dims), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const std::vector<std::int64_t>& permutation = g.attributes.list("permutation");
            std::vector<int> inverse(permutation.size());
            for (std::size_t i = 0; i < permutation.size(); ++i)
                inverse[static_cast<std::size_t>(permutation[i])] = static_cast<int>(i);
            return Gradients{transpose(g.outputGradients[0], inverse)};
        },
};

constexpr OpDef kConcat{
    .name = "concat",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            if (in.empty())
                reject("needs at least one input");
            expectAxis(in[0].shape, attributes.integer("axis"));
            const int axis = static_cast<int>(attributes.integer("axis"));
            std::int64_t extent = 0;
            for (const TensorType& part : in) {
                if (part.dtype != in[0].dtype || part.shape.rank() != in[0].shape.rank() ||
                    !(withExtent(part.shape, axis, 0) == withExtent(in[0].shape, axis, 0)))
                    reject("parts differ outside axis " + std::to_string(axis) + ": " + listed(in));
                extent += part.shape[axis];
            }
            return Types{{withExtent(in[0].shape, axis, extent), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const int axis = static_cast<int>(g.attributes.integer("axis"));
            Gradients result;
            std::int64_t begin = 0;
            for (std::size_t i = 0; i < g.inputs.size(); ++i) {
                const std::int64_t end = begin + g.inputs[i].shape()[axis];
                result.push_back(g.wanted[i] ? slice(g.outputGradients[0], axis, begin, end) : Value{});
                begin = end;
            }
            return result;
        },
};

constexpr OpDef kSlice{
    .name = "slice",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectAxis(in[0].shape, attributes.integer("axis"));
            const int axis = static_cast<int>(attributes.integer("axis"));
            const std::int64_t begin = attributes.integer("begin");
            const std::int64_t end = attributes.integer("end");
            if (begin < 0 || end < begin || end > in[0].shape[axis])
                reject("elements " + std::to_string(begin) + " to " + std::to_string(end) + " of axis " +
                       std::to_string(axis) + " do not exist in " + in[0].shape.text());
            return Types{{withExtent(in[0].shape, axis, end - begin), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const int axis = static_cast<int>(g.attributes.integer("axis"));
            const std::int64_t after = g.inputs[0].shape()[axis] - g.attributes.integer("end");
            return Gradients{padAxis(g.outputGradients[0], axis, g.attributes.integer("begin"), after)};
        },
};

constexpr OpDef kPadAxis{
    .name = "pad_axis",
    .outputTypes =
        [](const Types& in, const Attributes& attributes) {
            expectCount(in, 1);
            expectAxis(in[0].shape, attributes.integer("axis"));
            const int axis = static_cast<int>(attributes.integer("axis"));
            const std::int64_t before = attributes.integer("before");
            const std::int64_t after = attributes.integer("after");
            if (before < 0 || after < 0)
                reject("cannot add " + std::to_string(before) + " and " + std::to_string(after) + " zeros");
            return Types{{withExtent(in[0].shape, axis, before + in[0].shape[axis] + after), in[0].dtype}};
        },
    .gradient =
        [](const GradientInputs& g) {
            const int axis = static_cast<int>(g.attributes.integer("axis"));
            const std::int64_t begin = g.attributes.integer("before");
            return Gradients{slice(g.outputGradients[0], axis, begin, begin + g.inputs[0].shape()[axis])};
        },
};

} // namespace

std::vector<const OpDef*> layoutOps()
{
    return {&kReshape, &kTranspose, &kConcat, &kSlice, &kPadAxis};
}

Value reshape(Value x, const std::vector<std::int64_t>& dims)
{
    return x.graph().recordOne(kReshape, {x}, {{"dims", dims}});
}

Value transpose(Value x, const std::vector<int>& permutation)
{
    const std::vector<std::int64_t> wide(permutation.begin(), permutation.end());
    return x.graph().recordOne(kTranspose, {x}, {{"permutation", wide}});
}

Value concat(const std::vector<Value>& parts, int axis)
{
    if (parts.empty())
        throw ShapeError("concat", "needs at least one input");
    return parts[0].graph().recordOne(kConcat, parts, {{"axis", resolvedAxis(parts[0].shape(), axis)}});
}

Value slice(Value x, int axis, std::int64_t begin, std::int64_t end)
{
    return x.graph().recordOne(kSlice, {x}, {{"axis", resolvedAxis(x.shape(), axis)}, {"begin", begin}, {"end", end}});
}

Value padAxis(Value x, int axis, std::int64_t before, std::int64_t after)
{
    return x.graph().recordOne(kPadAxis, {x},
                               {{"axis", resolvedAxis(x.shape(), axis)}, {"before", before}, {"after", after}});
}

} // namespace lb::engine
