#pragma once

#include "engine/backend/backend.h"
#include "engine/data/prefetcher.h"
#include "engine/train/program.h"

#include <memory>
#include <optional>

namespace lb::engine {

/// Batches one after another, as they come from a loader thread; where a device works beside the host, each is on its
/// way there while the one before is worked on. One thread.
class BatchFeed {
public:
    /// Begins at `first`. Backend and source must outlive it.
    BatchFeed(Backend& backend, const BatchSource& source, Prefetcher::Position first);
    /// Goes on to the next batch. Throws EngineError for what went wrong on the loader thread.
    const Batch& next();
    /// Copies the batch that `next` gave into the inputs of those names; inputs the graph does not have are left out.
    void fill(Program& program);
    /// To be called when the batch that `next` gave has been filled in and is being worked on: the one after it begins
    /// its way. Waits for the loader thread.
    void sendAhead();

private:
    Prefetcher m_prefetcher;
    std::unique_ptr<Upload> m_upload; ///< null: a backend that needs none
    Batch m_batch;
    std::optional<Result<Batch>> m_sent;
    bool m_isSent = false; ///< m_batch is what was begun last
};

/// What a feed holds on the device for a batch on its way, and as much again in the process.
std::size_t uploadBytes(const Backend& backend, const Batch& batch);

/// Copies a batch into a program's inputs of the same names; inputs the graph does not have are left out.
void fillInputs(Program& program, const Batch& batch);

} // namespace lb::engine
