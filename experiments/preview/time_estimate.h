#pragma once

#include "experiments/records/run_spec.h"

#include <QList>

namespace lb::experiments {

/// A run that trained on this computer and how fast.
struct PastRun {
    QString name;
    RunSpec spec; ///< complete
    double itemsPerSecond = 0;
    qint64 flopsPerItem = 0; ///< 0: unknown
};

/// How long a run would train, without its evaluations.
struct TimeEstimate {
    enum class Source {
        Unknown,  ///< nothing comparable has trained here
        SameKind, ///< a run with equal costs
        Scaled,   ///< a run of the same family, by the operations of an item
    };
    Source source = Source::Unknown;
    QString from; ///< name of that run
    double itemsPerSecond = 0;
    double secondsFor(qint64 items) const
    {
        return source == Source::Unknown ? -1 : static_cast<double>(items) / itemsPerSecond;
    }
};

/// An item costs the same in both: model, data, batch, precision and device agree; seeds, rates and weights of the
/// objective may differ.
bool costsTheSame(const RunSpec& a, const RunSpec& b);

/// The first run of `past` (newest first) that costs the same; else the first of the same family, scaled by operations.
TimeEstimate timeEstimate(const RunSpec& spec, qint64 flopsPerItem, const QList<PastRun>& past);

} // namespace lb::experiments
