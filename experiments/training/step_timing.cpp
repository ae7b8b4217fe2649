#include "experiments/training/step_timing.h"

#include <QElapsedTimer>

#include <algorithm>
#include <vector>

namespace lb::experiments {

namespace {

constexpr int kFewestSteps = 2;
constexpr qint64 kMostSteps = 2000;

} // namespace

Result<double> timeSteps(RunSetup& setup, double seconds, const std::function<bool()>& isCancelled)
{
    setup.makeStore();
    const auto batches = setup.batches(setup.data.train, true);
    engine::Trainer trainer(
        *setup.store, *batches, setup.recorder(),
        {.seed = static_cast<std::uint64_t>(setup.spec.integer(QStringLiteral("run.seed"))),
         .optimizer = optimizerSettings(setup.spec),
         .rate = {.kind = engine::RateSchedule::Kind::Constant, .rate = 0.0, .totalSteps = kMostSteps},
         .kl = klSchedule(setup.spec, kMostSteps),
         .recompute = {.kind = recompute(setup.spec)},
         .accumulate = accumulatedBatches(setup.spec),
         .totalSteps = kMostSteps,
         .arena = setup.arena.get()});
    trainer.seek(0);
    std::vector<engine::BatchShape> seen;
    QElapsedTimer clock;
    clock.start();
    double items = 0;
    double spent = 0;
    int counted = 0;
    for (qint64 step = 0; step < kMostSteps; ++step) {
        const engine::StepReport report = trainer.step();
        const bool isNew = std::find(seen.begin(), seen.end(), report.shape) == seen.end();
        if (isNew) {
            seen.push_back(report.shape);
        } else {
            items += static_cast<double>(trainer.rowsPerStep(report.shape));
            spent += report.times.data + report.times.compute + report.times.update;
            ++counted;
        }
        if (isCancelled())
            break;
        if (counted >= kFewestSteps && static_cast<double>(clock.elapsed()) > 1000 * seconds)
            break;
    }
    return spent > 0 && counted >= kFewestSteps ? items / spent : 0.0;
}

} // namespace lb::experiments
