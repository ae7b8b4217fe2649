#include "engine/backend/backend.h"
#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/backend/cpu/huge_buffer.h"
#include "engine/backend/cpu/optimizer.h"
#include "engine/backend/parts_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/backend/rounded_kernel.h"
#include "engine/core/error.h"
#include "engine/ops/precision.h"

#include <algorithm>
#include <cstring>

namespace lb::engine {

namespace cpu {

namespace {

bool isF32(const Graph& graph, const Node& node)
{
    const auto isF64 = [&](ValueId id) { return graph.typeOf(id).dtype == DType::F64; };
    // A bfloat16 input is a weight that is stored so, which the kernels of its readers know.
    return graph.typeOf(node.outputs.front()).dtype == DType::F32 &&
           std::none_of(node.inputs.begin(), node.inputs.end(), isF64) &&
           std::none_of(node.outputs.begin(), node.outputs.end(), isF64);
}

} // namespace

bool CpuContext::multipliesBf16For(const Node& node) const
{
    return multipliesBf16 && isBf16(node);
}

void CpuTable::set(std::string_view op, CpuFactory factory)
{
    const KernelFactory reference = m_table.find(op);
    LB_ASSERT(reference);
    m_table.set(op, [factory, reference, context = &m_context](const Graph& graph, const Node& node) {
        std::unique_ptr<Kernel> kernel = isF32(graph, node) ? factory(*context, graph, node) : nullptr;
        return kernel ? std::move(kernel) : reference(graph, node);
    });
}

void roundToBf16(const void* context, const float* x, float* y, std::int64_t count)
{
    const auto& shared = *static_cast<const CpuContext*>(context);
    forRange(shared.team, count, kCheapGrain,
             [&](Index begin, Index end) { shared.vector.layout.roundToBf16(x + begin, y + begin, end - begin); });
}

} // namespace cpu

namespace {

class CpuBackend : public Backend {
public:
    CpuBackend(int threads, Bf16Use use)
        : m_team(threads)
        , m_context{.team = m_team,
                    .vector = cpu::vectorKernels(),
                    .dnnl = {},
                    .multipliesBf16 = use == Bf16Use::WherePossible ? cpu::OneDnn::canMultiplyBf16()
                                                                    : cpu::OneDnn::hasBf16Products()}
        , m_kernels(referenceKernels())
        , m_optimizerKernels(cpu::optimizerKernels(m_team))
    {
        cpu::CpuTable table(m_kernels, m_context);
        cpu::addAttentionKernels(table);
        cpu::addConvolutionKernels(table);
        cpu::addCrfKernels(table);
        cpu::addDivergenceKernels(table);
        cpu::addElementwiseKernels(table);
        cpu::addGruKernels(table);
        cpu::addIndexKernels(table);
        cpu::addLayoutKernels(table);
        cpu::addLinearKernels(table);
        cpu::addLossKernels(table);
        cpu::addMultilabelKernels(table);
        cpu::addNeighbourKernels(table);
        cpu::addNormKernels(table);
        cpu::addOutputLossKernels(table);
        cpu::addPoolingKernels(table);
        cpu::addRandomKernels(table);
        cpu::addRecurrentKernels(table);
        cpu::addReduceKernels(table);
        cpu::addSoftmaxKernels(table);
        roundMarkedProducts(m_kernels, cpu::roundToBf16, &m_context);
        runFusedNodesByParts(m_kernels);
        cpu::addFusedKernels(table);
    }

    std::string_view name() const override { return "cpu"; }
    bool hasBf16Products() const override { return cpu::OneDnn::hasBf16Products(); }
    std::string description() const override
    {
        return cpu::OneDnn::description() + ", " + std::to_string(m_team.threads()) +
               (m_team.threads() == 1 ? " thread" : " threads");
    }
    std::unique_ptr<Buffer> allocate(std::size_t bytes) override { return cpu::allocateHugeBuffer(bytes); }
    std::size_t allocatedBytes(std::size_t bytes) const override { return cpu::hugeBufferBytes(bytes); }
    void copyToDevice(std::byte* device, const void* host, std::size_t bytes) override { copy(device, host, bytes); }
    void copyToHost(void* host, const std::byte* device, std::size_t bytes) override { copy(host, device, bytes); }
    void copyOnDevice(std::byte* to, const std::byte* from, std::size_t bytes) override { copy(to, from, bytes); }
    const KernelTable& kernels() const override { return m_kernels; }
    const OptimizerKernels& optimizerKernels() const override { return *m_optimizerKernels; }

private:
    /// Empty tensors may come without an address, which memcpy must not see.
    static void copy(void* to, const void* from, std::size_t bytes)
    {
        if (bytes > 0)
            std::memcpy(to, from, bytes);
    }

    cpu::ThreadTeam m_team;
    cpu::CpuContext m_context;
    KernelTable m_kernels;
    std::unique_ptr<OptimizerKernels> m_optimizerKernels;
};

} // namespace

std::unique_ptr<Backend> makeCpuBackend(int threads, Bf16Use use)
{
    if (threads < 1)
        throw EngineError(ErrorKind::InvalidArgument,
                          "the number of threads must be at least 1, got " + std::to_string(threads));
    return std::make_unique<CpuBackend>(threads, use);
}

} // namespace lb::engine
