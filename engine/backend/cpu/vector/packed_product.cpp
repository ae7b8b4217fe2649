#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

#if defined(__AVX512F__)
constexpr Index kLanes = 16;
#elif defined(__AVX__)
constexpr Index kLanes = 8;
#else
constexpr Index kLanes = 4;
#endif
// Six rows by two vectors: twelve sums, two columns and a row's number fill the 16 registers of AVX2.
constexpr Index kPanel = 2 * kLanes;
constexpr Index kRows = 6;

using Lanes [[gnu::vector_size(kLanes * sizeof(float)), gnu::aligned(sizeof(float))]] = float;

LB_INLINE Lanes load(const float* from)
{
    return *reinterpret_cast<const Lanes*>(from);
}
LB_INLINE void store(float* to, Lanes lanes)
{
    *reinterpret_cast<Lanes*>(to) = lanes;
}

Index panels(Index n)
{
    return (n + kPanel - 1) / kPanel;
}

Index packedFloats(Index k, Index n)
{
    return panels(n) * kPanel * k;
}

void pack(const float* b, const PackedExtents& e, bool isTransposed, float* packed)
{
    for (Index first = 0; first < e.n; first += kPanel)
        for (Index row = 0; row < e.k; ++row, packed += kPanel)
            for (Index j = 0; j < kPanel; ++j) {
                const Index column = first + j;
                const Index at = isTransposed ? column * e.k + row : row * e.n + column;
                packed[j] = column < e.n ? b[at] : 0.0F;
            }
}

/// rows rows of c, one panel wide: c += a b.
template <Index rows>
void tile(const float* a, const float* panel, float* c, const PackedExtents& e)
{
    Lanes left[rows];
    Lanes right[rows];
#pragma GCC unroll 6
    for (Index row = 0; row < rows; ++row)
        left[row] = right[row] = Lanes{};
    for (Index i = 0; i < e.k; ++i, panel += kPanel) {
        const Lanes first = load(panel);
        const Lanes second = load(panel + kLanes);
#pragma GCC unroll 6
        for (Index row = 0; row < rows; ++row) {
            const float number = a[row * e.k + i];
            left[row] += number * first;
            right[row] += number * second;
        }
    }
#pragma GCC unroll 6
    for (Index row = 0; row < rows; ++row) {
        float* const to = c + row * e.n;
        store(to, load(to) + left[row]);
        store(to + kLanes, load(to + kLanes) + right[row]);
    }
}

/// The last panel of a width that is no multiple: through a buffer of full width.
template <Index rows>
void narrowTile(const float* a, const float* panel, float* c, const PackedExtents& e, Index columns)
{
    float buffer[rows * kPanel] = {};
    PackedExtents inner = e;
    inner.n = kPanel;
    tile<rows>(a, panel, buffer, inner);
    for (Index row = 0; row < rows; ++row)
        for (Index column = 0; column < columns; ++column)
            c[row * e.n + column] += buffer[row * kPanel + column];
}

template <Index rows>
void rowBlock(const float* a, const float* panel, float* c, const PackedExtents& e, Index columns)
{
    if (columns == kPanel)
        tile<rows>(a, panel, c, e);
    else
        narrowTile<rows>(a, panel, c, e, columns);
}

using RowBlock = void (*)(const float* a, const float* panel, float* c, const PackedExtents& e, Index columns);
constexpr RowBlock kRowBlocks[kRows] = {rowBlock<1>, rowBlock<2>, rowBlock<3>, rowBlock<4>, rowBlock<5>, rowBlock<6>};

/// Each panel stays in the first cache while all rows pass by. Rows are split evenly, so that no block is left with one
/// or two: those are bound by the latency of their sums. A number of c does not depend on the split.
void multiplyAdd(const float* a, const float* packed, float* c, const PackedExtents& e)
{
    const Index blocks = (e.rows + kRows - 1) / kRows;
    for (Index column = 0; column < e.n; column += kPanel, packed += kPanel * e.k)
        for (Index block = 0; block < blocks; ++block) {
            const Index begin = e.rows * block / blocks;
            const Index rows = e.rows * (block + 1) / blocks - begin;
            kRowBlocks[rows - 1](a + begin * e.k, packed, c + begin * e.n + column, e,
                                 e.n - column < kPanel ? e.n - column : kPanel);
        }
}

} // namespace

PackedProductKernels packedProductKernels()
{
    return {.packedFloats = packedFloats, .pack = pack, .multiplyAdd = multiplyAdd};
}

} // namespace lb::engine::cpu::LB_ISA
