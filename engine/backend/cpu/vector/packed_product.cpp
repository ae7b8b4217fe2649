#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/lanes.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

// Six rows by two vectors: twelve sums, two columns and a row's number fill the 16 registers of AVX2.
constexpr Index kPanel = 2 * kLanes;
constexpr Index kRows = 6;

Index panels(Index n)
{
    return (n + kPanel - 1) / kPanel;
}

Index packedFloats(Index k, Index n)
{
    return panels(n) * kPanel * k;
}

void packStrided(const PackSource& b, Index k, Index n, float* packed)
{
    for (Index first = 0; first < n; first += kPanel) {
        const Index columns = n - first < kPanel ? n - first : kPanel;
        const float* from = b.data + first * b.columnStride;
        for (Index row = 0; row < k; ++row, packed += kPanel, from += b.rowStride) {
            for (Index j = 0; j < columns; ++j)
                packed[j] = from[j * b.columnStride];
            for (Index j = columns; j < kPanel; ++j)
                packed[j] = 0.0F;
        }
    }
}

void pack(const float* b, const PackedExtents& e, bool isTransposed, float* packed)
{
    packStrided(isTransposed ? PackSource{b, 1, e.k} : PackSource{b, e.n, 1}, e.k, e.n, packed);
}

/// rows rows of c, one panel wide: c += a b.
template <Index rows>
void tile(const float* a, const float* panel, float* c, const PackedStrides& s, Index k)
{
    Lanes left[rows];
    Lanes right[rows];
#pragma GCC unroll 6
    for (Index row = 0; row < rows; ++row)
        left[row] = right[row] = Lanes{};
    for (Index i = 0; i < k; ++i, panel += kPanel, a += s.aStep) {
        const Lanes first = loadLanes(panel);
        const Lanes second = loadLanes(panel + kLanes);
#pragma GCC unroll 6
        for (Index row = 0; row < rows; ++row) {
            const float number = a[row * s.aRow];
            left[row] += number * first;
            right[row] += number * second;
        }
    }
#pragma GCC unroll 6
    for (Index row = 0; row < rows; ++row) {
        float* const to = c + row * s.cRow;
        storeLanes(to, loadLanes(to) + left[row]);
        storeLanes(to + kLanes, loadLanes(to + kLanes) + right[row]);
    }
}

/// The last panel of a width that is no multiple: through a buffer of full width.
template <Index rows>
void narrowTile(const float* a, const float* panel, float* c, const PackedStrides& s, Index k, Index columns)
{
    float buffer[rows * kPanel] = {};
    tile<rows>(a, panel, buffer, {.aRow = s.aRow, .aStep = s.aStep, .cRow = kPanel}, k);
    for (Index row = 0; row < rows; ++row)
        for (Index column = 0; column < columns; ++column)
            c[row * s.cRow + column] += buffer[row * kPanel + column];
}

template <Index rows>
void rowBlock(const float* a, const float* panel, float* c, const PackedStrides& s, Index k, Index columns)
{
    if (columns == kPanel)
        tile<rows>(a, panel, c, s, k);
    else
        narrowTile<rows>(a, panel, c, s, k, columns);
}

using RowBlock = void (*)(const float* a, const float* panel, float* c, const PackedStrides& s, Index k, Index columns);
constexpr RowBlock kRowBlocks[kRows] = {rowBlock<1>, rowBlock<2>, rowBlock<3>, rowBlock<4>, rowBlock<5>, rowBlock<6>};

/// Each panel stays in the first cache while all rows pass by. Rows are split evenly, so that no block is left with one
/// or two: those are bound by the latency of their sums. A number of c does not depend on the split.
void multiplyAddStrided(const float* a, const float* packed, float* c, const PackedExtents& e, const PackedStrides& s)
{
    const Index blocks = (e.rows + kRows - 1) / kRows;
    for (Index column = 0; column < e.n; column += kPanel, packed += kPanel * s.packedK)
        for (Index block = 0; block < blocks; ++block) {
            const Index begin = e.rows * block / blocks;
            const Index rows = e.rows * (block + 1) / blocks - begin;
            kRowBlocks[rows - 1](a + begin * s.aRow, packed, c + begin * s.cRow + column, s, e.k,
                                 e.n - column < kPanel ? e.n - column : kPanel);
        }
}

void multiplyAdd(const float* a, const float* packed, float* c, const PackedExtents& e)
{
    multiplyAddStrided(a, packed, c, e, {.aRow = e.k, .aStep = 1, .cRow = e.n, .packedK = e.k});
}

} // namespace

PackedProductKernels packedProductKernels()
{
    return {.packedFloats = packedFloats,
            .pack = pack,
            .multiplyAdd = multiplyAdd,
            .packStrided = packStrided,
            .multiplyAddStrided = multiplyAddStrided};
}

} // namespace lb::engine::cpu::LB_ISA
