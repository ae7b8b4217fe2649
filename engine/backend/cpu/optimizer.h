#pragma once

#include "engine/backend/cpu/thread_team.h"
#include "engine/backend/optimizer_kernels.h"

#include <memory>

namespace lb::engine::cpu {

/// One-pass updates on the team's threads.
std::unique_ptr<OptimizerKernels> optimizerKernels(ThreadTeam& team);

} // namespace lb::engine::cpu
