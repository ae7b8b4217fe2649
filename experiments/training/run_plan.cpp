#include "experiments/training/run_plan.h"

#include "engine/core/error.h"
#include "experiments/training/item_strips.h"
#include "experiments/training/process_memory.h"
#include "experiments/training/text_stepper.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace lb::experiments {

namespace {

constexpr qint64 kMebibyte = 1024 * 1024;
/// What a run that trains holds beside what is there when it is planned: the store with its caches, the threads that
/// write and watch. Measured over all presets (tests/bench/memory_plan.py): 6.1 to 7.8 MiB for most.
constexpr qint64 kTrainingBytes = 13 * kMebibyte / 2;

qint64 signedBytes(std::size_t bytes)
{
    return static_cast<qint64>(bytes);
}

/// The shape whose programs need the most: all have the same rows.
engine::BatchShape largestOf(const std::vector<engine::BatchShape>& shapes)
{
    return *std::max_element(shapes.begin(), shapes.end());
}

void keep(std::vector<engine::Value>& outputs, std::initializer_list<engine::Value> values)
{
    for (const engine::Value& value : values)
        if (!value.isNull())
            outputs.push_back(value);
}

engine::PreparedGraph prepared(const RunSetup& setup, std::unique_ptr<engine::Graph> graph,
                               const std::vector<engine::Value>& outputs)
{
    std::vector<engine::ValueId> external;
    for (const engine::ParameterInfo& parameter : graph->parameters())
        external.push_back(parameter.value);
    for (const engine::CarriedInfo& carried : graph->carried())
        external.push_back(carried.value);
    return engine::prepareGraph(*setup.backend, std::move(graph), outputs, std::move(external));
}

/// The text programs of ItemStrips: a prompt at once, then a word at a time.
std::vector<engine::PreparedGraph> writingGraphs(const RunSetup& setup, RunPlan& plan)
{
    const bool hasPrompts = !setup.model->hasCodes();
    const bool isDrawn = hasPrompts && setup.backend->freeBytes();
    const std::int64_t banned =
        isDrawn ? static_cast<std::int64_t>(marksOf(setup.spec, *setup.data.tokenizer).never.size()) : -1;
    const std::int64_t given = static_cast<std::int64_t>(ItemStrips::kGivenWords) + 1; // a begin mark before them
    const std::int64_t words = hasPrompts ? given + ItemStrips::kWrittenTokens : setup.buckets.back();
    models::WritingShape shape{.rows = static_cast<std::int64_t>(ItemStrips::kItems)};
    std::vector<std::int64_t> pieces{1};
    {
        engine::Graph graph;
        const models::WritingGraph model = setup.model->recordWriting(graph, shape);
        shape.room = TextStepper::roomFor(words, model);
        if (hasPrompts)
            pieces.push_back(model.isEndless ? given : std::min(given, shape.room));
    }
    std::vector<engine::PreparedGraph> result;
    for (const std::int64_t steps : pieces) {
        auto graph = std::make_unique<engine::Graph>();
        const TextStepper::Step step = TextStepper::record(*setup.model, *graph, shape, {steps, banned});
        plan.carriedBytes = signedBytes(engine::CarriedStore::bytesFor(*graph));
        result.push_back(prepared(setup, std::move(graph), step.outputs));
    }
    return result;
}

/// The programs that run between steps, in the same arena: those of CodeEncoder and ItemStrips.
std::vector<engine::PreparedGraph> evaluationGraphs(const RunSetup& setup, RunPlan& plan)
{
    std::vector<engine::PreparedGraph> result;
    for (const engine::BatchShape& shape : setup.batches(setup.data.validation, false)->shapes()) {
        std::vector<engine::Value> outputs;
        if (setup.model->hasCodes()) {
            auto graph = std::make_unique<engine::Graph>();
            const models::EncodingGraph encoding = setup.model->recordEncoding(*graph, shape);
            keep(outputs, {encoding.mean, encoding.logVariance, encoding.klPerDimension});
            result.push_back(prepared(setup, std::move(graph), outputs));
        }
        auto graph = std::make_unique<engine::Graph>();
        outputs.clear();
        const models::ScoringGraph scoring = setup.model->recordScoring(*graph, shape);
        keep(outputs, {scoring.reconstruction, scoring.squaredError, scoring.correctTokens});
        result.push_back(prepared(setup, std::move(graph), outputs));
    }
    if (setup.isText()) {
        std::vector<engine::PreparedGraph> writing = writingGraphs(setup, plan);
        std::move(writing.begin(), writing.end(), std::back_inserter(result));
        return result;
    }
    auto graph = std::make_unique<engine::Graph>();
    const engine::Value output =
        setup.model->recordDecoding(*graph, {.rows = static_cast<std::int64_t>(ItemStrips::kItems)}).output;
    result.push_back(prepared(setup, std::move(graph), {output}));
    return result;
}

void addStore(RunPlan& plan, const engine::Graph& graph, const RunSpec& spec)
{
    plan.store = engine::storeBytes(graph, optimizerSettings(spec).state());
    plan.checkpointBytes = signedBytes(plan.store.parameters + plan.store.optimizer() + plan.store.states);
    plan.parameters = 0;
    for (const engine::ParameterInfo& parameter : graph.parameters())
        plan.parameters += parameter.trainable ? graph.typeOf(parameter.value).shape.elements() : 0;
}

/// Of the first batch of this shape, which is one of the largest; nothing where batches need no upload.
void addUpload(RunPlan& plan, const RunSetup& setup, engine::BatchShape shape)
{
    if (!setup.backend->freeBytes())
        return;
    const std::unique_ptr<engine::BatchSource> batches = setup.batches(setup.data.train, true);
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index)
        if (const engine::Batch batch = batches->batch(0, index); batch.shape == shape) {
            plan.uploadBytes = signedBytes(engine::uploadBytes(*setup.backend, batch));
            return;
        }
}

/// `plan` has all but the arena.
void addLimit(RunPlan& plan, const RunSetup& setup, qint64 resident)
{
    const RunSpec& spec = setup.spec;
    const qint64 asked = spec.integer(QStringLiteral("run.memory_limit"));
    plan.isLimitAsked = asked > 0;
    const qint64 available = availableBytes();
    plan.limitBytes = asked > 0 ? asked * kMebibyte : (available > 0 ? available + resident : 0);
    if (const auto free = setup.backend->freeBytes()) {
        plan.deviceFreeBytes = signedBytes(*free);
        plan.arenaBudget = static_cast<std::size_t>(std::max<qint64>(1, *plan.deviceFreeBytes - plan.deviceBytes()));
    } else if (plan.limitBytes > 0) // one byte where nothing is left: it asks for the smallest arena there is
        plan.arenaBudget = static_cast<std::size_t>(
            std::max<qint64>(1, plan.limitBytes - resident - plan.deviceBytes() - plan.checkpointBytes));
}

/// The larger of the arena's programs so far and this one.
void addProgram(RunPlan& plan, const engine::PreparedGraph& graph)
{
    const qint64 whole = signedBytes(graph.plan.arenaBytes);
    if (whole <= plan.arenaBytes())
        return;
    plan.tensorBytes = std::min(whole, signedBytes(graph.tensorBytes));
    plan.scratchBytes = whole - plan.tensorBytes;
}

void addSteps(RunPlan& plan, const std::map<engine::BatchShape, engine::StepGraph>& steps)
{
    for (const auto& [shape, step] : steps)
        addProgram(plan, step.prepared);
    const engine::StepGraph& largest = steps.rbegin()->second;
    plan.flopsPerStep = largest.prepared.flops;
    plan.policy = QString::fromStdString(largest.policy);
}

/// What recomputation costs and saves, against the same step without.
void compareToPlain(RunPlan& plan, const RunSetup& setup, engine::BatchShape shape)
{
    if (plan.policy == QStringLiteral("everything"))
        return;
    const engine::StepGraph plain = engine::prepareStep(*setup.backend, setup.recorder(), shape, {});
    plan.recomputedFlops = plan.flopsPerStep - accumulatedBatches(setup.spec) * plain.prepared.flops;
    plan.savedBytes = signedBytes(plain.prepared.plan.arenaBytes) - plan.arenaBytes();
}

/// By which whole pages round up the buffers of the store and the arena.
qint64 pageBytes(const RunPlan& plan, const engine::Backend& backend)
{
    std::vector<std::size_t> buffers(plan.store.slotBytes.begin(), plan.store.slotBytes.end());
    for (const std::size_t bytes : {plan.store.parameters, plan.store.gradients, plan.store.gradientSum,
                                    plan.store.states, static_cast<std::size_t>(plan.arenaBytes())})
        buffers.push_back(bytes);
    std::size_t rounded = 0;
    for (const std::size_t bytes : buffers)
        rounded += backend.allocatedBytes(bytes) - bytes;
    return signedBytes(rounded);
}

/// The same plan with one setting changed; nothing where the model cannot be recorded so.
void addChoice(RunPlan& plan, const RunSetup& setup, const QString& key, const QJsonValue& value)
{
    RunSpec spec = setup.spec;
    spec.set(key, value);
    engine::BatchShape shape = largestOf(setup.batches(setup.data.train, true)->shapes());
    shape.rows = spec.integer(QStringLiteral("train.batch"));
    try {
        RunPlan other = plan;
        const engine::StepGraph step = engine::chooseStep(*setup.backend, setup.recorder(), shape,
                                                          {.kind = recompute(spec), .arenaLimit = plan.arenaBudget});
        addStore(other, *step.prepared.graph, spec);
        other.tensorBytes = other.scratchBytes = 0;
        addProgram(other, step.prepared);
        const QString text = value.isString() ? value.toString() : QString::number(value.toInteger());
        plan.choices.append({key, text, other.totalBytes(), accumulatedBatches(spec) * step.prepared.flops});
    } catch (const engine::EngineError&) {
        return; // such as a batch smaller than the number of neighbours
    }
}

void addChoices(RunPlan& plan, const RunSetup& setup)
{
    const qint64 rows = setup.batchRows();
    if (rows >= 4)
        addChoice(plan, setup, QStringLiteral("train.batch"), rows / 2);
    if (plan.policy == QStringLiteral("everything"))
        addChoice(plan, setup, QStringLiteral("train.recompute"), QStringLiteral("blocks"));
    if (setup.spec.text(QStringLiteral("optimizer.kind")) != QStringLiteral("adafactor"))
        addChoice(plan, setup, QStringLiteral("optimizer.kind"), QStringLiteral("adafactor"));
}

QString sizeText(qint64 bytes)
{
    const double mebibytes = static_cast<double>(bytes) / static_cast<double>(kMebibyte);
    return mebibytes < 1000 ? QStringLiteral("%1 MiB").arg(mebibytes, 0, 'f', mebibytes < 10 ? 1 : 0)
                            : QStringLiteral("%1 GiB").arg(mebibytes / 1024, 0, 'f', 1);
}

} // namespace

qint64 RunPlan::totalBytes() const
{
    const qint64 training =
        processBytes + dataBytes + checkpointBytes + (deviceFreeBytes ? uploadBytes : deviceBytes());
    return std::max(training, loadingPeak);
}

PlannedRun planRun(const RunSetup& setup, bool withChoices)
{
    PlannedRun planned{.plan = {.dataBytes = setup.dataBytes, .loadingPeak = peakResidentBytes()}, .steps = {}};
    RunPlan& plan = planned.plan;
    const std::vector<engine::BatchShape> shapes = setup.batches(setup.data.train, true)->shapes();
    {
        engine::Graph graph;
        setup.model->recordTraining(graph, largestOf(shapes));
        addStore(plan, graph, setup.spec);
    }
    const std::vector<engine::PreparedGraph> between = evaluationGraphs(setup, plan);
    addUpload(plan, setup, largestOf(shapes));
    addLimit(plan, setup, residentBytes());
    const engine::RecomputeSettings settings{.kind = recompute(setup.spec), .arenaLimit = plan.arenaBudget};
    for (const engine::BatchShape& shape : shapes)
        planned.steps.emplace(shape, engine::chooseStep(*setup.backend, setup.recorder(), shape, settings));
    addSteps(plan, planned.steps);
    plan.flopsPerStep *= accumulatedBatches(setup.spec);
    for (const engine::PreparedGraph& graph : between)
        addProgram(plan, graph);
    plan.processBytes =
        std::max<qint64>(0, residentBytes() - plan.dataBytes) + pageBytes(plan, *setup.backend) + kTrainingBytes;
    compareToPlain(plan, setup, largestOf(shapes));
    if (withChoices || !plan.fits())
        addChoices(plan, setup);
    return planned;
}

QJsonObject RunPlan::toJson() const
{
    QJsonArray alternatives;
    for (const PlanChoice& choice : choices)
        alternatives.append(QJsonObject{{QStringLiteral("key"), choice.key},
                                        {QStringLiteral("value"), choice.value},
                                        {QStringLiteral("total_bytes"), choice.totalBytes},
                                        {QStringLiteral("flops_per_step"), choice.flopsPerStep}});
    return {{QStringLiteral("parameters"), parameters},
            {QStringLiteral("parameter_bytes"), signedBytes(store.parameters)},
            {QStringLiteral("gradient_bytes"), signedBytes(store.gradients + store.gradientSum)},
            {QStringLiteral("optimizer_bytes"), signedBytes(store.optimizer())},
            {QStringLiteral("state_bytes"), signedBytes(store.states)},
            {QStringLiteral("activation_bytes"), tensorBytes},
            {QStringLiteral("scratch_bytes"), scratchBytes},
            {QStringLiteral("arena_bytes"), arenaBytes()},
            {QStringLiteral("carried_bytes"), carriedBytes},
            {QStringLiteral("upload_bytes"), uploadBytes},
            {QStringLiteral("checkpoint_bytes"), checkpointBytes},
            {QStringLiteral("data_bytes"), dataBytes},
            {QStringLiteral("process_bytes"), processBytes},
            {QStringLiteral("total_bytes"), totalBytes()},
            {QStringLiteral("limit_bytes"), limitBytes},
            {QStringLiteral("fits"), fits()},
            {QStringLiteral("flops_per_step"), flopsPerStep},
            {QStringLiteral("recompute"), policy},
            {QStringLiteral("recomputed_flops"), recomputedFlops},
            {QStringLiteral("recompute_saved_bytes"), savedBytes},
            {QStringLiteral("device_bytes"), deviceFreeBytes ? deviceBytes() : 0},
            {QStringLiteral("device_free_bytes"), deviceFreeBytes.value_or(0)},
            {QStringLiteral("choices"), alternatives}};
}

QString RunPlan::refusal() const
{
    QStringList savings;
    for (const PlanChoice& choice : choices)
        if (fitsDevice() && choice.totalBytes < totalBytes())
            savings.append(QStringLiteral("%1=%2 (%3)").arg(choice.key, choice.value, sizeText(choice.totalBytes)));
    const QString limit = isLimitAsked ? QStringLiteral("run.memory_limit allows %1").arg(sizeText(limitBytes))
                                       : QStringLiteral("only %1 is free").arg(sizeText(limitBytes));
    if (!fitsDevice())
        return QStringLiteral("This run needs about %1 on the GPU, but only %2 is free there. Lower train.batch, set "
                              "train.recompute to 'blocks' or run.device to 'cpu'.")
            .arg(sizeText(deviceBytes()), sizeText(*deviceFreeBytes));
    return QStringLiteral("This run needs about %1, but %2. Lower train.batch%3.")
        .arg(sizeText(totalBytes()), limit,
             savings.isEmpty() ? QString()
                               : QStringLiteral("; what it would need with: ") + savings.join(QStringLiteral(", ")));
}

} // namespace lb::experiments
