#include "engine/ops/attention.h"

#include "engine/backend/cpu/attention_tiles.h"
#include "engine/backend/cpu/cpu_kernel.h"

#include <cmath>

namespace lb::engine::cpu {

std::unique_ptr<Kernel> makeAttentionGrad(const CpuContext& context, const Graph& graph, const Node& node);

namespace {

/// So few queries that packing keys and values for them costs more than it saves: a word being written is one.
constexpr Index kFewQueries = 4;

/// Keys and values of a unit are packed once; then a tile of queries at a time: scores, softmax, values.
class AttentionKernel : public CpuKernel {
public:
    AttentionKernel(const CpuContext& context, const AttentionExtents& extents)
        : CpuKernel(context)
        , m_tiles(extents, 2)
        , m_scale(1.0F / std::sqrt(static_cast<float>(extents.keySize)))
    {
    }
    std::size_t scratchBytes() const override
    {
        return static_cast<std::size_t>(Parts(*this, nullptr).floats * team().threads()) * sizeof(float);
    }

protected:
    void execute(const KernelCall& call) override
    {
        const int pieces = pieceCount(team().threads(), m_tiles.units, m_tiles.grain());
        team().run(pieces, [&](int piece) {
            const Parts size(*this, nullptr);
            const Parts parts(*this, reinterpret_cast<float*>(call.scratch) + piece * size.floats);
            for (Index unit = m_tiles.units * piece / pieces; unit < m_tiles.units * (piece + 1) / pieces; ++unit)
                run(call, AttentionUnit(m_tiles, call, unit), parts);
        });
    }

private:
    /// A thread's scratch.
    struct Parts {
        Parts(const AttentionKernel& kernel, float* begin)
        {
            FloatArena arena(begin);
            const AttentionTiles& t = kernel.m_tiles;
            const bool packs = t.e.steps > kFewQueries;
            keyFloats = !packs ? 0 : kernel.vector().packedProduct.packedFloats(t.e.keySize, t.e.keys);
            valueFloats = !packs ? 0 : kernel.vector().packedProduct.packedFloats(t.e.keys, t.e.valueSize);
            keys = arena.take(t.group * keyFloats);
            values = arena.take(t.group * valueFloats);
            scores = arena.take(t.group * t.mapFloats());
            mixed = arena.take(t.group > 1 || t.e.before >= 0 || t.e.after >= 0 ? t.group * t.mapFloats() : 0);
            floats = arena.used();
        }
        float* keys;
        float* values;
        float* scores;
        float* mixed;
        Index keyFloats, valueFloats, floats;
    };

    void run(const KernelCall& call, const AttentionUnit& unit, const Parts& parts) const
    {
        const AttentionExtents& e = m_tiles.e;
        const Index keys = unit.keys();
        for (Index h = 0; packs() && h < m_tiles.group; ++h) {
            vector().packedProduct.packStrided({call.input<float>(1) + unit.key(h), 1, e.keyStride()}, e.keySize, keys,
                                               parts.keys + h * parts.keyFloats);
            vector().packedProduct.packStrided({call.input<float>(2) + unit.value(h), e.valueStride(), 1}, keys,
                                               e.valueSize, parts.values + h * parts.valueFloats);
        }
        for (Index step = 0; step < e.steps; step += m_tiles.rows)
            tile(call, unit, parts, step, std::min(m_tiles.rows, e.steps - step));
    }

    void tile(const KernelCall& call, const AttentionUnit& unit, const Parts& parts, Index step, Index rows) const
    {
        const AttentionExtents& e = m_tiles.e;
        const Index keys = unit.visible(step + rows - 1);
        const Index map = rows * keys;
        makeScores(call, unit, parts, step, rows);
        float* p = parts.scores;
        float* other = parts.mixed;
        const auto mix = [&](int matrix) {
            if (matrix < 0)
                return;
            vector().attention.mix(call.input<float>(matrix), false, p, other, m_tiles.group, map);
            std::swap(p, other);
        };
        mix(e.before);
        for (Index h = 0; h < m_tiles.group; ++h)
            for (Index row = 0; row < rows; ++row)
                call.output<float>(1)[unit.logSum(h, step + row)] =
                    vector().attention.softmax(p + h * map + row * keys, unit.visible(step + row), keys, m_scale);
        mix(e.after);
        for (Index h = 0; h < m_tiles.group; ++h) {
            float* const y = call.output<float>(0) + unit.output(h, step);
            if (packs()) {
                clearRows(y, rows, e.valueSize, e.valueStride());
                vector().packedProduct.multiplyAddStrided(
                    p + h * map, parts.values + h * parts.valueFloats, y, {rows, keys, e.valueSize},
                    {.aRow = keys, .aStep = 1, .cRow = e.valueStride(), .packedK = unit.keys()});
                continue;
            }
            for (Index row = 0; row < rows; ++row)
                vector().attention.weightedSum(p + h * map + row * keys, call.input<float>(2) + unit.value(h),
                                               e.valueStride(), y + row * e.valueStride(), keys, e.valueSize);
        }
    }

    bool packs() const { return m_tiles.e.steps > kFewQueries; }

    /// Of every head, [rows, keys that the last of the rows sees].
    void makeScores(const KernelCall& call, const AttentionUnit& unit, const Parts& parts, Index step,
                    Index rows) const
    {
        const AttentionExtents& e = m_tiles.e;
        const Index keys = unit.visible(step + rows - 1);
        const Index map = rows * keys;
        if (packs())
            std::fill_n(parts.scores, m_tiles.group * map, 0.0F);
        for (Index h = 0; h < m_tiles.group; ++h) {
            const float* const query = call.input<float>(0) + unit.query(h, step);
            float* const scores = parts.scores + h * map;
            if (packs()) {
                vector().packedProduct.multiplyAddStrided(
                    query, parts.keys + h * parts.keyFloats, scores, {rows, e.keySize, keys},
                    {.aRow = e.keyStride(), .aStep = 1, .cRow = keys, .packedK = e.keySize});
                continue;
            }
            for (Index row = 0; row < rows; ++row)
                vector().attention.scores(query + row * e.keyStride(), call.input<float>(1) + unit.key(h),
                                          e.keyStride(), scores + row * keys, keys, e.keySize);
        }
    }

    AttentionTiles m_tiles;
    float m_scale;
};

std::unique_ptr<Kernel> makeAttention(const CpuContext& context, const Graph& graph, const Node& node)
{
    std::vector<TensorType> inputs;
    for (ValueId input : node.inputs)
        inputs.push_back(graph.typeOf(input));
    return std::make_unique<AttentionKernel>(context, attentionExtents(inputs, node.attributes));
}

} // namespace

void addAttentionKernels(CpuTable& table)
{
    table.set("attention", makeAttention);
    table.set("attention_grad", makeAttentionGrad);
}

} // namespace lb::engine::cpu
