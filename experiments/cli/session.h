#pragma once

#include "experiments/control/run_controller.h"
#include "experiments/control/run_launcher.h"
#include "experiments/records/result.h"
#include "experiments/store/run_store.h"

#include <QString>

#include <memory>

namespace lb::experiments {

/// Exit codes of the command line (stable).
constexpr int kExitDone = 0;
constexpr int kExitFailed = 1;
constexpr int kExitBadInput = 2;
constexpr int kExitInterrupted = 130;

/// RUN or RUN@STEP, as the user types it.
struct RunAtStep {
    QString run;
    qint64 step = -1; ///< negative: none was said
};
/// InvalidArgument when what follows the '@' is no step.
Result<RunAtStep> runAtStep(const QString& text);

/// A run, and the project that it was found in.
struct FoundRun {
    RunStore* store = nullptr;
    RunRecord run;
};

/// What all commands share: global options, and the project with its controller, opened when first needed.
class Session {
public:
    QString project;     ///< --project
    bool isJson = false; ///< --json

    /// The project for writing.
    Result<RunStore*> store();
    /// The project for looking: a read-only one will do.
    Result<RunStore*> storeToRead();
    /// A run by its name, id or unique prefix, for changing.
    Result<FoundRun> run(const QString& text);
    /// The same for looking.
    Result<FoundRun> runToRead(const QString& text);
    /// Needs `store()` before.
    RunController& controller();
    /// Where the project keeps imported data and caches; it need not exist.
    QString dataFolder() const;
    QString workerProgram() const { return m_launcher.program(); }

private:
    ProcessLauncher m_launcher;
    std::unique_ptr<RunStore> m_store;
    std::unique_ptr<RunController> m_controller;
};

/// Prints "latentbench-cli: sentence" on stderr and returns the exit code for the error's kind.
int reportError(const Error& error);

} // namespace lb::experiments
