#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/backend/reference/strided_walk.h"

#include <algorithm>

namespace lb::engine::reference {

namespace {

/// The axes of x that are (or are not) reduced, as a shape of their own with the strides they have in x.
struct AxisSubset {
    Shape shape;
    Strides strides{};
};

AxisSubset axesOf(const Shape& x, const std::vector<std::int64_t>& reduced, bool wantReduced)
{
    const Strides own = stridesOf(x);
    std::array<std::int64_t, Shape::kMaxRank> dims{};
    AxisSubset result;
    std::size_t rank = 0;
    for (int axis = 0; axis < x.rank(); ++axis) {
        if ((std::find(reduced.begin(), reduced.end(), axis) != reduced.end()) != wantReduced)
            continue;
        dims[rank] = x[axis];
        result.strides[rank++] = own[static_cast<std::size_t>(axis)];
    }
    result.shape = Shape(std::span<const std::int64_t>(dims.data(), rank));
    return result;
}

template <class T>
void sum(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    T* y = call.output<T>(0);
    const std::vector<std::int64_t>& axes = node.attributes.list("axes");
    const AxisSubset kept = axesOf(node.input(0), axes, false);
    const AxisSubset reduced = axesOf(node.input(0), axes, true);
    StridedWalk outer(kept.shape, kept.strides);
    for (std::int64_t i = 0; i < kept.shape.elements(); ++i) {
        StridedWalk inner(reduced.shape, reduced.strides);
        double total = 0.0;
        for (std::int64_t j = 0; j < reduced.shape.elements(); ++j) {
            total += static_cast<double>(x[outer.offset() + inner.offset()]);
            inner.next();
        }
        y[i] = static_cast<T>(total);
        outer.next();
    }
}

template <class T>
void broadcastTo(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    T* y = call.output<T>(0);
    StridedWalk walk(node.output(0), broadcastStrides(node.input(0), node.output(0)));
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        y[i] = x[walk.offset()];
        walk.next();
    }
}

} // namespace

void addReduceKernels(KernelTable& table)
{
    table.set("sum", loopFor<sum<float>, sum<double>>);
    table.set("broadcast_to", loopFor<broadcastTo<float>, broadcastTo<double>>);
}

} // namespace lb::engine::reference
