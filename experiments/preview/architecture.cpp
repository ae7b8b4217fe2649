#include "experiments/preview/architecture.h"

#include <QHash>

namespace lb::experiments {

namespace {

/// Two levels are what people call a layer; deeper scopes are its insides.
QString layerName(const std::string& scope)
{
    return QString::fromStdString(scope).section(QLatin1Char('/'), 0, 1);
}

QString shapeText(const engine::Shape& shape)
{
    QStringList sizes;
    for (int axis = 0; axis < shape.rank(); ++axis)
        sizes.append(QString::number(shape[axis]));
    return sizes.isEmpty() ? QStringLiteral("1") : sizes.join(QStringLiteral(" \u00d7 "));
}

class Layers {
public:
    LayerRow& at(const QString& name)
    {
        const auto known = m_places.find(name);
        if (known != m_places.end())
            return m_rows[*known];
        m_places.insert(name, m_rows.size());
        m_rows.append({.name = name});
        return m_rows.last();
    }
    bool has(const QString& name) const { return m_places.contains(name); }
    QList<LayerRow> rows() const { return m_rows; }

private:
    QList<LayerRow> m_rows;
    QHash<QString, qsizetype> m_places;
};

QList<LayerRow> rowsOf(const engine::Graph& graph)
{
    Layers layers;
    engine::NodeId id = 0;
    for (const engine::Node& node : graph.nodes()) {
        const engine::NodeId next = id + 1;
        if (!node.inputs.empty() && !node.outputs.empty() && !node.scope.empty()) {
            LayerRow& row = layers.at(layerName(node.scope));
            row.output = shapeText(graph.typeOf(node.outputs.front()).shape);
            row.flops += graph.flops(id, next);
            for (const engine::ValueId output : node.outputs)
                row.bytes += static_cast<qint64>(graph.typeOf(output).bytes());
        }
        id = next;
    }
    for (const engine::ParameterInfo& parameter : graph.parameters()) {
        if (!parameter.trainable)
            continue;
        // One that is read by its part's own nodes, such as an embedding, has no nodes under its name.
        const QString own = layerName(parameter.name.substr(0, parameter.name.rfind('/')));
        const QString part = own.section(QLatin1Char('/'), 0, 0);
        layers.at(!layers.has(own) && layers.has(part) ? part : own).parameters +=
            graph.typeOf(parameter.value).shape.elements();
    }
    return layers.rows();
}

} // namespace

Result<QList<LayerRow>> architecture(const RunSpec& spec, const DataFacts& data)
{
    const models::DataShape shape = shapeOf(data);
    const Result<std::unique_ptr<models::Model>> model = buildModel(spec, shape);
    if (!model)
        return tl::unexpected(model.error());
    try {
        engine::Graph graph;
        static_cast<void>((*model)->recordTraining(
            graph, {.rows = spec.integer(QStringLiteral("train.batch")), .steps = shape.maximumSteps}));
        return rowsOf(graph);
    } catch (const engine::EngineError& error) {
        return fail(ErrorKind::InvalidArgument, QString::fromUtf8(error.what()));
    }
}

Result<Estimate> estimateFor(const RunSpec& spec, const DataFacts& data)
{
    return estimate(spec, shapeOf(data));
}

} // namespace lb::experiments
