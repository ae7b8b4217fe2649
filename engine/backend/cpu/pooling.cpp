#include "engine/ops/pooling.h"

#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

/// All channels of a pixel at once. Output lines, or images where windows may overlap, are split between threads.
class PoolKernel : public CpuKernel {
public:
    PoolKernel(const CpuContext& context, const Pool2dExtents& extents)
        : CpuKernel(context)
        , m_e(extents)
    {
    }

protected:
    /// body(output pixel, image, rows, columns) for every output pixel, lines split between threads.
    template <class Body>
    void forLines(const Body& body)
    {
        const Index grain = kCheapGrain / std::max<Index>(m_e.outWidth * m_e.channels * window(), 1) + 1;
        forRows(team(), m_e.batch * m_e.outHeight, grain, [&](Index begin, Index end) { lines(begin, end, body); });
    }
    /// The same, images split between threads.
    template <class Body>
    void forImages(const Body& body)
    {
        const Index pixels = m_e.outHeight * m_e.outWidth;
        const Index grain = kCheapGrain / std::max<Index>(pixels * m_e.channels * window(), 1) + 1;
        forRows(team(), m_e.batch, grain,
                [&](Index begin, Index end) { lines(begin * m_e.outHeight, end * m_e.outHeight, body); });
    }
    /// The first number of a pixel.
    Index at(Index item, Index row, Index column) const
    {
        return ((item * m_e.height + row) * m_e.width + column) * m_e.channels;
    }
    void scale(float* numbers, float factor) const
    {
        const float parameters[2] = {factor, 0.0F};
        vector().elementwise.unary[static_cast<int>(UnaryOp::Affine)](numbers, numbers, m_e.channels, parameters);
    }

    Pool2dExtents m_e;

private:
    Index window() const { return m_e.options.kernel * m_e.options.kernel; }
    template <class Body>
    void lines(Index begin, Index end, const Body& body) const
    {
        for (Index line = begin; line < end; ++line)
            for (Index column = 0; column < m_e.outWidth; ++column)
                body(line * m_e.outWidth + column, line / m_e.outHeight, m_e.rows(line % m_e.outHeight),
                     m_e.columns(column));
    }
};

using Span = Pool2dExtents::Span;

class MaxPoolKernel : public PoolKernel {
public:
    using PoolKernel::PoolKernel;

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        forLines([&](Index pixel, Index item, Span rows, Span columns) {
            float* const y = call.output<float>(0) + pixel * m_e.channels;
            std::int32_t* const index = call.output<std::int32_t>(1) + pixel * m_e.channels;
            const auto first = static_cast<std::int32_t>(rows.begin * m_e.width + columns.begin);
            std::copy_n(x + at(item, rows.begin, columns.begin), m_e.channels, y);
            std::fill_n(index, m_e.channels, first);
            for (Index row = rows.begin; row < rows.end; ++row)
                for (Index column = columns.begin; column < columns.end; ++column)
                    vector().pooling.keepLarger(x + at(item, row, column),
                                                static_cast<std::int32_t>(row * m_e.width + column), y, index,
                                                m_e.channels);
        });
    }
};

class MaxPoolGradKernel : public PoolKernel {
public:
    using PoolKernel::PoolKernel;

protected:
    void execute(const KernelCall& call) override
    {
        float* const dx = call.output<float>(0);
        std::fill_n(dx, m_e.batch * m_e.height * m_e.width * m_e.channels, 0.0F);
        forImages([&](Index pixel, Index item, Span, Span) {
            const float* const dy = call.input<float>(1) + pixel * m_e.channels;
            const std::int32_t* const index = call.input<std::int32_t>(0) + pixel * m_e.channels;
            float* const image = dx + at(item, 0, 0);
            for (Index channel = 0; channel < m_e.channels; ++channel)
                image[index[channel] * m_e.channels + channel] += dy[channel];
        });
    }
};

class AveragePoolKernel : public PoolKernel {
public:
    using PoolKernel::PoolKernel;

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        forLines([&](Index pixel, Index item, Span rows, Span columns) {
            float* const y = call.output<float>(0) + pixel * m_e.channels;
            std::fill_n(y, m_e.channels, 0.0F);
            for (Index row = rows.begin; row < rows.end; ++row)
                for (Index column = columns.begin; column < columns.end; ++column)
                    vector().layout.add(x + at(item, row, column), y, m_e.channels);
            scale(y, 1.0F / static_cast<float>((rows.end - rows.begin) * (columns.end - columns.begin)));
        });
    }
};

class AveragePoolGradKernel : public PoolKernel {
public:
    using PoolKernel::PoolKernel;

protected:
    void execute(const KernelCall& call) override
    {
        float* const dx = call.output<float>(0);
        std::fill_n(dx, m_e.batch * m_e.height * m_e.width * m_e.channels, 0.0F);
        forImages([&](Index pixel, Index item, Span rows, Span columns) {
            const float* const dy = call.input<float>(0) + pixel * m_e.channels;
            const float share = 1.0F / static_cast<float>((rows.end - rows.begin) * (columns.end - columns.begin));
            for (Index row = rows.begin; row < rows.end; ++row)
                for (Index column = columns.begin; column < columns.end; ++column)
                    vector().layout.addScaled(share, dy, dx + at(item, row, column), m_e.channels);
        });
    }
};

class UpsampleKernel : public CpuKernel {
public:
    UpsampleKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_factor(node.attributes.integer("factor"))
        , m_lines(inputShape(graph, node, 0).product(0, 2))
        , m_width(inputShape(graph, node, 0)[2])
        , m_channels(inputShape(graph, node, 0)[3])
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const Index wide = m_width * m_factor * m_channels;
        const Index grain = kCheapGrain / std::max<Index>(wide * m_factor, 1) + 1;
        forRows(team(), m_lines, grain, [&](Index begin, Index end) {
            for (Index line = begin; line < end; ++line) {
                const float* const x = call.input<float>(0) + line * m_width * m_channels;
                float* const y = call.output<float>(0) + line * m_factor * wide;
                for (Index i = 0; i < m_width * m_factor; ++i)
                    std::copy_n(x + i / m_factor * m_channels, m_channels, y + i * m_channels);
                for (Index copy = 1; copy < m_factor; ++copy)
                    std::copy_n(y, wide, y + copy * wide);
            }
        });
    }

private:
    Index m_factor;
    Index m_lines;
    Index m_width;
    Index m_channels;
};

template <class T>
std::unique_ptr<Kernel> makePool(const CpuContext& context, const Graph& graph, const Node& node)
{
    const bool isGradient = node.attributes.has("height");
    const Shape& image = isGradient ? outputShape(graph, node) : inputShape(graph, node, 0);
    return std::make_unique<T>(context, pool2dExtents(image, {.kernel = node.attributes.integer("kernel"),
                                                              .stride = node.attributes.integer("stride"),
                                                              .padding = node.attributes.integer("padding")}));
}

std::unique_ptr<Kernel> makeUpsample(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<UpsampleKernel>(context, graph, node);
}

} // namespace

void addPoolingKernels(CpuTable& table)
{
    table.set("max_pool2d", makePool<MaxPoolKernel>);
    table.set("max_pool2d_grad", makePool<MaxPoolGradKernel>);
    table.set("average_pool2d", makePool<AveragePoolKernel>);
    table.set("average_pool2d_grad", makePool<AveragePoolGradKernel>);
    table.set("upsample_nearest2d", makeUpsample);
}

} // namespace lb::engine::cpu
