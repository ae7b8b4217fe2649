#pragma once

#include <QString>

namespace lb::experiments {

struct BenchArguments {
    QString workload; ///< empty: lists the workloads; "roofline": measures the machine
    int threads = 0;  ///< 0: all cores
    int blocks = 7;
    double blockSeconds = 1.0;
    bool showsOperators = false; ///< takes up to sixteen more steps where none was profiled
    bool fusesNodes = true;
    bool isOnGpu = false; ///< the first one
    double startedMs = 0; ///< since the epoch: when the caller started this process; 0: unknown
};

/// Prints one JSON object per line: the list, the roofline, or the figures of a workload. Returns the exit code.
int bench(const BenchArguments& arguments);

} // namespace lb::experiments
