#include "experiments/training/run_trainer.h"

#include "experiments/preview/schedules.h"

namespace lb::experiments {

std::unique_ptr<RunTrainer> makeTrainer(RunSetup& setup, PlannedRun& planned)
{
    auto made = std::make_unique<RunTrainer>();
    made->batches = setup.batches(setup.data.train, true);
    const qint64 accumulated = accumulatedBatches(setup.spec);
    const qint64 totalSteps =
        setup.spec.integer(QStringLiteral("train.epochs")) * (made->batches->batchesPerEpoch() / accumulated);
    made->trainer = std::make_unique<engine::Trainer>(
        *setup.store, *made->batches, setup.recorder(&made->scalars),
        engine::TrainerSettings{.seed = static_cast<std::uint64_t>(setup.spec.integer(QStringLiteral("run.seed"))),
                                .optimizer = optimizerSettings(setup.spec),
                                .rate = rateSchedule(setup.spec, totalSteps),
                                .kl = klSchedule(setup.spec, totalSteps),
                                .recompute = {.kind = recompute(setup.spec), .arenaLimit = planned.plan.arenaBudget},
                                .accumulate = accumulated,
                                .lagging = {.isOn = setup.spec.boolean(QStringLiteral("objective.lagging"))},
                                .totalSteps = totalSteps,
                                .arena = setup.arena.get()});
    made->trainer->prepare(std::move(planned.steps));
    return made;
}

std::vector<std::uint32_t> itemsOfStep(const engine::BatchSource& batches, qint64 accumulated, qint64 step)
{
    const qint64 stepsPerEpoch = batches.batchesPerEpoch() / accumulated;
    std::vector<std::uint32_t> items;
    for (qint64 part = 0; part < accumulated; ++part) {
        const engine::Batch batch = batches.batch(step / stepsPerEpoch, step % stepsPerEpoch * accumulated + part);
        items.insert(items.end(), batch.items.begin(), batch.items.end());
    }
    return items;
}

} // namespace lb::experiments
