#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace lb::experiments {

enum class RunState { Queued, Preparing, Running, Paused, Finishing, Finished, Stopped, Failed, Interrupted };

/// "queued", "preparing", ...: the words in files and on the command line.
QString runStateName(RunState state);
RunState runStateFromName(const QString& name);
/// A worker is (or should be) at work: preparing, running, paused, finishing.
bool isActive(RunState state);

/// How the user wants a run's lines drawn, in place of what its family and seed give.
struct RunLook {
    static constexpr int kDashes = 5;
    QString hue{}; ///< a latent kind, whose colour it takes; empty: its own
    int dash = 0;  ///< 1 to kDashes: that of the seed of this number; 0: its own
    bool operator==(const RunLook&) const = default;
};

/// What a list shows of a run. The index keeps a copy; the truth is in the run's folder.
struct RunRecord {
    QString uid;             ///< 26 characters, sorts by creation time
    QString name;            ///< unique in a project, such as "bn-vae-1"
    QString family;          ///< latent kind, decides the hue: "ae" "vae" "bn-vae" "bn-split" "eae"
    QString group;           ///< "Demo: sentences"; runs of a group are interleaved, unless they take turns
    bool takesTurns = false; ///< one of a grid: waits for the others of its group instead of training beside them
    QString dataset;
    QString settings; ///< `settingsFingerprint` of its spec: runs that share it differ in their seed alone
    qint64 seed = 0;
    RunState state = RunState::Queued;
    QString stateReason; ///< error kind and detail, or why it stopped
    qint64 step = 0;
    qint64 totalSteps = 0;
    double epoch = 0; ///< epochs done
    qint64 totalEpochs = 0;
    double itemsPerSecond = 0;
    double etaSeconds = -1; ///< negative: unknown
    qint64 heartbeatMs = 0; ///< milliseconds since 1970 of the worker's last commit
    qint64 createdMs = 0;
    qint64 changedMs = 0;
    QString parentUid; ///< forked from
    qint64 parentStep = -1;
    QString lockStepUid; ///< trains in lock step with (records/lock_step.h)
    QStringList tags;
    QString notes;
    RunLook look{};
    QMap<QString, double> last; ///< metric name to last value
    QMap<QString, double> best;
    QJsonObject theory; ///< "latent_size", "kl_floor", "entropy_ceiling", "parameters", "steps_per_epoch"
    bool operator==(const RunRecord&) const = default;
};

/// The latent kind whose colour the run has, and the seed whose dash: the user's choice, else its own.
QString hueOf(const RunRecord& run);
qint64 dashOf(const RunRecord& run);

} // namespace lb::experiments
