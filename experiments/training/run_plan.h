#pragma once

#include "experiments/training/run_setup.h"

#include <QJsonObject>
#include <QList>

#include <map>
#include <optional>

namespace lb::experiments {

/// Another setting and what the run would need with it.
struct PlanChoice {
    QString key;   ///< "train.batch"
    QString value; ///< "32"
    qint64 totalBytes = 0;
    qint64 flopsPerStep = 0;
};

/// What a run needs, known before any of it is taken. Graphs are recorded and kernels prepared as in training, so the
/// arena is exact; the process and its data are measured, in the process that would train.
struct RunPlan {
    qint64 parameters = 0; ///< trainable numbers
    engine::StoreBytes store;
    qint64 tensorBytes = 0;  ///< activations, inner gradients and batches of the largest program
    qint64 scratchBytes = 0; ///< what kernels want beside them
    qint64 carriedBytes = 0; ///< what is kept between the words of texts that are written between steps
    qint64 uploadBytes = 0;  ///< of a batch on its way to a GPU: there, and as much in the process
    qint64 dataBytes = 0;
    qint64 processBytes = 0;    ///< program, libraries, graphs, prepared kernels, and what whole pages round up
    qint64 checkpointBytes = 0; ///< a copy of what is saved, while it is written
    qint64 loadingPeak = 0;     ///< bytes of the process at most, while the data were loaded
    qint64 flopsPerStep = 0;    ///< of the largest batch shape, recomputation included
    qint64 recomputedFlops = 0; ///< of these, what recomputation adds
    qint64 savedBytes = 0;      ///< of the arena, by recomputation
    QString policy;             ///< what backward reads: engine::StepGraph::policy
    qint64 limitBytes = 0; ///< run.memory_limit, or what the machine has free with what this process has; 0: unknown
    /// What a GPU has free for `deviceBytes`; none where those are in the process.
    std::optional<qint64> deviceFreeBytes;
    std::size_t arenaBudget = 0; ///< what the limits leave for the arena; 0: no limit is known
    bool isLimitAsked = false;   ///< by run.memory_limit
    QList<PlanChoice> choices;   ///< empty unless asked for

    qint64 arenaBytes() const { return tensorBytes + scratchBytes; }
    /// What is on the GPU where there is one.
    qint64 deviceBytes() const
    {
        return static_cast<qint64>(store.total()) + arenaBytes() + carriedBytes + uploadBytes;
    }
    /// Of the process; without what is on a GPU.
    qint64 totalBytes() const;
    bool fitsProcess() const { return limitBytes == 0 || totalBytes() <= limitBytes; }
    bool fitsDevice() const { return !deviceFreeBytes || deviceBytes() <= *deviceFreeBytes; }
    bool fits() const { return fitsProcess() && fitsDevice(); }
    QJsonObject toJson() const;
    /// "This run needs about 3.2 GiB, but only ...": with the fields to lower and what each choice would need.
    QString refusal() const;
};

/// A plan, and the training steps it was made of, for a trainer to go on with.
struct PlannedRun {
    RunPlan plan;
    std::map<engine::BatchShape, engine::StepGraph> steps;
};

/// `withChoices` plans the alternatives too, which takes as long again for each. The setup needs no store.
PlannedRun planRun(const RunSetup& setup, bool withChoices);

} // namespace lb::experiments
