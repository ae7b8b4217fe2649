#pragma once

#include "experiments/records/result.h"

#include <QCborMap>
#include <QString>

#include <functional>
#include <memory>

namespace lb::experiments {

/// A `latentbench-worker serve` child and its local socket: length-prefixed CBOR frames, one reply per request plus any
/// number of progress frames. The child ends with this object. Works on checkpoints, never on a running training.
/// Requests are maps with "what": "evaluate" | "sample" | "reconstruct" | "encode" | "interpolate", "run" (folder),
/// "checkpoint" (path; empty: newest) and what the request needs. See experiments/worker/README.md.
class ServeClient {
public:
    static Result<std::unique_ptr<ServeClient>> start(const QString& workerProgram = {});
    ~ServeClient();
    /// Blocks until the reply; `progress` gets (done, total, phase). For the command line and worker threads, never for the
    /// GUI thread.
    Result<QCborMap> request(const QCborMap& message, const std::function<void(int, int, QString)>& progress = {});

private:
    ServeClient();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace lb::experiments
