#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

/// A matrix whose columns (batch norm) or rows (layer norm) are normalised, split between threads along the others.
class NormKernel : public CpuKernel {
public:
    NormKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_epsilon(node.attributes.has("epsilon") ? node.attributes.real("epsilon") : 0.0)
    {
        const Shape& shape = inputShape(graph, node, 0);
        m_columns = shape[-1];
        m_rows = shape.product(0, shape.rank() - 1);
    }

protected:
    Index m_rows = 0;
    Index m_columns = 0;
    double m_epsilon;
};

class BatchNormKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRange(team(), m_columns, kCostlyGrain / m_rows + 16, [&](Index begin, Index end) {
            vector().batchNorm.forward(call.input<float>(0), call.output<float>(0), call.output<float>(1),
                                       call.output<float>(2), {m_rows, m_columns, begin, end}, m_epsilon);
        });
    }
};

class BatchNormGradKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRange(team(), m_columns, kCostlyGrain / m_rows + 16, [&](Index begin, Index end) {
            vector().batchNorm.backward(call.input<float>(0), call.input<float>(1), call.input<float>(2),
                                        call.output<float>(0), {m_rows, m_columns, begin, end}, m_epsilon);
        });
    }
};

class AffineBatchNormKernel : public NormKernel {
public:
    AffineBatchNormKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : NormKernel(context, graph, node)
        , m_hasRelu(node.attributes.flag("relu"))
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const AffineBatchNorm data{.x = call.input<float>(0),
                                   .scale = call.input<float>(1),
                                   .shift = call.input<float>(2),
                                   .y = call.output<float>(0),
                                   .mean = call.output<float>(1),
                                   .variance = call.output<float>(2),
                                   .hasRelu = m_hasRelu};
        forRange(team(), m_columns, kCostlyGrain / m_rows + 16, [&](Index begin, Index end) {
            vector().batchNorm.affineForward(data, {m_rows, m_columns, begin, end}, m_epsilon);
        });
    }

private:
    bool m_hasRelu;
};

class AffineBatchNormGradKernel : public NormKernel {
public:
    AffineBatchNormGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : NormKernel(context, graph, node)
        , m_hasRelu(node.attributes.flag("relu"))
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const AffineBatchNormGrad data{.x = call.input<float>(0),
                                       .scale = call.input<float>(1),
                                       .mean = call.input<float>(2),
                                       .variance = call.input<float>(3),
                                       .dy = call.input<float>(4),
                                       .y = m_hasRelu ? call.input<float>(5) : nullptr,
                                       .dx = call.output<float>(0),
                                       .dScale = call.output<float>(1),
                                       .dShift = call.output<float>(2)};
        forRange(team(), m_columns, kCostlyGrain / m_rows + 16, [&](Index begin, Index end) {
            vector().batchNorm.affineBackward(data, {m_rows, m_columns, begin, end}, m_epsilon);
        });
    }

private:
    bool m_hasRelu;
};

class LayerNormKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRows(team(), m_rows, kCheapGrain / m_columns + 1, [&](Index begin, Index end) {
            const Index at = begin * m_columns;
            vector().layerNorm.forward(call.input<float>(0) + at, call.output<float>(0) + at,
                                       call.output<float>(1) + begin, end - begin, m_columns, m_epsilon);
        });
    }
};

class LayerNormGradKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRows(team(), m_rows, kCheapGrain / m_columns + 1, [&](Index begin, Index end) {
            const Index at = begin * m_columns;
            vector().layerNorm.backward(call.input<float>(0) + at, call.input<float>(1) + begin,
                                        call.input<float>(2) + at, call.output<float>(0) + at, end - begin, m_columns);
        });
    }
};

/// Groups of rows, each with a scale and a shift of its own: one group for all rows, or one per item of the batch.
class AffineKernel : public NormKernel {
public:
    AffineKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : NormKernel(context, graph, node)
        , m_groups(inputShape(graph, node, 1).rank() == 1 ? 1 : inputShape(graph, node, 1)[0])
        , m_groupRows(m_rows / std::max<Index>(m_groups, 1))
    {
    }

protected:
    Index grain() const { return kCheapGrain / m_columns + 1; }
    /// body(group, first row, rows, piece) for runs of rows that lie in one group.
    template <class Body>
    void forRuns(const Body& body)
    {
        if (m_rows == 0)
            return;
        // One group is cut anywhere, several between groups, so that each group's sums have one owner.
        const Index units = m_groups == 1 ? m_rows : m_groups;
        const Index unitRows = m_rows / units;
        const int pieces = pieceCount(team().threads(), units, grain() / unitRows + 1);
        team().run(pieces, [&](int piece) {
            const Index begin = units * piece / pieces;
            const Index end = units * (piece + 1) / pieces;
            if (m_groups == 1)
                return body(Index{0}, begin, end - begin, piece);
            for (Index group = begin; group < end; ++group)
                body(group, group * m_groupRows, m_groupRows, piece);
        });
    }

    Index m_groups;
    Index m_groupRows;
};

class AffineLayerNormKernel : public AffineKernel {
public:
    using AffineKernel::AffineKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRuns([&](Index group, Index row, Index rows, int) {
            vector().layerNorm.affineForward({.x = call.input<float>(0) + row * m_columns,
                                              .scale = call.input<float>(1) + group * m_columns,
                                              .shift = call.input<float>(2) + group * m_columns,
                                              .y = call.output<float>(0) + row * m_columns,
                                              .mean = call.output<float>(1) + row,
                                              .inverse = call.output<float>(2) + row},
                                             rows, m_columns, m_epsilon);
        });
    }
};

class AffineLayerNormGradKernel : public AffineKernel {
public:
    using AffineKernel::AffineKernel;
    std::size_t scratchBytes() const override { return static_cast<std::size_t>(team().threads()) * pieceBytes(); }

protected:
    void execute(const KernelCall& call) override
    {
        // What a group without rows, or a piece that is not run, leaves is 0.
        std::fill_n(call.output<float>(1), m_groups * m_columns, 0.0F);
        std::fill_n(call.output<float>(2), m_groups * m_columns, 0.0F);
        for (int piece = 0; piece < team().threads(); ++piece)
            std::fill_n(call.scratch + static_cast<std::size_t>(piece) * pieceBytes(), pieceBytes(), std::byte{0});
        forRuns([&](Index group, Index row, Index rows, int piece) {
            vector().layerNorm.affineBackward({.x = call.input<float>(0) + row * m_columns,
                                               .scale = call.input<float>(1) + group * m_columns,
                                               .mean = call.input<float>(2) + row,
                                               .inverse = call.input<float>(3) + row,
                                               .dy = call.input<float>(4) + row * m_columns,
                                               .dx = call.output<float>(0) + row * m_columns,
                                               .part = partOf(call, piece),
                                               .sum = sumOf(call, piece)},
                                              rows, m_columns);
            if (m_groups > 1)
                add(call, group, piece);
        });
        for (int piece = 0; m_groups == 1 && piece < team().threads(); ++piece)
            add(call, 0, piece);
    }

private:
    /// Sums in double, then those in float.
    std::size_t pieceBytes() const
    {
        return (static_cast<std::size_t>(2 * m_columns) * (sizeof(double) + sizeof(float)) + 63) / 64 * 64;
    }
    double* sumOf(const KernelCall& call, int piece) const
    {
        return reinterpret_cast<double*>(call.scratch + static_cast<std::size_t>(piece) * pieceBytes());
    }
    float* partOf(const KernelCall& call, int piece) const
    {
        return reinterpret_cast<float*>(sumOf(call, piece) + 2 * m_columns);
    }
    /// Moves a piece's sums to the group's gradients.
    void add(const KernelCall& call, Index group, int piece) const
    {
        double* const sums = sumOf(call, piece);
        for (Index i = 0; i < m_columns; ++i) {
            call.output<float>(1)[group * m_columns + i] += static_cast<float>(sums[i]);
            call.output<float>(2)[group * m_columns + i] += static_cast<float>(sums[m_columns + i]);
        }
        std::fill_n(sums, 2 * m_columns, 0.0);
    }
};

} // namespace

void addNormKernels(CpuTable& table)
{
    table.set("batch_norm", make<BatchNormKernel>);
    table.set("batch_norm_grad", make<BatchNormGradKernel>);
    table.set("affine_batch_norm", make<AffineBatchNormKernel>);
    table.set("affine_batch_norm_grad", make<AffineBatchNormGradKernel>);
    table.set("layer_norm", make<LayerNormKernel>);
    table.set("layer_norm_grad", make<LayerNormGradKernel>);
    table.set("affine_layer_norm", make<AffineLayerNormKernel>);
    table.set("affine_layer_norm_grad", make<AffineLayerNormGradKernel>);
}

} // namespace lb::engine::cpu
