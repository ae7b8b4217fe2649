#include "engine/ops/convolution.h"

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"
#include "engine/ops/precision.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

/// What the kernel sees at each position is one row of a matrix, so that convolutions are products. The matrix is made
/// for as many images at a time as take this much.
constexpr std::size_t kColumnBytes = std::size_t{64} << 20;

__global__ void imageToColumns(Conv2dExtents e, const float* images, float* columns, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Index window = e.kernelHeight * e.kernelWidth * e.channels;
    const Index position = i / window, channel = i % e.channels, tap = i % window / e.channels;
    const Index item = position / e.outWidth / e.outHeight;
    const Index row = position / e.outWidth % e.outHeight * e.stride - e.padding + tap / e.kernelWidth;
    const Index column = position % e.outWidth * e.stride - e.padding + tap % e.kernelWidth;
    const bool isInside = row >= 0 && row < e.height && column >= 0 && column < e.width;
    columns[i] = isInside ? images[((item * e.height + row) * e.width + column) * e.channels + channel] : 0.0F;
}

/// A thread for each number of the images adds up the taps that touch it, in a fixed order.
__global__ void columnsToImage(Conv2dExtents e, const float* columns, const float* bias, float* images, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Index channel = i % e.channels, pixel = i / e.channels;
    const Index x = pixel % e.width, y = pixel / e.width % e.height, item = pixel / e.width / e.height;
    const Index window = e.kernelHeight * e.kernelWidth * e.channels;
    float total = bias ? bias[channel] : 0.0F;
    for (Index u = 0; u < e.kernelHeight; ++u) {
        const Index row = y + e.padding - u;
        if (row < 0 || row % e.stride != 0 || row / e.stride >= e.outHeight)
            continue;
        for (Index v = 0; v < e.kernelWidth; ++v) {
            const Index column = x + e.padding - v;
            if (column < 0 || column % e.stride != 0 || column / e.stride >= e.outWidth)
                continue;
            const Index position = (item * e.outHeight + row / e.stride) * e.outWidth + column / e.stride;
            total += columns[position * window + (u * e.kernelWidth + v) * e.channels + channel];
        }
    }
    images[i] = total;
}

enum class Role { Forward, Transposed, WeightGradient };

/// Images in chunks, and the product that one chunk is.
class Convolution {
public:
    Convolution(const NodeView& view, Role role, const Conv2dExtents& extents, bool hasBias)
        : m_stream(view.context.stream())
        , m_role(role)
        , m_extents(extents)
        , m_perImage(extents.outHeight * extents.outWidth)
        , m_hasBias(hasBias)
        , m_isRounded(isBf16(view.node))
    {
        const auto imageBytes = static_cast<std::size_t>(m_perImage * extents.window()) * sizeof(float);
        const Index fits = imageBytes == 0 ? extents.batch : static_cast<Index>(kColumnBytes / imageBytes);
        m_chunk = std::clamp<Index>(fits, 1, std::max<Index>(extents.batch, 1));
        ScratchLayout layout;
        m_columns = layout.addFloats(m_chunk * m_perImage * extents.window());
        m_products.push_back(productOf(view.context, m_chunk));
        if (const Index rest = extents.batch % m_chunk; rest > 0)
            m_products.push_back(productOf(view.context, rest));
        m_workspace = layout.add(std::max(m_products.front().workspaceBytes(), m_products.back().workspaceBytes()));
        m_scratchBytes = layout.bytes();
    }
    std::size_t scratchBytes() const { return m_scratchBytes; }

    void run(const KernelCall& call) const
    {
        if (m_role == Role::WeightGradient && m_extents.batch == 0)
            m_products.front().run({.c = call.output<float>(0)});
        for (Index first = 0; first < m_extents.batch; first += m_chunk)
            runChunk(call, first, std::min(m_chunk, m_extents.batch - first));
    }

private:
    Product productOf(Context& context, Index images) const
    {
        const Conv2dExtents& e = m_extents;
        const Index positions = e.batch == 0 ? 0 : images * m_perImage;
        switch (m_role) {
        case Role::Forward:
            return {context,
                    {.m = positions, .n = e.maps, .k = e.window(), .hasBias = m_hasBias, .isRounded = m_isRounded}};
        case Role::Transposed:
            return {context,
                    {.m = positions, .n = e.window(), .k = e.maps, .transposeB = true, .isRounded = m_isRounded}};
        case Role::WeightGradient:
            break;
        }
        return {context, {.m = e.window(), .n = e.maps, .k = positions, .transposeA = true, .isRounded = m_isRounded}};
    }

    void runChunk(const KernelCall& call, Index first, Index images) const
    {
        Conv2dExtents e = m_extents;
        e.batch = images;
        const Product& product = images == m_chunk ? m_products.front() : m_products.back();
        float* const columns = floatsAt(call, m_columns);
        const Index columnCount = images * m_perImage * e.window();
        const Index imageCount = images * e.height * e.width * e.channels;
        const Index imageOffset = first * e.height * e.width * e.channels, mapOffset = first * m_perImage * e.maps;
        std::byte* const workspace = call.scratch + m_workspace;
        if (m_role == Role::Transposed) {
            product.run({.a = call.input<float>(0) + mapOffset,
                         .b = call.input<float>(1),
                         .c = columns,
                         .workspace = workspace});
            launch(m_stream, gridFor(imageCount), columnsToImage, e, static_cast<const float*>(columns),
                   m_hasBias ? call.input<float>(2) : nullptr, call.output<float>(0) + imageOffset, imageCount);
            return;
        }
        launch(m_stream, gridFor(columnCount), imageToColumns, e, call.input<float>(0) + imageOffset, columns,
               columnCount);
        if (m_role == Role::Forward)
            product.run({.a = columns,
                         .b = call.input<float>(1),
                         .c = call.output<float>(0) + mapOffset,
                         .bias = m_hasBias ? call.input<float>(2) : nullptr,
                         .workspace = workspace});
        else
            product.run({.a = columns,
                         .b = call.input<float>(1) + mapOffset,
                         .c = call.output<float>(0),
                         .beta = first == 0 ? 0.0F : 1.0F,
                         .workspace = workspace});
    }

    cudaStream_t m_stream;
    Role m_role;
    Conv2dExtents m_extents;
    Index m_perImage; ///< positions
    bool m_hasBias, m_isRounded;
    Index m_chunk = 1; ///< images
    std::size_t m_columns = 0, m_workspace = 0, m_scratchBytes = 0;
    std::vector<Product> m_products; ///< of a whole chunk, and of the rest
};

template <Role kRole>
std::unique_ptr<Kernel> convolution(const NodeView& view)
{
    const Shape& images = kRole == Role::Transposed ? view.output(0) : view.input(0);
    const Shape& weight = kRole == Role::WeightGradient ? view.output(0) : view.input(1);
    const Conv2dExtents e =
        conv2dExtents(images, weight,
                      {.stride = view.attributes().integer("stride"), .padding = view.attributes().integer("padding")});
    Convolution made(view, kRole, e, view.inputs() == 3);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.run(call); }, scratch);
}

} // namespace

void addConvolutionKernels(Table& table)
{
    table.set("conv2d", convolution<Role::Forward>);
    table.set("conv2d_transpose", convolution<Role::Transposed>);
    table.set("conv2d_weight_grad", convolution<Role::WeightGradient>);
}

} // namespace lb::engine::cuda
