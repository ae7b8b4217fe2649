#pragma once

#include "engine/train/weight_store.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/run_folder.h"
#include "models/text/tokenizer.h"

#include <QString>

#include <memory>

namespace lb::experiments {

/// What a model that is opened without its data set is made of.

/// The run's own; NotFound when it has kept none.
Result<std::unique_ptr<models::Tokenizer>> storedTokenizer(const RunFolder& folder);
/// `checkpoint`: a file name inside checkpoints/, a path, or empty for the newest. NotFound without one.
Result<QString> checkpointOf(const RunFolder& folder, const QString& checkpoint);
/// The weights of a checkpoint, tensor by tensor; `isAveraged`: their moving average.
Result<void> readWeights(const QString& path, engine::WeightStore& weights, bool isAveraged);
/// An imported model that only reads: a text transformer whose checkpoint holds the encoder alone.
bool isImportedEncoder(const RunSpec& spec);
/// The same of a run, as its newest checkpoint says.
bool holdsEncoderAlone(const RunFolder& folder);

} // namespace lb::experiments
