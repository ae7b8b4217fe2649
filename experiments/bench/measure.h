#pragma once

#include "experiments/bench/work.h"

namespace lb::experiments {

struct MeasureOptions {
    int blocks = 7;
    double blockSeconds = 1.0; ///< a block is as many steps as fill this, one at least
    double warmSeconds = 1.5;  ///< steps before the first block, three at least
};

/// Seconds per step: the median over blocks, and the fastest and slowest block.
struct Timing {
    double median = 0;
    double fastest = 0;
    double slowest = 0;
    int blocks = 0;
    std::int64_t stepsPerBlock = 0;
};

Timing measure(Work& work, const MeasureOptions& options);

/// Largest memory that this process has held so far, bytes; 0 where the system does not say.
std::int64_t peakMemory();

} // namespace lb::experiments
