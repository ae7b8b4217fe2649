#include "experiments/worker/serve_requests.h"

#include "experiments/datasets/engine_error.h"
#include "experiments/records/frame.h"
#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/evaluation_store.h"
#include "experiments/training/folder_export.h"
#include "experiments/training/graph_listing.h"
#include "experiments/training/rate_finder.h"
#include "experiments/training/run_plan.h"
#include "experiments/training/step_timing.h"
#include "experiments/worker/data_requests.h"
#include "experiments/worker/import_requests.h"
#include "experiments/worker/replay_requests.h"
#include "experiments/worker/run_import_requests.h"
#include "experiments/worker/tokenizer_requests.h"

#include <QCborArray>
#include <QJsonDocument>

#include <algorithm>
#include <new>

namespace lb::experiments {

namespace {

QString text(const QCborMap& map, QLatin1String key, const QString& otherwise = {})
{
    const QCborValue value = map.value(key);
    return value.isString() ? value.toString() : otherwise;
}

qint64 integer(const QCborMap& map, QLatin1String key, qint64 otherwise)
{
    return map.value(key).toInteger(otherwise);
}

QCborMap toCbor(const Evaluation& evaluation)
{
    QCborMap numbers;
    for (auto it = evaluation.numbers.begin(); it != evaluation.numbers.end(); ++it)
        numbers.insert(it.key(), it.value());
    QCborMap vectors;
    for (auto it = evaluation.vectors.begin(); it != evaluation.vectors.end(); ++it) {
        QCborArray values;
        for (const float value : it.value())
            values.append(static_cast<double>(value));
        vectors.insert(it.key(), values);
    }
    return {{QStringLiteral("numbers"), numbers}, {QStringLiteral("vectors"), vectors}};
}

Result<QCborMap> answerFolderExport(const QCborMap& request)
{
    const RunFolder folder(text(request, QLatin1String("run")));
    const QString newest = CheckpointKeeper::filesNewestFirst(folder).value(0);
    return exportFolder(folder, text(request, QLatin1String("checkpoint"), newest), text(request, QLatin1String("out")),
                        request.value(QLatin1String("averaged")).toBool())
        .map([](const QStringList& notes) {
            return QCborMap{{QStringLiteral("notes"), QCborArray::fromStringList(notes)}};
        });
}

} // namespace

Result<OpenedRun*> ServeRequests::open(const QCborMap& request)
{
    const QString folder = text(request, QLatin1String("run"));
    const QString checkpoint = text(request, QLatin1String("checkpoint"));
    const bool isAveraged = request.value(QLatin1String("averaged")).toBool();
    if (folder.isEmpty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("The request names no run."));
    if (!checkpoint.isEmpty())
        return openAt(folder, checkpoint, isAveraged);
    // A running run writes newer ones, so "newest" is looked up for each request; and removes older ones, so that one
    // may be gone before it is read.
    constexpr int kTries = 5;
    Result<OpenedRun*> opened = fail(ErrorKind::NotFound, {});
    for (int i = 0; i < kTries && !opened && opened.error().kind == ErrorKind::NotFound; ++i)
        opened = openAt(folder, CheckpointKeeper::filesNewestFirst(RunFolder(folder)).value(0), isAveraged);
    return opened;
}

Result<OpenedRun*> ServeRequests::openAt(const QString& folder, const QString& checkpoint, bool isAveraged)
{
    if (m_run && folder == m_folder && checkpoint == m_checkpoint && isAveraged == m_isAveraged)
        return m_run.get();
    m_sentences.forget();
    m_maps.forget();
    m_grids.forget();
    m_run.reset();
    Result<std::unique_ptr<OpenedRun>> opened =
        OpenedRun::open(RunFolder(folder), checkpoint, {.threads = m_threads, .isAveraged = isAveraged});
    if (!opened)
        return tl::unexpected(opened.error());
    m_run = std::move(*opened);
    m_folder = folder;
    m_checkpoint = checkpoint;
    m_isAveraged = isAveraged;
    return m_run.get();
}

namespace {

/// What a forecast without the data needs to know of them (experiments/preview/data_facts.h).
QCborMap dataFacts(const RunSetup& setup)
{
    QCborMap facts{{QStringLiteral("train_items"), static_cast<qint64>(setup.data.train.size())}};
    if (setup.isText()) {
        facts.insert(QStringLiteral("vocabulary"), static_cast<qint64>(setup.data.text.vocabularySize));
        facts.insert(QStringLiteral("longest"), static_cast<qint64>(setup.buckets.back()));
    } else {
        facts.insert(QStringLiteral("height"), static_cast<qint64>(setup.data.images.height));
        facts.insert(QStringLiteral("width"), static_cast<qint64>(setup.data.images.width));
    }
    return facts;
}

} // namespace

Result<QCborMap> ServeRequests::plan(const QCborMap& request, bool listsNodes) const
{
    const QByteArray json = text(request, QLatin1String("spec")).toUtf8();
    const Result<RunSpec> spec = RunSpec::fromJson(QJsonDocument::fromJson(json).object());
    if (!spec)
        return tl::unexpected(spec.error());
    const auto setup = setUpRun(
        *spec, {.threads = m_threads, .cacheFolder = text(request, QLatin1String("cache")), .withStore = false});
    if (!setup)
        return tl::unexpected(setup.error());
    const auto [planned, steps] = planRun(**setup, !listsNodes);
    if (listsNodes) {
        QCborArray graphs;
        for (const auto& [shape, step] : steps)
            graphs.append(QCborMap::fromJsonObject(graphListing(shape, step.prepared)));
        return QCborMap{{QStringLiteral("graphs"), graphs}};
    }
    QCborMap reply = QCborMap::fromJsonObject(planned.toJson());
    reply.insert(QStringLiteral("data"), dataFacts(**setup));
    if (!planned.fits())
        reply.insert(QStringLiteral("refusal"), planned.refusal());
    return reply;
}

Result<QCborMap> ServeRequests::timeSteps(const QCborMap& request, const ServeChannel& channel) const
{
    constexpr double kSeconds = 2.5;
    const QByteArray json = text(request, QLatin1String("spec")).toUtf8();
    const Result<RunSpec> spec = RunSpec::fromJson(QJsonDocument::fromJson(json).object());
    if (!spec)
        return tl::unexpected(spec.error());
    const auto setup = setUpRun(
        *spec, {.threads = m_threads, .cacheFolder = text(request, QLatin1String("cache")), .withStore = false});
    if (!setup)
        return tl::unexpected(setup.error());
    const auto rate = experiments::timeSteps(**setup, kSeconds, channel.isCancelled);
    if (!rate)
        return tl::unexpected(rate.error());
    return QCborMap{{QStringLiteral("items_per_s"), *rate}};
}

Result<QCborMap> ServeRequests::findRate(const QCborMap& request, const WorkProgress& progress) const
{
    const QByteArray json = text(request, QLatin1String("spec")).toUtf8();
    const Result<RunSpec> spec = RunSpec::fromJson(QJsonDocument::fromJson(json).object());
    if (!spec)
        return tl::unexpected(spec.error());
    const auto setup = setUpRun(
        *spec, {.threads = m_threads, .cacheFolder = text(request, QLatin1String("cache")), .withStore = false});
    if (!setup)
        return tl::unexpected(setup.error());
    const RateSearchOptions standard;
    const auto number = [&](const char* key, double otherwise) {
        return request.value(QLatin1String(key)).toDouble(otherwise);
    };
    const auto search = experiments::findRate(**setup,
                                              {.from = number("from", standard.from),
                                               .to = number("to", standard.to),
                                               .steps = integer(request, QLatin1String("steps"), standard.steps)},
                                              progress);
    if (!search)
        return tl::unexpected(search.error());
    QCborArray points;
    for (const RatePoint& point : search->points)
        points.append(QCborMap{{QStringLiteral("rate"), point.rate},
                               {QStringLiteral("loss"), point.loss},
                               {QStringLiteral("smoothed"), point.smoothed}});
    return QCborMap{{QStringLiteral("points"), points},
                    {QStringLiteral("suggestion"), search->suggestion},
                    {QStringLiteral("steepest"), search->steepest},
                    {QStringLiteral("diverged"), search->hasDiverged}};
}

Result<QCborMap> ServeRequests::evaluate(OpenedRun& run, const QCborMap& request, const WorkProgress& progress) const
{
    EvaluationOptions options;
    options.split = text(request, QLatin1String("split"), options.split);
    for (const QCborValue& part : request.value(QLatin1String("parts")).toArray())
        options.what.append(part.toString());
    options.importanceSamples = static_cast<int>(std::clamp<qint64>(
        integer(request, QLatin1String("importance_samples"), options.importanceSamples), 1, 100000));
    options.likelihoodItems = integer(request, QLatin1String("likelihood_items"), options.likelihoodItems);
    options.samples = std::clamp<qint64>(integer(request, QLatin1String("samples"), options.samples), 2, 100000);
    RunEvaluation evaluation(run, options, progress);
    const Result<Evaluation> result = evaluation.run();
    if (!result)
        return tl::unexpected(result.error());
    QStringList notes = evaluation.notes();
    if (options.split == QStringLiteral("test") && request.value(QLatin1String("store")).toBool(false))
        if (const Result<void> stored = storeTestEvaluation(RunFolder(m_folder), run.step(), *result); !stored)
            notes.append(QStringLiteral("The numbers were not stored with the run: %1").arg(stored.error().detail));
    QCborMap reply = toCbor(*result);
    reply.insert(QStringLiteral("notes"), QCborArray::fromStringList(notes));
    return reply;
}

Result<QCborMap> ServeRequests::dispatch(const QCborMap& request, const ServeChannel& channel)
{
    const QString what = text(request, QLatin1String("what"));
    if (what == QStringLiteral("plan"))
        return plan(request, false);
    if (what == QStringLiteral("graph"))
        return plan(request, true);
    if (what == QStringLiteral("time_steps"))
        return timeSteps(request, channel);
    if (what == QStringLiteral("find_rate"))
        return findRate(request, channel.progress);
    if (what == QStringLiteral("replay"))
        return answerReplay(request, channel);
    if (isRunImportRequest(what))
        return answerRunImport(request);
    if (what == QStringLiteral("export_folder"))
        return answerFolderExport(request);
    if (isImportRequest(what))
        return answerImport(request);
    if (what == QStringLiteral("import_data"))
        return answerDataImport(request, channel);
    if (what == QStringLiteral("train_tokenizer"))
        return trainTokenizer(request);
    if (TextRequests::knows(what)) {
        const Result<bool> scoresCodes = m_text.needsCodes(request);
        if (!scoresCodes)
            return tl::unexpected(scoresCodes.error());
        if (!*scoresCodes)
            return m_text.answer(request, channel);
    }
    const Result<OpenedRun*> opened = open(request);
    if (!opened)
        return tl::unexpected(opened.error());
    Result<QCborMap> reply = SentenceRequests::knows(request) ? m_sentences.answer(**opened, request, channel)
                             : MapRequests::knows(what)       ? m_maps.answer(**opened, request, channel)
                             : GridRequests::knows(what)      ? m_grids.answer(**opened, request, channel)
                                                              : askRun(**opened, request, channel);
    if (reply) {
        reply->insert(QStringLiteral("step"), (*opened)->step());
        reply->insert(QStringLiteral("checkpoint"), m_checkpoint);
    }
    return reply;
}

Result<QCborMap> ServeRequests::askRun(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    const QString what = text(request, QLatin1String("what"));
    const QString split = text(request, QLatin1String("split"), QStringLiteral("test"));
    Result<QCborMap> reply =
        fail(ErrorKind::InvalidArgument, QStringLiteral("There is no request named '%1'.").arg(what));
    if (what == QStringLiteral("evaluate")) {
        reply = evaluate(run, request, channel.progress);
    } else if (what == QStringLiteral("encode")) {
        reply = run.encode(split).map([&](const std::vector<float>& codes) {
            return QCborMap{
                {QStringLiteral("latent"), static_cast<qint64>(run.setup().model->latentSize())},
                {QStringLiteral("codes"), QByteArray(reinterpret_cast<const char*>(codes.data()),
                                                     static_cast<qsizetype>(codes.size() * sizeof(float)))}};
        });
    } else if (what == QStringLiteral("export")) {
        const QString path = RunFolder(m_folder).checkpoints() + QLatin1Char('/') + m_checkpoint;
        reply = exportWeights(path, text(request, QLatin1String("out")), m_isAveraged).map([] { return QCborMap(); });
    }
    return reply;
}

QCborMap ServeRequests::answer(const QCborMap& request, const ServeChannel& channel)
{
    Result<QCborMap> reply = fail(ErrorKind::Internal, {});
    try {
        reply = dispatch(request, channel);
    } catch (const engine::EngineError& error) {
        reply = tl::unexpected(fromEngine(error));
    } catch (const std::bad_alloc&) {
        reply = fail(ErrorKind::OutOfMemory, QStringLiteral("There is not enough memory for this request."));
    }
    if (!reply)
        return errorMessage(reply.error());
    return *reply;
}

} // namespace lb::experiments
