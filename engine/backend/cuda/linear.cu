#include "engine/ops/linear.h"

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/element_map.h"
#include "engine/core/bf16.h"
#include "engine/ops/precision.h"

namespace lb::engine::cuda {

namespace {

struct RoundToBf16 {
    __device__ float operator()(float x) const { return engine::roundToBf16(x); }
};

__global__ void widenKernel(const std::uint16_t* x, float* y, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        y[i] = fromBf16(x[i]);
}

__global__ void fillRowsKernel(float* c, const float* bias, Index count, Index columns)
{
    const Index i = threadNumber();
    if (i < count)
        c[i] = bias ? bias[i % columns] : 0.0F;
}

std::unique_ptr<Kernel> matmul(const NodeView& view)
{
    const bool transposeA = view.attributes().flag("transpose_a"), transposeB = view.attributes().flag("transpose_b");
    const MatmulExtents e = matmulExtents(view.input(0), view.input(1), {transposeA, transposeB});
    Product product(view.context, {.m = e.m,
                                   .n = e.n,
                                   .k = e.k,
                                   .transposeA = transposeA,
                                   .transposeB = transposeB,
                                   .isRounded = isBf16(view.node),
                                   .batches = e.batches,
                                   .batchA = e.isShared[0] ? 0 : e.m * e.k,
                                   .batchB = e.isShared[1] ? 0 : e.k * e.n,
                                   .batchC = e.m * e.n});
    const std::size_t workspace = product.workspaceBytes();
    return launching(
        [product = std::move(product)](const KernelCall& call) {
            product.run({.a = call.input<float>(0),
                         .b = call.input<float>(1),
                         .c = call.output<float>(0),
                         .workspace = call.scratch});
        },
        workspace);
}

std::unique_ptr<Kernel> linear(const NodeView& view)
{
    const bool hasBias = view.inputs() == 3;
    Product product(view.context, {.m = view.input(0).product(0, view.input(0).rank() - 1),
                                   .n = view.input(1)[1],
                                   .k = view.input(1)[0],
                                   .hasBias = hasBias,
                                   .isRounded = isBf16(view.node)});
    const std::size_t workspace = product.workspaceBytes();
    return launching(
        [product = std::move(product), hasBias](const KernelCall& call) {
            product.run({.a = call.input<float>(0),
                         .b = call.input<float>(1),
                         .c = call.output<float>(0),
                         .bias = hasBias ? call.input<float>(2) : nullptr,
                         .workspace = call.scratch});
        },
        workspace);
}

} // namespace

void fillRows(Context& context, float* c, const float* bias, Index count, Index columns)
{
    launch(context.stream(), gridFor(count), fillRowsKernel, c, bias, count, columns);
}

void roundToBf16(const void* context, const float* x, float* y, std::int64_t count)
{
    launchMap(static_cast<const Context*>(context)->stream(), RoundToBf16{}, x, y, count);
}

void widenFromBf16(const void* context, const std::uint16_t* x, float* y, std::int64_t count)
{
    launch(static_cast<const Context*>(context)->stream(), gridFor(count), widenKernel, x, y, count);
}

void addLinearKernels(Table& table)
{
    table.set("matmul", matmul);
    table.set("linear", linear);
}

} // namespace lb::engine::cuda
