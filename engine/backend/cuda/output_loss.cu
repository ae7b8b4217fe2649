#include "engine/ops/output_loss.h"

#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/element_map.h"
#include "engine/ops/precision.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

struct LossRows {
    Index classes;
    std::int32_t ignore;
    __device__ Index target(std::int32_t target) const { return target >= 0 && target < classes ? target : 0; }
};

__global__ void lossRows(LossRows r, const float* logits, const std::int32_t* targets, float* loss, float* logSums)
{
    auto* const slots = sharedMemory<float>();
    const Index row = blockIdx.x;
    const float* const at = logits + row * r.classes;
    float top = -HUGE_VALF, total = 0.0F;
    for (Index i = threadIdx.x; i < r.classes; i += blockDim.x)
        top = fmaxf(top, at[i]);
    top = blockReduce(top, Larger{}, slots);
    for (Index i = threadIdx.x; i < r.classes; i += blockDim.x)
        total += expf(at[i] - top);
    const float logSum = top + logf(blockReduce(total, Plus{}, slots));
    if (threadIdx.x != 0)
        return;
    loss[row] = targets[row] == r.ignore ? 0.0F : logSum - at[r.target(targets[row])];
    logSums[row] = logSum;
}

/// The logits become their gradient.
__global__ void lossSlopes(LossRows r, const std::int32_t* targets, const float* logSums, const float* dy,
                           float* logits, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const Index row = i / r.classes;
    const float isTarget = i % r.classes == r.target(targets[row]) ? 1.0F : 0.0F;
    logits[i] = targets[row] == r.ignore ? 0.0F : (expf(logits[i] - logSums[row]) - isTarget) * dy[row];
}

struct Sum {
    __device__ float operator()(float a, float b) const { return a + b; }
};

/// Both directions: logits of a block of rows at a time, in scratch.
class OutputLoss {
public:
    explicit OutputLoss(const NodeView& view, bool isGradient)
        : m_stream(view.context.stream())
        , m_e(extentsOf(view))
        , m_rows{m_e.classes, static_cast<std::int32_t>(m_e.ignore)}
        , m_chunk(std::clamp<Index>(kLogitBytes / std::max<Index>(m_e.classes * 4, 1), 1, kLogitRows))
    {
        m_chunk = std::min(m_chunk, std::max<Index>(m_e.rows, 1));
        const Index rest = m_e.rows % m_chunk;
        for (const Index rows : {m_chunk, rest == 0 ? m_chunk : rest})
            m_parts.emplace_back(view, m_e, rows, isGradient);
        ScratchLayout layout;
        m_logits = layout.addFloats(m_chunk * m_e.classes);
        m_partial = layout.add(ColumnSpace::of(1, m_chunk, m_e.classes).scratchBytes(1));
        m_bias = layout.addFloats(m_e.classes);
        m_workspace = layout.add(std::max(m_parts.front().workspaceBytes(), m_parts.back().workspaceBytes()));
        m_scratchBytes = layout.bytes();
    }
    std::size_t scratchBytes() const { return m_scratchBytes; }

    void run(const KernelCall& call) const
    {
        for (Index first = 0; first < m_e.rows; first += m_chunk) {
            const Part& part = partAt(first);
            float* const logits = makeLogits(call, part, first);
            launch(m_stream, gridForRows(part.rows, m_e.classes), lossRows, m_rows, static_cast<const float*>(logits),
                   call.input<std::int32_t>(m_e.targets) + first, call.output<float>(0) + first,
                   call.output<float>(1) + first);
        }
    }

    void runGradient(const KernelCall& call) const
    {
        if (m_e.rows == 0)
            clear(call);
        for (Index first = 0; first < m_e.rows; first += m_chunk) {
            const Part& part = partAt(first);
            float* const slopes = makeLogits(call, part, first);
            const float* const x = call.input<float>(0) + first * m_e.inner;
            const float beta = first == 0 ? 0.0F : 1.0F;
            std::byte* const room = call.scratch + m_workspace;
            launch(m_stream, gridFor(part.rows * m_e.classes), lossSlopes, m_rows,
                   call.input<std::int32_t>(m_e.targets) + first, call.input<float>(m_e.logSums) + first,
                   call.input<float>(m_e.outputGradient) + first, slopes, part.rows * m_e.classes);
            part.toX->run({.a = slopes,
                           .b = call.input<float>(1),
                           .c = call.output<float>(0) + first * m_e.inner,
                           .workspace = room});
            part.toWeight->run({.a = m_e.isTransposed ? slopes : x,
                                .b = m_e.isTransposed ? x : slopes,
                                .c = call.output<float>(1),
                                .beta = beta,
                                .workspace = room});
            if (m_e.hasBias)
                addBias(call, part.rows, slopes, first == 0);
        }
    }

private:
    /// The products of a block of rows.
    struct Part {
        Index rows;
        Product logits;
        std::unique_ptr<Product> toX, toWeight; ///< of the gradient
        Part(const NodeView& view, const OutputLossExtents& e, Index count, bool isGradient)
            : rows(count)
            , logits(view.context, {.m = count,
                                    .n = e.classes,
                                    .k = e.inner,
                                    .transposeB = e.isTransposed,
                                    .hasBias = e.hasBias,
                                    .isRounded = isBf16(view.node)})
        {
            if (!isGradient)
                return;
            toX = std::make_unique<Product>(
                view.context, ProductShape{.m = count, .n = e.inner, .k = e.classes, .transposeB = !e.isTransposed});
            toWeight = std::make_unique<Product>(view.context, ProductShape{.m = e.isTransposed ? e.classes : e.inner,
                                                                            .n = e.isTransposed ? e.inner : e.classes,
                                                                            .k = count,
                                                                            .transposeA = true});
        }
        std::size_t workspaceBytes() const
        {
            std::size_t most = logits.workspaceBytes();
            for (const Product* product : {toX.get(), toWeight.get()})
                most = product ? std::max(most, product->workspaceBytes()) : most;
            return most;
        }
    };

    static OutputLossExtents extentsOf(const NodeView& view)
    {
        std::vector<TensorType> inputs;
        for (int i = 0; i < view.inputs(); ++i)
            inputs.push_back(view.inputType(i));
        return outputLossExtents(inputs, view.attributes());
    }
    const Part& partAt(Index first) const { return first + m_chunk <= m_e.rows ? m_parts.front() : m_parts.back(); }

    float* makeLogits(const KernelCall& call, const Part& part, Index first) const
    {
        float* const logits = floatsAt(call, m_logits);
        part.logits.run({.a = call.input<float>(0) + first * m_e.inner,
                         .b = call.input<float>(1),
                         .c = logits,
                         .bias = m_e.hasBias ? call.input<float>(2) : nullptr,
                         .workspace = call.scratch + m_workspace});
        return logits;
    }
    void addBias(const KernelCall& call, Index rows, const float* slopes, bool isFirst) const
    {
        float* const bias = call.output<float>(2);
        float* const sums = isFirst ? bias : floatsAt(call, m_bias);
        launchColumnSums<1>(m_stream, ColumnOf{slopes, m_e.classes}, ColumnSpace::of(1, rows, m_e.classes),
                            floatsAt(call, m_partial), {{sums}});
        if (!isFirst)
            launchMapPairs(m_stream, Sum{}, bias, sums, bias, m_e.classes);
    }
    void clear(const KernelCall& call) const
    {
        const auto fill = [&](int output, Index count) {
            check(cudaMemsetAsync(call.outputs[output], 0, static_cast<std::size_t>(count) * sizeof(float), m_stream),
                  "filling");
        };
        fill(1, m_e.inner * m_e.classes);
        if (m_e.hasBias)
            fill(2, m_e.classes);
    }

    cudaStream_t m_stream;
    OutputLossExtents m_e;
    LossRows m_rows;
    Index m_chunk; ///< rows
    std::vector<Part> m_parts;
    std::size_t m_logits = 0, m_partial = 0, m_bias = 0, m_workspace = 0, m_scratchBytes = 0;
};

std::unique_ptr<Kernel> linearCrossEntropy(const NodeView& view)
{
    OutputLoss made(view, false);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.run(call); }, scratch);
}
std::unique_ptr<Kernel> linearCrossEntropyGrad(const NodeView& view)
{
    OutputLoss made(view, true);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.runGradient(call); }, scratch);
}

} // namespace

void addOutputLossKernels(Table& table)
{
    table.set("linear_cross_entropy", linearCrossEntropy);
    table.set("linear_cross_entropy_grad", linearCrossEntropyGrad);
}

} // namespace lb::engine::cuda
