#include "engine/ops/fusion.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace lb::engine {

namespace {

using Names = std::set<std::string_view>;

const Names& products()
{
    static const Names names{"linear", "matmul", "conv2d", "conv2d_transpose"};
    return names;
}

/// Functions of one variable.
const Names& functions()
{
    static const Names names{"affine",  "exp",      "log",  "sqrt", "square",    "abs",   "relu",   "tanh",
                             "sigmoid", "softplus", "silu", "gelu", "gelu_tanh", "clamp", "greater"};
    return names;
}

/// Other elementwise ops.
const Names& combinations()
{
    static const Names names{"add",          "sub",           "mul",       "div",       "accumulate",
                             "sqrt_grad",    "square_grad",   "abs_grad",  "relu_grad", "tanh_grad",
                             "sigmoid_grad", "softplus_grad", "silu_grad", "gelu_grad", "gelu_tanh_grad",
                             "clamp_grad"};
    return names;
}

const Names& norms()
{
    static const Names names{"layer_norm", "affine_layer_norm"};
    return names;
}

constexpr std::string_view kMask = "dropout_mask";
constexpr std::string_view kNoise = "normal_noise";

std::size_t at(std::int32_t id)
{
    return static_cast<std::size_t>(id);
}

/// What the pass knows of a graph's nodes that run.
class Uses {
public:
    Uses(const Graph& graph, const std::vector<ValueId>& outputs)
        : m_graph(graph)
        , m_readers(at(graph.valueCount()))
        , m_isOutput(at(graph.valueCount()), false)
        , m_isLive(graph.nodes().size(), false)
    {
        for (const ValueId id : outputs) {
            m_isOutput[at(id)] = true;
            m_isLive[at(graph.producerOf(id))] = true;
        }
        for (auto id = static_cast<NodeId>(graph.nodes().size()) - 1; id >= 0; --id) {
            if (!m_isLive[at(id)])
                continue;
            for (const ValueId input : graph.node(id).inputs) {
                m_isLive[at(graph.producerOf(input))] = true;
                m_readers[at(input)].push_back(id);
            }
        }
    }
    bool isLive(NodeId id) const { return m_isLive[at(id)]; }
    bool isOutput(ValueId id) const { return m_isOutput[at(id)]; }
    /// From the last to the first, one for each time that a node reads the value.
    const std::vector<NodeId>& readers(ValueId id) const { return m_readers[at(id)]; }
    bool isReadBy(ValueId id, const std::set<NodeId>& members) const
    {
        return !isOutput(id) && std::all_of(readers(id).begin(), readers(id).end(),
                                            [&](NodeId reader) { return members.contains(reader); });
    }
    /// Whether a node that runs, no member, stands between two positions.
    bool hasBetween(NodeId first, NodeId last, const std::set<NodeId>& members) const
    {
        for (NodeId id = first + 1; id < last; ++id) {
            const OpDef& op = *m_graph.node(id).op;
            if (m_isLive[at(id)] && !op.isLeaf && !op.isView && !members.contains(id))
                return true;
        }
        return false;
    }
    /// Whether `mover` can join members that end at `last` without keeping more bytes alive than it makes.
    bool mayMove(NodeId mover, NodeId last, const std::set<NodeId>& members) const
    {
        std::size_t longer = 0;
        const Node& node = m_graph.node(mover);
        for (const ValueId input : node.inputs) {
            const bool livesOn =
                isOutput(input) || m_graph.node(m_graph.producerOf(input)).op->isLeaf || readers(input).front() >= last;
            longer += livesOn ? 0 : m_graph.typeOf(input).bytes();
        }
        return longer <= m_graph.typeOf(node.outputs[0]).bytes() || !hasBetween(mover, last, members);
    }

private:
    const Graph& m_graph;
    std::vector<std::vector<NodeId>> m_readers;
    std::vector<bool> m_isOutput;
    std::vector<bool> m_isLive;
};

class Fuser {
public:
    Fuser(Graph& graph, const std::vector<ValueId>& outputs)
        : m_graph(graph)
        , m_uses(graph, outputs)
        , m_isTaken(graph.nodes().size(), false)
    {
        for (NodeId id = 0; id < static_cast<NodeId>(graph.nodes().size()); ++id)
            if (m_uses.isLive(id) && isMask(id) && isReadByRowOps(graph.node(id).outputs[0]))
                m_freeMasks.insert(id);
    }

    void run()
    {
        const auto count = static_cast<NodeId>(m_graph.nodes().size());
        for (NodeId id = 0; id < count; ++id)
            if (m_uses.isLive(id) && products().contains(m_graph.node(id).op->name))
                fuseProduct(id);
        for (NodeId id = count - 1; id >= 0; --id)
            if (m_uses.isLive(id) && !m_isTaken[at(id)] && isRowOp(id))
                groupRows(id);
        joinNeighbours();
        for (const auto& [last, group] : m_rows)
            if (group.members.size() > 1)
                fuseRows(group);
    }

private:
    void fuseProduct(NodeId product)
    {
        std::vector<NodeId> members{product};
        const std::vector<ValueId>& inputs = m_graph.node(product).inputs;
        const bool repeats = std::set<ValueId>(inputs.begin(), inputs.end()).size() != inputs.size();
        for (ValueId made = m_graph.node(product).outputs[0]; !repeats && !m_uses.isOutput(made);) {
            const std::vector<NodeId>& readers = m_uses.readers(made);
            if (readers.size() != 1 || !functions().contains(m_graph.node(readers[0]).op->name) ||
                !m_uses.mayMove(product, readers[0], {members.begin(), members.end()}))
                break;
            members.push_back(readers[0]);
            made = m_graph.node(readers[0]).outputs[0];
        }
        if (members.size() == 1)
            return;
        for (const NodeId id : members)
            m_isTaken[at(id)] = true;
        m_productEnds.insert(members.back());
        m_graph.fuse(members, {m_graph.node(members.back()).outputs[0]});
    }

    bool isMask(NodeId id) const { return m_graph.node(id).op->name == kMask; }
    bool isElementwise(NodeId id) const
    {
        const std::string_view name = m_graph.node(id).op->name;
        return functions().contains(name) || combinations().contains(name);
    }
    /// Whether the node is elementwise, or a layer norm with one scale, with operands that walk along with its rows.
    bool isRowOp(NodeId id) const
    {
        const Node& node = m_graph.node(id);
        const bool isNorm = norms().contains(node.op->name);
        const Shape& shape = m_graph.typeOf(node.outputs[0]).shape;
        if (shape.elements() == 0 || (!isNorm && !isElementwise(id)))
            return false;
        return std::all_of(node.inputs.begin(), node.inputs.end(), [&](ValueId input) {
            const Shape& operand = m_graph.typeOf(input).shape;
            return isNorm && input != node.inputs[0] ? operand.rank() == 1
                                                     : rowOperand(operand, shape) != RowOperand::None;
        });
    }
    RowExtents extentsOf(ValueId id) const { return rowExtents(m_graph.typeOf(id).shape); }

    struct Group {
        NodeId last;
        std::set<NodeId> members;
        std::set<ValueId> kept; ///< values of members that others read later
    };

    void groupRows(NodeId last)
    {
        Group group{.last = last, .members = {last}, .kept = {}};
        for (bool grows = true; grows;) {
            grows = false;
            for (const NodeId member : std::set<NodeId>(group.members))
                for (const ValueId input : m_graph.node(member).inputs)
                    grows = join(group, member, input) || grows;
        }
        for (const NodeId id : group.members)
            m_isTaken[at(id)] = !m_freeMasks.contains(id);
        m_rows.emplace(last, std::move(group));
    }

    void fuseRows(const Group& group)
    {
        std::vector<ValueId> outputs(group.kept.begin(), group.kept.end());
        const std::vector<ValueId>& made = m_graph.node(group.last).outputs;
        outputs.insert(outputs.end(), made.begin(), made.end());
        m_graph.fuse({group.members.begin(), group.members.end()}, outputs);
    }

    /// Elementwise groups that would run one right after the other and read the same numbers become one, with several
    /// results: a latent's sample and its KL, say.
    void joinNeighbours()
    {
        for (auto second = m_rows.begin(); second != m_rows.end(); ++second) {
            if (second == m_rows.begin())
                continue;
            const auto first = std::prev(second);
            std::set<NodeId> members = first->second.members;
            members.insert(second->second.members.begin(), second->second.members.end());
            if (hasNorm(first->second) || hasNorm(second->second) ||
                !(extentsOf(m_graph.node(first->first).outputs[0]) ==
                  extentsOf(m_graph.node(second->first).outputs[0])) ||
                !haveCommonNumbers(first->second, second->second) ||
                !runNextToEachOther(first->first, second->first, members))
                continue;
            Group& joined = second->second;
            joined.members = std::move(members);
            joined.kept.insert(first->second.kept.begin(), first->second.kept.end());
            joined.kept.insert(m_graph.node(first->first).outputs[0]);
            std::erase_if(joined.kept, [&](ValueId id) { return m_uses.isReadBy(id, joined.members); });
            m_rows.erase(first);
        }
    }
    bool hasNorm(const Group& group) const { return norms().contains(m_graph.node(group.last).op->name); }
    /// Whether the second reads a whole tensor that the first reads or makes.
    bool haveCommonNumbers(const Group& first, const Group& second) const
    {
        std::set<ValueId> known;
        for (const NodeId id : first.members) {
            known.insert(m_graph.node(id).inputs.begin(), m_graph.node(id).inputs.end());
            known.insert(m_graph.node(id).outputs.begin(), m_graph.node(id).outputs.end());
        }
        const RowExtents extents = extentsOf(m_graph.node(first.last).outputs[0]);
        for (const NodeId id : second.members)
            for (const ValueId input : m_graph.node(id).inputs)
                if (known.contains(input) && extentsOf(input) == extents)
                    return true;
        return false;
    }
    /// Groups run at the places of their last members.
    bool runNextToEachOther(NodeId first, NodeId second, const std::set<NodeId>& members) const
    {
        for (NodeId id = first + 1; id < second; ++id) {
            const Node& node = m_graph.node(id);
            if (!m_uses.isLive(id) || members.contains(id) || node.op->isLeaf)
                continue;
            const bool isViewOfOthers = node.op->isView && !members.contains(m_graph.producerOf(node.inputs[0]));
            const bool runsElsewhere = m_isTaken[at(id)] && !m_productEnds.contains(id);
            if (!isViewOfOthers && !runsElsewhere)
                return false;
        }
        return true;
    }

    /// Takes the node that makes `input` into the group, with the views in between, if it fits.
    bool join(Group& group, NodeId reader, ValueId input)
    {
        std::set<NodeId> views;
        ValueId made = input;
        std::set<NodeId> readers = group.members;
        while (m_graph.node(m_graph.producerOf(made)).op->isView && m_uses.isReadBy(made, readers)) {
            views.insert(m_graph.producerOf(made));
            readers.insert(m_graph.producerOf(made));
            made = m_graph.node(m_graph.producerOf(made)).inputs[0];
        }
        const NodeId maker = m_graph.producerOf(made);
        if (group.members.contains(maker) || m_isTaken[at(maker)] ||
            !(extentsOf(made) == extentsOf(m_graph.node(group.last).outputs[0])))
            return false;
        const bool isFreeMask = m_freeMasks.contains(maker);
        const bool isNoise = m_graph.node(maker).op->name == kNoise;
        if (!isFreeMask && !isNoise && (!isElementwise(maker) || !isRowOp(maker)))
            return false;
        const bool isInside = isFreeMask || m_uses.isReadBy(made, readers);
        if (!isInside && !mayKeep(group, reader, made) && !(isNoise && isReadLater(group, readers, made)))
            return false;
        if (!m_uses.mayMove(maker, group.last, readers))
            return false;
        group.members.merge(views);
        group.members.insert(maker);
        if (!isInside)
            group.kept.insert(made);
        return true;
    }

    /// Then it can be made again for each reader, as each will have a group.
    bool isReadByRowOps(ValueId mask) const
    {
        const std::vector<NodeId>& readers = m_uses.readers(mask);
        return !m_uses.isOutput(mask) && std::all_of(readers.begin(), readers.end(), [&](NodeId id) {
            return isElementwise(id) && isRowOp(id) && extentsOf(m_graph.node(id).outputs[0]) == extentsOf(mask);
        });
    }

    /// What a layer norm normalises may be read after it: the residual stream.
    bool mayKeep(const Group& group, NodeId reader, ValueId made) const
    {
        const std::vector<NodeId>& readers = m_uses.readers(made);
        return reader == group.last && norms().contains(m_graph.node(reader).op->name) &&
               made == m_graph.node(reader).inputs[0] && !m_uses.isOutput(made) &&
               std::all_of(readers.begin(), readers.end(), [&](NodeId id) { return id >= group.last; });
    }

    /// By members, or after the group has run.
    bool isReadLater(const Group& group, const std::set<NodeId>& readers, ValueId made) const
    {
        return !m_uses.isOutput(made) &&
               std::all_of(m_uses.readers(made).begin(), m_uses.readers(made).end(),
                           [&](NodeId id) { return id > group.last || readers.contains(id); });
    }

    Graph& m_graph;
    const Uses m_uses;
    std::set<NodeId> m_freeMasks;
    std::vector<bool> m_isTaken;    ///< by other groups
    std::map<NodeId, Group> m_rows; ///< groups of row ops by their last members, single ones too
    std::set<NodeId> m_productEnds; ///< last members of the groups of products
};

} // namespace

RowExtents rowExtents(const Shape& shape)
{
    if (shape.rank() == 0)
        return {};
    return {.rows = shape.product(0, shape.rank() - 1), .columns = shape[-1]};
}

RowOperand rowOperand(const Shape& operand, const Shape& output)
{
    const RowExtents own = rowExtents(operand);
    const RowExtents whole = rowExtents(output);
    if (operand.elements() == output.elements())
        return RowOperand::Full;
    if (operand.elements() == 1)
        return RowOperand::Number;
    if (own.rows == 1 && own.columns == whole.columns)
        return RowOperand::Row;
    if (own.columns == 1 && own.rows == whole.rows && operand.rank() == output.rank())
        return RowOperand::Column;
    return RowOperand::None;
}

void fuse(Graph& graph, const std::vector<ValueId>& outputs)
{
    Fuser(graph, outputs).run();
}

} // namespace lb::engine
