#include "engine/core/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lb::engine {

namespace {

/// 0 at `begin`, 1 at `end`, clamped; 1 where there is no way to go.
double progress(std::int64_t step, std::int64_t begin, std::int64_t end)
{
    if (end <= begin)
        return step < begin ? 0.0 : 1.0;
    return std::clamp(static_cast<double>(step - begin) / static_cast<double>(end - begin), 0.0, 1.0);
}

double cosineFactor(const RateSchedule& schedule, std::int64_t step)
{
    const double done = progress(step, schedule.warmupSteps, schedule.totalSteps);
    return schedule.finalFraction + (1.0 - schedule.finalFraction) * 0.5 * (1.0 + std::cos(std::numbers::pi * done));
}

double stepDecayFactor(const RateSchedule& schedule, std::int64_t step)
{
    if (schedule.decayEvery <= 0)
        return 1.0;
    return std::pow(schedule.decayFactor, static_cast<double>(step / schedule.decayEvery));
}

double piecewiseFactor(const RateSchedule& schedule, std::int64_t step)
{
    RateSchedule::Point left{0, 0.0};
    for (const RateSchedule::Point& right : schedule.points) {
        if (step < right.step)
            return std::lerp(left.factor, right.factor, progress(step, left.step, right.step));
        left = right;
    }
    return left.factor;
}

} // namespace

double RateSchedule::at(std::int64_t step) const
{
    step = std::max<std::int64_t>(step, 0);
    double factor = 1.0;
    switch (kind) {
    case Kind::Constant:
        break;
    case Kind::StepDecay:
        factor = stepDecayFactor(*this, step);
        break;
    case Kind::Cosine:
        factor = cosineFactor(*this, step);
        break;
    case Kind::Piecewise:
        factor = piecewiseFactor(*this, step);
        break;
    case Kind::Exponential:
        factor = std::pow(finalFraction, progress(step, 0, totalSteps - 1));
        break;
    }
    if (step < warmupSteps)
        factor *= static_cast<double>(step + 1) / static_cast<double>(warmupSteps);
    return rate * factor;
}

double KlSchedule::at(std::int64_t step) const
{
    step = std::max<std::int64_t>(step, 0);
    switch (kind) {
    case Kind::Constant:
        return beta;
    case Kind::Linear:
        return std::lerp(start, beta, progress(step, 0, warmupSteps));
    case Kind::Cyclical:
        break;
    }
    if (step >= totalSteps || cycles < 1 || rampFraction <= 0.0)
        return beta;
    // In whole numbers, so that a cycle whose length is not a whole number of steps still restarts at its first step.
    const std::int64_t inCycle = step * cycles % totalSteps;
    const double phase = static_cast<double>(inCycle) / static_cast<double>(totalSteps);
    return beta * std::min(1.0, phase / rampFraction);
}

} // namespace lb::engine
