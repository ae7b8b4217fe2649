#include "experiments/training/rate_finder.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

constexpr double kKept = 0.9;
/// The loss has left for good once it is so many times the lowest one (in excess of it where that is negative).
constexpr double kDiverged = 4;
constexpr std::size_t kFewest = 10;

} // namespace

void judge(RateSearch& search)
{
    if (search.points.empty())
        return;
    // The first steps are too few to mean anything.
    const auto begin = search.points.begin() + static_cast<std::ptrdiff_t>(std::min(kFewest, search.points.size() - 1));
    const auto lowest = std::min_element(
        begin, search.points.end(), [](const RatePoint& a, const RatePoint& b) { return a.smoothed < b.smoothed; });
    search.suggestion = lowest->rate / 10;
    double fastest = 0;
    search.steepest = search.suggestion;
    for (auto point = begin; point + 1 < search.points.end() && point <= lowest; ++point) {
        const double slope = ((point + 1)->smoothed - point->smoothed) / std::log((point + 1)->rate / point->rate);
        if (slope < fastest) {
            fastest = slope;
            search.steepest = point->rate;
        }
    }
}

Result<RateSearch> findRate(RunSetup& setup, const RateSearchOptions& options, const WorkProgress& progress)
{
    if (!(options.from > 0 && options.to > options.from && options.steps >= 20 && options.steps <= 100'000))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("Rates from %1 to %2 in %3 steps cannot be tried; the first is above 0 and below the "
                                   "last, and 20 to 100,000 steps are needed.")
                        .arg(options.from)
                        .arg(options.to)
                        .arg(options.steps));
    setup.makeStore();
    const auto batches = setup.batches(setup.data.train, true);
    const engine::RateSchedule rate{.kind = engine::RateSchedule::Kind::Exponential,
                                    .rate = options.from,
                                    .totalSteps = options.steps,
                                    .finalFraction = options.to / options.from};
    engine::Trainer trainer(*setup.store, *batches, setup.recorder(),
                            {.seed = static_cast<std::uint64_t>(setup.spec.integer(QStringLiteral("run.seed"))),
                             .optimizer = optimizerSettings(setup.spec),
                             .rate = rate,
                             .kl = klSchedule(setup.spec, options.steps),
                             .recompute = {.kind = recompute(setup.spec)},
                             .accumulate = accumulatedBatches(setup.spec),
                             .totalSteps = options.steps,
                             .arena = setup.arena.get()});
    trainer.seek(0);
    RateSearch search;
    double mean = 0;
    double lowest = 0;
    for (qint64 step = 0; step < options.steps && !search.hasDiverged; ++step) {
        const engine::StepReport report = trainer.step();
        progress(QStringLiteral("trying rates"), step + 1, options.steps);
        if (!report.isFinite) {
            search.hasDiverged = true;
            break;
        }
        mean = kKept * mean + (1 - kKept) * report.loss;
        const double smoothed = mean / (1 - std::pow(kKept, static_cast<double>(step + 1)));
        search.points.push_back({rate.at(step), report.loss, smoothed});
        lowest = step == 0 ? smoothed : std::min(lowest, smoothed);
        search.hasDiverged = search.points.size() > kFewest && smoothed - lowest > (kDiverged - 1) * std::abs(lowest);
    }
    judge(search);
    return search;
}

} // namespace lb::experiments
