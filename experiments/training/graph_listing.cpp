#include "experiments/training/graph_listing.h"

#include "engine/graph/fused_node.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

namespace lb::experiments {

namespace {

qint64 movedBytes(const engine::Graph& graph, const engine::Node& node)
{
    std::size_t bytes = 0;
    for (const engine::ValueId input : node.inputs)
        bytes += graph.typeOf(input).bytes();
    for (const engine::ValueId output : node.outputs)
        bytes += graph.typeOf(output).bytes();
    return static_cast<qint64>(bytes);
}

qint64 plannedBytes(const engine::PreparedGraph& prepared, engine::NodeId id)
{
    const engine::MemoryPlan& plan = prepared.plan;
    const auto at = [](auto index) { return static_cast<std::size_t>(index); };
    std::size_t bytes = 0;
    for (const engine::ValueId output : prepared.graph->node(id).outputs)
        if (plan.storage[at(output)] == output && plan.offset[at(output)] != engine::MemoryPlan::kNowhere)
            bytes += prepared.graph->typeOf(output).bytes();
    if (plan.scratchOffset[at(id)] != engine::MemoryPlan::kNowhere)
        bytes += prepared.kernels[at(id)]->scratchBytes();
    return static_cast<qint64>(bytes);
}

QString shapeText(const engine::Graph& graph, const engine::Node& node)
{
    QStringList shapes;
    for (const engine::ValueId output : node.outputs)
        shapes.append(QString::fromStdString(graph.typeOf(output).shape.text()));
    return shapes.join(QLatin1Char(' '));
}

} // namespace

QJsonObject graphListing(engine::BatchShape shape, const engine::PreparedGraph& prepared)
{
    const engine::Graph& graph = *prepared.graph;
    QJsonArray nodes;
    for (const engine::NodeId id : prepared.plan.order) {
        const engine::Node& node = graph.node(id);
        nodes.append(QJsonObject{{QStringLiteral("op"), QString::fromStdString(engine::opText(node))},
                                 {QStringLiteral("scope"), QString::fromStdString(node.scope)},
                                 {QStringLiteral("shape"), shapeText(graph, node)},
                                 {QStringLiteral("flops"), static_cast<qint64>(graph.flops(id, id + 1))},
                                 {QStringLiteral("moved_bytes"), movedBytes(graph, node)},
                                 {QStringLiteral("planned_bytes"), plannedBytes(prepared, id)}});
    }
    return {{QStringLiteral("rows"), static_cast<qint64>(shape.rows)},
            {QStringLiteral("steps"), static_cast<qint64>(shape.steps)},
            {QStringLiteral("arena_bytes"), static_cast<qint64>(prepared.plan.arenaBytes)},
            {QStringLiteral("nodes"), nodes}};
}

QJsonObject graphListing(engine::BatchShape shape, const engine::Program& program)
{
    QJsonObject listing = graphListing(shape, program.prepared());
    listing.insert(QStringLiteral("runs"), static_cast<qint64>(program.profiledRuns()));
    if (program.profiledRuns() == 0)
        return listing;
    QJsonArray nodes = listing.value(QStringLiteral("nodes")).toArray();
    const std::vector<double> seconds = program.nodeSeconds();
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        QJsonObject node = nodes[i].toObject();
        node.insert(QStringLiteral("seconds"),
                    seconds[static_cast<std::size_t>(i)] / static_cast<double>(program.profiledRuns()));
        nodes[i] = node;
    }
    listing.insert(QStringLiteral("nodes"), nodes);
    return listing;
}

} // namespace lb::experiments
