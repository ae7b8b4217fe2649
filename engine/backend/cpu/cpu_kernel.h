#pragma once

#include "engine/backend/cpu/onednn.h"
#include "engine/backend/cpu/threads.h"
#include "engine/backend/cpu/vector/kernels.h"
#include "engine/backend/kernel.h"

#include <array>
#include <memory>
#include <string_view>

namespace lb::engine::cpu {

/// What the kernels of one backend share. Lives as long as the backend.
struct CpuContext {
    ThreadTeam& team;
    const VectorKernels& vector;
    OneDnn dnnl;
    bool multipliesBf16; ///< marked products of matrices take bfloat16 numbers instead of rounded ones
    /// Whether the node's products do: it is marked as well.
    bool multipliesBf16For(const Node& node) const;
};

/// A kernel of this backend: `execute` runs inside a KernelScope.
class CpuKernel : public Kernel {
public:
    explicit CpuKernel(const CpuContext& context)
        : m_context(context)
    {
    }
    void run(const KernelCall& call) final
    {
        const KernelScope scope;
        execute(call);
    }

protected:
    virtual void execute(const KernelCall& call) = 0;
    ThreadTeam& team() const { return m_context.team; }
    const VectorKernels& vector() const { return m_context.vector; }

private:
    const CpuContext& m_context;
};

/// May return null for a node that the reference kernel runs as well or better.
using CpuFactory = std::unique_ptr<Kernel> (*)(const CpuContext& context, const Graph& graph, const Node& node);

/// The factory of a kernel that runs every node.
template <class T>
std::unique_ptr<Kernel> make(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<T>(context, graph, node);
}

/// Overrides entries of the reference's table by kernels for F32; nodes with other float types keep the reference's.
class CpuTable {
public:
    CpuTable(KernelTable& table, const CpuContext& context)
        : m_table(table)
        , m_context(context)
    {
    }
    void set(std::string_view op, CpuFactory factory);

private:
    KernelTable& m_table;
    const CpuContext& m_context;
};

inline const Shape& inputShape(const Graph& graph, const Node& node, std::size_t index)
{
    return graph.typeOf(node.inputs[index]).shape;
}
inline const Shape& outputShape(const Graph& graph, const Node& node, std::size_t index = 0)
{
    return graph.typeOf(node.outputs[index]).shape;
}

/// A kernel for a linear or matmul node whose result goes through the epilogue.
std::unique_ptr<Kernel> makeMatrixProduct(const CpuContext& context, const Graph& graph, const Node& node,
                                          Epilogue epilogue);
/// The same for conv2d and conv2d_transpose.
std::unique_ptr<Kernel> makeConvolution(const CpuContext& context, const Graph& graph, const Node& node,
                                        Epilogue epilogue);

/// A Bf16Rounder on the team; `context` is a CpuContext.
void roundToBf16(const void* context, const float* x, float* y, std::int64_t count);

/// One function per family: adds its kernels.
void addAttentionKernels(CpuTable& table);
void addConvolutionKernels(CpuTable& table);
void addCrfKernels(CpuTable& table);
void addDivergenceKernels(CpuTable& table);
void addElementwiseKernels(CpuTable& table);
void addFusedKernels(CpuTable& table);
void addGruKernels(CpuTable& table);
void addIndexKernels(CpuTable& table);
void addLayoutKernels(CpuTable& table);
void addLinearKernels(CpuTable& table);
void addLossKernels(CpuTable& table);
void addMultilabelKernels(CpuTable& table);
void addNeighbourKernels(CpuTable& table);
void addNormKernels(CpuTable& table);
void addOutputLossKernels(CpuTable& table);
void addPoolingKernels(CpuTable& table);
void addRandomKernels(CpuTable& table);
void addRecurrentKernels(CpuTable& table);
void addReduceKernels(CpuTable& table);
void addSoftmaxKernels(CpuTable& table);

} // namespace lb::engine::cpu
