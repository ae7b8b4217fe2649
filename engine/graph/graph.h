#pragma once

#include "engine/core/shape.h"
#include "engine/graph/attributes.h"
#include "engine/graph/op.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

using ValueId = std::int32_t;
using NodeId = std::int32_t;

/// Handle to a tensor of a graph: model code writes expressions with it. Holds no numbers. Cheap to copy; valid as long
/// as the graph lives. A default-constructed Value is null (`isNull()`), used where a gradient does not exist.
class Value {
public:
    Value() = default;
    Value(Graph* graph, ValueId id)
        : m_graph(graph)
        , m_id(id)
    {
    }
    bool isNull() const { return m_graph == nullptr; }
    Graph& graph() const { return *m_graph; }
    ValueId id() const { return m_id; }
    const TensorType& type() const;
    const Shape& shape() const { return type().shape; }
    DType dtype() const { return type().dtype; }
    bool operator==(const Value&) const = default;

private:
    Graph* m_graph = nullptr;
    ValueId m_id = -1;
};

/// One recorded operation.
struct Node {
    const OpDef* op = nullptr;
    std::vector<ValueId> inputs;
    std::vector<ValueId> outputs;
    Attributes attributes;
    /// Where in the model it was recorded, such as "encoder/lstm"; for messages, profiles and recomputation.
    std::string scope;
    /// Name of a leaf (input, parameter, state); empty otherwise.
    std::string name;
    /// What a fused node stands for, in order (engine/graph/fused_node.h); empty for all others. Values of the parts
    /// that are no inputs or outputs of this node exist inside it only, perhaps inside several fused nodes.
    std::vector<Node> parts;
};

/// Initial content of a parameter or state tensor, drawn by the ParameterStore from (seed, parameter name).
struct Initializer {
    enum class Kind { Constant, Uniform, Normal, Identity } kind = Kind::Constant;
    /// Constant: the value. Uniform: drawn from [-scale, scale]. Normal: standard deviation. Identity: the value on the
    /// diagonal of a square matrix whose other elements are 0.
    double scale = 0.0;
};

/// A leaf that lives longer than a step.
struct ParameterInfo {
    std::string name;
    ValueId value = -1;
    Initializer initializer;
    /// False for running statistics and frozen tensors such as BN-VAE's gamma: saved, never touched by an optimizer.
    bool trainable = true;
    /// False: excluded from weight decay (biases, normalisation).
    bool decays = true;
};

/// "After the step, copy `value` into the state (or carried tensor) named `name`": running statistics.
struct StateUpdate {
    std::string name;
    ValueId value = -1;
};

/// A leaf that the owner of a program keeps from one run to the next; zeros at first.
struct CarriedInfo {
    std::string name;
    ValueId value = -1;
};

/// Append-only list of nodes recorded once per input shape. Not thread safe while recording; immutable once handed to a
/// Program. Model code throws ShapeError at its own line when shapes do not fit.
class Graph {
public:
    Graph() = default;
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;

    /// A batch tensor, filled before every run.
    Value input(std::string_view name, Shape shape, DType dtype = DType::F32);
    /// A trainable (or frozen) tensor. Its name is the current scope + "/" + `name`. Recording the same name again
    /// returns the same value (weights shared inside a graph); shape and trainability must then be equal.
    Value parameter(std::string_view name, Shape shape, Initializer initializer, DType dtype = DType::F32);
    Value frozenParameter(std::string_view name, Shape shape, Initializer initializer, DType dtype = DType::F32);
    /// A state tensor such as a running mean: read here, written back between steps through `updateState`.
    Value state(std::string_view name, Shape shape, Initializer initializer, DType dtype = DType::F32);
    void updateState(Value state, Value newValue);
    /// A tensor that outlives a run but belongs to no model, such as the keys that a text's earlier words left: a
    /// CarriedStore has its numbers. Named, and recorded again, as parameters are.
    Value carried(std::string_view name, Shape shape, DType dtype = DType::F32);
    /// After each run `carried` gets the numbers of `newValue`, which may be it itself, changed in place.
    void carryOn(Value carried, Value newValue);
    /// A scalar constant baked into the graph, shape [].
    Value constant(double number, DType dtype = DType::F32);

    /// Records `op`. Returns its outputs. The shape rule runs here.
    std::vector<Value> record(const OpDef& op, const std::vector<Value>& inputs, Attributes attributes = {});
    /// The first output of `record`: for the many ops that have one.
    Value recordOne(const OpDef& op, const std::vector<Value>& inputs, Attributes attributes = {});

    /// Adds or replaces an attribute of a recorded node: for passes that decide how a node is computed, not what.
    void setAttribute(NodeId id, std::string_view name, Attributes::Value value)
    {
        m_nodes[static_cast<std::size_t>(id)].attributes.set(name, std::move(value));
    }

    /// Another type of number for a parameter's storage: for a pass over weights that are only read.
    void setStorage(ValueId parameter, DType dtype) { m_values[static_cast<std::size_t>(parameter)].type.dtype = dtype; }

    /// Makes one node of several: `members` in order, of which the last gives its place in the list to a node whose
    /// parts they are. `outputs` are the members' values that others read; from now on that node makes them. The caller
    /// sees to it that no other node between the members depends on one of them, and that nobody reads their other
    /// values.
    void fuse(const std::vector<NodeId>& members, const std::vector<ValueId>& outputs);

    /// Number for a random node's stream: equal for a node and its recomputed clone, different between nodes.
    std::int64_t nextRandomSite() { return m_randomSites++; }
    /// Marks the input of a block (a layer, a time step) for KeepPolicy::BlockInputs.
    void markBlockInput(Value value) { m_blockInputs.push_back(value.id()); }

    const std::vector<Node>& nodes() const { return m_nodes; }
    const Node& node(NodeId id) const { return m_nodes[static_cast<std::size_t>(id)]; }
    const TensorType& typeOf(ValueId id) const { return m_values[static_cast<std::size_t>(id)].type; }
    /// The node that makes a value.
    NodeId producerOf(ValueId id) const { return m_values[static_cast<std::size_t>(id)].producer; }
    std::int32_t valueCount() const { return static_cast<std::int32_t>(m_values.size()); }
    Value value(ValueId id) { return {this, id}; }
    const std::vector<ParameterInfo>& parameters() const { return m_parameters; }
    const std::vector<StateUpdate>& stateUpdates() const { return m_stateUpdates; }
    const std::vector<CarriedInfo>& carried() const { return m_carried; }
    const std::vector<StateUpdate>& carriedUpdates() const { return m_carriedUpdates; }
    const std::vector<ValueId>& blockInputs() const { return m_blockInputs; }
    /// The input leaf named `name`, or -1.
    ValueId findInput(std::string_view name) const;
    /// Sum of the FLOPs of all nodes in [first, last); the whole graph by default.
    std::int64_t flops(NodeId first = 0, NodeId last = -1) const;
    /// One line per node, for tests and reports.
    std::string text() const;

    const std::string& scope() const { return m_scope; }

private:
    friend class Scope;
    Value leaf(const OpDef& op, std::string_view name, TensorType type);
    std::int64_t flopsOf(const Node& node) const;
    std::string scoped(std::string_view name) const;
    Value parameterLike(const OpDef& op, ParameterInfo info, TensorType type);

    struct ValueInfo {
        TensorType type;
        NodeId producer = -1;
    };
    std::vector<Node> m_nodes;
    std::deque<ValueInfo> m_values; ///< a deque: a Shape& taken from a Value survives what is recorded next
    std::vector<ParameterInfo> m_parameters;
    std::vector<StateUpdate> m_stateUpdates;
    std::vector<CarriedInfo> m_carried;
    std::vector<StateUpdate> m_carriedUpdates;
    std::vector<ValueId> m_blockInputs;
    std::int64_t m_randomSites = 0;
    std::string m_scope;
};

/// Names what is recorded while it lives: Scope s(graph, "encoder"); nested scopes join with "/".
class Scope {
public:
    Scope(Graph& graph, std::string_view name);
    ~Scope() { m_graph.m_scope.resize(m_restore); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

private:
    Graph& m_graph;
    std::size_t m_restore;
};

/// The leaf ops: their `name`s are "input", "parameter", "state", "carried", "constant" (attribute "value": real).
const OpDef& inputOp();
const OpDef& parameterOp();
const OpDef& stateOp();
const OpDef& carriedOp();
const OpDef& constantOp();

/// "accumulate": the sum of two tensors of equal shape, may overwrite the first. The one op that differentiation itself
/// records, where a value is read more than once.
const OpDef& accumulateOp();
/// "copy": the same numbers in storage of their own. Differentiation records it where two gradients would be one value.
const OpDef& copyOp();

} // namespace lb::engine
