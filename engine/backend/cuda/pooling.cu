#include "engine/ops/pooling.h"

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"

namespace lb::engine::cuda {

namespace {

/// A window's rows and columns inside the image.
struct Pool {
    Index height, width, channels, outHeight, outWidth, kernel, stride, padding;

    Pool(const NodeView& view, const Shape& image)
    {
        const Pool2dOptions options{.kernel = view.attributes().integer("kernel"),
                                    .stride = view.attributes().integer("stride"),
                                    .padding = view.attributes().integer("padding")};
        const Pool2dExtents e = pool2dExtents(image, options);
        height = e.height;
        width = e.width;
        channels = e.channels;
        outHeight = e.outHeight;
        outWidth = e.outWidth;
        kernel = options.kernel;
        stride = options.stride;
        padding = options.padding;
    }
    __device__ Index begin(Index out) const { return out * stride < padding ? 0 : out * stride - padding; }
    __device__ Index end(Index out, Index extent) const
    {
        const Index last = out * stride - padding + kernel;
        return last < extent ? last : extent;
    }
    /// Windows that see row or column `at`: [first, last].
    __device__ Index firstSeeing(Index at) const
    {
        const Index from = at + padding - kernel + 1;
        return from <= 0 ? 0 : (from + stride - 1) / stride;
    }
    __device__ Index lastSeeing(Index at, Index outExtent) const
    {
        const Index last = (at + padding) / stride;
        return last < outExtent ? last : outExtent - 1;
    }
};

/// Number i of [items, height, width, channels].
struct Place {
    Index item, row, column, channel;
    __device__ Place(Index i, Index height, Index width, Index channels)
        : item(i / channels / width / height)
        , row(i / channels / width % height)
        , column(i / channels % width)
        , channel(i % channels)
    {
    }
};

__global__ void maxPoolKernel(Pool p, const float* x, float* y, std::int32_t* from, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Place at(i, p.outHeight, p.outWidth, p.channels);
    float best = 0.0F;
    Index bestPixel = -1;
    for (Index row = p.begin(at.row); row < p.end(at.row, p.height); ++row)
        for (Index column = p.begin(at.column); column < p.end(at.column, p.width); ++column) {
            const Index pixel = row * p.width + column;
            const float value = x[(at.item * p.height * p.width + pixel) * p.channels + at.channel];
            if (bestPixel >= 0 && !(value > best) && value == value) // NaN wins, so that it is noticed
                continue;
            best = value;
            bestPixel = pixel;
        }
    y[i] = best;
    from[i] = static_cast<std::int32_t>(bestPixel);
}

/// A thread for each number of the image asks the windows that see it.
__global__ void maxPoolGradKernel(Pool p, const std::int32_t* from, const float* dy, float* dx, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Place at(i, p.height, p.width, p.channels);
    float total = 0.0F;
    for (Index row = p.firstSeeing(at.row); row <= p.lastSeeing(at.row, p.outHeight); ++row)
        for (Index column = p.firstSeeing(at.column); column <= p.lastSeeing(at.column, p.outWidth); ++column) {
            const Index out = ((at.item * p.outHeight + row) * p.outWidth + column) * p.channels + at.channel;
            if (from[out] == at.row * p.width + at.column)
                total += dy[out];
        }
    dx[i] = total;
}

__global__ void averagePoolKernel(Pool p, const float* x, float* y, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Place at(i, p.outHeight, p.outWidth, p.channels);
    float total = 0.0F;
    Index pixels = 0;
    for (Index row = p.begin(at.row); row < p.end(at.row, p.height); ++row)
        for (Index column = p.begin(at.column); column < p.end(at.column, p.width); ++column, ++pixels)
            total += x[((at.item * p.height + row) * p.width + column) * p.channels + at.channel];
    y[i] = total / static_cast<float>(pixels);
}

__global__ void averagePoolGradKernel(Pool p, const float* dy, float* dx, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Place at(i, p.height, p.width, p.channels);
    float total = 0.0F;
    for (Index row = p.firstSeeing(at.row); row <= p.lastSeeing(at.row, p.outHeight); ++row)
        for (Index column = p.firstSeeing(at.column); column <= p.lastSeeing(at.column, p.outWidth); ++column) {
            const Index pixels = (p.end(row, p.height) - p.begin(row)) * (p.end(column, p.width) - p.begin(column));
            const Index out = ((at.item * p.outHeight + row) * p.outWidth + column) * p.channels + at.channel;
            total += dy[out] / static_cast<float>(pixels);
        }
    dx[i] = total;
}

__global__ void upsampleKernel(Index height, Index width, Index channels, Index factor, const float* x, float* y,
                               Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Place at(i, height * factor, width * factor, channels);
    y[i] = x[((at.item * height + at.row / factor) * width + at.column / factor) * channels + at.channel];
}

std::unique_ptr<Kernel> maxPool(const NodeView& view)
{
    return launching(
        [stream = view.context.stream(), p = Pool(view, view.input(0)), count = view.count()](const KernelCall& call) {
            launch(stream, gridFor(count), maxPoolKernel, p, call.input<float>(0), call.output<float>(0),
                   call.output<std::int32_t>(1), count);
        });
}
std::unique_ptr<Kernel> maxPoolGrad(const NodeView& view)
{
    return launching(
        [stream = view.context.stream(), p = Pool(view, view.output(0)), count = view.count()](const KernelCall& call) {
            launch(stream, gridFor(count), maxPoolGradKernel, p, call.input<std::int32_t>(0), call.input<float>(1),
                   call.output<float>(0), count);
        });
}
std::unique_ptr<Kernel> averagePool(const NodeView& view)
{
    return launching(
        [stream = view.context.stream(), p = Pool(view, view.input(0)), count = view.count()](const KernelCall& call) {
            launch(stream, gridFor(count), averagePoolKernel, p, call.input<float>(0), call.output<float>(0), count);
        });
}
std::unique_ptr<Kernel> averagePoolGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), p = Pool(view, view.output(0)),
                      count = view.count()](const KernelCall& call) {
        launch(stream, gridFor(count), averagePoolGradKernel, p, call.input<float>(0), call.output<float>(0), count);
    });
}
std::unique_ptr<Kernel> upsample(const NodeView& view)
{
    return launching([stream = view.context.stream(), x = view.input(0), count = view.count(),
                      factor = view.attributes().integer("factor")](const KernelCall& call) {
        launch(stream, gridFor(count), upsampleKernel, x[1], x[2], x[3], factor, call.input<float>(0),
               call.output<float>(0), count);
    });
}

} // namespace

void addPoolingKernels(Table& table)
{
    table.set("max_pool2d", maxPool);
    table.set("max_pool2d_grad", maxPoolGrad);
    table.set("average_pool2d", averagePool);
    table.set("average_pool2d_grad", averagePoolGrad);
    table.set("upsample_nearest2d", upsample);
}

} // namespace lb::engine::cuda
