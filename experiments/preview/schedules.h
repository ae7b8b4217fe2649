#pragma once

#include "engine/core/schedule.h"
#include "experiments/records/run_spec.h"

#include <QList>

namespace lb::experiments {

/// The spec's schedules in the engine's terms: what a training asks at each step, and a preview draws. Complete specs.
engine::RateSchedule rateSchedule(const RunSpec& spec, qint64 totalSteps);
engine::KlSchedule klSchedule(const RunSpec& spec, qint64 totalSteps);

/// The optimizer's steps in an epoch of so many training items: whole batches, whole accumulations.
qint64 stepsPerEpoch(const RunSpec& spec, qint64 trainItems);

/// A schedule sampled for drawing, with both ends of every jump that the samples find.
struct ScheduleCurve {
    QList<qint64> steps; ///< ascending
    QList<double> values;
    double mean = 0; ///< over all steps, from the samples
};

/// At most some hundred points each.
ScheduleCurve rateCurve(const RunSpec& spec, qint64 totalSteps);
ScheduleCurve klCurve(const RunSpec& spec, qint64 totalSteps);

} // namespace lb::experiments
