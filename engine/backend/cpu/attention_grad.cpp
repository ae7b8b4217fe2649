#include "engine/ops/attention.h"

#include "engine/backend/cpu/attention_tiles.h"
#include "engine/backend/cpu/cpu_kernel.h"

#include <cmath>

namespace lb::engine::cpu {

std::unique_ptr<Kernel> makeAttentionGrad(const CpuContext& context, const Graph& graph, const Node& node);

namespace {

/// Goes through the tiles as forward does, computes the probabilities again from the kept sums, and adds each tile to
/// the gradients of the unit's keys and values.
class AttentionGradKernel : public CpuKernel {
public:
    AttentionGradKernel(const CpuContext& context, const AttentionExtents& extents)
        : CpuKernel(context)
        , m_tiles(extents, mapsOf(extents))
        , m_scale(1.0F / std::sqrt(static_cast<float>(extents.keySize)))
    {
    }
    std::size_t scratchBytes() const override
    {
        return static_cast<std::size_t>(team().threads()) *
               (static_cast<std::size_t>(Parts(*this, nullptr).floats) * sizeof(float) + mixBytes());
    }

protected:
    void execute(const KernelCall& call) override
    {
        const AttentionExtents& e = m_tiles.e;
        const Index floats = Parts(*this, nullptr).floats;
        const int pieces = pieceCount(team().threads(), m_tiles.units, m_tiles.grain());
        auto* const sums = reinterpret_cast<double*>(call.scratch); // [threads, 2, heads, heads]
        auto* const rest =
            reinterpret_cast<float*>(call.scratch + static_cast<std::size_t>(team().threads()) * mixBytes());
        std::fill_n(call.scratch, static_cast<std::size_t>(pieces) * mixBytes(), std::byte{0});
        team().run(pieces, [&](int piece) {
            const Parts parts(*this, rest + piece * floats);
            double* const own = sums + static_cast<std::size_t>(piece) * mixBytes() / sizeof(double);
            for (Index unit = m_tiles.units * piece / pieces; unit < m_tiles.units * (piece + 1) / pieces; ++unit)
                run(call, AttentionUnit(m_tiles, call, unit), parts, own);
        });
        int output = 3;
        for (Index which = 0; which < 2; ++which) {
            if ((which == 0 ? e.before : e.after) < 0)
                continue;
            for (Index i = 0; i < e.heads * e.heads; ++i) {
                double total = 0.0;
                for (int piece = 0; piece < pieces; ++piece)
                    total += sums[static_cast<std::size_t>(piece) * mixBytes() / sizeof(double) +
                                  static_cast<std::size_t>(which * e.heads * e.heads + i)];
                call.output<float>(output)[i] = static_cast<float>(total);
            }
            ++output;
        }
    }

private:
    static int mapsOf(const AttentionExtents& e) { return 2 + (e.before >= 0 ? 2 : 0) + (e.after >= 0 ? 2 : 0); }
    /// Sums of the mixing matrices' gradients of one thread.
    std::size_t mixBytes() const
    {
        const AttentionExtents& e = m_tiles.e;
        const bool isMixed = e.before >= 0 || e.after >= 0;
        return isMixed ? (static_cast<std::size_t>(2 * e.heads * e.heads) * sizeof(double) + 63) / 64 * 64 : 0;
    }

    /// A thread's scratch.
    struct Parts {
        Parts(const AttentionGradKernel& kernel, float* begin)
        {
            FloatArena arena(begin);
            const AttentionTiles& t = kernel.m_tiles;
            const auto packed = kernel.vector().packedProduct.packedFloats;
            columnFloats = packed(t.e.keySize, t.e.keys);
            rowFloats = packed(t.e.keys, t.e.keySize);
            valueFloats = packed(t.e.valueSize, t.e.keys);
            keyColumns = arena.take(t.group * columnFloats);
            keyRows = arena.take(t.group * rowFloats);
            values = arena.take(t.group * valueFloats);
            tileRows = arena.take(std::max(packed(t.rows, t.e.keySize), packed(t.rows, t.e.valueSize)));
            const Index map = t.group * t.mapFloats();
            scores = arena.take(map);
            p = t.e.before >= 0 ? arena.take(map) : scores;
            mixed = t.e.after >= 0 ? arena.take(map) : p;
            dMixed = arena.take(map);
            dp = t.e.after >= 0 ? arena.take(map) : dMixed;
            ds = t.e.before >= 0 ? arena.take(map) : dp;
            floats = arena.used();
        }
        float* keyColumns; ///< [key size, keys], packed
        float* keyRows;    ///< [keys, key size], packed
        float* values;     ///< [value size, keys], packed
        float* tileRows;   ///< a tile's output gradients, then its queries, packed
        // Maps: one place stands for two where nothing is mixed in between.
        float* scores;
        float* p;
        float* mixed;
        float* dMixed;
        float* dp;
        float* ds;
        Index columnFloats, rowFloats, valueFloats, floats;
    };

    void run(const KernelCall& call, const AttentionUnit& unit, const Parts& parts, double* sums) const
    {
        const AttentionExtents& e = m_tiles.e;
        const Index keys = unit.keys();
        const PackedProductKernels& product = vector().packedProduct;
        for (Index h = 0; h < m_tiles.group; ++h) {
            const float* const key = call.input<float>(1) + unit.key(h);
            product.packStrided({key, 1, e.keyStride()}, e.keySize, keys, parts.keyColumns + h * parts.columnFloats);
            product.packStrided({key, e.keyStride(), 1}, keys, e.keySize, parts.keyRows + h * parts.rowFloats);
            product.packStrided({call.input<float>(2) + unit.value(h), 1, e.valueStride()}, e.valueSize, keys,
                                parts.values + h * parts.valueFloats);
            clearRows(call.output<float>(1) + unit.key(h), e.keys, e.keySize, e.keyStride());
            clearRows(call.output<float>(2) + unit.value(h), e.keys, e.valueSize, e.valueStride());
        }
        for (Index step = 0; step < e.steps; step += m_tiles.rows) {
            const Tile tile{step, std::min(m_tiles.rows, e.steps - step),
                            unit.visible(std::min(step + m_tiles.rows, e.steps) - 1)};
            computeProbabilities(call, unit, parts, tile);
            passThroughValues(call, unit, parts, tile, sums);
            passThroughSoftmax(call, unit, parts, tile, sums);
        }
    }

    struct Tile {
        Index step, rows, keys;
        Index map() const { return rows * keys; }
    };

    void mix(const KernelCall& call, int matrix, bool isTransposed, const float* from, float* to,
             const Tile& tile) const
    {
        if (matrix >= 0)
            vector().attention.mix(call.input<float>(matrix), isTransposed, from, to, m_tiles.group, tile.map());
    }

    void computeProbabilities(const KernelCall& call, const AttentionUnit& unit, const Parts& parts,
                              const Tile& tile) const
    {
        const AttentionExtents& e = m_tiles.e;
        std::fill_n(parts.scores, m_tiles.group * tile.map(), 0.0F);
        for (Index h = 0; h < m_tiles.group; ++h)
            vector().packedProduct.multiplyAddStrided(
                call.input<float>(0) + unit.query(h, tile.step), parts.keyColumns + h * parts.columnFloats,
                parts.scores + h * tile.map(), {tile.rows, e.keySize, tile.keys},
                {.aRow = e.keyStride(), .aStep = 1, .cRow = tile.keys, .packedK = e.keySize});
        mix(call, e.before, false, parts.scores, parts.p, tile);
        for (Index h = 0; h < m_tiles.group; ++h)
            for (Index row = 0; row < tile.rows; ++row)
                vector().attention.probabilities(parts.p + h * tile.map() + row * tile.keys,
                                                 unit.visible(tile.step + row), tile.keys, m_scale,
                                                 call.input<float>(e.logSums)[unit.logSum(h, tile.step + row)]);
        mix(call, e.after, false, parts.p, parts.mixed, tile);
    }

    /// The values' gradient, and the gradient of the probabilities.
    void passThroughValues(const KernelCall& call, const AttentionUnit& unit, const Parts& parts, const Tile& tile,
                           double* sums) const
    {
        const AttentionExtents& e = m_tiles.e;
        const PackedProductKernels& product = vector().packedProduct;
        std::fill_n(parts.dMixed, m_tiles.group * tile.map(), 0.0F);
        for (Index h = 0; h < m_tiles.group; ++h) {
            const float* const dy = call.input<float>(e.outputGradient) + unit.output(h, tile.step);
            product.packStrided({dy, e.valueStride(), 1}, tile.rows, e.valueSize, parts.tileRows);
            product.multiplyAddStrided(parts.mixed + h * tile.map(), parts.tileRows,
                                       call.output<float>(2) + unit.value(h), {tile.keys, tile.rows, e.valueSize},
                                       {.aRow = 1, .aStep = tile.keys, .cRow = e.valueStride(), .packedK = tile.rows});
            product.multiplyAddStrided(
                dy, parts.values + h * parts.valueFloats, parts.dMixed + h * tile.map(),
                {tile.rows, e.valueSize, tile.keys},
                {.aRow = e.valueStride(), .aStep = 1, .cRow = tile.keys, .packedK = e.valueSize});
        }
        if (e.after >= 0) {
            vector().attention.addMixingGradient(parts.dMixed, parts.p, sums + e.heads * e.heads, e.heads, tile.map());
            mix(call, e.after, true, parts.dMixed, parts.dp, tile);
        }
    }

    /// The gradients of queries and keys.
    void passThroughSoftmax(const KernelCall& call, const AttentionUnit& unit, const Parts& parts, const Tile& tile,
                            double* sums) const
    {
        const AttentionExtents& e = m_tiles.e;
        const PackedProductKernels& product = vector().packedProduct;
        for (Index row = 0; row < m_tiles.group * tile.rows; ++row)
            vector().attention.softmaxGrad(parts.p + row * tile.keys, parts.dp + row * tile.keys, tile.keys, m_scale);
        if (e.before >= 0) {
            vector().attention.addMixingGradient(parts.dp, parts.scores, sums, e.heads, tile.map());
            mix(call, e.before, true, parts.dp, parts.ds, tile);
        }
        for (Index h = 0; h < m_tiles.group; ++h) {
            const float* const ds = parts.ds + h * tile.map();
            float* const dQuery = call.output<float>(0) + unit.query(h, tile.step);
            clearRows(dQuery, tile.rows, e.keySize, e.keyStride());
            product.multiplyAddStrided(ds, parts.keyRows + h * parts.rowFloats, dQuery,
                                       {tile.rows, tile.keys, e.keySize},
                                       {.aRow = tile.keys, .aStep = 1, .cRow = e.keyStride(), .packedK = unit.keys()});
            product.packStrided({call.input<float>(0) + unit.query(h, tile.step), e.keyStride(), 1}, tile.rows,
                                e.keySize, parts.tileRows);
            product.multiplyAddStrided(ds, parts.tileRows, call.output<float>(1) + unit.key(h),
                                       {tile.keys, tile.rows, e.keySize},
                                       {.aRow = 1, .aStep = tile.keys, .cRow = e.keyStride(), .packedK = tile.rows});
        }
    }

    AttentionTiles m_tiles;
    float m_scale;
};

} // namespace

std::unique_ptr<Kernel> makeAttentionGrad(const CpuContext& context, const Graph& graph, const Node& node)
{
    std::vector<TensorType> inputs;
    for (ValueId input : node.inputs)
        inputs.push_back(graph.typeOf(input));
    return std::make_unique<AttentionGradKernel>(context, attentionExtents(inputs, node.attributes));
}

} // namespace lb::engine::cpu
