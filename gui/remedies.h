#pragma once

#include "gui/dialogs/questions.h"
#include "gui/project/run_config.h"

#include <QList>

namespace lb::gui {

/// What helps against KL vanishing: each changes one field of the run.
enum class Remedy { BatchNorm, FreeBits, WarmUp };

/// "Try BN-VAE"
QString remedyTitle(Remedy remedy);
/// Remedies that would change something: a BN-VAE is not offered batch norm again.
QList<Remedy> remediesFor(const RunConfig& config);
/// The question to confirm: exactly one change.
ForkQuestion remedyQuestion(Remedy remedy, const RunConfig& config, const QString& runName);

/// Fields that "Fork with changes" offers: all that this spec uses.
QList<FieldChoice> forkableFields(const RunConfig& config);
/// The question after a field was chosen.
ForkQuestion forkQuestion(const FieldChange& change, const QString& runName);

} // namespace lb::gui
