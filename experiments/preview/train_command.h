#pragma once

#include "experiments/records/run_grid.h"

namespace lb::experiments {

/// What a command line says besides the settings.
struct CommandLabels {
    QString project; ///< empty: the default one
    QString name;
    QString group;
    QStringList tags;
    int mostAtOnce = 0; ///< 0: not said
    QString lockStep{}; ///< a run; empty: none
};

/// The words of the `latentbench-cli train ...` that makes the grid's runs: from the preset `presetId`, or, where none
/// of that id can become them, from the one that differs least.
QStringList trainWords(const RunGrid& grid, const QString& presetId, const CommandLabels& labels);

/// Words as a POSIX shell takes them: quoted where they need it.
QString shellCommand(const QStringList& words);

} // namespace lb::experiments
