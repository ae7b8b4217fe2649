#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/backend/cpu/element_loops.h"
#include "engine/backend/cpu/row_loops.h"
#include "engine/backend/rounded_kernel.h"
#include "engine/backend/scratch.h"
#include "engine/core/error.h"
#include "engine/graph/fused_node.h"
#include "engine/ops/precision.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace lb::engine::cpu {

namespace {

using Place = FusedLayout::Place;

/// Numbers of one tensor in a tile: a few of them fill a first-level cache, temporaries stay in the second.
constexpr Index kTileNumbers = 4096;

/// Row ops, run tile after tile: all parts on one tile before the next.
class FusedRowsKernel final : public CpuKernel {
public:
    FusedRowsKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_extents(rowExtents(outputShape(graph, node.parts.back())))
    {
        const bool isFlat = std::all_of(node.parts.begin(), node.parts.end(), [&](const Node& part) {
            const std::vector<RowOperand> operands = rowOperands(graph, part);
            return part.outputs.size() == 1 && std::all_of(operands.begin(), operands.end(), [](RowOperand operand) {
                       return operand == RowOperand::Full || operand == RowOperand::Number;
                   });
        });
        if (isFlat) // cut anywhere, also when there are few rows
            m_extents = {.rows = m_extents.rows * m_extents.columns, .columns = 1};
        const FusedLayout layout = fusedLayout(graph, node);
        m_temporaries = layout.temporaryBytes.size();
        for (std::size_t i = 0; i < node.parts.size(); ++i)
            if (!node.parts[i].op->isView)
                addPart(context, graph, node.parts[i], layout.parts[i]);
        // Whole blocks of random numbers in a tile, and no cache line of a flat one shared between threads.
        m_unit = isFlat ? 16 : 4 / std::gcd(Index{4}, m_extents.columns);
        const Index most = (m_extents.rows + m_unit - 1) / m_unit * m_unit;
        m_tileRows = std::clamp(kTileNumbers / m_extents.columns / m_unit * m_unit, m_unit, most);
    }
    std::size_t scratchBytes() const override { return static_cast<std::size_t>(team().threads()) * pieceBytes(); }

protected:
    void execute(const KernelCall& call) override
    {
        const Index units = (m_extents.rows + m_unit - 1) / m_unit;
        const int pieces = pieceCount(team().threads(), units, m_grain / (m_unit * m_extents.columns) + 1);
        team().run(pieces, [&](int piece) {
            const Index end = std::min(m_extents.rows, units * (piece + 1) / pieces * m_unit);
            std::byte* const temporaries = call.scratch + static_cast<std::size_t>(piece) * pieceBytes();
            for (Index first = units * piece / pieces * m_unit; first < end; first += m_tileRows)
                runTile(call, temporaries, first, std::min(m_tileRows, end - first));
        });
    }

private:
    struct Operand {
        Place place;
        Index step = 0; ///< numbers from one row to the next
    };
    struct Part {
        std::unique_ptr<RowLoop> loop;
        std::vector<Operand> inputs;
        std::vector<Operand> outputs;
    };

    void addPart(const CpuContext& context, const Graph& graph, const Node& node, const FusedLayout::Part& places)
    {
        Part part{.loop = makeRowLoop(context, graph, node, m_extents), .inputs = {}, .outputs = {}};
        LB_ASSERT(part.loop && places.inputs.size() <= 3 && places.outputs.size() <= 3);
        const std::vector<RowOperand> operands = rowOperands(graph, node);
        for (std::size_t i = 0; i < operands.size(); ++i) {
            const bool isFull = operands[i] == RowOperand::Full;
            const Index step = isFull ? m_extents.columns : operands[i] == RowOperand::Column ? 1 : 0;
            part.inputs.push_back(operandAt(places.inputs[i], step));
        }
        for (std::size_t i = 0; i < places.outputs.size(); ++i) // a norm's statistics are a number per row
            part.outputs.push_back(operandAt(places.outputs[i], i == 0 ? m_extents.columns : 1));
        m_parts.push_back(std::move(part));
        const FunctionLoop* const function = findFunction(node.op->name);
        const CombinationLoop* const combination = findCombination(node.op->name);
        m_work += kCheapGrain / (function ? function->grain : combination ? combination->grain : kCostlyGrain);
        m_grain = kCheapGrain / m_work;
    }
    static Operand operandAt(Place place, Index step)
    {
        return {place, place.kind == Place::Kind::Temporary ? 0 : step};
    }

    std::size_t tileBytes() const
    {
        return scratchAligned(static_cast<std::size_t>(m_tileRows * m_extents.columns) * sizeof(float));
    }
    std::size_t pieceBytes() const { return m_temporaries * tileBytes(); }

    void runTile(const KernelCall& call, std::byte* temporaries, Index first, Index rows) const
    {
        const auto temporary = [&](const Operand& operand) {
            return reinterpret_cast<float*>(temporaries + static_cast<std::size_t>(operand.place.index) * tileBytes());
        };
        const auto output = [&](const Operand& operand) {
            return operand.place.kind == Place::Kind::Temporary
                       ? temporary(operand)
                       : call.output<float>(operand.place.index) + first * operand.step;
        };
        RowTile tile{.first = first, .rows = rows, .random = call.random};
        for (const Part& part : m_parts) {
            for (std::size_t i = 0; i < part.inputs.size(); ++i)
                tile.inputs[i] = part.inputs[i].place.kind == Place::Kind::Input
                                     ? call.input<float>(part.inputs[i].place.index) + first * part.inputs[i].step
                                     : output(part.inputs[i]);
            for (std::size_t i = 0; i < part.outputs.size(); ++i)
                tile.outputs[i] = output(part.outputs[i]);
            part.loop->run(tile);
        }
    }

    RowExtents m_extents;
    std::vector<Part> m_parts;
    std::size_t m_temporaries = 0;
    Index m_work = 0; ///< of the parts for one number, in those of a cheap loop
    Index m_grain = kCheapGrain;
    Index m_unit = 1; ///< pieces and tiles begin at multiples of it, in rows
    Index m_tileRows = 1;
};

std::unique_ptr<Kernel> makeFused(const CpuContext& context, const Graph& graph, const Node& node)
{
    const Node& head = node.parts.front();
    if (productOperands(head.op->name).empty())
        return std::make_unique<FusedRowsKernel>(context, graph, node);
    const bool isMatrix = head.op->name == "linear" || head.op->name == "matmul";
    Node product = head; // at the fused node's addresses: same inputs, and its output in place of the product's
    product.outputs = node.outputs;
    const auto make = isMatrix ? makeMatrixProduct : makeConvolution;
    return withRoundedOperands(make(context, graph, product, Epilogue(context.vector, node)), graph, product,
                               roundToBf16, &context);
}

} // namespace

void addFusedKernels(CpuTable& table)
{
    table.set(fusedOp().name, makeFused);
}

} // namespace lb::engine::cpu
