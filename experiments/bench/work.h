#pragma once

#include "engine/backend/backend.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

/// A piece of work made ready to be repeated. One thread.
class Work {
public:
    virtual ~Work() = default;
    /// One step with everything that belongs to it: batch, forward, backward, update.
    virtual void step() = 0;
    /// Floating-point operations of the nodes that a step runs, from the ops' own counts.
    virtual std::int64_t flopsPerStep() = 0;
    /// Bytes that a step moves between memory and processor at least (traffic.h), the optimizer's among them.
    virtual std::int64_t bytesPerStep() = 0;
    /// Planned bytes of activations, gradients of activations and scratch.
    virtual std::size_t arenaBytes() const = 0;
    /// Of the last step; waits until the device has done it.
    virtual double loss() const = 0;
    /// Seconds and operations by op name, summed over the steps that were profiled (one in sixteen), and how many.
    struct Profile {
        struct Op {
            std::string name;
            double seconds = 0;
            std::int64_t calls = 0;
            std::int64_t flops = 0;
        };
        std::vector<Op> ops;
    };
    virtual Profile profile() const = 0;
};

/// A named workload of the benchmark: what is trained, and what a step counts in.
struct Workload {
    std::string id;    ///< "w1-mlp-vae"
    std::string title; ///< what it is, with its sizes
    std::string unit;  ///< "images", "tokens", "rows"
    std::int64_t itemsPerStep = 0;
    std::function<std::unique_ptr<Work>(engine::Backend&)> make;
};

/// All workloads, in the order in which they are run. Sizes, batches and optimizers are those of the peer's scripts in
/// tests/bench/peer, so that times compare.
const std::vector<Workload>& workloads();
/// Null when there is none of that name.
const Workload* findWorkload(const std::string& id);

} // namespace lb::experiments
