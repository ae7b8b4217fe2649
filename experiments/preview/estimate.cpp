#include "experiments/preview/estimate.h"

#include "engine/graph/differentiate.h"
#include "engine/graph/plan.h"
#include "experiments/preview/schema.h"

namespace lb::experiments {

namespace {

constexpr qint64 kBuffersPerParameter = 4; // value, gradient, two optimizer slots

engine::MemoryPlan planTraining(engine::Graph& graph, const models::TrainingGraph& recorded)
{
    const std::vector<engine::Value> parameters = engine::trainableParameters(graph);
    const std::vector<engine::Value> gradients = engine::differentiate(recorded.loss, parameters);
    engine::PlanRequest request;
    request.outputs.push_back(recorded.loss.id());
    for (const models::NamedValue& scalar : recorded.scalars)
        request.outputs.push_back(scalar.value.id());
    for (const engine::Value& gradient : gradients) {
        if (gradient.isNull())
            continue;
        request.outputs.push_back(gradient.id());
        request.external.push_back(gradient.id());
    }
    for (const engine::ParameterInfo& parameter : graph.parameters())
        request.external.push_back(parameter.value);
    return engine::plan(graph, request);
}

} // namespace

Result<std::unique_ptr<models::Model>> buildModel(const RunSpec& spec, const models::DataShape& data)
{
    const QString id = spec.text(QStringLiteral("model.family"));
    const models::Family* family = models::findFamily(id.toStdString());
    if (!family)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("There is no model family named '%1'.").arg(id));
    if (family->isText != (data.vocabulary > 0))
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("%1 needs %2, but the data set '%3' holds %4. Choose another data set or model family.")
                .arg(id, family->isText ? QStringLiteral("text") : QStringLiteral("images"),
                     spec.text(QStringLiteral("data.id")),
                     family->isText ? QStringLiteral("images") : QStringLiteral("text")));
    try {
        return family->build(modelConfig(spec), data);
    } catch (const engine::EngineError& error) {
        return fail(ErrorKind::InvalidArgument, QString::fromUtf8(error.what()));
    }
}

Result<Estimate> estimate(const RunSpec& spec, const models::DataShape& data)
{
    const Result<std::unique_ptr<models::Model>> model = buildModel(spec, data);
    if (!model)
        return tl::unexpected(model.error());
    try {
        engine::Graph graph;
        const engine::BatchShape shape{.rows = spec.integer(QStringLiteral("train.batch")), .steps = data.maximumSteps};
        const models::TrainingGraph recorded = (*model)->recordTraining(graph, shape);
        const engine::MemoryPlan memory = planTraining(graph, recorded);
        Estimate result;
        for (const engine::ParameterInfo& parameter : graph.parameters())
            if (parameter.trainable)
                result.parameters += graph.typeOf(parameter.value).shape.elements();
        result.arenaBytes = static_cast<qint64>(memory.arenaBytes);
        result.parameterBytes = result.parameters * kBuffersPerParameter * static_cast<qint64>(sizeof(float));
        for (const engine::NodeId id : memory.order)
            result.flopsPerStep += graph.flops(id, id + 1);
        return result;
    } catch (const engine::EngineError& error) {
        return fail(ErrorKind::InvalidArgument, QString::fromUtf8(error.what()));
    }
}

} // namespace lb::experiments
