#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct Conv2dOptions {
    std::int64_t stride = 1;  ///< along both axes, >= 1
    std::int64_t padding = 0; ///< rows and columns of zeros on all four sides
};

/// "conv2d" (attributes stride, padding): x: [batch, height, width, channels], weight: [kernel height, kernel width,
/// channels, maps], bias: [maps] or null -> [batch, outHeight, outWidth, maps], out = (in + 2 padding - kernel) /
/// stride
/// + 1, rounded down. A cross-correlation, as everywhere in this field: y[i, j] = sum x[i stride - padding + u, ...]
/// weight[u, ...]. Channels stand last, so that a normalisation over channels sees rows and a window is a few
/// contiguous runs.
Value conv2d(Value x, Value weight, Value bias, Conv2dOptions options = {});

struct ConvTranspose2dOptions {
    std::int64_t stride = 1;
    std::int64_t padding = 0;
    std::int64_t outputPadding = 0; ///< extra rows and columns at the end, in [0, stride)
};

/// "conv2d_transpose" (attributes stride, padding, height, width): the adjoint of conv2d without bias, plus a bias of
/// its own. x: [batch, inHeight, inWidth, maps], weight: [kernel height, kernel width, channels, maps], that is the
/// weight of the convolution that it transposes, bias: [channels] or null -> [batch, height, width, channels], where
/// height = (inHeight - 1) stride - 2 padding + kernel height + outputPadding.
Value convTranspose2d(Value x, Value weight, Value bias, ConvTranspose2dOptions options = {});

/// "conv2d_weight_grad" (attributes stride, padding, kernel_height, kernel_width): the gradient of conv2d's weight from
/// its input: [batch, height, width, channels] and its output's gradient: [batch, outHeight, outWidth, maps]. These
/// three ops are each other's gradients, so that a gradient penalty can be differentiated.
Value conv2dWeightGrad(Value x, Value dy, std::int64_t kernelHeight, std::int64_t kernelWidth, Conv2dOptions options);

/// The extents of any of the three nodes, for kernels: a convolution from images to maps.
struct Conv2dExtents {
    std::int64_t batch = 0;
    std::int64_t height = 0, width = 0, channels = 0; ///< of the images
    std::int64_t outHeight = 0, outWidth = 0, maps = 0;
    std::int64_t kernelHeight = 0, kernelWidth = 0;
    std::int64_t stride = 1, padding = 0;

    /// Positions that the kernel is put at, in all images.
    std::int64_t positions() const { return batch * outHeight * outWidth; }
    /// Numbers under the kernel at one position.
    std::int64_t window() const { return kernelHeight * kernelWidth * channels; }
};
/// image: [batch, height, width, channels], weight: [kernel height, kernel width, channels, maps]. Throws ShapeError
/// when they do not fit.
Conv2dExtents conv2dExtents(const Shape& image, const Shape& weight, Conv2dOptions options);

} // namespace lb::engine
