#include "tests/engine/plan_simulation.h"

#include <algorithm>
#include <stdexcept>

namespace lb::testing {

using namespace engine;

namespace {

constexpr std::size_t kCell = MemoryPlan::kAlignment;
constexpr ValueId kDirt = -2;

class Simulation {
public:
    Simulation(const Graph& graph, const PlanRequest& request, const MemoryPlan& plan)
        : m_graph(graph)
        , m_request(request)
        , m_plan(plan)
        , m_cells((plan.arenaBytes + kCell - 1) / kCell, kDirt)
        , m_external(static_cast<std::size_t>(graph.valueCount()), kDirt)
    {
    }

    void run()
    {
        for (const Node& node : m_graph.nodes())
            if (node.op->isLeaf && hasPlace(node.outputs.front()))
                write(node.outputs.front());
        for (NodeId id : m_plan.order)
            step(id);
        for (ValueId output : m_request.outputs)
            expect(output, "at the end");
    }

private:
    /// What a value's numbers are called: a view has those of the value it shows.
    ValueId content(ValueId id) const
    {
        const Node& node = m_graph.node(m_graph.producerOf(id));
        return node.op->isView ? content(node.inputs.front()) : id;
    }
    bool isExternal(ValueId id) const
    {
        const ValueId storage = m_plan.storage[static_cast<std::size_t>(id)];
        return std::count(m_request.external.begin(), m_request.external.end(), storage) > 0;
    }
    bool hasPlace(ValueId id) const
    {
        return isExternal(id) || m_plan.offset[static_cast<std::size_t>(id)] != MemoryPlan::kNowhere;
    }

    template <class F>
    void forEachCell(ValueId id, F visit)
    {
        if (isExternal(id))
            return visit(m_external[static_cast<std::size_t>(m_plan.storage[static_cast<std::size_t>(id)])]);
        forEachCell(m_plan.offset[static_cast<std::size_t>(id)], m_graph.typeOf(id).bytes(), visit);
    }
    template <class F>
    void forEachCell(std::size_t offset, std::size_t bytes, F visit)
    {
        if (offset % kCell != 0 || offset + bytes > m_plan.arenaBytes)
            throw std::logic_error("misplaced at " + std::to_string(offset));
        for (std::size_t cell = offset / kCell; cell * kCell < offset + bytes; ++cell)
            visit(m_cells[cell]);
    }

    void write(ValueId id)
    {
        forEachCell(id, [&](ValueId& cell) { cell = content(id); });
    }

    void expect(ValueId id, const std::string& when)
    {
        forEachCell(id, [&](ValueId cell) {
            if (cell != content(id))
                throw std::logic_error("%" + std::to_string(id) + " holds %" + std::to_string(cell) + " " + when);
        });
    }

    void step(NodeId id)
    {
        const Node& node = m_graph.node(id);
        const std::string when = "for %" + std::to_string(node.outputs.front()) + " = " + std::string(node.op->name);
        const std::size_t scratch = m_request.scratch.empty() ? 0 : m_request.scratch[static_cast<std::size_t>(id)];
        if (scratch > 0)
            forEachCell(m_plan.scratchOffset[static_cast<std::size_t>(id)], scratch,
                        [](ValueId& cell) { cell = kDirt; });
        for (ValueId input : node.inputs)
            expect(input, when);
        for (ValueId output : node.outputs)
            write(output);
        for (ValueId output : node.outputs)
            expect(output, when); // outputs of one node do not lie on each other
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            if (static_cast<int>(i) != node.op->mayOverwrite)
                expect(node.inputs[i], "lost " + when);
        if (scratch > 0)
            forEachCell(m_plan.scratchOffset[static_cast<std::size_t>(id)], scratch, [&](ValueId cell) {
                if (cell != kDirt)
                    throw std::logic_error("scratch lies on %" + std::to_string(cell) + " " + when);
            });
    }

    const Graph& m_graph;
    const PlanRequest& m_request;
    const MemoryPlan& m_plan;
    std::vector<ValueId> m_cells;
    std::vector<ValueId> m_external;
};

} // namespace

std::string simulatePlan(const Graph& graph, const PlanRequest& request, const MemoryPlan& plan)
{
    try {
        Simulation(graph, request, plan).run();
    } catch (const std::logic_error& error) {
        return error.what();
    }
    return {};
}

} // namespace lb::testing
