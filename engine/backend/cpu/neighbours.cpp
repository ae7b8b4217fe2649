#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

/// Rows against tiles of all rows, with the rows stored a second time as columns so that a vector holds one axis of
/// several others. The n x n distances exist only a tile at a time.
class KnnKernel : public CpuKernel {
public:
    KnnKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
    {
        const Shape& shape = inputShape(graph, node, 0);
        m_query.n = shape[0];
        m_query.d = shape[1];
        m_query.padded = (m_query.n + kNeighbourTile - 1) / kNeighbourTile * kNeighbourTile;
        m_query.k = static_cast<int>(node.attributes.integer("k"));
        m_query.floor = node.attributes.real("floor");
    }
    std::size_t scratchBytes() const override
    {
        return static_cast<std::size_t>(m_query.d * m_query.padded) * sizeof(float);
    }

protected:
    void execute(const KernelCall& call) override
    {
        NeighbourQuery query = m_query;
        auto* const columns = reinterpret_cast<float*>(call.scratch);
        query.x = call.input<float>(0);
        query.transposed = columns;
        vector().layout.transpose(query.x, columns, query.n, query.d, query.d, query.padded);
        for (Index axis = 0; axis < query.d; ++axis)
            std::fill(columns + axis * query.padded + query.n, columns + (axis + 1) * query.padded, 0.0F);
        forRows(team(), query.n, kCheapGrain / std::max<Index>(query.n * query.d, 1) + 1, [&](Index begin, Index end) {
            vector().neighbours.logDistance(query, begin, end, call.output<float>(0), call.output<std::int32_t>(1));
        });
    }

private:
    NeighbourQuery m_query;
};

std::unique_ptr<Kernel> makeKnn(const CpuContext& context, const Graph& graph, const Node& node)
{
    if (node.attributes.integer("k") > kNeighbourMax)
        return nullptr;
    return std::make_unique<KnnKernel>(context, graph, node);
}

/// O(n d), in the order of the rows on one thread: rows pull their neighbours, which may be anyone's.
class KnnGradKernel : public CpuKernel {
public:
    KnnGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_rows(inputShape(graph, node, 0)[0])
        , m_width(inputShape(graph, node, 0)[1])
        , m_floor(static_cast<float>(node.attributes.real("floor")))
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        const std::int32_t* neighbours = call.input<std::int32_t>(1);
        float* dx = call.output<float>(0);
        std::fill_n(dx, m_rows * m_width, 0.0F);
        for (Index row = 0; row < m_rows; ++row) {
            const Index other = neighbours[row];
            pull(x + row * m_width, x + other * m_width, call.input<float>(2)[row], dx + row * m_width,
                 dx + other * m_width);
        }
    }

private:
    void pull(const float* own, const float* other, float gradient, float* dOwn, float* dOther) const
    {
        float squared = 0.0F;
        for (Index i = 0; i < m_width; ++i)
            squared += (own[i] - other[i]) * (own[i] - other[i]);
        if (squared <= m_floor)
            return;
        const float factor = gradient / squared;
        for (Index i = 0; i < m_width; ++i) {
            const float step = factor * (own[i] - other[i]);
            dOwn[i] += step;
            dOther[i] -= step;
        }
    }
    Index m_rows;
    Index m_width;
    float m_floor;
};

std::unique_ptr<Kernel> makeKnnGrad(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<KnnGradKernel>(context, graph, node);
}

} // namespace

void addNeighbourKernels(CpuTable& table)
{
    table.set("knn_log_distance", makeKnn);
    table.set("knn_log_distance_grad", makeKnnGrad);
}

} // namespace lb::engine::cpu
