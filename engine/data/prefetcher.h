#pragma once

#include "engine/core/error.h"
#include "engine/data/batch_source.h"

#include <memory>

namespace lb::engine {

/// Makes batches on one loader thread, at most two ahead. `next` is called by the training thread; a failure on the
/// loader thread is returned by the `next` that would have had the batch. Destroying it stops the thread.
class Prefetcher {
public:
    struct Position {
        std::int64_t epoch = 0;
        std::int64_t index = 0; ///< batch within the epoch
        auto operator<=>(const Position&) const = default;
    };
    /// Starts at `first` and goes on over epochs without end. `source` must outlive the prefetcher.
    Prefetcher(const BatchSource& source, Position first);
    ~Prefetcher();
    Prefetcher(const Prefetcher&) = delete;
    Prefetcher& operator=(const Prefetcher&) = delete;

    Result<Batch> next();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace lb::engine
