#include "engine/backend/backend.h"
#include "engine/backend/parts_kernel.h"
#include "engine/backend/reference/host_buffer.h"
#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/backend/rounded_kernel.h"
#include "engine/backend/widened_kernel.h"

#include <cstring>

namespace lb::engine {

namespace reference {

LoopKernel::LoopKernel(const Graph& graph, const Node& node, Loop loop, ScratchRule scratch)
    : m_loop(loop)
    , m_scratch(scratch)
{
    for (ValueId input : node.inputs)
        m_node.inputs.push_back(graph.typeOf(input));
    for (ValueId output : node.outputs)
        m_node.outputs.push_back(graph.typeOf(output));
    m_node.attributes = node.attributes;
}

} // namespace reference

namespace {

class ReferenceBackend : public Backend {
public:
    ReferenceBackend()
    {
        roundMarkedProducts(m_kernels, roundPlainly, nullptr);
        runFusedNodesByParts(m_kernels);
    }
    std::string_view name() const override { return "reference"; }
    std::string description() const override { return "plain loops, 1 thread"; }
    std::unique_ptr<Buffer> allocate(std::size_t bytes) override { return allocateHostBuffer(bytes); }
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

    KernelTable m_kernels = referenceKernels();
    std::unique_ptr<OptimizerKernels> m_optimizerKernels = referenceOptimizerKernels();
};

} // namespace

KernelTable referenceKernels()
{
    KernelTable table;
    reference::addAttentionKernels(table);
    reference::addConvolutionKernels(table);
    reference::addCrfKernels(table);
    reference::addDivergenceKernels(table);
    reference::addElementwiseKernels(table);
    reference::addGradientKernels(table);
    reference::addGruKernels(table);
    reference::addIndexKernels(table);
    reference::addLayoutKernels(table);
    reference::addLinearKernels(table);
    reference::addLossKernels(table);
    reference::addMultilabelKernels(table);
    reference::addNeighbourKernels(table);
    reference::addNormKernels(table);
    reference::addOutputLossKernels(table);
    reference::addPoolingKernels(table);
    reference::addRandomKernels(table);
    reference::addRecurrentKernels(table);
    reference::addReduceKernels(table);
    reference::addSamplingKernels(table);
    reference::addSoftmaxKernels(table);
    widenStoredWeights(table, {"linear", "matmul", "gather_rows"}, widenPlainly, nullptr);
    return table;
}

std::unique_ptr<Backend> makeReferenceBackend()
{
    return std::make_unique<ReferenceBackend>();
}

} // namespace lb::engine
