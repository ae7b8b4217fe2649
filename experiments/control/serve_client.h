#pragma once

#include "experiments/records/result.h"

#include <QCborMap>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace lb::experiments {

/// A `latentbench-worker serve SOCKET` child and its local socket: length-prefixed CBOR frames
/// (experiments/records/frame.h), one reply per request plus any number of progress frames. This side listens at
/// SOCKET, the child connects to it, and ends when the connection or its standard input ends; it ends with this object,
/// and with this process however that ends. Works on checkpoints, never on a running training. Requests are maps with
/// "what": "evaluate" | "sample" | "generate" ..., "run" (folder), "checkpoint" (path; empty:
/// newest) and what the request needs. See experiments/worker/README.md. One thread per instance (start, request and
/// end on the same one), except `abandon`.
class ServeClient {
public:
    /// NotFound without a worker program, Io when the child does not connect.
    static Result<std::unique_ptr<ServeClient>> start(const QString& program = {});
    ~ServeClient();
    /// Blocks until the reply; `progress` gets (done, total, phase). For the command line and worker threads, never for
    /// the GUI thread. The child's error is returned as it was sent. After Io or Corrupt the child is gone: start a new
    /// one.
    /// `part` gets pieces of the answer as they are made; where it returns false the rest is cancelled.
    Result<QCborMap> request(const QCborMap& message, const std::function<void(int, int, QString)>& progress = {},
                             const std::function<bool(const QCborMap&)>& part = {});
    /// Asks the request at work to end, from any thread: its answer is what it has until then. Within some 20 ms and
    /// the work on one part.
    void cancel() { m_isCancelWanted = true; }
    /// Ends the child at once, from any thread: a request at work then returns Io.
    void abandon();

private:
    ServeClient();
    struct State;
    std::unique_ptr<State> m_state;
    std::atomic<bool> m_isCancelWanted = false;
};

} // namespace lb::experiments
