#include "engine/backend/parts_kernel.h"

#include "engine/backend/scratch.h"
#include "engine/core/error.h"
#include "engine/graph/fused_node.h"

#include <algorithm>
#include <vector>

namespace lb::engine {

namespace {

class PartsKernel final : public Kernel {
public:
    PartsKernel(const KernelTable& table, const Graph& graph, const Node& node)
    {
        const FusedLayout layout = fusedLayout(graph, node);
        for (const std::size_t bytes : layout.temporaryBytes) {
            m_temporaries.push_back(m_bytes);
            m_bytes += scratchAligned(bytes);
        }
        m_kernelScratch = m_bytes;
        for (std::size_t i = 0; i < node.parts.size(); ++i)
            if (!node.parts[i].op->isView)
                addPart(table, graph, node.parts[i], layout.parts[i]);
    }
    std::size_t scratchBytes() const override { return m_bytes; }
    void run(const KernelCall& call) override
    {
        for (Part& part : m_parts) {
            for (std::size_t i = 0; i < part.inputs.size(); ++i)
                part.inputAddresses[i] = address(call, part.inputs[i]);
            for (std::size_t i = 0; i < part.outputs.size(); ++i)
                part.outputAddresses[i] = const_cast<std::byte*>(address(call, part.outputs[i]));
            part.kernel->run(
                {part.inputAddresses.data(), part.outputAddresses.data(), call.scratch + m_kernelScratch, call.random});
        }
    }

private:
    struct Part {
        std::unique_ptr<Kernel> kernel;
        std::vector<FusedLayout::Place> inputs;
        std::vector<FusedLayout::Place> outputs;
        std::vector<const std::byte*> inputAddresses;
        std::vector<std::byte*> outputAddresses;
    };

    void addPart(const KernelTable& table, const Graph& graph, const Node& node, const FusedLayout::Part& places)
    {
        const KernelFactory factory = table.find(node.op->name);
        if (!factory)
            throw EngineError(ErrorKind::Unsupported, "there is no kernel for " + std::string(node.op->name));
        m_parts.push_back({.kernel = factory(graph, node),
                           .inputs = places.inputs,
                           .outputs = places.outputs,
                           .inputAddresses = std::vector<const std::byte*>(places.inputs.size()),
                           .outputAddresses = std::vector<std::byte*>(places.outputs.size())});
        m_bytes = std::max(m_bytes, m_kernelScratch + scratchAligned(m_parts.back().kernel->scratchBytes()));
    }

    const std::byte* address(const KernelCall& call, FusedLayout::Place place) const
    {
        using Kind = FusedLayout::Place::Kind;
        if (place.kind == Kind::Input)
            return call.inputs[place.index];
        if (place.kind == Kind::Output)
            return call.outputs[place.index];
        return call.scratch + m_temporaries[static_cast<std::size_t>(place.index)];
    }

    std::vector<Part> m_parts;
    std::vector<std::size_t> m_temporaries; ///< offsets in scratch
    std::size_t m_kernelScratch = 0;
    std::size_t m_bytes = 0;
};

} // namespace

void runFusedNodesByParts(KernelTable& table)
{
    table.set(fusedOp().name, [&table](const Graph& graph, const Node& node) -> std::unique_ptr<Kernel> {
        return std::make_unique<PartsKernel>(table, graph, node);
    });
}

} // namespace lb::engine
