#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// What a run is called and what was decided about it while no worker was alive: meta.json, mirrored in the index.
struct RunMeta {
    /// A decision such as "queued" or "failed: the worker could not be started". It holds until the next worker starts.
    struct Mark {
        bool isSet = false;
        RunState state = RunState::Queued;
        QString reason;
        qint64 timeMs = 0;
        qint64 starts = 0; ///< how many workers had opened the run by then
        bool operator==(const Mark&) const = default;
    };
    QString uid; ///< the folder's name, not stored in meta.json
    QString name;
    QString family;
    QString group;
    bool takesTurns = false;
    QString dataset;
    qint64 seed = 0;
    QString parentUid;
    qint64 parentStep = -1;
    QString lockStepUid;
    QStringList tags;
    QString notes;
    RunLook look{};
    qint64 createdMs = 0;
    qint64 editedMs = 0;
    Mark mark;
    bool operator==(const RunMeta&) const = default;
};

Result<RunMeta> readMeta(const RunFolder& folder);
Result<void> writeMeta(const RunFolder& folder, const RunMeta& meta);

/// What a name must not be: empty, longer than 80, with control characters or '@' (RUN@STEP), beginning with '-'.
Result<void> checkRunName(const QString& name);

} // namespace lb::experiments
