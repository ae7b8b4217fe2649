#pragma once

#include "experiments/store/run_store.h"

#include <QSet>

#include <utility>

namespace lb::experiments {

/// Runs and steps whose checkpoints pictures, texts or reports were made of: pruning leaves these checkpoints, so that
/// a figure can be made again.
using FigureUses = QSet<std::pair<QString, qint64>>;

/// Kept as the project's setting "figure_uses": {"UID": [STEP, ...]}. Corrupt where it is something else.
Result<FigureUses> figureUses(RunStore& store);
/// ReadOnly for a project that cannot be written: the figure is none the worse.
Result<void> addFigureUse(RunStore& store, const QString& uid, qint64 step);

} // namespace lb::experiments
