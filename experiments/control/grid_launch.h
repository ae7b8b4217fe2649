#pragma once

#include "experiments/control/run_controller.h"
#include "experiments/records/run_grid.h"

namespace lb::experiments {

/// What a grid's runs share besides their settings.
struct GridLabels {
    QString group;
    QStringList tags;
    QString parentUid;   ///< the run that they were made like
    QString lockStepUid; ///< the run that they train in lock step with
};

/// The runs of a grid, to be created; several take turns. `runs` are complete and checked (preview/grid_runs.h).
QList<NewRun> newRuns(const QList<GridRun>& runs, const GridLabels& labels);

/// Creates all of them, or none, and queues them. Returns their uids.
Result<QStringList> launchRuns(RunStore& store, RunController& controller, const QList<NewRun>& runs,
                               QueuePlace place = QueuePlace::End);

} // namespace lb::experiments
