#include "engine/graph/fused_node.h"

#include "engine/core/error.h"

#include <algorithm>
#include <map>

namespace lb::engine {

namespace {

const OpDef kFused{.name = "fused"};

using Place = FusedLayout::Place;

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

/// Walks the parts from the last to the first: a value's place is chosen by its last reader.
class LayoutMaker {
public:
    LayoutMaker(const Graph& graph, const Node& node)
        : m_graph(graph)
        , m_node(node)
    {
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            m_places[node.inputs[i]] = {Place::Kind::Input, static_cast<int>(i)};
        for (std::size_t i = 0; i < node.outputs.size(); ++i)
            m_places[node.outputs[i]] = {Place::Kind::Output, static_cast<int>(i)};
        for (const Node& part : node.parts)
            if (part.op->isView)
                m_origins[part.outputs[0]] = origin(part.inputs[0]);
    }

    FusedLayout run()
    {
        for (std::size_t i = m_node.parts.size(); i-- > 0;)
            if (!m_node.parts[i].op->isView)
                choosePlaces(m_node.parts[i]);
        for (const Node& part : m_node.parts)
            m_layout.parts.push_back({placesOf(part.inputs), placesOf(part.outputs)});
        return std::move(m_layout);
    }

private:
    /// The value itself, or what a view shows.
    ValueId origin(ValueId id) const
    {
        const auto found = m_origins.find(id);
        return found == m_origins.end() ? id : found->second;
    }
    std::size_t bytesOf(ValueId id) const { return m_graph.typeOf(id).bytes(); }

    void choosePlaces(const Node& part)
    {
        const ValueId output = part.outputs[0];
        bool isReused = false;
        if (part.op->mayOverwrite >= 0) {
            const ValueId input = origin(part.inputs[at(part.op->mayOverwrite)]);
            const auto reads =
                std::count_if(part.inputs.begin(), part.inputs.end(), [&](ValueId id) { return origin(id) == input; });
            isReused = !m_places.contains(input) && reads == 1 && bytesOf(input) == bytesOf(output);
            if (isReused)
                m_places[input] = m_places.at(output);
        }
        for (const ValueId id : part.inputs)
            if (!m_places.contains(origin(id)))
                m_places[origin(id)] = takeTemporary(bytesOf(id));
        const Place place = m_places.at(output);
        if (place.kind == Place::Kind::Temporary && !isReused)
            m_free.push_back(place.index); // for what dies before this part
    }

    Place takeTemporary(std::size_t bytes)
    {
        if (m_free.empty()) {
            m_layout.temporaryBytes.push_back(bytes);
            return {Place::Kind::Temporary, static_cast<int>(m_layout.temporaryBytes.size()) - 1};
        }
        const int index = m_free.back();
        m_free.pop_back();
        m_layout.temporaryBytes[at(index)] = std::max(m_layout.temporaryBytes[at(index)], bytes);
        return {Place::Kind::Temporary, index};
    }

    std::vector<Place> placesOf(const std::vector<ValueId>& values) const
    {
        std::vector<Place> result;
        for (const ValueId id : values)
            result.push_back(m_places.at(origin(id)));
        return result;
    }

    const Graph& m_graph;
    const Node& m_node;
    FusedLayout m_layout;
    std::map<ValueId, Place> m_places;
    std::map<ValueId, ValueId> m_origins;
    std::vector<int> m_free;
};

/// Whether an input's storage may hold output 0: nobody reads the input once the first part writes there.
bool mayHoldOutput(const Graph& graph, const Node& node, const FusedLayout& layout, int input)
{
    constexpr Place kOutput{Place::Kind::Output, 0};
    const Place place{Place::Kind::Input, input};
    if (graph.typeOf(node.inputs[at(input)]).bytes() != graph.typeOf(node.outputs[0]).bytes())
        return false;
    bool isWritten = false;
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
        const OpDef& op = *node.parts[i].op;
        const FusedLayout::Part& part = layout.parts[i];
        const auto reads = std::count(part.inputs.begin(), part.inputs.end(), place);
        if (op.isView)
            continue;
        if (isWritten && reads > 0)
            return false;
        if (isWritten || std::find(part.outputs.begin(), part.outputs.end(), kOutput) == part.outputs.end())
            continue;
        isWritten = true;
        const bool isOverwritten = op.mayOverwrite >= 0 && part.inputs[at(op.mayOverwrite)] == place && reads == 1 &&
                                   part.outputs[0] == kOutput;
        if (reads > 0 && !isOverwritten)
            return false;
    }
    return true;
}

} // namespace

const OpDef& fusedOp()
{
    return kFused;
}

std::string opText(const Node& node)
{
    std::string result;
    for (const Node& part : node.parts)
        if (!part.op->isView)
            result += (result.empty() ? "" : "+") + std::string(part.op->name);
    return node.parts.empty() ? std::string(node.op->name) : result;
}

FusedLayout fusedLayout(const Graph& graph, const Node& node)
{
    return LayoutMaker(graph, node).run();
}

std::vector<int> overwritableInputs(const Graph& graph, const Node& node)
{
    std::vector<int> result;
    if (node.parts.empty()) {
        if (node.op->mayOverwrite >= 0)
            result.push_back(node.op->mayOverwrite);
        return result;
    }
    const FusedLayout layout = fusedLayout(graph, node);
    for (int input = 0; input < static_cast<int>(node.inputs.size()); ++input)
        if (mayHoldOutput(graph, node, layout, input))
            result.push_back(input);
    return result;
}

} // namespace lb::engine
