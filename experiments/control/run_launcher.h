#pragma once

#include "experiments/records/result.h"

#include <QString>
#include <QStringList>

namespace lb::experiments {

/// Starts worker processes. An interface, so that tests can start a fake.
class RunLauncher {
public:
    virtual ~RunLauncher() = default;
    /// Starts a detached worker on a run's folder and returns its pid. `arguments` follow "train FOLDER".
    virtual Result<qint64> launch(const QString& runFolder, const QStringList& arguments) = 0;
};

/// The real one: latentbench-worker beside this program (or LATENTBENCH_WORKER), in a session of its own, stdout and
/// stderr into the run's log.txt, so that it outlives its starter.
class ProcessLauncher : public RunLauncher {
public:
    explicit ProcessLauncher(QString program = {});
    Result<qint64> launch(const QString& runFolder, const QStringList& arguments) override;
    const QString& program() const { return m_program; }

private:
    QString m_program;
};

} // namespace lb::experiments
