#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>
#include <array>

namespace lb::engine::cpu {

namespace {

/// Tiles of rows against tiles of rows, with the rows stored a second time as columns so that a vector holds one axis
/// of several. The n x n distances exist only a tile at a time; every thread has lists of its own, joined at the end.
class KnnKernel : public CpuKernel {
public:
    KnnKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
    {
        const Shape& shape = inputShape(graph, node, 0);
        m_query.n = shape[0];
        m_query.d = shape[1];
        m_query.k = static_cast<int>(node.attributes.integer("k"));
        m_query.floor = node.attributes.real("floor");
        m_packedFloats = vector().packedProduct.packedFloats(m_query.d, m_query.n);
        const Index tiles = (m_query.n + kNeighbourTile - 1) / kNeighbourTile;
        constexpr Index kPairGrain = 2; // some 5 us of 64 axes
        m_pairs = tiles * (tiles + 1) / 2;
        m_pieces = pieceCount(team().threads(), m_pairs, kPairGrain);
    }
    std::size_t scratchBytes() const override
    {
        return static_cast<std::size_t>(m_packedFloats + m_pieces * listFloats()) * sizeof(float);
    }

protected:
    void execute(const KernelCall& call) override
    {
        NeighbourQuery query = m_query;
        auto* const packed = reinterpret_cast<float*>(call.scratch);
        query.x = call.input<float>(0);
        query.packed = packed;
        const PackSource columns{.data = query.x, .rowStride = 1, .columnStride = query.d};
        vector().packedProduct.packStrided(columns, query.d, query.n, packed);
        std::array<NeighbourLists, ThreadTeam::kMaxThreads> lists;
        for (int piece = 0; piece < m_pieces; ++piece) {
            float* const numbers = packed + m_packedFloats + piece * listFloats();
            lists[static_cast<std::size_t>(piece)] = {numbers,
                                                      reinterpret_cast<std::int32_t*>(numbers + query.n * query.k)};
        }
        team().run(m_pieces, [&](int piece) { offerPairs(query, piece, lists[static_cast<std::size_t>(piece)]); });
        vector().neighbours.finish(query, lists.data(), m_pieces,
                                   {call.output<float>(0), call.output<std::int32_t>(1)});
    }

private:
    Index listFloats() const { return 2 * m_query.n * m_query.k; }

    void offerPairs(const NeighbourQuery& query, int piece, const NeighbourLists& lists)
    {
        vector().neighbours.clear(query, lists);
        const Index begin = m_pairs * piece / m_pieces;
        const Index end = m_pairs * (piece + 1) / m_pieces;
        Index pair = 0;
        for (Index first = 0; first < query.n && pair < end; first += kNeighbourTile)
            for (Index second = first; second < query.n && pair < end; second += kNeighbourTile, ++pair)
                if (pair >= begin)
                    vector().neighbours.offerPair(query, first, second, lists);
    }

    NeighbourQuery m_query;
    Index m_packedFloats = 0;
    Index m_pairs = 0;
    int m_pieces = 1;
};

std::unique_ptr<Kernel> makeKnn(const CpuContext& context, const Graph& graph, const Node& node)
{
    if (node.attributes.integer("k") > kNeighbourMax)
        return nullptr;
    return std::make_unique<KnnKernel>(context, graph, node);
}

/// O(n d), on one thread: rows pull their neighbours, which may be anyone's.
class KnnGradKernel : public CpuKernel {
public:
    KnnGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
    {
        const Shape& shape = inputShape(graph, node, 0);
        m_query.n = shape[0];
        m_query.d = shape[1];
        m_query.floor = node.attributes.real("floor");
    }

protected:
    void execute(const KernelCall& call) override
    {
        NeighbourQuery query = m_query;
        query.x = call.input<float>(0);
        float* const dx = call.output<float>(0);
        std::fill_n(dx, query.n * query.d, 0.0F);
        vector().neighbours.addGradient(query, call.input<std::int32_t>(1), call.input<float>(2), dx);
    }

private:
    NeighbourQuery m_query;
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
