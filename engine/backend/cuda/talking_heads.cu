#include "engine/backend/cuda/attention.h"
#include "engine/backend/cuda/attention_tiles.h"
#include "engine/backend/cuda/launch.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

/// to[i] = sum_j matrix[i, j] from[j] for the maps of one item, 0 where a query does not see a key. matrix null: a
/// copy.
__global__ void mixMaps(Mask mask, Index item, const float* matrix, bool isTransposed, const float* from, float* to)
{
    const AttentionExtents& e = mask.e;
    const Index at = threadNumber(), count = e.steps * e.keys;
    if (at >= count)
        return;
    const bool isSeen = at % e.keys < mask.seen(item, at / e.keys);
    for (Index i = 0; i < e.heads; ++i) {
        float total = matrix || !isSeen ? 0.0F : from[i * count + at];
        for (Index j = 0; matrix && isSeen && j < e.heads; ++j)
            total += matrix[isTransposed ? j * e.heads + i : i * e.heads + j] * from[j * count + at];
        to[i * count + at] = total;
    }
}

/// A block for each head and query: scores become probabilities; 0 stays where nothing is seen.
__global__ void softenMaps(Mask mask, Index item, float* map, float* logSums)
{
    const AttentionExtents& e = mask.e;
    auto* const slots = sharedMemory<float>();
    const Index step = blockIdx.x % e.steps;
    const Index seen = mask.seen(item, step);
    float* const row = map + static_cast<Index>(blockIdx.x) * e.keys;
    float top = -HUGE_VALF, total = 0.0F;
    for (Index i = threadIdx.x; i < seen; i += blockDim.x)
        top = fmaxf(top, row[i]);
    top = blockReduce(top, Larger{}, slots);
    for (Index i = threadIdx.x; i < seen; i += blockDim.x)
        total += expf(row[i] - top);
    total = blockReduce(total, Plus{}, slots);
    const float logSum = seen > 0 ? top + logf(total) : 0.0F;
    for (Index i = threadIdx.x; i < seen; i += blockDim.x)
        row[i] = expf(row[i] - logSum);
    if (threadIdx.x == 0)
        logSums[blockIdx.x] = logSum;
}

/// The same with the sums known.
__global__ void softenAgain(Mask mask, Index item, const float* logSums, float* map)
{
    const AttentionExtents& e = mask.e;
    const Index i = threadNumber();
    if (i >= e.heads * e.steps * e.keys)
        return;
    const Index row = i / e.keys;
    if (i % e.keys < mask.seen(item, row % e.steps))
        map[i] = expf(map[i] - logSums[row]);
}

/// A block for each head and query: d = p (d - sum p d).
__global__ void softmaxGradMaps(const float* p, float* d, Index keys)
{
    const Index first = static_cast<Index>(blockIdx.x) * keys;
    float inner = 0.0F;
    for (Index i = first + threadIdx.x; i < first + keys; i += blockDim.x)
        inner += p[i] * d[i];
    inner = blockReduce(inner, Plus{}, sharedMemory<float>());
    for (Index i = first + threadIdx.x; i < first + keys; i += blockDim.x)
        d[i] = p[i] * (d[i] - inner);
}

/// All of both directions, an item at a time: [heads, steps, keys] maps in scratch.
class TalkingHeads {
public:
    explicit TalkingHeads(const NodeView& view)
        : m_stream(view.context.stream())
        , m_e(attentionExtentsOf(view))
        , m_scale(attentionScale(m_e))
        , m_map(m_e.heads * m_e.steps * m_e.keys)
        , m_scores(view.context, mapOf(m_e.keySize, m_e.keyStride()))
        , m_slopes(view.context, mapOf(m_e.valueSize, m_e.valueStride()))
        , m_result(view.context, ofMap(m_e.valueSize, m_e.valueStride(), false))
        , m_toValue(view.context, ofMap(m_e.valueSize, m_e.valueStride(), true))
        , m_toQuery(view.context, ofMap(m_e.keySize, m_e.keyStride(), false))
        , m_toKey(view.context, ofMap(m_e.keySize, m_e.keyStride(), true))
        , m_toMatrix(view.context, {.m = m_e.heads, .n = m_e.heads, .k = m_e.steps * m_e.keys, .transposeB = true})
    {
        ScratchLayout layout;
        for (std::size_t& map : m_maps)
            map = layout.addFloats(m_map);
        std::size_t most = 0;
        for (const Product* product : {&m_scores, &m_slopes, &m_result, &m_toValue, &m_toQuery, &m_toKey, &m_toMatrix})
            most = std::max(most, product->workspaceBytes());
        m_workspace = layout.add(most);
        m_scratchBytes = layout.bytes();
    }
    std::size_t scratchBytes() const { return m_scratchBytes; }

    void run(const KernelCall& call) const
    {
        for (Index item = 0; item < m_e.batch; ++item) {
            const Place at(*this, call, item);
            multiply(m_scores, call, at.query, at.key, at.map(0), m_scale);
            mix(at, m_e.before, false, 0, 1);
            launch(m_stream, gridForRows(m_e.heads * m_e.steps, m_e.keys), softenMaps, at.mask, item, at.map(1),
                   call.output<float>(1) + item * m_e.heads * m_e.steps);
            mix(at, m_e.after, false, 1, 2);
            multiply(m_result, call, at.map(2), at.value, call.output<float>(0) + item * m_e.steps * m_e.valueStride(),
                     1.0F);
        }
    }

    /// Maps: 0 scores, 1 probabilities, 2 and 3 what is mixed of them and their gradients.
    void runGradient(const KernelCall& call) const
    {
        for (Index item = 0; item < m_e.batch; ++item) {
            const Place at(*this, call, item);
            const float* const dy = call.input<float>(m_e.outputGradient) + item * m_e.steps * m_e.valueStride();
            multiply(m_scores, call, at.query, at.key, at.map(0), m_scale);
            mix(at, m_e.before, false, 0, 1);
            launch(m_stream, gridFor(m_map), softenAgain, at.mask, item,
                   call.input<float>(m_e.logSums) + item * m_e.heads * m_e.steps, at.map(1));
            mix(at, m_e.after, false, 1, 2);
            multiply(m_toValue, call, at.map(2), dy, call.output<float>(2) + item * m_e.keys * m_e.valueStride(), 1.0F);
            multiply(m_slopes, call, dy, at.value, at.map(2), 1.0F);
            if (m_e.after >= 0)
                multiply(m_toMatrix, call, at.map(2), at.map(1), call.output<float>(m_e.before >= 0 ? 4 : 3), 1.0F,
                         item > 0);
            mix(at, m_e.after, true, 2, 3);
            launch(m_stream, gridForRows(m_e.heads * m_e.steps, m_e.keys), softmaxGradMaps,
                   static_cast<const float*>(at.map(1)), at.map(3), m_e.keys);
            if (m_e.before >= 0)
                multiply(m_toMatrix, call, at.map(3), at.map(0), call.output<float>(3), 1.0F, item > 0);
            mix(at, m_e.before, true, 3, 2);
            multiply(m_toQuery, call, at.map(2), at.key, call.output<float>(0) + item * m_e.steps * m_e.keyStride(),
                     m_scale);
            multiply(m_toKey, call, at.map(2), at.query, call.output<float>(1) + item * m_e.keys * m_e.keyStride(),
                     m_scale);
        }
    }

private:
    struct Place {
        const TalkingHeads& self;
        const KernelCall& call;
        Mask mask;
        Index item;
        const float *query, *key, *value;
        Place(const TalkingHeads& heads, const KernelCall& of, Index atItem)
            : self(heads)
            , call(of)
            , mask(heads.m_e, of)
            , item(atItem)
            , query(of.input<float>(0) + item * heads.m_e.steps * heads.m_e.keyStride())
            , key(of.input<float>(1) + item * heads.m_e.keys * heads.m_e.keyStride())
            , value(of.input<float>(2) + item * heads.m_e.keys * heads.m_e.valueStride())
        {
        }
        float* map(std::size_t index) const { return floatsAt(call, self.m_maps[index]); }
    };

    /// [steps, keys] = [steps, width] [keys, width]^T for each head.
    ProductShape mapOf(Index width, Index stride) const
    {
        return {.m = m_e.steps,
                .n = m_e.keys,
                .k = width,
                .transposeB = true,
                .batches = m_e.heads,
                .batchA = width,
                .batchB = width,
                .batchC = m_e.steps * m_e.keys,
                .rowA = stride,
                .rowB = stride};
    }
    /// [steps, width] = map [keys, width], or [keys, width] = map^T [steps, width], for each head.
    ProductShape ofMap(Index width, Index stride, bool isTransposed) const
    {
        return {.m = isTransposed ? m_e.keys : m_e.steps,
                .n = width,
                .k = isTransposed ? m_e.steps : m_e.keys,
                .transposeA = isTransposed,
                .batches = m_e.heads,
                .batchA = m_e.steps * m_e.keys,
                .batchB = width,
                .batchC = width,
                .rowB = stride,
                .rowC = stride};
    }
    void multiply(const Product& product, const KernelCall& call, const float* a, const float* b, float* c, float alpha,
                  bool adds = false) const
    {
        product.run({.a = a,
                     .b = b,
                     .c = c,
                     .alpha = alpha,
                     .beta = adds ? 1.0F : 0.0F,
                     .workspace = call.scratch + m_workspace});
    }
    void mix(const Place& at, int matrix, bool isTransposed, std::size_t from, std::size_t to) const
    {
        launch(m_stream, gridFor(m_e.steps * m_e.keys), mixMaps, at.mask, at.item,
               matrix < 0 ? nullptr : at.call.input<float>(matrix), isTransposed,
               static_cast<const float*>(at.map(from)), at.map(to));
    }

    cudaStream_t m_stream;
    AttentionExtents m_e;
    float m_scale;
    Index m_map; ///< numbers of one
    Product m_scores, m_slopes, m_result, m_toValue, m_toQuery, m_toKey, m_toMatrix;
    std::array<std::size_t, 4> m_maps{};
    std::size_t m_workspace = 0, m_scratchBytes = 0;
};

} // namespace

std::unique_ptr<Kernel> talkingHeads(const NodeView& view)
{
    TalkingHeads made(view);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.run(call); }, scratch);
}

std::unique_ptr<Kernel> talkingHeadsGradient(const NodeView& view)
{
    TalkingHeads made(view);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.runGradient(call); }, scratch);
}

} // namespace lb::engine::cuda
