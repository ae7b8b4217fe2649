#pragma once

#include "experiments/cli/session.h"

#include <QCborMap>
#include <QString>

namespace lb::experiments {

/// RUN or RUN@STEP as the beginning of a request: the run's folder and, with a step, the file of that checkpoint.
Result<QCborMap> serveTarget(Session& session, const QString& text);

} // namespace lb::experiments
