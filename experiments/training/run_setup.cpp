#include "experiments/training/run_setup.h"

#include "experiments/datasets/dataset_registry.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/preview/estimate.h"
#include "experiments/preview/schema.h"
#include "experiments/records/name_patterns.h"
#include "experiments/training/device_choice.h"
#include "experiments/training/process_memory.h"

#include <QFileInfo>

#include <algorithm>
#include <new>
#include <thread>

namespace lb::experiments {

namespace {

constexpr int kBuckets = 4;

DatasetOptions datasetOptions(const RunSpec& spec, const SetupOptions& setup)
{
    DatasetOptions options;
    options.id = spec.text(QStringLiteral("data.id"));
    options.limit = spec.integer(QStringLiteral("data.limit"));
    options.splitSeed = static_cast<quint64>(spec.integer(QStringLiteral("data.split_seed")));
    options.tokenizer = spec.text(QStringLiteral("data.tokenizer"));
    options.vocabularySize = static_cast<int>(spec.integer(QStringLiteral("data.vocabulary")));
    options.window = static_cast<int>(spec.integer(QStringLiteral("data.window")));
    options.cacheFolder = setup.cacheFolder;
    options.pieces = spec.text(QStringLiteral("data.pieces"));
    options.coverage = spec.real(QStringLiteral("data.coverage"));
    options.minimumCount = spec.integer(QStringLiteral("data.minimum_count"));
    // A run keeps what it began with: the file outside may change.
    const bool isOwn = options.tokenizer != QStringLiteral("file") || QFileInfo::exists(setup.tokenizerFile);
    options.tokenizerFile = isOwn ? setup.tokenizerFile : spec.text(QStringLiteral("data.tokenizer_file"));
    return options;
}

models::DataShape dataShape(const RunSetup& setup)
{
    if (!setup.isText())
        return {.height = setup.data.images.height, .width = setup.data.images.width};
    return {.vocabulary = setup.data.text.vocabularySize, .maximumSteps = setup.buckets.back()};
}

Result<void> buildParts(RunSetup& setup)
{
    if (setup.isText())
        setup.buckets = engine::chooseBuckets(setup.data.text, setup.data.train, kBuckets);
    Result<std::unique_ptr<models::Model>> model = buildModel(setup.spec, dataShape(setup));
    if (!model)
        return tl::unexpected(model.error());
    setup.model = std::move(*model);
    Result<ChosenBackend> chosen = chooseBackend(setup.spec, setup.threads);
    if (!chosen)
        return tl::unexpected(chosen.error());
    setup.backend = std::move(chosen->backend);
    setup.whyNoGpu = chosen->whyNoGpu;
    setup.arena = std::make_unique<engine::SharedArena>(*setup.backend);
    return {};
}

QString joined(const QList<FieldProblem>& problems)
{
    QStringList sentences;
    for (const FieldProblem& problem : problems)
        sentences.append(problem.sentence);
    return sentences.join(QLatin1Char(' '));
}

} // namespace

int threadsOf(const RunSpec& spec, int asked)
{
    const auto wanted = static_cast<int>(spec.integer(QStringLiteral("run.threads")));
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return asked > 0 ? asked : wanted > 0 ? wanted : cores;
}

models::CodeSpace codeSpaceOf(const RunSpec& spec, const models::Model& model)
{
    const bool isSphere = spec.text(QStringLiteral("latent.kind")) == QStringLiteral("vmf");
    return {.kind = isSphere ? models::CodeSpace::Kind::Sphere : models::CodeSpace::Kind::Euclidean,
            .size = model.latentSize(),
            .kappa = isSphere ? spec.real(QStringLiteral("latent.kappa")) : 0.0};
}

models::CodeSpace RunSetup::codeSpace() const
{
    return codeSpaceOf(spec, *model);
}

std::unique_ptr<engine::BatchSource> RunSetup::batches(std::vector<std::uint32_t> items, bool isTraining) const
{
    const engine::BatchOptions options{.rows = batchRows(),
                                       .seed = static_cast<std::uint64_t>(spec.integer(QStringLiteral("run.seed"))),
                                       .shuffle = isTraining,
                                       .dropPartial = isTraining};
    if (isText())
        return engine::makeTextBatches(data.text, std::move(items), buckets, options);
    return engine::makeImageBatches(data.images, std::move(items), options);
}

void RunSetup::makeStore()
{
    engine::Graph graph;
    model->recordTraining(graph, batches(data.train, true)->shapes().front());
    const auto seed = static_cast<std::uint64_t>(spec.integer(QStringLiteral("run.seed")));
    store = std::make_unique<engine::ParameterStore>(*backend, graph, seed);
}

std::unique_ptr<engine::Program> RunSetup::program(std::unique_ptr<engine::Graph> graph,
                                                   const std::vector<engine::Value>& outputs,
                                                   engine::CarriedStore* carried) const
{
    engine::ExternalStorage storage = store->bind(*graph);
    if (carried)
        carried->bind(*graph, storage);
    std::vector<engine::ValueId> external;
    for (const auto& [value, address] : storage)
        external.push_back(value);
    return std::make_unique<engine::Program>(
        *backend, engine::prepareGraph(*backend, std::move(graph), outputs, std::move(external)), storage, *arena);
}

WriterParts RunSetup::writerParts() const
{
    return {.model = model.get(),
            .backend = backend.get(),
            .program = [this](std::unique_ptr<engine::Graph> graph, const std::vector<engine::Value>& outputs,
                              engine::CarriedStore* carried) { return program(std::move(graph), outputs, carried); }};
}

engine::StepRecorder RunSetup::recorder(std::vector<std::string>* names) const
{
    if (names) {
        engine::Graph graph;
        names->clear();
        for (const models::NamedValue& scalar :
             model->recordTraining(graph, batches(data.train, true)->shapes().front()).scalars)
            names->push_back(scalar.name);
    }
    return [this](engine::Graph& graph, engine::BatchShape shape) {
        const models::TrainingGraph recorded = model->recordTraining(graph, shape);
        engine::RecordedStep step{.loss = recorded.loss, .precision = precisionOf(spec, *backend)};
        for (const models::NamedValue& scalar : recorded.scalars)
            step.scalars.push_back(scalar.value);
        return step;
    };
}

Result<std::unique_ptr<RunSetup>> setUpRun(const RunSpec& spec, const SetupOptions& options)
{
    if (const QList<FieldProblem> problems = checkSpec(spec); !problems.isEmpty())
        return fail(ErrorKind::InvalidArgument, joined(problems));
    auto setup = std::make_unique<RunSetup>();
    setup->spec = spec.completed(schemaFor(spec));
    setup->threads = threadsOf(setup->spec, options.threads);
    if (setup->spec.text(QStringLiteral("data.id")) == QStringLiteral("imported"))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("An imported model has no data of its own. Let it write with 'generate', or fork it "
                                   "with a data set, such as --set data.id=wordnet-glosses, to train it on."));
    try {
        const qint64 before = residentBytes();
        Result<LoadedDataset> data = DatasetRegistry().load(datasetOptions(setup->spec, options));
        if (!data)
            return tl::unexpected(data.error());
        setup->data = std::move(*data);
        returnFreedMemory(); // the files' bytes, and what they were taken apart into
        setup->dataBytes = std::max<qint64>(0, residentBytes() - before);
        if (const Result<void> built = buildParts(*setup); !built)
            return tl::unexpected(built.error());
        if (options.withStore)
            setup->makeStore();
    } catch (const engine::EngineError& error) {
        return tl::unexpected(fromEngine(error));
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory,
                    QStringLiteral("There is not enough memory for the data set and the model."));
    }
    return setup;
}

namespace {

/// The patterns were checked with the spec.
engine::UpdateRules updateRules(const RunSpec& spec)
{
    engine::UpdateRules rules;
    if (const auto rates = patternsWithFactors(spec.text(QStringLiteral("optimizer.rates"))))
        for (const NamePattern& rate : *rates)
            rules.rates.push_back({rate.pattern.toStdString(), rate.factor});
    if (const auto patterns = patternsAlone(spec.text(QStringLiteral("optimizer.no_decay"))))
        for (const NamePattern& pattern : *patterns)
            rules.noDecay.push_back(pattern.pattern.toStdString());
    return rules;
}

} // namespace

engine::OptimizerSettings optimizerSettings(const RunSpec& spec)
{
    return {.kind = optimizerState(spec).kind,
            .momentum = spec.real(QStringLiteral("optimizer.momentum")),
            .beta1 = spec.real(QStringLiteral("optimizer.beta1")),
            .beta2 = spec.real(QStringLiteral("optimizer.beta2")),
            .epsilon = spec.real(QStringLiteral("optimizer.epsilon")),
            .weightDecay = spec.real(QStringLiteral("optimizer.weight_decay")),
            .clipNorm = spec.real(QStringLiteral("optimizer.clip_norm")),
            .rules = updateRules(spec),
            .average = spec.real(QStringLiteral("optimizer.average")),
            .lookahead = spec.integer(QStringLiteral("optimizer.lookahead")),
            .lookaheadWeight = spec.real(QStringLiteral("optimizer.lookahead_weight")),
            .accumulates = accumulatedBatches(spec) > 1};
}

qint64 accumulatedBatches(const RunSpec& spec)
{
    return std::max<qint64>(1, spec.integer(QStringLiteral("train.accumulate")));
}

engine::Recompute recompute(const RunSpec& spec)
{
    const QString kind = spec.text(QStringLiteral("train.recompute"));
    if (kind == QStringLiteral("fit"))
        return engine::Recompute::Fit;
    return kind == QStringLiteral("blocks") ? engine::Recompute::Blocks : engine::Recompute::None;
}

engine::Precision precisionOf(const RunSpec& spec, const engine::Backend& backend)
{
    const QString wanted = spec.text(QStringLiteral("run.precision"));
    const bool isBf16 =
        wanted == QStringLiteral("bf16") || (wanted == QStringLiteral("auto") && backend.hasBf16Products());
    return isBf16 ? engine::Precision::Bf16 : engine::Precision::F32;
}

} // namespace lb::experiments
