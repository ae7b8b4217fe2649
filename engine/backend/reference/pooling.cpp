#include "engine/ops/pooling.h"

#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>

namespace lb::engine::reference {

namespace {

Pool2dExtents extentsFrom(const LoopNode& node, const Shape& image)
{
    return pool2dExtents(image, {.kernel = node.attributes.integer("kernel"),
                                 .stride = node.attributes.integer("stride"),
                                 .padding = node.attributes.integer("padding")});
}

/// One number of the output: its index, and its window in the image.
struct Window {
    std::int64_t output;
    std::int64_t item;
    std::int64_t channel;
    Pool2dExtents::Span rows;
    Pool2dExtents::Span columns;

    std::int64_t pixels() const { return (rows.end - rows.begin) * (columns.end - columns.begin); }
};

template <class F>
void forEachWindow(const Pool2dExtents& e, F body)
{
    for (std::int64_t i = 0; i < e.batch * e.outHeight * e.outWidth * e.channels; ++i) {
        const std::int64_t position = i / e.channels;
        body(Window{.output = i,
                    .item = position / e.outWidth / e.outHeight,
                    .channel = i % e.channels,
                    .rows = e.rows(position / e.outWidth % e.outHeight),
                    .columns = e.columns(position % e.outWidth)});
    }
}

/// Calls body(pixel in the image, index in the tensor) for the pixels of a window.
template <class F>
void forEachPixel(const Pool2dExtents& e, const Window& window, F body)
{
    for (std::int64_t row = window.rows.begin; row < window.rows.end; ++row)
        for (std::int64_t column = window.columns.begin; column < window.columns.end; ++column) {
            const std::int64_t pixel = row * e.width + column;
            body(pixel, (window.item * e.height * e.width + pixel) * e.channels + window.channel);
        }
}

template <class T>
void maxPool2d(const LoopNode& node, const KernelCall& call)
{
    const Pool2dExtents e = extentsFrom(node, node.input(0));
    const T* x = call.input<T>(0);
    forEachWindow(e, [&](const Window& window) {
        bool isFirst = true;
        T& best = call.output<T>(0)[window.output];
        forEachPixel(e, window, [&](std::int64_t pixel, std::int64_t at) {
            if (!isFirst && !(x[at] > best) && x[at] == x[at]) // NaN wins, so that it is noticed
                return;
            isFirst = false;
            best = x[at];
            call.output<std::int32_t>(1)[window.output] = static_cast<std::int32_t>(pixel);
        });
    });
}

template <class T>
void maxPool2dGrad(const LoopNode& node, const KernelCall& call)
{
    const Pool2dExtents e = extentsFrom(node, node.output(0));
    T* dx = call.output<T>(0);
    std::fill_n(dx, node.output(0).elements(), T{0});
    forEachWindow(e, [&](const Window& window) {
        const std::int64_t pixel = window.item * e.height * e.width + call.input<std::int32_t>(0)[window.output];
        dx[pixel * e.channels + window.channel] += call.input<T>(1)[window.output];
    });
}

template <class T>
void averagePool2d(const LoopNode& node, const KernelCall& call)
{
    const Pool2dExtents e = extentsFrom(node, node.input(0));
    forEachWindow(e, [&](const Window& window) {
        double total = 0.0;
        forEachPixel(e, window,
                     [&](std::int64_t, std::int64_t at) { total += static_cast<double>(call.input<T>(0)[at]); });
        call.output<T>(0)[window.output] = static_cast<T>(total / static_cast<double>(window.pixels()));
    });
}

template <class T>
void averagePool2dGrad(const LoopNode& node, const KernelCall& call)
{
    const Pool2dExtents e = extentsFrom(node, node.output(0));
    T* dx = call.output<T>(0);
    std::fill_n(dx, node.output(0).elements(), T{0});
    forEachWindow(e, [&](const Window& window) {
        const T share = call.input<T>(0)[window.output] / static_cast<T>(window.pixels());
        forEachPixel(e, window, [&](std::int64_t, std::int64_t at) { dx[at] += share; });
    });
}

template <class T>
void upsampleNearest2d(const LoopNode& node, const KernelCall& call)
{
    const Shape& x = node.input(0);
    const std::int64_t factor = node.attributes.integer("factor");
    const std::int64_t width = x[2] * factor;
    for (std::int64_t pixel = 0; pixel < x[0] * x[1] * factor * width; ++pixel) {
        const std::int64_t from = pixel / width / factor * x[2] + pixel % width / factor;
        std::copy_n(call.input<T>(0) + from * x[3], x[3], call.output<T>(0) + pixel * x[3]);
    }
}

} // namespace

void addPoolingKernels(KernelTable& table)
{
    table.set("max_pool2d", loopFor<maxPool2d<float>, maxPool2d<double>>);
    table.set("max_pool2d_grad", loopFor<maxPool2dGrad<float>, maxPool2dGrad<double>>);
    table.set("average_pool2d", loopFor<averagePool2d<float>, averagePool2d<double>>);
    table.set("average_pool2d_grad", loopFor<averagePool2dGrad<float>, averagePool2dGrad<double>>);
    table.set("upsample_nearest2d", loopFor<upsampleNearest2d<float>, upsampleNearest2d<double>>);
}

} // namespace lb::engine::reference
