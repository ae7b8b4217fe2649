#pragma once

#include "experiments/records/result.h"

#include <QCborMap>

namespace lb::experiments {

/// The request "train_tokenizer" (README.md): makes the tokenizer that a run with these settings of the data would
/// have, or reads the one of a file, and shows how it cuts sentences.
Result<QCborMap> trainTokenizer(const QCborMap& request);

} // namespace lb::experiments
