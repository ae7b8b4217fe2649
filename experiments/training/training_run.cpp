#include "experiments/training/training_run.h"

#include "engine/backend/device_lost.h"
#include "engine/io/atomic_file.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/records/program_facts.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/fork_start.h"
#include "experiments/training/process_memory.h"
#include "experiments/training/run_plan.h"
#include "experiments/training/run_trainer.h"
#include "experiments/training/train_session.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <cmath>
#include <cstdio>
#include <new>

namespace lb::experiments {

namespace {

Result<RunSpec> readSpec(const RunFolder& folder)
{
    QFile file(folder.spec());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("'%1' is not a run: it has no readable spec.json.").arg(folder.path()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("spec.json of '%1' is not JSON: %2.").arg(folder.path(), error.errorString()));
    return RunSpec::fromJson(document.object());
}

/// Constants of this run for the plots and the lists.
QJsonObject theoryOf(const RunSetup& setup, const engine::Trainer& trainer, const RunPlan& plan)
{
    const models::Theory theory = setup.model->theory();
    QJsonObject json{{QStringLiteral("latent_size"), static_cast<qint64>(setup.model->latentSize())},
                     {QStringLiteral("parameters"), static_cast<qint64>(setup.store->parameterCount())},
                     {QStringLiteral("steps_per_epoch"), static_cast<qint64>(trainer.stepsPerEpoch())},
                     {QStringLiteral("train_items"), static_cast<qint64>(setup.data.train.size())},
                     {QStringLiteral("validation_items"), static_cast<qint64>(setup.data.validation.size())},
                     {QStringLiteral("test_items"), static_cast<qint64>(setup.data.test.size())},
                     {QStringLiteral("data_fingerprint"), setup.data.fingerprint},
                     {QStringLiteral("split_hash"), setup.data.splitHash},
                     {QStringLiteral("threads"), setup.threads},
                     {QStringLiteral("backend"), QString::fromStdString(setup.backend->description())},
                     {QStringLiteral("precision"), precisionOf(setup.spec, *setup.backend) == engine::Precision::Bf16
                                                       ? QStringLiteral("bf16")
                                                       : QStringLiteral("fp32")},
                     {QStringLiteral("optimizer_bytes"), static_cast<qint64>(setup.store->slotBytes())},
                     {QStringLiteral("arena_bytes"), static_cast<qint64>(setup.arena->bytes())},
                     {QStringLiteral("memory_bytes"), static_cast<qint64>(setup.arena->bytes() + setup.store->bytes())},
                     {QStringLiteral("planned_bytes"), plan.totalBytes()},
                     {QStringLiteral("flops_per_step"), plan.flopsPerStep},
                     {QStringLiteral("program"), programFacts()}};
    if (!setup.whyNoGpu.isEmpty())
        json.insert(QStringLiteral("no_gpu"), setup.whyNoGpu);
    if (plan.policy != QStringLiteral("everything")) {
        json.insert(QStringLiteral("recompute"), plan.policy);
        json.insert(QStringLiteral("recomputed_flops"), plan.recomputedFlops);
        json.insert(QStringLiteral("recompute_saved_bytes"), plan.savedBytes);
    }
    if (std::isfinite(theory.klFloor))
        json.insert(QStringLiteral("kl_floor"), theory.klFloor);
    if (std::isfinite(theory.entropyCeiling))
        json.insert(QStringLiteral("entropy_ceiling"), theory.entropyCeiling);
    return json;
}

/// The tokenizer goes into the folder, so that a copied run can still talk.
void keepTokenizer(const RunFolder& folder, const RunSetup& setup)
{
    const QString path = folder.tokenizer();
    if (!setup.isText() || QFile::exists(path))
        return;
    QDir().mkpath(folder.artifacts());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        const std::string bytes = setup.data.tokenizer->serialise();
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        file.commit();
    }
}

struct Restored {
    qint64 step = 0;
    SessionStart start;
};

/// Before any tensor is read: other data often mean another vocabulary, so that nothing would fit.
Result<void> checkFingerprint(const RunFolder& folder, const RunSetup& setup)
{
    for (const QString& name : CheckpointKeeper::filesNewestFirst(folder)) {
        const Result<CheckpointHeader> header = readCheckpointHeader(folder.checkpoints() + QLatin1Char('/') + name);
        if (header && header->dataFingerprint != setup.data.fingerprint)
            return fail(
                ErrorKind::InvalidArgument,
                QStringLiteral("The data set '%1' has changed since this run began (its fingerprint differs), so "
                               "the run cannot be continued honestly. Fork it to train on the new data.")
                    .arg(setup.data.id));
    }
    return {};
}

Result<Restored> restore(const RunFolder& folder, RunSetup& setup, MetricWriter& writer)
{
    Restored restored;
    if (CheckpointKeeper::filesNewestFirst(folder).isEmpty()) {
        writer.rewindTo(-1); // a worker that died before its first checkpoint may have left points
        const Result<QString> start = startFromParent(folder, setup);
        if (!start)
            return tl::unexpected(start.error());
        if (!start->isEmpty())
            writer.appendEvent({.kind = QStringLiteral("fork"), .message = *start});
        return restored;
    }
    if (const Result<void> same = checkFingerprint(folder, setup); !same)
        return tl::unexpected(same.error());
    QStringList skipped;
    const Result<CheckpointHeader> header = CheckpointKeeper::restoreNewest(folder, *setup.store, skipped);
    if (!header)
        return tl::unexpected(header.error());
    restored.step = header->step;
    const Result<QList<MetricPoint>> replay = writer.rewindTo(header->step);
    if (!replay)
        return tl::unexpected(replay.error());
    restored.start = {.replay = *replay, .memory = header->session, .isCalibrated = header->isCalibrated};
    QString message = QStringLiteral("Resumed from step %1.").arg(header->step);
    if (!skipped.isEmpty())
        message += QStringLiteral(" Damaged checkpoints were skipped: ") + skipped.join(QLatin1Char(' '));
    writer.appendEvent(
        {.step = header->step,
         .timeMs = QDateTime::currentMSecsSinceEpoch(),
         .kind = QStringLiteral("resume"),
         .message = message,
         .data = {{QStringLiteral("threads"), setup.threads}, {QStringLiteral("threads_before"), header->threads}}});
    return restored;
}

/// The thread count of the newest checkpoint: bits depend on it, so a resume keeps it.
int threadsBefore(const RunFolder& folder)
{
    for (const QString& name : CheckpointKeeper::filesNewestFirst(folder))
        if (const auto header = readCheckpointHeader(folder.checkpoints() + QLatin1Char('/') + name))
            return header->threads;
    return 0;
}

Result<RunState> trainWith(const RunFolder& folder, const TrainingOptions& options, MetricWriter& writer)
{
    const Result<RunSpec> spec = readSpec(folder);
    if (!spec)
        return tl::unexpected(spec.error());
    const int threads = options.threads > 0 ? options.threads : threadsBefore(folder);
    Result<std::unique_ptr<RunSetup>> made =
        setUpRun(*spec, {.threads = threads,
                         .cacheFolder = folder.path() + QStringLiteral("/../../datasets"),
                         .tokenizerFile = folder.tokenizer(),
                         .withStore = false});
    if (!made)
        return tl::unexpected(made.error());
    RunSetup& setup = **made;
    if (!setup.whyNoGpu.isEmpty())
        std::fprintf(stderr, "latentbench-worker: %s\n", qPrintable(setup.whyNoGpu)); // the run's log
    PlannedRun planned = planRun(setup, false);
    const RunPlan& plan = planned.plan;
    if (!plan.fits())
        return fail(ErrorKind::OutOfMemory, plan.refusal());
    setup.makeStore();
    keepTokenizer(folder, setup);

    const std::unique_ptr<RunTrainer> run = makeTrainer(setup, planned);
    engine::Trainer& trainer = *run->trainer;
    QJsonObject theory = theoryOf(setup, trainer, plan);
    writer.setTheory(theory);
    Result<Restored> restored = restore(folder, setup, writer);
    if (!restored)
        return tl::unexpected(restored.error());
    trainer.seek(restored->step);

    TrainSession session(setup, *run, writer, folder, options.stop);
    if (const Result<void> begun = session.begin(restored->start); !begun)
        return tl::unexpected(begun.error());
    trainer.run(session);
    theory.insert(QStringLiteral("arena_bytes"), static_cast<qint64>(setup.arena->bytes())); // evaluations may grow it
    theory.insert(QStringLiteral("peak_bytes"), peakResidentBytes());
    writer.setTheory(theory);
    return session.end();
}

/// What a worker left that was killed while it saved. Needs the run's lock: nobody else writes there then.
void removeUnfinishedCheckpoints(const RunFolder& folder, MetricWriter& writer)
{
    if (!QFileInfo::exists(folder.checkpoints()))
        return;
    const engine::Result<int> removed = engine::removeAbandonedParts(folder.checkpoints().toStdString());
    if (removed && *removed == 0)
        return;
    writer.appendEvent({.step = writer.status().step,
                        .kind = QStringLiteral("tidy"),
                        .message = removed ? QStringLiteral("%1 unfinished checkpoints were removed.").arg(*removed)
                                           : QString::fromStdString(removed.error().detail)});
}

void recordFailure(MetricWriter& writer, const Error& error)
{
    RunStatus status = writer.status();
    status.state = RunState::Failed;
    status.reason = errorKindName(error.kind) + QStringLiteral(": ") + error.detail;
    writer.setStatus(status);
    writer.appendEvent({.step = status.step,
                        .timeMs = QDateTime::currentMSecsSinceEpoch(),
                        .kind = QStringLiteral("fail"),
                        .message = error.detail});
    static_cast<void>(writer.commit(MetricWriter::Durability::Durable)); // nothing is left to try after this
}

} // namespace

Result<RunState> runTraining(const RunFolder& folder, const TrainingOptions& options)
{
    if (!QFileInfo::exists(folder.spec()))
        return fail(ErrorKind::NotFound, QStringLiteral("'%1' is not a run: it has no spec.json.").arg(folder.path()));
    const Result<RunLock> lock = RunLock::take(folder);
    if (!lock)
        return tl::unexpected(lock.error());
    const Result<std::unique_ptr<MetricWriter>> writer = MetricWriter::open(folder);
    if (!writer)
        return tl::unexpected(writer.error());
    RunStatus status = (*writer)->status();
    status.state = RunState::Preparing;
    status.reason.clear();
    status.pid = QCoreApplication::applicationPid();
    (*writer)->setStatus(status);
    if (const Result<void> committed = (*writer)->commit(MetricWriter::Durability::Durable); !committed)
        return tl::unexpected(committed.error());

    removeUnfinishedCheckpoints(folder, **writer);
    Result<RunState> result = fail(ErrorKind::Internal, {});
    try {
        result = trainWith(folder, options, **writer);
    } catch (const engine::DeviceLost& error) {
        result = fail(
            ErrorKind::DeviceLost,
            QStringLiteral("The GPU does not answer any more (%1). The last checkpoint is intact: continue the run; "
                           "if it happens again, fork it with run.device=cpu or restart the computer.")
                .arg(QString::fromUtf8(error.what())));
    } catch (const engine::EngineError& error) {
        result = tl::unexpected(fromEngine(error));
    } catch (const std::bad_alloc&) {
        result =
            fail(ErrorKind::OutOfMemory, QStringLiteral("This run needs more memory than is free. Lower train.batch."));
    } catch (const std::exception& error) {
        result = fail(ErrorKind::Internal, QString::fromUtf8(error.what()));
    }
    if (!result)
        recordFailure(**writer, result.error());
    return result;
}

} // namespace lb::experiments
