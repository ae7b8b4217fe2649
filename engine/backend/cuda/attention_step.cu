#include "engine/backend/cuda/attention.h"
#include "engine/backend/cuda/attention_tiles.h"
#include "engine/backend/cuda/launch.h"

namespace lb::engine::cuda {

namespace {

constexpr unsigned kStepThreads = 64;
/// Keys of a block, and so the length of what its threads do one after another.
constexpr Index kPiece = 64;

struct Step {
    Mask mask;
    const float *query, *key, *value;
    float *sums, *tops, *totals; ///< [item][head][piece] of valueSize numbers, and of one
    Index pieces;
    float scale;

    /// Pieces with keys that the item's query sees: only those are made.
    __device__ Index seenPieces(Index item) const { return (mask.seen(item, 0) + kPiece - 1) / kPiece; }
};

/// Softmax over the keys of one piece, under its own largest score, not yet divided by its total.
__global__ void attendPiece(Step s)
{
    const AttentionExtents& e = s.mask.e;
    auto* const shares = sharedMemory<float>();
    float* const slots = shares + kPiece;
    const Index piece = blockIdx.x, head = blockIdx.y, item = blockIdx.z;
    const Index firstKey = piece * kPiece, seen = s.mask.seen(item, 0);
    if (firstKey >= seen)
        return;
    const Index keys = seen - firstKey < kPiece ? seen - firstKey : kPiece;
    const float* const query = s.query + item * e.keyStride() + head * e.keySize;
    const float* const key = s.key + (item * e.keys + firstKey) * e.keyStride() + head * e.keySize;
    const float* const value = s.value + (item * e.keys + firstKey) * e.valueStride() + head * e.valueSize;
    float top = -HUGE_VALF, total = 0.0F;
    for (Index k = threadIdx.x / kWarp; k < keys; k += blockDim.x / kWarp) {
        float score = 0.0F;
        for (Index i = threadIdx.x % kWarp; i < e.keySize; i += kWarp)
            score += query[i] * key[k * e.keyStride() + i];
        score = warpReduce(score, Plus{}) * s.scale;
        top = fmaxf(top, score);
        if (threadIdx.x % kWarp == 0)
            shares[k] = score;
    }
    top = blockReduce(top, Larger{}, slots); // a barrier: the scores are there
    for (Index k = threadIdx.x; k < keys; k += blockDim.x) {
        shares[k] = expf(shares[k] - top);
        total += shares[k];
    }
    total = blockReduce(total, Plus{}, slots);
    const Index place = (item * e.heads + head) * s.pieces + piece;
    for (Index column = threadIdx.x; column < e.valueSize; column += blockDim.x) {
        float sum = 0.0F;
        for (Index k = 0; k < keys; ++k)
            sum += shares[k] * value[k * e.valueStride() + column];
        s.sums[place * e.valueSize + column] = sum;
    }
    if (threadIdx.x == 0) {
        s.tops[place] = top;
        s.totals[place] = total;
    }
}

/// The pieces of a head in order, all under the largest score.
__global__ void joinPieces(Step s, float* y, float* logSums)
{
    const AttentionExtents& e = s.mask.e;
    const Index head = blockIdx.x, item = blockIdx.y;
    const Index first = (item * e.heads + head) * s.pieces, end = first + s.seenPieces(item);
    float top = -HUGE_VALF, total = 0.0F;
    for (Index place = first; place < end; ++place)
        top = fmaxf(top, s.tops[place]);
    for (Index place = first; place < end; ++place)
        total += s.totals[place] * expf(s.tops[place] - top);
    for (Index column = threadIdx.x; column < e.valueSize; column += blockDim.x) {
        float sum = 0.0F;
        for (Index place = first; place < end; ++place)
            sum += s.sums[place * e.valueSize + column] * expf(s.tops[place] - top);
        y[item * e.valueStride() + head * e.valueSize + column] = total > 0.0F ? sum / total : 0.0F;
    }
    if (threadIdx.x == 0)
        logSums[item * e.heads + head] = total > 0.0F ? top + logf(total) : 0.0F;
}

} // namespace

std::unique_ptr<Kernel> attentionOfOneStep(const NodeView& view)
{
    const AttentionExtents e = attentionExtentsOf(view);
    const Index pieces = (e.keys + kPiece - 1) / kPiece, places = e.batch * e.heads * pieces;
    ScratchLayout layout;
    const std::size_t sums = layout.addFloats(places * e.valueSize), tops = layout.addFloats(places),
                      totals = layout.addFloats(places);
    const auto heads = static_cast<unsigned>(e.heads), items = static_cast<unsigned>(e.batch);
    const Grid grid{.blocks = {static_cast<unsigned>(pieces), heads, items},
                    .threads = kStepThreads,
                    .sharedBytes = (kPiece + kStepThreads / kWarp) * sizeof(float)};
    return launching(
        [=, stream = view.context.stream()](const KernelCall& call) {
            const Step step{.mask = Mask(e, call),
                            .query = call.input<float>(0),
                            .key = call.input<float>(1),
                            .value = call.input<float>(2),
                            .sums = floatsAt(call, sums),
                            .tops = floatsAt(call, tops),
                            .totals = floatsAt(call, totals),
                            .pieces = pieces,
                            .scale = attentionScale(e)};
            launch(stream, grid, attendPiece, step);
            launch(stream, {.blocks = {heads, items}, .threads = kStepThreads}, joinPieces, step, call.output<float>(0),
                   call.output<float>(1));
        },
        layout.bytes());
}

} // namespace lb::engine::cuda
