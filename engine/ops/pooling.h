#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct Pool2dOptions {
    std::int64_t kernel = 2;  ///< rows and columns of a window
    std::int64_t stride = 2;  ///< >= 1
    std::int64_t padding = 0; ///< below the kernel, so that every window sees the image
};

/// "max_pool2d" (attributes kernel, stride, padding): the largest number of each window, per channel. x: [batch,
/// height, width, channels] -> [batch, outHeight, outWidth, channels], out = (in + 2 padding - kernel) / stride + 1,
/// rounded down. Padding never wins. Outputs of the node: y, and I32 of its shape: which pixel (row * width + column)
/// it was; of equal ones the first. "max_pool2d_grad" (attributes height, width) takes that and dy.
Value maxPool2d(Value x, Pool2dOptions options = {});

/// "average_pool2d": the mean over the pixels of the window that lie inside the image. "average_pool2d_grad" (with
/// attributes height and width) is its adjoint, of dy.
Value averagePool2d(Value x, Pool2dOptions options = {});

/// "upsample_nearest2d" (attribute factor): every pixel becomes factor x factor equal ones. Its gradient is recorded as
/// an average pooling.
Value upsampleNearest2d(Value x, std::int64_t factor);

/// The extents of a pooling node, for kernels.
struct Pool2dExtents {
    std::int64_t batch = 0, height = 0, width = 0, channels = 0;
    std::int64_t outHeight = 0, outWidth = 0;
    Pool2dOptions options;

    /// The part of a window that lies inside the image: rows or columns [begin, end).
    struct Span {
        std::int64_t begin, end;
    };
    Span rows(std::int64_t outRow) const { return inside(outRow, height); }
    Span columns(std::int64_t outColumn) const { return inside(outColumn, width); }

private:
    Span inside(std::int64_t at, std::int64_t extent) const
    {
        const std::int64_t begin = at * options.stride - options.padding;
        const std::int64_t end = begin + options.kernel;
        return {begin > 0 ? begin : 0, end < extent ? end : extent};
    }
};
/// Throws ShapeError when the window does not fit.
Pool2dExtents pool2dExtents(const Shape& image, Pool2dOptions options);

} // namespace lb::engine
