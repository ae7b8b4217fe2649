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

/// Where the worker program is: `given`, else LATENTBENCH_WORKER, else latentbench-worker beside this program.
QString workerProgram(const QString& given = {});

/// The real one: in a session of its own, stdout and stderr into the run's log.txt (which the worker keeps short), so
/// that it outlives its starter. NotFound when there is no such program.
class ProcessLauncher : public RunLauncher {
public:
    explicit ProcessLauncher(QString program = {});
    Result<qint64> launch(const QString& runFolder, const QStringList& arguments) override;
    const QString& program() const { return m_program; }

private:
    QString m_program;
};

} // namespace lb::experiments
