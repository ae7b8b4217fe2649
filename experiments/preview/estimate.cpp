#include "experiments/preview/estimate.h"

#include "engine/graph/differentiate.h"
#include "engine/graph/optimizer_state.h"
#include "engine/graph/plan.h"
#include "experiments/preview/schema.h"

#include <QHash>

namespace lb::experiments {

namespace {

engine::MemoryPlan planTraining(engine::Graph& graph, const models::TrainingGraph& recorded,
                                const engine::KeepPolicy& keep)
{
    const std::vector<engine::Value> parameters = engine::trainableParameters(graph);
    const std::vector<engine::Value> gradients = engine::differentiate(recorded.loss, parameters, keep);
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

engine::OptimizerState optimizerState(const RunSpec& spec)
{
    using Kind = engine::OptimizerKind;
    const QHash<QString, Kind> kinds{{QStringLiteral("sgd"), Kind::Sgd},
                                     {QStringLiteral("adamw"), Kind::AdamW},
                                     {QStringLiteral("lamb"), Kind::Lamb},
                                     {QStringLiteral("adafactor"), Kind::AdaFactor}};
    return {.kind = kinds.value(spec.text(QStringLiteral("optimizer.kind")), Kind::Adam),
            .hasMomentum = spec.real(QStringLiteral("optimizer.momentum")) > 0,
            .hasAverage = spec.real(QStringLiteral("optimizer.average")) > 0,
            .hasSlow = spec.integer(QStringLiteral("optimizer.lookahead")) > 0,
            .accumulates = spec.integer(QStringLiteral("train.accumulate")) > 1};
}

Result<Estimate> estimate(const RunSpec& spec, const models::DataShape& data)
{
    const Result<std::unique_ptr<models::Model>> model = buildModel(spec, data);
    if (!model)
        return tl::unexpected(model.error());
    try {
        engine::Graph graph;
        const engine::BatchShape shape{.rows = spec.integer(QStringLiteral("train.batch")), .steps = data.maximumSteps};
        const bool isRecomputed = spec.text(QStringLiteral("train.recompute")) == QStringLiteral("blocks");
        const engine::KeepPolicy keep{.kind = isRecomputed ? engine::KeepPolicy::Kind::BlockInputs
                                                           : engine::KeepPolicy::Kind::Everything,
                                      .values = {}};
        const models::TrainingGraph recorded = (*model)->recordTraining(graph, shape);
        const engine::MemoryPlan memory = planTraining(graph, recorded, keep);
        Estimate result;
        for (const engine::ParameterInfo& parameter : graph.parameters())
            if (parameter.trainable)
                result.parameters += graph.typeOf(parameter.value).shape.elements();
        result.arenaBytes = static_cast<qint64>(memory.arenaBytes);
        result.parameterBytes = static_cast<qint64>(engine::storeBytes(graph, optimizerState(spec)).total());
        for (const engine::NodeId id : memory.order)
            result.flopsPerStep += graph.flops(id, id + 1);
        result.flopsPerStep *= spec.integer(QStringLiteral("train.accumulate"));
        return result;
    } catch (const engine::EngineError& error) {
        return fail(ErrorKind::InvalidArgument, QString::fromUtf8(error.what()));
    }
}

} // namespace lb::experiments
