#pragma once

#include "experiments/cli/session.h"

#include <QCborMap>
#include <QString>

#include <functional>

namespace lb::experiments {

/// RUN or RUN@STEP as the beginning of a request: the run's folder and, with a step, the file of that checkpoint.
Result<QCborMap> serveTarget(Session& session, const QString& text);

enum class Progress {
    Hidden,
    Shown, ///< on stderr where that is a terminal; gone when the answer is there
};

/// Takes a piece of an answer; false ends the work.
using OnPart = std::function<bool(const QCborMap&)>;

/// The answer of a worker that is started for this request alone.
Result<QCborMap> askWorker(Session& session, const QCborMap& request, Progress progress = Progress::Hidden,
                           const OnPart& onPart = {});

} // namespace lb::experiments
