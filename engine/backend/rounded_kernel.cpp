#include "engine/backend/rounded_kernel.h"

#include "engine/backend/scratch.h"
#include "engine/core/bf16.h"
#include "engine/ops/precision.h"

namespace lb::engine {

namespace {

class RoundedKernel final : public Kernel {
public:
    RoundedKernel(std::unique_ptr<Kernel> inner, const Graph& graph, const Node& node, Bf16Rounder round,
                  const void* context)
        : m_inner(std::move(inner))
        , m_inputs(node.inputs.size())
        , m_round(round)
        , m_context(context)
        , m_bytes(scratchAligned(m_inner->scratchBytes()))
    {
        for (const int index : productOperands(node.op->name)) {
            const std::int64_t count = graph.typeOf(node.inputs[static_cast<std::size_t>(index)]).shape.elements();
            m_operands.push_back({static_cast<std::size_t>(index), count, m_bytes});
            m_bytes += scratchAligned(static_cast<std::size_t>(count) * sizeof(float));
        }
    }
    std::size_t scratchBytes() const override { return m_bytes; }
    void run(const KernelCall& call) override
    {
        std::copy_n(call.inputs, m_inputs.size(), m_inputs.begin());
        for (const Operand& operand : m_operands) {
            std::byte* const rounded = call.scratch + operand.offset;
            m_round(m_context, reinterpret_cast<const float*>(call.inputs[operand.index]),
                    reinterpret_cast<float*>(rounded), operand.count);
            m_inputs[operand.index] = rounded;
        }
        KernelCall inner = call;
        inner.inputs = m_inputs.data();
        m_inner->run(inner);
    }

private:
    struct Operand {
        std::size_t index;
        std::int64_t count;
        std::size_t offset; ///< in scratch
    };
    std::unique_ptr<Kernel> m_inner;
    std::vector<const std::byte*> m_inputs;
    std::vector<Operand> m_operands;
    Bf16Rounder m_round;
    const void* m_context;
    std::size_t m_bytes;
};

} // namespace

std::unique_ptr<Kernel> withRoundedOperands(std::unique_ptr<Kernel> kernel, const Graph& graph, const Node& node,
                                            Bf16Rounder round, const void* context)
{
    if (!kernel || !isBf16(node) || kernel->roundsOperands())
        return kernel;
    return std::make_unique<RoundedKernel>(std::move(kernel), graph, node, round, context);
}

void roundMarkedProducts(KernelTable& table, Bf16Rounder round, const void* context)
{
    for (const std::string_view op : productOps())
        if (const KernelFactory inner = table.find(op))
            table.set(op, [=](const Graph& graph, const Node& node) {
                return withRoundedOperands(inner(graph, node), graph, node, round, context);
            });
}

void roundPlainly(const void*, const float* x, float* y, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        y[i] = roundToBf16(x[i]);
}

} // namespace lb::engine
