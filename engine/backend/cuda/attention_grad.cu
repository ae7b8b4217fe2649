#include "engine/backend/cuda/attention.h"
#include "engine/backend/cuda/attention_tiles.h"
#include "engine/backend/cuda/launch.h"

namespace lb::engine::cuda {

namespace {

struct Backward {
    const float *query, *key, *value, *logSums, *dy;
    float *dQuery, *dKey, *dValue;
    float* inner; ///< for each head and query: sum over the keys of p dp
};

/// Shared memory of a block: tiles of queries and their dy, of keys and values, two maps and two tiles of sums.
struct BackwardRoom {
    float *query, *dy, *key, *value, *keySums, *valueSums, *shares, *slopes, *inner;
    __device__ explicit BackwardRoom(const TileSizes& s)
        : query(sharedMemory<float>())
        , dy(query + s.tile * s.key)
        , key(dy + s.tile * s.value)
        , value(key + s.tile * s.key)
        , keySums(value + s.tile * s.value)
        , valueSums(keySums + s.tile * s.key)
        , shares(valueSums + s.tile * s.value)
        , slopes(shares + s.tile * (s.tile + 1))
        , inner(slopes + s.tile * (s.tile + 1))
    {
    }
    static Index rowFloats(const AttentionExtents& e) { return 3 * e.keySize + 3 * e.valueSize + 1; }
};

/// One head of one item.
struct HeadPlace {
    Index head, item, keyStride, valueStride;
    __device__ explicit HeadPlace(const AttentionExtents& e)
        : head(blockIdx.y)
        , item(blockIdx.z)
        , keyStride(e.heads * e.keySize)
        , valueStride(e.heads * e.valueSize)
    {
    }
    __device__ Index keyAt(const AttentionExtents& e, Index rows, Index row) const
    {
        return (item * rows + row) * keyStride + head * e.keySize;
    }
    __device__ Index valueAt(const AttentionExtents& e, Index rows, Index row) const
    {
        return (item * rows + row) * valueStride + head * e.valueSize;
    }
    __device__ Index sumAt(const AttentionExtents& e, Index step) const
    {
        return (item * e.heads + head) * e.steps + step;
    }
};

__device__ void loadQueries(const TileSizes& s, const AttentionExtents& e, const HeadPlace& at, const Backward& a,
                            Index first, const BackwardRoom& room)
{
    loadTile(a.query + at.keyAt(e, e.steps, first), at.keyStride, e.steps - first, s.tile, s.key, room.query);
    loadTile(a.dy + at.valueAt(e, e.steps, first), at.valueStride, e.steps - first, s.tile, s.value, room.dy);
}
__device__ void loadKeys(const TileSizes& s, const AttentionExtents& e, const HeadPlace& at, const Backward& a,
                         Index first, const BackwardRoom& room)
{
    loadTile(a.key + at.keyAt(e, e.keys, first), at.keyStride, e.keys - first, s.tile, s.key, room.key);
    loadTile(a.value + at.valueAt(e, e.keys, first), at.valueStride, e.keys - first, s.tile, s.value, room.value);
}

/// shares = p and slopes = dp of the two tiles in shared memory; 0 where a query does not see a key.
__device__ void makeMaps(const TileSizes& s, const Mask& mask, const HeadPlace& at, const Backward& a, Index firstStep,
                         Index firstKey, const BackwardRoom& room)
{
    tileProducts(room.query, room.key, s, s.key, s.scale, room.shares);
    tileProducts(room.dy, room.value, s, s.value, 1.0F, room.slopes);
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.tile; i += static_cast<int>(blockDim.x)) {
        const Index step = firstStep + i / s.tile;
        const int slot = i / s.tile * (s.tile + 1) + i % s.tile; // of the same thread as in tileProducts
        const bool isSeen = step < mask.e.steps && firstKey + i % s.tile < mask.seen(at.item, step);
        room.shares[slot] = isSeen ? expf(room.shares[slot] - a.logSums[at.sumAt(mask.e, step)]) : 0.0F;
        room.slopes[slot] = isSeen ? room.slopes[slot] : 0.0F;
    }
}

/// A block for a tile of queries: first the inner sums, then, over all keys again, the gradient.
__global__ void queryGradients(TileSizes s, Mask mask, Backward a)
{
    const AttentionExtents& e = mask.e;
    const BackwardRoom room(s);
    const HeadPlace at(e);
    const Index first = static_cast<Index>(blockIdx.x) * s.tile;
    loadQueries(s, e, at, a, first, room);
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.key; i += static_cast<int>(blockDim.x))
        room.keySums[i] = 0.0F;
    for (int q = static_cast<int>(threadIdx.x); q < s.tile; q += static_cast<int>(blockDim.x))
        room.inner[q] = 0.0F;
    for (bool isInner : {true, false})
        for (Index firstKey = 0; firstKey < e.keys; firstKey += s.tile) {
            __syncthreads();
            loadKeys(s, e, at, a, firstKey, room);
            __syncthreads();
            makeMaps(s, mask, at, a, first, firstKey, room);
            __syncthreads();
            for (int q = static_cast<int>(threadIdx.x); isInner && q < s.tile; q += static_cast<int>(blockDim.x))
                for (int k = 0; k < s.tile; ++k)
                    room.inner[q] += room.shares[q * (s.tile + 1) + k] * room.slopes[q * (s.tile + 1) + k];
            for (int i = static_cast<int>(threadIdx.x); !isInner && i < s.tile * s.key;
                 i += static_cast<int>(blockDim.x)) {
                const int q = i / s.key;
                for (int k = 0; k < s.tile; ++k) {
                    const int slot = q * (s.tile + 1) + k;
                    room.keySums[i] += room.shares[slot] * (room.slopes[slot] - room.inner[q]) * s.scale *
                                       room.key[k * s.key + i % s.key];
                }
            }
        }
    __syncthreads();
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.key; i += static_cast<int>(blockDim.x))
        if (first + i / s.key < e.steps)
            a.dQuery[at.keyAt(e, e.steps, first + i / s.key) + i % s.key] = room.keySums[i];
    for (int q = static_cast<int>(threadIdx.x); q < s.tile; q += static_cast<int>(blockDim.x))
        if (first + q < e.steps)
            a.inner[at.sumAt(e, first + q)] = room.inner[q];
}

/// A block for a tile of keys and values, over all queries; `inner` is known.
__global__ void keyGradients(TileSizes s, Mask mask, Backward a)
{
    const AttentionExtents& e = mask.e;
    const BackwardRoom room(s);
    const HeadPlace at(e);
    const Index first = static_cast<Index>(blockIdx.x) * s.tile;
    loadKeys(s, e, at, a, first, room);
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.key; i += static_cast<int>(blockDim.x))
        room.keySums[i] = 0.0F;
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.value; i += static_cast<int>(blockDim.x))
        room.valueSums[i] = 0.0F;
    for (Index firstStep = 0; firstStep < e.steps; firstStep += s.tile) {
        __syncthreads();
        loadQueries(s, e, at, a, firstStep, room);
        for (int q = static_cast<int>(threadIdx.x); q < s.tile; q += static_cast<int>(blockDim.x))
            room.inner[q] = firstStep + q < e.steps ? a.inner[at.sumAt(e, firstStep + q)] : 0.0F;
        __syncthreads();
        makeMaps(s, mask, at, a, firstStep, first, room);
        __syncthreads();
        for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.key; i += static_cast<int>(blockDim.x))
            for (int q = 0; q < s.tile; ++q) {
                const int slot = q * (s.tile + 1) + i / s.key;
                room.keySums[i] += room.shares[slot] * (room.slopes[slot] - room.inner[q]) * s.scale *
                                   room.query[q * s.key + i % s.key];
            }
        for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.value; i += static_cast<int>(blockDim.x))
            for (int q = 0; q < s.tile; ++q)
                room.valueSums[i] += room.shares[q * (s.tile + 1) + i / s.value] * room.dy[q * s.value + i % s.value];
    }
    __syncthreads();
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.key; i += static_cast<int>(blockDim.x))
        if (first + i / s.key < e.keys)
            a.dKey[at.keyAt(e, e.keys, first + i / s.key) + i % s.key] = room.keySums[i];
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.value; i += static_cast<int>(blockDim.x))
        if (first + i / s.value < e.keys)
            a.dValue[at.valueAt(e, e.keys, first + i / s.value) + i % s.value] = room.valueSums[i];
}

} // namespace

std::unique_ptr<Kernel> attentionGradient(const NodeView& view)
{
    const AttentionExtents e = attentionExtentsOf(view);
    if (e.before >= 0 || e.after >= 0)
        return talkingHeadsGradient(view);
    const Index rowFloats = BackwardRoom::rowFloats(e);
    const TileSizes s = TileSizes::of(e, rowFloats);
    return launching(
        [stream = view.context.stream(), e, s, rowFloats](const KernelCall& call) {
            const Backward a{.query = call.input<float>(0),
                             .key = call.input<float>(1),
                             .value = call.input<float>(2),
                             .logSums = call.input<float>(e.logSums),
                             .dy = call.input<float>(e.outputGradient),
                             .dQuery = call.output<float>(0),
                             .dKey = call.output<float>(1),
                             .dValue = call.output<float>(2),
                             .inner = reinterpret_cast<float*>(call.scratch)};
            launch(stream, s.grid(e, e.steps, rowFloats), queryGradients, s, Mask(e, call), a);
            launch(stream, s.grid(e, e.keys, rowFloats), keyGradients, s, Mask(e, call), a);
        },
        static_cast<std::size_t>(e.batch * e.heads * e.steps) * sizeof(float));
}

} // namespace lb::engine::cuda
