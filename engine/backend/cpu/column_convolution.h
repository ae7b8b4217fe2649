#pragma once

#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/backend/cpu/image_columns.h"

#include <algorithm>
#include <vector>

namespace lb::engine::cpu {

/// One thread's share: a range of positions, some columns of the window, and its own primitives, for full tiles and for
/// what is left of the range.
struct ConvPiece {
    Index first = 0;
    Index count = 0;
    ImageColumns::ColumnSpan span;
    Index tile = 1;
    std::vector<Product> products;
};

/// A convolution as products over tiles of positions. Each piece has its own columns and primitives. With bfloat16
/// products the weights are converted once, columns and maps tile by tile.
class ConvKernel : public CpuKernel {
public:
    bool roundsOperands() const override { return m_isBf16; }
    std::size_t scratchBytes() const override { return m_weightBytes + m_pieces.size() * pieceBytes(); }

protected:
    /// `readsWeight`: it is input 1.
    ConvKernel(const CpuContext& context, const Conv2dExtents& extents, bool isBf16, bool readsWeight)
        : CpuKernel(context)
        , m_columns(extents, context.vector)
        , m_isBf16(isBf16)
        , m_weightBytes(isBf16 && readsWeight ? bf16Bytes(extents.window() * extents.maps) : 0)
    {
    }

    const Conv2dExtents& e() const { return m_columns.extents(); }
    const ImageColumns& columns() const { return m_columns; }
    /// How many pieces `units` are cut into.
    int piecesOf(Index units) const
    {
        const Index flops = 2 * e().positions() * e().window() * e().maps;
        const Index most = std::clamp<Index>(units, 1, team().threads());
        return static_cast<int>(std::clamp<Index>(flops / kFlopsPerPiece, 1, most));
    }
    /// specFor(positions of a tile, columns) is the product over a tile.
    template <class SpecFor>
    void addPiece(const CpuContext& context, ConvPiece piece, const SpecFor& specFor)
    {
        const Index width = piece.span.end - piece.span.begin;
        const Index wanted = kTileFloats / std::max<Index>(width, 1) / 16 * 16;
        piece.tile =
            std::clamp<Index>(std::clamp(wanted, kSmallestTile, kLargestTile), 1, std::max<Index>(piece.count, 1));
        const KernelScope scope;
        for (const Index count : {piece.tile, piece.count % piece.tile}) {
            ProductSpec spec = specFor(count, width);
            spec.isBf16 = m_isBf16;
            piece.products.emplace_back(context.dnnl, spec, 1);
        }
        if (m_isBf16) {
            m_narrowColumnBytes = std::max(m_narrowColumnBytes, bf16Bytes(piece.tile * width));
            m_narrowMapBytes = std::max(m_narrowMapBytes, bf16Bytes(piece.tile * e().maps));
        }
        m_columnBytes = std::max(m_columnBytes, aligned(static_cast<std::size_t>(piece.tile * width) * sizeof(float)));
        for (const Product& product : piece.products)
            m_productBytes = std::max(m_productBytes, aligned(product.scratchBytes()));
        m_pieces.push_back(std::move(piece));
    }

    /// What the work on a tile gets: its positions, the piece's columns and its product.
    struct Tile {
        const ConvPiece& piece;
        Index first, count;
        float* columns;
        const Product& product;
        std::byte* scratch;
        std::uint16_t* narrowColumns; ///< places for bfloat16 copies
        std::uint16_t* narrowMaps;
    };
    /// The numbers themselves, or a copy as the products want them.
    const void* operand(const float* numbers, Index count, std::uint16_t* copy) const
    {
        if (!m_isBf16)
            return numbers;
        vector().layout.toBf16(numbers, copy, count);
        return copy;
    }
    const void* columnOperand(const Tile& tile) const
    {
        return operand(tile.columns, tile.count * (tile.piece.span.end - tile.piece.span.begin), tile.narrowColumns);
    }
    const void* mapOperand(const Tile& tile, const float* maps) const
    {
        return operand(maps + tile.first * e().maps, tile.count * e().maps, tile.narrowMaps);
    }
    /// Once a run, before the tiles.
    const void* weightOperand(const KernelCall& call) const
    {
        if (!m_isBf16)
            return call.inputs[1];
        convertToBf16(team(), call.input<float>(1), call.scratch, e().window() * e().maps);
        return call.scratch;
    }
    /// begin(piece) before a piece's tiles, in the piece's thread.
    template <class Begin, class Work>
    void forTiles(const KernelCall& call, const Begin& begin, const Work& work)
    {
        team().run(static_cast<int>(m_pieces.size()), [&](int index) {
            const ConvPiece& piece = m_pieces[static_cast<std::size_t>(index)];
            std::byte* const own = call.scratch + m_weightBytes + static_cast<std::size_t>(index) * pieceBytes();
            std::byte* const narrow = own + m_columnBytes + m_productBytes;
            begin(piece);
            for (Index done = 0; done < piece.count; done += piece.tile) {
                const Index count = std::min(piece.tile, piece.count - done);
                work(Tile{piece, piece.first + done, count, reinterpret_cast<float*>(own),
                          piece.products[count == piece.tile ? 0 : 1], own + m_columnBytes,
                          reinterpret_cast<std::uint16_t*>(narrow),
                          reinterpret_cast<std::uint16_t*>(narrow + m_narrowColumnBytes)});
            }
        });
    }

private:
    /// Floats of columns that a thread keeps at a time: half of a second-level cache.
    static constexpr Index kTileFloats = 131'072;
    static constexpr Index kSmallestTile =
        64; ///< positions: below, products read weights more often than they use them
    static constexpr Index kLargestTile = 1024;
    /// Floating-point operations that are worth a thread: some 20 us.
    static constexpr Index kFlopsPerPiece = 1'600'000;

    static std::size_t aligned(std::size_t bytes) { return (bytes + 63) / 64 * 64; }
    std::size_t pieceBytes() const { return m_columnBytes + m_productBytes + m_narrowColumnBytes + m_narrowMapBytes; }

    ImageColumns m_columns;
    bool m_isBf16;
    std::vector<ConvPiece> m_pieces;
    std::size_t m_weightBytes;
    std::size_t m_columnBytes = 0;
    std::size_t m_productBytes = 0;
    std::size_t m_narrowColumnBytes = 0;
    std::size_t m_narrowMapBytes = 0;
};

} // namespace lb::engine::cpu
