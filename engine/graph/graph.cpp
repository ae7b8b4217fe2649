#include "engine/graph/graph.h"

#include "engine/core/error.h"
#include "engine/graph/fused_node.h"

#include <algorithm>
#include <set>

namespace lb::engine {

namespace {

const OpDef kInput{.name = "input", .isLeaf = true};
const OpDef kParameter{.name = "parameter", .isLeaf = true};
const OpDef kState{.name = "state", .isLeaf = true};
const OpDef kCarried{.name = "carried", .isLeaf = true};
const OpDef kConstant{.name = "constant", .isLeaf = true};

const OpDef kAccumulate{
    .name = "accumulate",
    .outputTypes =
        [](const std::vector<TensorType>& in, const Attributes&) {
            if (in.size() != 2 || !(in[0] == in[1]))
                throw ShapeError("accumulate", "needs two tensors of equal shape and type");
            return std::vector<TensorType>{in[0]};
        },
    .gradient =
        [](const GradientInputs& g) {
            return std::vector<Value>{g.outputGradients[0], g.outputGradients[0]};
        },
    .flops = [](const std::vector<TensorType>&, const std::vector<TensorType>& out,
                const Attributes&) { return out[0].shape.elements(); },
    .mayOverwrite = 0,
};

const OpDef kCopy{
    .name = "copy",
    .outputTypes = [](const std::vector<TensorType>& in, const Attributes&) { return std::vector<TensorType>{in[0]}; },
    .gradient = [](const GradientInputs& g) { return std::vector<Value>{g.outputGradients[0]}; },
};

} // namespace

const OpDef& accumulateOp()
{
    return kAccumulate;
}
const OpDef& copyOp()
{
    return kCopy;
}
const OpDef& inputOp()
{
    return kInput;
}
const OpDef& parameterOp()
{
    return kParameter;
}
const OpDef& stateOp()
{
    return kState;
}
const OpDef& carriedOp()
{
    return kCarried;
}
const OpDef& constantOp()
{
    return kConstant;
}

const TensorType& Value::type() const
{
    return m_graph->typeOf(m_id);
}

Scope::Scope(Graph& graph, std::string_view name)
    : m_graph(graph)
    , m_restore(graph.m_scope.size())
{
    if (!graph.m_scope.empty())
        graph.m_scope += '/';
    graph.m_scope += name;
}

Value Graph::leaf(const OpDef& op, std::string_view name, TensorType type)
{
    const ValueId id = valueCount();
    m_values.push_back({type, static_cast<NodeId>(m_nodes.size())});
    m_nodes.push_back({.op = &op,
                       .inputs = {},
                       .outputs = {id},
                       .attributes = {},
                       .scope = m_scope,
                       .name = std::string(name),
                       .parts = {}});
    return {this, id};
}

Value Graph::input(std::string_view name, Shape shape, DType dtype)
{
    if (findInput(name) >= 0)
        throw ShapeError("input", "the name " + std::string(name) + " is taken");
    return leaf(kInput, name, {shape, dtype});
}

std::string Graph::scoped(std::string_view name) const
{
    return m_scope.empty() ? std::string(name) : m_scope + "/" + std::string(name);
}

Value Graph::parameterLike(const OpDef& op, ParameterInfo info, TensorType type)
{
    info.name = scoped(info.name);
    for (const ParameterInfo& known : m_parameters) {
        if (known.name != info.name)
            continue;
        if (!(typeOf(known.value) == type))
            throw ShapeError("parameter", info.name + " was recorded with shape " + typeOf(known.value).shape.text() +
                                              ", now " + type.shape.text());
        if (node(producerOf(known.value)).op != &op)
            throw ShapeError("parameter", info.name + " was recorded as both trainable and not trainable");
        return {this, known.value};
    }
    const Value result = leaf(op, info.name, type);
    info.value = result.id();
    m_parameters.push_back(std::move(info));
    return result;
}

Value Graph::parameter(std::string_view name, Shape shape, Initializer initializer, DType dtype)
{
    const bool isMatrix = shape.rank() >= 2; // biases and scales are left out of weight decay
    return parameterLike(kParameter,
                         {.name = std::string(name), .initializer = initializer, .trainable = true, .decays = isMatrix},
                         {shape, dtype});
}

Value Graph::frozenParameter(std::string_view name, Shape shape, Initializer initializer, DType dtype)
{
    return parameterLike(kState,
                         {.name = std::string(name), .initializer = initializer, .trainable = false, .decays = false},
                         {shape, dtype});
}

Value Graph::state(std::string_view name, Shape shape, Initializer initializer, DType dtype)
{
    return frozenParameter(name, shape, initializer, dtype);
}

void Graph::updateState(Value state, Value newValue)
{
    if (node(producerOf(state.id())).op != &kState)
        throw ShapeError("state",
                         "only a state can be updated, not " + std::string(node(producerOf(state.id())).op->name));
    if (!(state.type() == newValue.type()))
        throw ShapeError("state", "the new value " + newValue.shape().text() + " does not fit " + state.shape().text());
    m_stateUpdates.push_back({node(producerOf(state.id())).name, newValue.id()});
}

Value Graph::carried(std::string_view name, Shape shape, DType dtype)
{
    const std::string whole = scoped(name);
    const TensorType type{shape, dtype};
    for (const CarriedInfo& known : m_carried) {
        if (known.name != whole)
            continue;
        if (!(typeOf(known.value) == type))
            throw ShapeError("carried", whole + " was recorded with shape " + typeOf(known.value).shape.text() +
                                            ", now " + shape.text());
        return {this, known.value};
    }
    const Value result = leaf(kCarried, whole, type);
    m_carried.push_back({whole, result.id()});
    return result;
}

void Graph::carryOn(Value carried, Value newValue)
{
    const Node& producer = node(producerOf(carried.id()));
    if (producer.op != &kCarried)
        throw ShapeError("carried",
                         "only a carried tensor can be carried on, not " + std::string(producer.op->name));
    if (!(carried.type() == newValue.type()))
        throw ShapeError("carried",
                         "the new value " + newValue.shape().text() + " does not fit " + carried.shape().text());
    m_carriedUpdates.push_back({producer.name, newValue.id()});
}

Value Graph::constant(double number, DType dtype)
{
    if (dtype != DType::F32 && dtype != DType::F64)
        throw ShapeError("constant", "is a floating-point number, not " + std::string(dtypeName(dtype)));
    const Value result = leaf(kConstant, {}, {Shape{}, dtype});
    m_nodes.back().attributes.set("value", number);
    return result;
}

std::vector<Value> Graph::record(const OpDef& op, const std::vector<Value>& inputs, Attributes attributes)
{
    std::vector<TensorType> types;
    Node node{.op = &op,
              .inputs = {},
              .outputs = {},
              .attributes = std::move(attributes),
              .scope = m_scope,
              .name = {},
              .parts = {}};
    for (const Value& value : inputs) {
        LB_ASSERT(!value.isNull() && &value.graph() == this);
        types.push_back(value.type());
        node.inputs.push_back(value.id());
    }
    std::vector<TensorType> outputs;
    try {
        outputs = op.outputTypes(types, node.attributes);
    } catch (const ShapeError& error) {
        throw ShapeError(op.name, error.detail() + (m_scope.empty() ? "" : " in " + m_scope));
    }
    std::vector<Value> result;
    for (const TensorType& type : outputs) {
        const ValueId id = valueCount();
        m_values.push_back({type, static_cast<NodeId>(m_nodes.size())});
        node.outputs.push_back(id);
        result.emplace_back(this, id);
    }
    m_nodes.push_back(std::move(node));
    return result;
}

Value Graph::recordOne(const OpDef& op, const std::vector<Value>& inputs, Attributes attributes)
{
    return record(op, inputs, std::move(attributes)).front();
}

void Graph::fuse(const std::vector<NodeId>& members, const std::vector<ValueId>& outputs)
{
    LB_ASSERT(members.size() > 1 && !outputs.empty() && std::is_sorted(members.begin(), members.end()));
    Node fused{.op = &fusedOp(),
               .inputs = {},
               .outputs = outputs,
               .attributes = {},
               .scope = node(members.front()).scope,
               .name = {},
               .parts = {}};
    std::set<ValueId> known;
    for (const NodeId id : members) {
        for (const ValueId input : node(id).inputs)
            if (known.insert(input).second)
                fused.inputs.push_back(input);
        known.insert(node(id).outputs.begin(), node(id).outputs.end());
        fused.parts.push_back(node(id));
    }
    for (const ValueId output : outputs)
        m_values[static_cast<std::size_t>(output)].producer = members.back();
    m_nodes[static_cast<std::size_t>(members.back())] = std::move(fused);
}

ValueId Graph::findInput(std::string_view name) const
{
    for (const Node& node : m_nodes)
        if (node.op == &kInput && node.name == name)
            return node.outputs.front();
    return -1;
}

std::int64_t Graph::flopsOf(const Node& node) const
{
    std::int64_t total = 0;
    for (const Node& part : node.parts)
        total += flopsOf(part);
    if (!node.op->flops)
        return total;
    std::vector<TensorType> in;
    std::vector<TensorType> out;
    for (ValueId value : node.inputs)
        in.push_back(typeOf(value));
    for (ValueId value : node.outputs)
        out.push_back(typeOf(value));
    return total + node.op->flops(in, out, node.attributes);
}

std::int64_t Graph::flops(NodeId first, NodeId last) const
{
    std::int64_t total = 0;
    const NodeId end = last < 0 ? static_cast<NodeId>(m_nodes.size()) : last;
    for (NodeId id = first; id < end; ++id)
        total += flopsOf(node(id));
    return total;
}

std::string Graph::text() const
{
    std::string result;
    for (const Node& current : m_nodes) {
        for (ValueId id : current.outputs)
            result += "%" + std::to_string(id) + typeOf(id).shape.text() + " ";
        result += "= " + opText(current);
        if (!current.name.empty())
            result += " " + current.name;
        for (ValueId id : current.inputs)
            result += " %" + std::to_string(id);
        result += current.scope.empty() ? "\n" : "  # " + current.scope + "\n";
    }
    return result;
}

} // namespace lb::engine
