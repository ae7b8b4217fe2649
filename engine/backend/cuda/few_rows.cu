#include "engine/backend/cuda/few_rows.h"

#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/element_map.h"
#include "engine/backend/cuda/stored_numbers.h"
#include "engine/ops/linear.h"

namespace lb::engine::cuda {

namespace {

/// Rows that a kernel takes at once, by template.
constexpr int kMostRows = 4;

/// y = x W + bias for W [k, n], or [n, k] if it is transposed.
struct FewRows {
    Index rows = 0, n = 0, k = 0;
    bool isTransposed = false, hasBias = false, isStored = false; ///< isStored: W is bfloat16

    /// One row of F32 is a product that cuBLASLt has no better way for; a bfloat16 W would be widened first.
    bool isFit() const { return rows >= 1 && rows <= (isStored ? kMostRows : 1); }
};

/// sums[r] += x[r][i] W[i][column].
template <int kRows, class T>
struct TermsOfColumn {
    const float* x;
    const T* weight;
    Index n, k;
    __device__ void operator()(float (&sums)[kRows], Index i, Index column) const
    {
        const float w = widened(weight[i * n + column]);
        for (int r = 0; r < kRows; ++r)
            sums[r] += x[r * k + i] * w;
    }
};

/// partial: [chunk][row][column].
__global__ void addColumnTerms(FewRows p, Index chunks, const float* partial, const float* bias, float* y)
{
    const Index i = threadNumber(), count = p.rows * p.n;
    if (i >= count)
        return;
    float total = bias ? bias[i % p.n] : 0.0F;
    for (Index chunk = 0; chunk < chunks; ++chunk)
        total += partial[chunk * count + i];
    y[i] = total;
}

/// A warp for each row of a transposed W, which it walks 4 numbers a lane.
template <int kRows, class T>
__global__ void multiplyRows(FewRows p, const float* x, const T* weight, const float* bias, float* y)
{
    const Index j = threadNumber() / kWarp, lane = threadIdx.x % kWarp;
    if (j >= p.n)
        return;
    const T* const row = weight + j * p.k;
    const Index packed = p.k % kPack == 0 ? p.k : 0; // else rows do not begin where packs may
    float sums[kRows] = {};
    for (Index i = lane * kPack; i < packed; i += kWarp * kPack) {
        const float4 w = widenedPack(row + i);
        for (int r = 0; r < kRows; ++r) {
            const float4 of = loadPack(x + r * p.k + i);
            sums[r] += of.x * w.x + of.y * w.y + of.z * w.z + of.w * w.w;
        }
    }
    for (Index i = packed + lane; i < p.k; i += kWarp)
        for (int r = 0; r < kRows; ++r)
            sums[r] += x[r * p.k + i] * widened(row[i]);
    for (int r = 0; r < kRows; ++r) {
        const float total = warpReduce(sums[r], Plus{});
        if (lane == 0)
            y[r * p.n + j] = total + (bias ? bias[j] : 0.0F);
    }
}

template <int kRows, class T>
void multiply(cudaStream_t stream, const FewRows& p, const KernelCall& call)
{
    const auto* const x = call.input<float>(0);
    const auto* const weight = call.input<T>(1);
    const float* const bias = p.hasBias ? call.input<float>(2) : nullptr;
    if (p.isTransposed) {
        launch(stream, gridFor(p.n * static_cast<Index>(kWarp)), multiplyRows<kRows, T>, p, x, weight, bias,
               call.output<float>(0));
        return;
    }
    const ColumnSpace space = ColumnSpace::of(1, p.k, p.n);
    auto* const partial = reinterpret_cast<float*>(call.scratch);
    launch(stream, space.grid(kRows), columnChunkSums<kRows, TermsOfColumn<kRows, T>>,
           TermsOfColumn<kRows, T>{x, weight, p.n, p.k}, space, space.chunkRows(), partial);
    launch(stream, gridFor(p.rows * p.n), addColumnTerms, p, space.chunks, static_cast<const float*>(partial), bias,
           call.output<float>(0));
}

using Multiply = void (*)(cudaStream_t, const FewRows&, const KernelCall&);

Multiply multiplyFor(const FewRows& p)
{
    constexpr Multiply kStored[kMostRows] = {multiply<1, std::uint16_t>, multiply<2, std::uint16_t>,
                                             multiply<3, std::uint16_t>, multiply<4, std::uint16_t>};
    return p.isStored ? kStored[p.rows - 1] : multiply<1, float>;
}

FewRows fewRowsOf(const NodeView& view)
{
    const Shape& x = view.input(0);
    FewRows p{.hasBias = view.inputs() == 3, .isStored = view.inputType(1).dtype == DType::BF16};
    if (view.inputType(0).dtype != DType::F32 || view.input(1).rank() != 2)
        return p;
    const bool isLinear = view.node.op->name == "linear";
    if (!isLinear && view.attributes().flag("transpose_a"))
        return p;
    p.isTransposed = !isLinear && view.attributes().flag("transpose_b");
    p.rows = x.product(0, x.rank() - 1);
    p.k = x[-1];
    p.n = view.output(0)[-1];
    return p;
}

} // namespace

void addFewRowKernels(KernelTable& table, Context& context)
{
    for (const char* const op : {"linear", "matmul"})
        table.set(op, [&context, other = table.find(op)](const Graph& graph, const Node& node) {
            const FewRows p = fewRowsOf({context, graph, node});
            if (!p.isFit())
                return other(graph, node);
            const int rows = static_cast<int>(p.rows);
            const std::size_t scratch = p.isTransposed ? 0 : ColumnSpace::of(1, p.k, p.n).scratchBytes(rows);
            return launching(
                [stream = context.stream(), p, run = multiplyFor(p)](const KernelCall& call) { run(stream, p, call); },
                scratch);
        });
}

} // namespace lb::engine::cuda
