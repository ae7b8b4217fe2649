#pragma once

#include "experiments/bench/work.h"

namespace lb::experiments {

/// The parts of workloads(), one file each.
std::vector<Workload> imageWorkloads();
std::vector<Workload> textWorkloads();
std::vector<Workload> writingWorkloads();
std::vector<Workload> entropyWorkloads();

} // namespace lb::experiments
