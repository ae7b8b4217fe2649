#include "engine/graph/differentiate.h"

#include "engine/core/error.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lb::engine {

namespace {

/// Ops whose values a policy of kind Costly keeps.
bool isCostly(const Graph& graph, NodeId id)
{
    std::size_t bytes = 0;
    for (ValueId output : graph.node(id).outputs)
        bytes += graph.typeOf(output).bytes();
    return graph.flops(id, id + 1) >= KeepPolicy::kCostlyFlopsPerByte * static_cast<std::int64_t>(bytes);
}

/// The values that a policy lets backward read, by id.
std::vector<bool> keptValues(const Graph& graph, const KeepPolicy& keep)
{
    const auto at = [](auto id) { return static_cast<std::size_t>(id); };
    std::vector<bool> kept(at(graph.valueCount()), keep.kind == KeepPolicy::Kind::Everything);
    for (const Value& value : keep.values)
        kept[at(value.id())] = true;
    const auto end = static_cast<NodeId>(graph.nodes().size());
    NodeId tail = end; // from here on all is kept
    if (keep.kind == KeepPolicy::Kind::BlockInputs || keep.kind == KeepPolicy::Kind::Costly) {
        LB_ASSERT(keep.stride >= 1);
        const std::vector<ValueId>& marked = graph.blockInputs();
        for (std::size_t i = 0; i < marked.size(); i += at(keep.stride)) {
            kept[at(marked[i])] = true;
            tail = graph.producerOf(marked[i]);
        }
    }
    for (NodeId id = 0; id < end; ++id) {
        const bool isKept =
            graph.node(id).op->isLeaf || id > tail || (keep.kind == KeepPolicy::Kind::Costly && isCostly(graph, id));
        for (ValueId output : graph.node(id).outputs)
            kept[at(output)] = kept[at(output)] || isKept;
    }
    return kept;
}

/// Resolves forward values to what backward may read: the value itself, or a clone recorded on demand.
class ForwardReader {
public:
    ForwardReader(Graph& graph, const KeepPolicy& keep)
        : m_graph(graph)
        , m_kept(keptValues(graph, keep))
    {
    }

    Value read(ValueId id)
    {
        if (m_kept[static_cast<std::size_t>(id)])
            return m_graph.value(id);
        if (const auto found = m_clones.find(id); found != m_clones.end())
            return m_graph.value(found->second);
        return cloneProducer(id, m_graph.producerOf(id));
    }

private:
    Value cloneProducer(ValueId id, NodeId producer)
    {
        // Copies, because recording grows the node list under a reference.
        const std::vector<ValueId> inputIds = m_graph.node(producer).inputs;
        const std::vector<ValueId> outputIds = m_graph.node(producer).outputs;
        const Attributes attributes = m_graph.node(producer).attributes;
        const OpDef& op = *m_graph.node(producer).op;
        std::vector<Value> inputs;
        for (ValueId input : inputIds)
            inputs.push_back(read(input));
        const std::vector<Value> outputs = m_graph.record(op, inputs, attributes);
        for (std::size_t i = 0; i < outputs.size(); ++i)
            m_clones[outputIds[i]] = outputs[i].id();
        return m_graph.value(m_clones.at(id));
    }

    Graph& m_graph;
    std::vector<bool> m_kept; ///< by value id
    std::unordered_map<ValueId, ValueId> m_clones;
};

/// Nodes on a path from any of `wrt` to the end of the forward pass.
std::vector<bool> nodesDependingOn(const Graph& graph, const std::vector<Value>& wrt)
{
    std::vector<bool> valueDepends(static_cast<std::size_t>(graph.valueCount()), false);
    std::vector<bool> nodeDepends(graph.nodes().size(), false);
    for (const Value& value : wrt)
        valueDepends[static_cast<std::size_t>(value.id())] = true;
    for (std::size_t id = 0; id < graph.nodes().size(); ++id) {
        const Node& node = graph.nodes()[id];
        const bool depends = std::any_of(node.inputs.begin(), node.inputs.end(),
                                         [&](ValueId input) { return valueDepends[static_cast<std::size_t>(input)]; });
        nodeDepends[id] = depends;
        for (ValueId output : node.outputs)
            valueDepends[static_cast<std::size_t>(output)] = valueDepends[static_cast<std::size_t>(output)] || depends;
    }
    return nodeDepends;
}

class Backward {
public:
    Backward(Value loss, const std::vector<Value>& wrt, const KeepPolicy& keep)
        : m_graph(loss.graph())
        , m_reader(loss.graph(), keep)
        , m_forwardEnd(static_cast<NodeId>(loss.graph().nodes().size()))
        , m_depends(nodesDependingOn(loss.graph(), wrt))
    {
        for (const Value& value : wrt)
            m_wanted.insert(value.id());
        m_gradients[loss.id()] = m_graph.constant(1.0, loss.dtype());
    }

    std::vector<Value> run(const std::vector<Value>& wrt)
    {
        for (NodeId id = m_forwardEnd - 1; id >= 0; --id)
            visit(id);
        std::vector<Value> result;
        std::unordered_set<ValueId> taken;
        for (const Value& value : wrt) {
            const auto found = m_gradients.find(value.id());
            Value gradient = found == m_gradients.end() ? Value{} : found->second;
            // Each gradient may get storage of its own, so it must be a value of its own.
            if (!gradient.isNull() &&
                (m_graph.node(m_graph.producerOf(gradient.id())).op->isLeaf || !taken.insert(gradient.id()).second))
                gradient = m_graph.recordOne(copyOp(), {gradient});
            result.push_back(gradient);
        }
        return result;
    }

private:
    void visit(NodeId id)
    {
        if (!m_depends[static_cast<std::size_t>(id)])
            return;
        const Node node = m_graph.node(id); // a copy: recording moves the list
        std::vector<Value> outputGradients;
        bool any = false;
        for (ValueId output : node.outputs) {
            const auto found = m_gradients.find(output);
            outputGradients.push_back(found == m_gradients.end() ? Value{} : found->second);
            any = any || found != m_gradients.end();
        }
        if (!any)
            return;
        if (!node.op->gradient)
            throw EngineError(ErrorKind::Internal,
                              "op " + std::string(node.op->name) + " has no gradient rule, in " + node.scope);
        const Scope scope(m_graph, node.scope.empty() ? "backward" : "backward:" + node.scope);
        applyRule(node, outputGradients);
    }

    void applyRule(const Node& node, const std::vector<Value>& outputGradients)
    {
        std::vector<Value> inputs;
        std::vector<Value> outputs;
        std::vector<bool> wanted;
        for (ValueId input : node.inputs) {
            inputs.push_back(m_reader.read(input));
            const NodeId producer = m_graph.producerOf(input);
            wanted.push_back(m_wanted.contains(input) || m_depends[static_cast<std::size_t>(producer)]);
        }
        for (ValueId output : node.outputs)
            outputs.push_back(m_reader.read(output));
        const std::vector<Value> gradients =
            node.op->gradient({m_graph, node.attributes, inputs, outputs, outputGradients, wanted});
        for (std::size_t i = 0; i < node.inputs.size(); ++i) {
            if (!wanted[i] || gradients.at(i).isNull())
                continue;
            if (!(gradients[i].type() == m_graph.typeOf(node.inputs[i])))
                throw EngineError(ErrorKind::Internal,
                                  "the gradient rule of " + std::string(node.op->name) + " made " +
                                      gradients[i].shape().text() + " for input " + std::to_string(i) + " of shape " +
                                      m_graph.typeOf(node.inputs[i]).shape.text() + ", in " + node.scope);
            accumulate(node.inputs[i], gradients[i]);
        }
    }

    void accumulate(ValueId id, Value gradient)
    {
        const auto [place, isNew] = m_gradients.try_emplace(id, gradient);
        if (!isNew)
            place->second = m_graph.recordOne(accumulateOp(), {place->second, gradient});
    }

    Graph& m_graph;
    ForwardReader m_reader;
    NodeId m_forwardEnd;
    std::vector<bool> m_depends;
    std::unordered_set<ValueId> m_wanted;
    std::unordered_map<ValueId, Value> m_gradients;
};

} // namespace

std::vector<Value> differentiate(Value loss, const std::vector<Value>& wrt, const KeepPolicy& keep)
{
    if (loss.shape().rank() != 0)
        throw ShapeError("differentiate", "the loss must be a scalar, got " + loss.shape().text());
    return Backward(loss, wrt, keep).run(wrt);
}

std::vector<Value> trainableParameters(Graph& graph)
{
    std::vector<Value> result;
    for (const ParameterInfo& parameter : graph.parameters())
        if (parameter.trainable)
            result.push_back(graph.value(parameter.value));
    return result;
}

} // namespace lb::engine
