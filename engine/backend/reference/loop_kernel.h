#pragma once

#include "engine/backend/kernel.h"
#include "engine/core/error.h"

#include <memory>
#include <string>
#include <vector>

namespace lb::engine::reference {

/// What a plain loop knows of its node beside the addresses: types and attributes.
struct LoopNode {
    std::vector<TensorType> inputs;
    std::vector<TensorType> outputs;
    Attributes attributes;

    const Shape& input(int index) const { return inputs[static_cast<std::size_t>(index)].shape; }
    const Shape& output(int index) const { return outputs[static_cast<std::size_t>(index)].shape; }
};

using Loop = void (*)(const LoopNode&, const KernelCall&);
using ScratchRule = std::size_t (*)(const LoopNode&);

/// A kernel that is one function over a LoopNode.
class LoopKernel : public Kernel {
public:
    LoopKernel(const Graph& graph, const Node& node, Loop loop, ScratchRule scratch);
    std::size_t scratchBytes() const override { return m_scratch ? m_scratch(m_node) : 0; }
    void run(const KernelCall& call) override { m_loop(m_node, call); }

private:
    LoopNode m_node;
    Loop m_loop;
    ScratchRule m_scratch;
};

/// A factory for a loop written as a template over the element type of output 0: loopFor<f<float>, f<double>>.
/// The third, for I32, exists for the ops that only move data.
template <Loop kF32, Loop kF64, Loop kI32 = nullptr, ScratchRule kScratch = nullptr>
std::unique_ptr<Kernel> loopFor(const Graph& graph, const Node& node)
{
    const DType dtype = graph.typeOf(node.outputs.front()).dtype;
    const Loop loop = dtype == DType::F32 ? kF32 : dtype == DType::F64 ? kF64 : dtype == DType::I32 ? kI32 : nullptr;
    if (!loop)
        throw EngineError(ErrorKind::Unsupported, "the reference backend has no " + std::string(node.op->name) +
                                                      " for " + std::string(dtypeName(dtype)));
    return std::make_unique<LoopKernel>(graph, node, loop, kScratch);
}

} // namespace lb::engine::reference
