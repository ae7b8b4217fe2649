#pragma once

#include "tests/support/cuda_on_host/cuda_runtime.h"
#include "tests/support/cuda_on_host/memory_checks.h"

#include <cstdint>
#include <functional>

namespace lb::cuda_on_host {

/// Does `work` in the order of the stream, or records it where the stream is being captured.
cudaError_t enqueueWork(cudaStream_t stream, std::function<cudaError_t()> work);
/// 0, as in the beginning: work is done when it is given. Else, by chance of this seed, later, in any order that
/// streams and events leave free, and at the latest when somebody waits for it: where a wait is missing, numbers are
/// wrong. Ends what goes on.
void setSchedule(std::uint64_t seed);
/// What the device has done since the process began; a replayed graph counts as what is in it.
struct Counts {
    long kernels = 0;
    long products = 0; ///< of cuBLASLt
    long copies = 0;
    long graphs = 0; ///< launched
    long waits = 0;  ///< of the host for a stream
    long tf32 = 0;   ///< products in TF32, among the others
};
Counts& counts();
DeviceMemory& deviceMemory();
/// After a fault a device answers every call with it; tests of faults begin anew.
void forgetFault();

} // namespace lb::cuda_on_host
