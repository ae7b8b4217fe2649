#include "engine/backend/widened_kernel.h"

#include "engine/backend/scratch.h"
#include "engine/core/bf16.h"
#include "engine/ops/precision.h"

#include <algorithm>
#include <vector>

namespace lb::engine {

namespace {

class WidenedKernel final : public Kernel {
public:
    WidenedKernel(std::unique_ptr<Kernel> inner, const Graph& graph, const Node& node, Bf16Widener widen,
                  const void* context)
        : m_inner(std::move(inner))
        , m_inputs(node.inputs.size())
        , m_weight(static_cast<std::size_t>(storedWeight(node.op->name)))
        , m_count(graph.typeOf(node.inputs[m_weight]).shape.elements())
        , m_offset(scratchAligned(m_inner->scratchBytes()))
        , m_widen(widen)
        , m_context(context)
    {
    }
    std::size_t scratchBytes() const override { return m_offset + static_cast<std::size_t>(m_count) * sizeof(float); }
    void run(const KernelCall& call) override
    {
        m_widen(m_context, reinterpret_cast<const std::uint16_t*>(call.inputs[m_weight]),
                reinterpret_cast<float*>(call.scratch + m_offset), m_count);
        std::copy_n(call.inputs, m_inputs.size(), m_inputs.begin());
        m_inputs[m_weight] = call.scratch + m_offset;
        KernelCall inner = call;
        inner.inputs = m_inputs.data();
        m_inner->run(inner);
    }

private:
    std::unique_ptr<Kernel> m_inner;
    std::vector<const std::byte*> m_inputs;
    std::size_t m_weight;
    std::int64_t m_count;
    std::size_t m_offset;
    Bf16Widener m_widen;
    const void* m_context;
};

} // namespace

void widenStoredWeights(KernelTable& table, std::initializer_list<const char*> ops, Bf16Widener widen,
                        const void* context)
{
    for (const char* const op : ops)
        if (const KernelFactory inner = table.find(op))
            table.set(op, [=](const Graph& graph, const Node& node) -> std::unique_ptr<Kernel> {
                std::unique_ptr<Kernel> kernel = inner(graph, node);
                const auto weight = static_cast<std::size_t>(storedWeight(node.op->name));
                if (graph.typeOf(node.inputs[weight]).dtype != DType::BF16)
                    return kernel;
                return std::make_unique<WidenedKernel>(std::move(kernel), graph, node, widen, context);
            });
}

void widenPlainly(const void*, const std::uint16_t* x, float* y, std::int64_t count)
{
    std::transform(x, x + count, y, fromBf16);
}

} // namespace lb::engine
