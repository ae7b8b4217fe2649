#include "engine/ops/convolution.h"

#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

namespace lb::engine::reference {

namespace {

Conv2dExtents extentsFrom(const LoopNode& node, const Shape& image, const Shape& weight)
{
    return conv2dExtents(image, weight,
                         {.stride = node.attributes.integer("stride"), .padding = node.attributes.integer("padding")});
}

/// What the kernel sees at a position: calls visit(index of a pixel, index of the kernel's tap) inside the image.
template <class F>
void forEachTap(const Conv2dExtents& e, std::int64_t position, F visit)
{
    const std::int64_t column = position % e.outWidth;
    const std::int64_t row = position / e.outWidth % e.outHeight;
    const std::int64_t item = position / e.outWidth / e.outHeight;
    for (std::int64_t u = 0; u < e.kernelHeight; ++u)
        for (std::int64_t v = 0; v < e.kernelWidth; ++v) {
            const std::int64_t y = row * e.stride - e.padding + u;
            const std::int64_t x = column * e.stride - e.padding + v;
            if (y >= 0 && y < e.height && x >= 0 && x < e.width)
                visit((item * e.height + y) * e.width + x, u * e.kernelWidth + v);
        }
}

template <class T>
void conv2d(const LoopNode& node, const KernelCall& call)
{
    const Conv2dExtents e = extentsFrom(node, node.input(0), node.input(1));
    const T* images = call.input<T>(0);
    const T* weight = call.input<T>(1);
    const T* bias = node.inputs.size() == 3 ? call.input<T>(2) : nullptr;
    for (std::int64_t position = 0; position < e.positions(); ++position)
        for (std::int64_t map = 0; map < e.maps; ++map) {
            double total = bias ? static_cast<double>(bias[map]) : 0.0;
            forEachTap(e, position, [&](std::int64_t pixel, std::int64_t tap) {
                for (std::int64_t c = 0; c < e.channels; ++c)
                    total += static_cast<double>(images[pixel * e.channels + c]) *
                             static_cast<double>(weight[(tap * e.channels + c) * e.maps + map]);
            });
            call.output<T>(0)[position * e.maps + map] = static_cast<T>(total);
        }
}

/// Sums in double for all images.
std::size_t imageScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(node.output(0).elements()) * sizeof(double);
}

template <class T>
void conv2dTranspose(const LoopNode& node, const KernelCall& call)
{
    const Conv2dExtents e = extentsFrom(node, node.output(0), node.input(1));
    const T* maps = call.input<T>(0);
    const T* weight = call.input<T>(1);
    double* totals = reinterpret_cast<double*>(call.scratch);
    const std::int64_t count = node.output(0).elements();
    for (std::int64_t i = 0; i < count; ++i)
        totals[i] = node.inputs.size() == 3 ? static_cast<double>(call.input<T>(2)[i % e.channels]) : 0.0;
    for (std::int64_t position = 0; position < e.positions(); ++position)
        forEachTap(e, position, [&](std::int64_t pixel, std::int64_t tap) {
            for (std::int64_t c = 0; c < e.channels; ++c)
                for (std::int64_t map = 0; map < e.maps; ++map)
                    totals[pixel * e.channels + c] +=
                        static_cast<double>(maps[position * e.maps + map]) *
                        static_cast<double>(weight[(tap * e.channels + c) * e.maps + map]);
        });
    for (std::int64_t i = 0; i < count; ++i)
        call.output<T>(0)[i] = static_cast<T>(totals[i]);
}

template <class T>
void conv2dWeightGrad(const LoopNode& node, const KernelCall& call)
{
    const Conv2dExtents e = extentsFrom(node, node.input(0), node.output(0));
    const T* images = call.input<T>(0);
    const T* maps = call.input<T>(1);
    double* totals = reinterpret_cast<double*>(call.scratch);
    const std::int64_t count = node.output(0).elements();
    for (std::int64_t i = 0; i < count; ++i)
        totals[i] = 0.0;
    for (std::int64_t position = 0; position < e.positions(); ++position)
        forEachTap(e, position, [&](std::int64_t pixel, std::int64_t tap) {
            for (std::int64_t c = 0; c < e.channels; ++c)
                for (std::int64_t map = 0; map < e.maps; ++map)
                    totals[(tap * e.channels + c) * e.maps + map] +=
                        static_cast<double>(images[pixel * e.channels + c]) *
                        static_cast<double>(maps[position * e.maps + map]);
        });
    for (std::int64_t i = 0; i < count; ++i)
        call.output<T>(0)[i] = static_cast<T>(totals[i]);
}

} // namespace

void addConvolutionKernels(KernelTable& table)
{
    table.set("conv2d", loopFor<conv2d<float>, conv2d<double>>);
    table.set("conv2d_transpose", loopFor<conv2dTranspose<float>, conv2dTranspose<double>, nullptr, imageScratch>);
    table.set("conv2d_weight_grad", loopFor<conv2dWeightGrad<float>, conv2dWeightGrad<double>, nullptr, imageScratch>);
}

} // namespace lb::engine::reference
