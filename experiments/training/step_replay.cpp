#include "experiments/training/step_replay.h"

#include "experiments/store/checkpoint_files.h"
#include "experiments/store/flight_file.h"
#include "experiments/store/metric_reader.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/flight_recorder.h"
#include "experiments/training/run_trainer.h"

#include <QHash>

#include <cmath>

namespace lb::experiments {

namespace {

/// The losses that were recorded, by step: those of the database, and of the last steps every one.
QHash<qint64, double> recordedLosses(const RunFolder& folder)
{
    const QString loss = QStringLiteral("train/loss");
    QHash<qint64, double> recorded;
    if (const auto reader = MetricReader::open(folder))
        if (const auto points = (*reader)->series(loss))
            for (const MetricPoint& point : *points)
                recorded.insert(point.step, point.value);
    const auto flight = readFlight(folder);
    if (const auto column = flight ? flight->columns.indexOf(loss) : -1; column >= 0)
        for (const FlightLog::Row& row : flight->steps)
            recorded.insert(row.step, row.values[static_cast<std::size_t>(column)]);
    return recorded;
}

bool isSame(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

struct Opened {
    std::unique_ptr<RunSetup> setup;
    std::unique_ptr<RunTrainer> run;
};

/// The run as it was at its checkpoint.
Result<Opened> openAt(const RunFolder& folder, const CheckpointFile& file)
{
    const QString path = folder.checkpoints() + QLatin1Char('/') + file.name;
    const auto header = readCheckpointHeader(path);
    if (!header)
        return tl::unexpected(header.error());
    auto setup = setUpRun(header->spec, {.threads = header->threads,
                                         .cacheFolder = folder.path() + QStringLiteral("/../../datasets"),
                                         .tokenizerFile = folder.tokenizer(),
                                         .withStore = false});
    if (!setup)
        return tl::unexpected(setup.error());
    if ((*setup)->data.fingerprint != header->dataFingerprint)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("The data set '%1' has changed since the run was trained, so that its steps cannot be "
                           "done again.")
                .arg((*setup)->data.id));
    PlannedRun planned = planRun(**setup, false);
    if (!planned.plan.fits())
        return fail(ErrorKind::OutOfMemory, planned.plan.refusal());
    (*setup)->makeStore();
    Opened opened{std::move(*setup), nullptr};
    opened.run = makeTrainer(*opened.setup, planned);
    if (const auto loaded = loadCheckpoint(path, *opened.setup->store); !loaded)
        return tl::unexpected(loaded.error());
    engine::Trainer& trainer = *opened.run->trainer;
    trainer.setLagging(header->session.value(QStringLiteral("lagging")).toBool(trainer.isLagging()));
    trainer.setEncoderLead(header->session.value(QStringLiteral("encoder_lead")).toInteger());
    trainer.seek(header->step);
    return opened;
}

} // namespace

Result<StepReplay> replayStep(const RunFolder& folder, qint64 step,
                              const std::function<void(qint64 done, qint64 total)>& progress,
                              const std::function<bool()>& isCancelled)
{
    const auto file = checkpointAtOrBelow(checkpointFiles(folder), step - 1);
    if (!file)
        return tl::unexpected(file.error());
    auto opened = openAt(folder, *file);
    if (!opened)
        return tl::unexpected(opened.error());
    engine::Trainer& trainer = *opened->run->trainer;
    if (step > trainer.totalSteps())
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("The run has %1 steps; step %2 is none of them.").arg(trainer.totalSteps()).arg(step));
    FlightRecorder recorder(*opened->setup->store, opened->run->scalars);
    const QHash<qint64, double> recorded = recordedLosses(folder);
    StepReplay replay{.checkpoint = file->step};
    for (bool isFinite = true; isFinite && trainer.nextStep() < step && !isCancelled();) {
        if (trainer.nextStep() + 1 == step) // with the weights it had, and once more if it fails
            recorder.noteLook(trainer.nextStep(), trainer.look(trainer.nextStep()));
        const engine::StepReport report = trainer.step();
        const qint64 done = report.step + 1;
        recorder.record(report);
        if (const auto known = recorded.constFind(done); known != recorded.cend()) {
            ++replay.compared;
            if (replay.firstMismatch < 0 && !isSame(*known, report.loss))
                replay.firstMismatch = done;
        }
        isFinite = report.isFinite;
        if (!isFinite) {
            recorder.noteLook(report.step, trainer.look(report.step));
            recorder.noteFailure(report.step);
        } else if (done == step) {
            recorder.look(done);
        }
        progress(done - file->step, step - file->step);
    }
    const qint64 accumulated = accumulatedBatches(opened->setup->spec);
    replay.log = recorder.log([&](qint64 each) { return itemsOfStep(*opened->run->batches, accumulated, each - 1); });
    replay.log.stepsPerEpoch = trainer.stepsPerEpoch();
    return replay;
}

} // namespace lb::experiments
