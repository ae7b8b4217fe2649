#pragma once

#include "experiments/worker/serve_channel.h"

namespace lb::experiments {

/// The request import_data of serve mode (README.md): a data set of the project's own, of the user's files.
Result<QCborMap> answerDataImport(const QCborMap& request, const ServeChannel& channel);

} // namespace lb::experiments
