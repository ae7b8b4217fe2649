#pragma once

#include "experiments/cli/session.h"

#include <QStringList>

namespace lb::experiments {

/// Results of runs, mean and deviation over seeds, as a table for papers. `at`: "last", "best" or a step; `format`:
/// "latex", "csv" or "markdown"; `file` empty: on stdout.
int tableCommand(Session& session, const QStringList& names, const QString& at, const QString& format,
                 const QString& file);

} // namespace lb::experiments
