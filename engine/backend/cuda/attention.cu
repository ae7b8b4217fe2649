#include "engine/backend/cuda/attention.h"

#include "engine/backend/cuda/attention_tiles.h"
#include "engine/backend/cuda/launch.h"

namespace lb::engine::cuda {

namespace {

struct Forward {
    const float *query, *key, *value;
    float *y, *logSums;
};

/// Shared memory of a block: a tile of queries, one of keys and values, the scores, the sums so far, and for each query
/// its largest score, the sum of exponentials and what the last tile scales the sums by.
struct ForwardRoom {
    float *query, *key, *value, *sums, *scores, *top, *total, *factor;
    __device__ explicit ForwardRoom(const TileSizes& s)
        : query(sharedMemory<float>())
        , key(query + s.tile * s.key)
        , value(key + s.tile * s.key)
        , sums(value + s.tile * s.value)
        , scores(sums + s.tile * s.value)
        , top(scores + s.tile * (s.tile + 1))
        , total(top + s.tile)
        , factor(total + s.tile)
    {
    }
    static Index rowFloats(const AttentionExtents& e) { return 2 * e.keySize + 2 * e.valueSize + 3; }
};

/// One tile's scores become exponentials under the largest score so far; a warp takes a query at a time.
__device__ void softenScores(const TileSizes& s, const ForwardRoom& room, const Mask& mask, Index item, Index firstStep,
                             Index firstKey)
{
    const int lane = static_cast<int>(threadIdx.x % kWarp);
    for (int q = static_cast<int>(threadIdx.x / kWarp); q < s.tile; q += static_cast<int>(blockDim.x / kWarp)) {
        const Index seen = firstStep + q < mask.e.steps ? mask.seen(item, firstStep + q) : 0;
        const bool isSeen = lane < s.tile && firstKey + lane < seen;
        float& score = room.scores[q * (s.tile + 1) + (lane < s.tile ? lane : 0)];
        const float before = room.top[q];
        const float top = fmaxf(before, warpReduce(isSeen ? score : -HUGE_VALF, Larger{}));
        const float share = isSeen ? expf(score - top) : 0.0F;
        __syncwarp();
        if (lane < s.tile)
            score = share;
        const float sum = warpReduce(share, Plus{});
        const float factor = top > before ? expf(before - top) : 1.0F; // 0 at the first tile
        if (lane == 0) {
            room.factor[q] = factor;
            room.total[q] = room.total[q] * factor + sum;
            room.top[q] = top;
        }
    }
}

/// Softmax of a tile of queries over all keys, a tile at a time, with the sums kept under the largest score so far
/// (Milakov & Gimelshein 2018; Dao et al. 2022).
__global__ void attendTiles(TileSizes s, Mask mask, Forward a)
{
    const AttentionExtents& e = mask.e;
    const ForwardRoom room(s);
    const Index head = blockIdx.y, item = blockIdx.z, firstStep = static_cast<Index>(blockIdx.x) * s.tile;
    const Index steps = e.steps - firstStep < s.tile ? e.steps - firstStep : s.tile;
    const Index keyStride = e.heads * e.keySize, valueStride = e.heads * e.valueSize;
    loadTile(a.query + (item * e.steps + firstStep) * keyStride + head * e.keySize, keyStride, steps, s.tile, s.key,
             room.query);
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.value; i += static_cast<int>(blockDim.x))
        room.sums[i] = 0.0F;
    for (int q = static_cast<int>(threadIdx.x); q < s.tile; q += static_cast<int>(blockDim.x)) {
        room.top[q] = -HUGE_VALF;
        room.total[q] = 0.0F;
    }
    Index most = 0;
    for (Index q = 0; q < steps; ++q)
        most = mask.seen(item, firstStep + q) > most ? mask.seen(item, firstStep + q) : most;
    for (Index firstKey = 0; firstKey < most; firstKey += s.tile) {
        const Index keys = e.keys - firstKey;
        __syncthreads();
        loadTile(a.key + (item * e.keys + firstKey) * keyStride + head * e.keySize, keyStride, keys, s.tile, s.key,
                 room.key);
        loadTile(a.value + (item * e.keys + firstKey) * valueStride + head * e.valueSize, valueStride, keys, s.tile,
                 s.value, room.value);
        __syncthreads();
        tileProducts(room.query, room.key, s, s.key, s.scale, room.scores);
        __syncthreads();
        softenScores(s, room, mask, item, firstStep, firstKey);
        __syncthreads();
        for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.value; i += static_cast<int>(blockDim.x)) {
            const int q = i / s.value, column = i % s.value;
            float total = room.sums[i] * room.factor[q];
            for (int k = 0; k < s.tile; ++k)
                total += room.scores[q * (s.tile + 1) + k] * room.value[k * s.value + column];
            room.sums[i] = total;
        }
    }
    __syncthreads();
    for (int i = static_cast<int>(threadIdx.x); i < static_cast<int>(steps) * s.value;
         i += static_cast<int>(blockDim.x)) {
        const int q = i / s.value;
        const float total = room.total[q];
        a.y[(item * e.steps + firstStep + q) * valueStride + head * e.valueSize + i % s.value] =
            total > 0.0F ? room.sums[i] / total : 0.0F;
    }
    for (int q = static_cast<int>(threadIdx.x); q < static_cast<int>(steps); q += static_cast<int>(blockDim.x))
        a.logSums[(item * e.heads + head) * e.steps + firstStep + q] =
            room.total[q] > 0.0F ? room.top[q] + logf(room.total[q]) : 0.0F;
}

std::unique_ptr<Kernel> attention(const NodeView& view)
{
    const AttentionExtents e = attentionExtentsOf(view);
    if (e.before >= 0 || e.after >= 0)
        return talkingHeads(view);
    if (e.steps == 1)
        return attentionOfOneStep(view);
    const TileSizes s = TileSizes::of(e, ForwardRoom::rowFloats(e));
    const Grid grid = s.grid(e, e.steps, ForwardRoom::rowFloats(e));
    return launching([stream = view.context.stream(), e, s, grid](const KernelCall& call) {
        launch(stream, grid, attendTiles, s, Mask(e, call),
               Forward{call.input<float>(0), call.input<float>(1), call.input<float>(2), call.output<float>(0),
                       call.output<float>(1)});
    });
}

struct Append {
    Index items, room, steps, width;
};

/// The buffer is the output as well.
__global__ void appendKernel(Append a, const float* x, const std::int32_t* past, float* buffer, int* fault)
{
    const Index i = threadNumber();
    if (i >= a.items * a.steps * a.width)
        return;
    const Index item = i / (a.steps * a.width);
    if (past[item] < 0 || past[item] > a.room - a.steps) {
        *fault = static_cast<int>(KernelFault::NoRoomForSteps);
        return;
    }
    buffer[(item * a.room + past[item]) * a.width + i % (a.steps * a.width)] = x[i];
}

std::unique_ptr<Kernel> appendSteps(const NodeView& view)
{
    const Shape& buffer = view.input(0);
    const Append a{buffer[0], buffer[1], view.input(1)[1], buffer[2]};
    return launching([&context = view.context, a](const KernelCall& call) {
        launch(context.stream(), gridFor(a.items * a.steps * a.width), appendKernel, a, call.input<float>(1),
               call.input<std::int32_t>(2), call.output<float>(0), context.faultWord());
    });
}

} // namespace

AttentionExtents attentionExtentsOf(const NodeView& view)
{
    std::vector<TensorType> inputs;
    for (int i = 0; i < view.inputs(); ++i)
        inputs.push_back(view.inputType(i));
    return attentionExtents(inputs, view.attributes());
}

void addAttentionKernels(Table& table)
{
    table.set("append_steps", appendSteps);
    table.set("attention", attention);
    table.set("attention_grad", attentionGradient);
}

} // namespace lb::engine::cuda
