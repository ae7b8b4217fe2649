#pragma once

#include "gui/dialogs/questions.h"
#include "gui/project/run_config.h"

#include <QList>

namespace lb::gui {

/// What helps against KL vanishing: each changes one field of the run. And against want of memory: half the batch,
/// twice accumulated, which gives the same steps.
enum class Remedy { BatchNorm, FreeBits, WarmUp, HalfBatch };

/// "Try BN-VAE"
QString remedyTitle(Remedy remedy);
/// Remedies against vanishing that would change something: a BN-VAE is not offered batch norm again.
QList<Remedy> remediesFor(const RunConfig& config);
/// The question to confirm, with all changes.
ForkQuestion remedyQuestion(Remedy remedy, const RunConfig& config, const QString& runName);

/// Fields that "Fork with changes" offers: all that this spec uses.
QList<FieldChoice> forkableFields(const RunConfig& config);
/// Those that may change while the run trains.
QList<FieldChoice> liveFields(const RunConfig& config);
/// The question after a field was chosen. `checkpoint`: the step of the one whose weights the fork begins with;
/// negative: it begins from scratch.
ForkQuestion forkQuestion(const FieldChange& change, const QString& runName, qint64 checkpoint = -1);

} // namespace lb::gui
