#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/backend/reference/strided_walk.h"

#include <algorithm>

namespace lb::engine::reference {

namespace {

template <class T>
void copy(const LoopNode& node, const KernelCall& call)
{
    std::copy_n(call.input<T>(0), node.output(0).elements(), call.output<T>(0));
}

template <class T>
void transpose(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    T* y = call.output<T>(0);
    const Strides own = stridesOf(node.input(0));
    const std::vector<std::int64_t>& permutation = node.attributes.list("permutation");
    Strides strides{};
    for (std::size_t axis = 0; axis < permutation.size(); ++axis)
        strides[axis] = own[static_cast<std::size_t>(permutation[axis])];
    StridedWalk walk(node.output(0), strides);
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        y[i] = x[walk.offset()];
        walk.next();
    }
}

/// A tensor cut at an axis: `outer` slabs of `slab` consecutive numbers each.
struct Slabs {
    std::int64_t outer = 0;
    std::int64_t slab = 0;
    std::int64_t perIndex = 0; ///< numbers per index of the axis
};

Slabs slabsAt(const Shape& shape, std::int64_t axis)
{
    const int at = static_cast<int>(axis);
    return {shape.product(0, at), shape.product(at, shape.rank()), shape.product(at + 1, shape.rank())};
}

template <class T>
void concat(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t axis = node.attributes.integer("axis");
    const Slabs out = slabsAt(node.output(0), axis);
    std::int64_t begin = 0;
    for (int part = 0; part < static_cast<int>(node.inputs.size()); ++part) {
        const Slabs in = slabsAt(node.input(part), axis);
        for (std::int64_t i = 0; i < in.outer; ++i)
            std::copy_n(call.input<T>(part) + i * in.slab, in.slab, call.output<T>(0) + i * out.slab + begin);
        begin += in.slab;
    }
}

template <class T>
void slice(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t axis = node.attributes.integer("axis");
    const Slabs in = slabsAt(node.input(0), axis);
    const Slabs out = slabsAt(node.output(0), axis);
    const std::int64_t begin = node.attributes.integer("begin") * in.perIndex;
    for (std::int64_t i = 0; i < out.outer; ++i)
        std::copy_n(call.input<T>(0) + i * in.slab + begin, out.slab, call.output<T>(0) + i * out.slab);
}

template <class T>
void padAxis(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t axis = node.attributes.integer("axis");
    const Slabs in = slabsAt(node.input(0), axis);
    const Slabs out = slabsAt(node.output(0), axis);
    const std::int64_t before = node.attributes.integer("before") * out.perIndex;
    std::fill_n(call.output<T>(0), node.output(0).elements(), T{0});
    for (std::int64_t i = 0; i < in.outer; ++i)
        std::copy_n(call.input<T>(0) + i * in.slab, in.slab, call.output<T>(0) + i * out.slab + before);
}

} // namespace

void addLayoutKernels(KernelTable& table)
{
    const KernelFactory copyKernel = loopFor<copy<float>, copy<double>, copy<std::int32_t>>;
    table.set("copy", copyKernel);
    table.set("reshape", copyKernel); // run only where the result needs storage of its own
    table.set("stop_gradient", copyKernel);
    table.set("transpose", loopFor<transpose<float>, transpose<double>, transpose<std::int32_t>>);
    table.set("concat", loopFor<concat<float>, concat<double>, concat<std::int32_t>>);
    table.set("slice", loopFor<slice<float>, slice<double>, slice<std::int32_t>>);
    table.set("pad_axis", loopFor<padAxis<float>, padAxis<double>, padAxis<std::int32_t>>);
}

} // namespace lb::engine::reference
