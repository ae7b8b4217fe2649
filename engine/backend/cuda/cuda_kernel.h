#pragma once

#include "engine/backend/cuda/context.h"
#include "engine/backend/cuda/products.h"
#include "engine/backend/kernel.h"
#include "engine/backend/scratch.h"

#include <memory>
#include <string_view>
#include <utility>

namespace lb::engine::cuda {

/// A node as a factory sees it.
struct NodeView {
    Context& context;
    const Graph& graph;
    const Node& node;

    const TensorType& inputType(int index) const { return graph.typeOf(node.inputs[static_cast<std::size_t>(index)]); }
    const TensorType& outputType(int index) const
    {
        return graph.typeOf(node.outputs[static_cast<std::size_t>(index)]);
    }
    const Shape& input(int index) const { return inputType(index).shape; }
    const Shape& output(int index) const { return outputType(index).shape; }
    Index count() const { return output(0).elements(); } ///< of the first output's numbers
    int inputs() const { return static_cast<int>(node.inputs.size()); }
    const Attributes& attributes() const { return node.attributes; }
};

/// A kernel of this backend for a node, whose types are F32 (I32 for indices).
using Factory = std::unique_ptr<Kernel> (*)(const NodeView& view);

/// The table under construction: every op is tied to the context.
class Table {
public:
    Table(KernelTable& table, Context& context)
        : m_table(table)
        , m_context(context)
    {
    }
    void set(std::string_view op, Factory factory);

private:
    KernelTable& m_table;
    Context& m_context;
};

/// What runs is the call of `run`, which launches and does not wait.
template <class Run>
class LaunchKernel final : public Kernel {
public:
    LaunchKernel(Run run, std::size_t scratch)
        : m_run(std::move(run))
        , m_scratch(scratch)
    {
    }
    std::size_t scratchBytes() const override { return m_scratch; }
    void run(const KernelCall& call) override { m_run(call); }

private:
    Run m_run;
    std::size_t m_scratch;
};
template <class Run>
std::unique_ptr<Kernel> launching(Run run, std::size_t scratchBytes = 0)
{
    return std::make_unique<LaunchKernel<Run>>(std::move(run), scratchBytes);
}

/// Parts of a kernel's scratch, one after another.
class ScratchLayout {
public:
    /// Where the next `bytes` begin.
    std::size_t add(std::size_t bytes) { return std::exchange(m_bytes, m_bytes + scratchAligned(bytes)); }
    std::size_t addFloats(Index count) { return add(static_cast<std::size_t>(count) * sizeof(float)); }
    std::size_t bytes() const { return m_bytes; }

private:
    std::size_t m_bytes = 0;
};
inline float* floatsAt(const KernelCall& call, std::size_t offset)
{
    return reinterpret_cast<float*>(call.scratch + offset);
}

void addAttentionKernels(Table& table);
void addConvolutionKernels(Table& table);
void addCrfKernels(Table& table);
void addDivergenceKernels(Table& table);
void addElementwiseKernels(Table& table);
void addGradientKernels(Table& table); ///< of the elementwise ops
void addGruKernels(Table& table);
void addIndexKernels(Table& table);
void addLayerNormKernels(Table& table); ///< part of addNormKernels
void addLayoutKernels(Table& table);
void addLinearKernels(Table& table);
void addLossKernels(Table& table);
void addMultilabelKernels(Table& table);
void addNeighbourKernels(Table& table);
void addNormKernels(Table& table);
void addOutputLossKernels(Table& table);
void addPoolingKernels(Table& table);
void addRandomKernels(Table& table);
void addRecurrentKernels(Table& table);
void addReduceKernels(Table& table);
void addSamplingKernels(Table& table);
void addSoftmaxKernels(Table& table);

/// For roundMarkedProducts: `context` is a Context.
void roundToBf16(const void* context, const float* x, float* y, std::int64_t count);
/// For widenStoredWeights, likewise.
void widenFromBf16(const void* context, const std::uint16_t* x, float* y, std::int64_t count);

} // namespace lb::engine::cuda
