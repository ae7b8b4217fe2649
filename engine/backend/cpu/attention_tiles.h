#pragma once

#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/ops/attention.h"

#include <algorithm>

namespace lb::engine::cpu {

/// How attention is cut: a unit is an item and a head, or an item and all of its heads where heads are mixed. Units are
/// split between threads; in a unit, queries go by in tiles whose score maps stay in the second-level cache.
class AttentionTiles {
public:
    /// `maps` score maps are held at a time.
    AttentionTiles(const AttentionExtents& extents, int maps)
        : e(extents)
        , group(e.before >= 0 || e.after >= 0 ? e.heads : 1)
        , units(e.batch * e.heads / group)
    {
        const Index floats = maps * group * std::max<Index>(e.keys, 1);
        rows = std::clamp<Index>(kMapFloats / floats / 6 * 6, 12, 96); // six rows: a block of the packed product
        rows = std::clamp<Index>(rows, 1, std::max<Index>(e.steps, 1));
    }

    Index mapFloats() const { return rows * e.keys; }
    /// Units that are worth a thread.
    Index grain() const
    {
        const Index flops = 2 * group * e.steps * e.keys * (e.keySize + e.valueSize);
        return 1'000'000 / std::max<Index>(flops, 1) + 1;
    }

    AttentionExtents e;
    Index group; ///< heads of a unit
    Index units;
    Index rows; ///< queries of a tile

private:
    static constexpr Index kMapFloats = 65'536;
};

/// One unit of a call: where its rows lie in the tensors.
struct AttentionUnit {
    AttentionUnit(const AttentionTiles& tiles, const KernelCall& call, Index index)
        : e(tiles.e)
        , item(index * tiles.group / e.heads)
        , head(index * tiles.group % e.heads)
        , mask(e.plainItem())
    {
        const auto read = [&](int input, Index& number) {
            if (input >= 0)
                number = call.input<std::int32_t>(input)[item];
        };
        read(e.lengths, mask.length);
        read(e.prefix, mask.prefix);
        read(e.past, mask.past);
    }

    Index visible(Index step) const { return e.visible(step, mask); }
    /// Keys that any query sees.
    Index keys() const { return e.steps > 0 ? visible(e.steps - 1) : 0; }
    /// Offsets of a row of the h-th head of the unit, in tensors shaped like query, key and value.
    Index query(Index h, Index step) const { return (item * e.steps + step) * e.keyStride() + (head + h) * e.keySize; }
    Index key(Index h) const { return item * e.keys * e.keyStride() + (head + h) * e.keySize; }
    Index value(Index h) const { return item * e.keys * e.valueStride() + (head + h) * e.valueSize; }
    Index output(Index h, Index step) const
    {
        return (item * e.steps + step) * e.valueStride() + (head + h) * e.valueSize;
    }
    Index logSum(Index h, Index step) const { return (item * e.heads + head + h) * e.steps + step; }

    const AttentionExtents& e;
    Index item, head;
    AttentionItem mask;
};

/// Takes a thread's scratch apart, in floats, every part on 64 bytes.
class FloatArena {
public:
    explicit FloatArena(float* begin)
        : m_begin(begin)
    {
    }
    float* take(Index floats)
    {
        float* const result = m_begin ? m_begin + m_used : nullptr;
        m_used += (floats + 15) / 16 * 16;
        return result;
    }
    /// With a null arena: how much all parts need.
    Index used() const { return m_used; }

private:
    float* m_begin;
    Index m_used = 0;
};

inline void clearRows(float* to, Index rows, Index columns, Index stride)
{
    for (Index row = 0; row < rows; ++row)
        std::fill_n(to + row * stride, columns, 0.0F);
}

} // namespace lb::engine::cpu
