#include "experiments/preview/schedules.h"

#include <algorithm>
#include <functional>

namespace lb::experiments {

namespace {

constexpr qint64 kSamples = 400;

/// Evenly spaced steps; between two neighbours that differ by much the place of the jump is found by halving, so that a
/// restart is drawn upright.
ScheduleCurve curveOf(const std::function<double(qint64)>& at, qint64 totalSteps)
{
    ScheduleCurve curve;
    const auto append = [&](qint64 step) {
        curve.steps.append(step);
        curve.values.append(at(step));
    };
    const qint64 last = std::max<qint64>(1, totalSteps) - 1;
    const qint64 intervals = std::min(kSamples, std::max<qint64>(1, last));
    double highest = 0;
    for (qint64 i = 0; i <= intervals; ++i)
        highest = std::max(highest, at(last * i / intervals));
    append(0);
    double sum = 0;
    for (qint64 i = 1; i <= intervals; ++i) {
        qint64 low = last * (i - 1) / intervals;
        const qint64 end = last * i / intervals;
        sum += (at(low) + at(end)) / 2;
        qint64 high = end;
        const double before = at(low);
        if (before - at(high) > highest / 10)
            while (high - low > 1) {
                const qint64 middle = (low + high) / 2;
                (at(middle) < before - highest / 20 ? high : low) = middle;
            }
        for (const qint64 step : {low, high, end})
            if (step > curve.steps.last())
                append(step);
    }
    curve.mean = sum / static_cast<double>(intervals);
    return curve;
}

} // namespace

engine::RateSchedule rateSchedule(const RunSpec& spec, qint64 totalSteps)
{
    using Kind = engine::RateSchedule::Kind;
    const QString kind = spec.text(QStringLiteral("optimizer.schedule"));
    return {.kind = kind == QStringLiteral("step") ? Kind::StepDecay
                                                   : (kind == QStringLiteral("cosine") ? Kind::Cosine : Kind::Constant),
            .rate = spec.real(QStringLiteral("optimizer.rate")),
            .warmupSteps = spec.integer(QStringLiteral("optimizer.warmup_steps")),
            .decayEvery = spec.integer(QStringLiteral("optimizer.decay_every")),
            .decayFactor = spec.real(QStringLiteral("optimizer.decay_factor")),
            .totalSteps = totalSteps};
}

engine::KlSchedule klSchedule(const RunSpec& spec, qint64 totalSteps)
{
    using Kind = engine::KlSchedule::Kind;
    const QString kind = spec.text(QStringLiteral("objective.kl_schedule"));
    return {.kind = kind == QStringLiteral("linear")
                        ? Kind::Linear
                        : (kind == QStringLiteral("cyclical") ? Kind::Cyclical : Kind::Constant),
            .beta = spec.real(QStringLiteral("objective.beta")),
            .start = spec.real(QStringLiteral("objective.kl_start")),
            .warmupSteps = spec.integer(QStringLiteral("objective.kl_warmup_steps")),
            .cycles = static_cast<int>(spec.integer(QStringLiteral("objective.kl_cycles"))),
            .rampFraction = spec.real(QStringLiteral("objective.kl_ramp")),
            .totalSteps = totalSteps};
}

qint64 stepsPerEpoch(const RunSpec& spec, qint64 trainItems)
{
    const qint64 batch = std::max<qint64>(1, spec.integer(QStringLiteral("train.batch")));
    return trainItems / batch / std::max<qint64>(1, spec.integer(QStringLiteral("train.accumulate")));
}

ScheduleCurve rateCurve(const RunSpec& spec, qint64 totalSteps)
{
    return curveOf([schedule = rateSchedule(spec, totalSteps)](qint64 step) { return schedule.at(step); }, totalSteps);
}

ScheduleCurve klCurve(const RunSpec& spec, qint64 totalSteps)
{
    return curveOf([schedule = klSchedule(spec, totalSteps)](qint64 step) { return schedule.at(step); }, totalSteps);
}

} // namespace lb::experiments
