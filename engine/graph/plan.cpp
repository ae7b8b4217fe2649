#include "engine/graph/plan.h"

#include "engine/graph/fused_node.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace lb::engine {

namespace {

constexpr int kForever = std::numeric_limits<int>::max();

std::size_t aligned(std::size_t bytes)
{
    return (bytes + MemoryPlan::kAlignment - 1) / MemoryPlan::kAlignment * MemoryPlan::kAlignment;
}

/// A stretch of arena wanted from position `first` to `last` of the order, both included.
struct Demand {
    std::size_t bytes = 0;
    int first = kForever;
    int last = -1;
    std::size_t* place = nullptr;
};

class Planner {
public:
    Planner(const Graph& graph, const PlanRequest& request)
        : m_graph(graph)
        , m_request(request)
        , m_first(static_cast<std::size_t>(graph.valueCount()), -1)
        , m_last(static_cast<std::size_t>(graph.valueCount()), -1)
        , m_isExternal(static_cast<std::size_t>(graph.valueCount()), false)
    {
        for (ValueId id : request.external)
            m_isExternal[at(id)] = true;
    }

    MemoryPlan run()
    {
        m_plan.offset.assign(static_cast<std::size_t>(m_graph.valueCount()), MemoryPlan::kNowhere);
        m_plan.scratchOffset.assign(m_graph.nodes().size(), MemoryPlan::kNowhere);
        m_plan.storage.resize(static_cast<std::size_t>(m_graph.valueCount()));
        std::iota(m_plan.storage.begin(), m_plan.storage.end(), 0);
        markLive();
        measureLifetimes();
        shareStorage();
        place();
        return std::move(m_plan);
    }

private:
    static std::size_t at(ValueId id) { return static_cast<std::size_t>(id); }

    void markLive()
    {
        m_live.assign(m_graph.nodes().size(), false);
        for (ValueId id : m_request.outputs)
            m_live[at(m_graph.producerOf(id))] = true;
        for (auto id = static_cast<NodeId>(m_graph.nodes().size()) - 1; id >= 0; --id) {
            if (!m_live[at(id)])
                continue;
            for (ValueId input : m_graph.node(id).inputs)
                m_live[at(m_graph.producerOf(input))] = true;
        }
    }

    void measureLifetimes()
    {
        for (NodeId id = 0; id < static_cast<NodeId>(m_graph.nodes().size()); ++id) {
            if (!m_live[at(id)])
                continue;
            const Node& node = m_graph.node(id);
            int position = -1; // leaves are there before the first kernel
            if (!node.op->isLeaf) {
                position = static_cast<int>(m_plan.order.size());
                m_plan.order.push_back(id);
            }
            for (ValueId output : node.outputs)
                m_first[at(output)] = m_last[at(output)] = position;
            for (ValueId input : node.inputs)
                m_last[at(input)] = std::max(m_last[at(input)], position);
            if (node.op->isLeaf)
                m_isLeafValue.push_back(node.outputs.front());
        }
        // Inputs and constants are filled between runs, so no tensor of the step may take their place.
        for (ValueId id : m_isLeafValue)
            m_last[at(id)] = kForever;
        for (ValueId id : m_request.outputs)
            m_last[at(id)] = kForever;
    }

    /// Views, ops in place and overwriting ops join the storage of their input; the root's lifetime grows to cover its users.
    void shareStorage()
    {
        for (NodeId id : m_plan.order) {
            const Node& node = m_graph.node(id);
            const ValueId input = sharedInput(node);
            if (input < 0) {
                lendExternal(node);
                continue;
            }
            const ValueId output = node.outputs.front();
            const ValueId root = m_plan.storage[at(input)];
            m_plan.storage[at(output)] = root;
            m_last[at(root)] = std::max(m_last[at(root)], m_last[at(output)]);
        }
        std::erase_if(m_plan.order, [&](NodeId id) {
            const Node& node = m_graph.node(id);
            return node.op->isView && m_plan.storage[at(node.outputs.front())] != node.outputs.front();
        });
    }

    /// The input whose storage the node's output 0 takes, or -1.
    ValueId sharedInput(const Node& node) const
    {
        if (node.op->isInPlace)
            return node.inputs.front();
        if (node.op->isView) // an external view must be copied into its own place
            return m_isExternal[at(node.outputs.front())] ? -1 : node.inputs.front();
        for (const int index : overwritableInputs(m_graph, node))
            if (canOverwrite(node, node.inputs[at(index)], m_plan.storage[at(node.inputs[at(index)])]))
                return node.inputs[at(index)];
        return -1;
    }

    /// Where an output has a place outside, an input that it may overwrite is made there already: the first part of a
    /// gradient that later parts are added to.
    void lendExternal(const Node& node)
    {
        const ValueId output = node.outputs.front();
        if (!m_isExternal[at(output)] || node.op->isView)
            return;
        for (const int index : overwritableInputs(m_graph, node)) {
            const ValueId root = m_plan.storage[at(node.inputs[at(index)])];
            if (!dies(node, node.inputs[at(index)], root))
                continue;
            std::replace(m_plan.storage.begin(), m_plan.storage.end(), root, output);
            return;
        }
    }

    bool canOverwrite(const Node& node, ValueId input, ValueId root) const
    {
        return !m_isExternal[at(node.outputs.front())] && dies(node, input, root);
    }

    /// Whether the arena's storage of the input is the node's to overwrite with its first output.
    bool dies(const Node& node, ValueId input, ValueId root) const
    {
        const ValueId output = node.outputs.front();
        if (m_isExternal[at(root)] || m_last[at(root)] == kForever)
            return false;
        // The input's storage must die here, and be read once by this node.
        return m_last[at(root)] == m_first[at(output)] &&
               m_graph.typeOf(root).bytes() == m_graph.typeOf(output).bytes() &&
               std::count_if(node.inputs.begin(), node.inputs.end(), [&](ValueId other) {
                   return m_plan.storage[at(other)] == m_plan.storage[at(input)];
               }) == 1;
    }

    std::vector<Demand> demands()
    {
        std::vector<Demand> result;
        for (ValueId id = 0; id < m_graph.valueCount(); ++id) {
            if (!m_live[at(m_graph.producerOf(id))] || m_isExternal[at(id)])
                continue;
            m_plan.unsharedBytes += aligned(m_graph.typeOf(id).bytes());
            if (m_plan.storage[at(id)] == id)
                result.push_back({aligned(std::max<std::size_t>(m_graph.typeOf(id).bytes(), 1)), m_first[at(id)],
                                  m_last[at(id)], &m_plan.offset[at(id)]});
        }
        if (m_request.scratch.empty())
            return result;
        for (NodeId id : m_plan.order) {
            const std::size_t bytes = m_request.scratch[at(id)];
            const int position = m_first[at(m_graph.node(id).outputs.front())];
            if (bytes > 0)
                result.push_back({aligned(bytes), position, position, &m_plan.scratchOffset[at(id)]});
        }
        return result;
    }

    void place()
    {
        std::vector<Demand> wanted = demands();
        std::stable_sort(wanted.begin(), wanted.end(),
                         [](const Demand& a, const Demand& b) { return a.bytes > b.bytes; });
        std::vector<const Demand*> placed; // by offset
        for (const Demand& demand : wanted) {
            std::size_t offset = 0;
            for (const Demand* other : placed) {
                const bool overlaps = other->first <= demand.last && demand.first <= other->last;
                if (!overlaps)
                    continue;
                if (offset + demand.bytes <= *other->place)
                    break;
                offset = std::max(offset, *other->place + other->bytes);
            }
            *demand.place = offset;
            m_plan.arenaBytes = std::max(m_plan.arenaBytes, offset + demand.bytes);
            placed.insert(std::upper_bound(placed.begin(), placed.end(), &demand,
                                           [](const Demand* a, const Demand* b) { return *a->place < *b->place; }),
                          &demand);
        }
        for (ValueId id = 0; id < m_graph.valueCount(); ++id)
            m_plan.offset[at(id)] = m_plan.offset[at(m_plan.storage[at(id)])];
    }

    const Graph& m_graph;
    const PlanRequest& m_request;
    MemoryPlan m_plan;
    std::vector<int> m_first;
    std::vector<int> m_last;
    std::vector<bool> m_isExternal;
    std::vector<bool> m_live;
    std::vector<ValueId> m_isLeafValue;
};

} // namespace

MemoryPlan plan(const Graph& graph, const PlanRequest& request)
{
    return Planner(graph, request).run();
}

} // namespace lb::engine
