#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

#include <QString>
#include <QStringList>

namespace lb::experiments {

/// Writes a checkpoint as a folder that needs nothing of ours: where Hugging Face's library has the model, as it keeps
/// one (model_export.h); else `out`/model.safetensors and config.json (the run's spec). Beside them load.py, which
/// reads the weights with Python alone and says how they are used. Notes for the user. An existing file is replaced,
/// each at once or not at all.
Result<QStringList> exportFolder(const RunFolder& folder, const QString& checkpoint, const QString& out,
                                 bool isAveraged);

} // namespace lb::experiments
