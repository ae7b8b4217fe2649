#pragma once

#include <cstdlib>

namespace lb::testing {

/// The CUDA backend that tests load: the one for a GPU that LATENTBENCH_TEST_GPU names (`./dev test --gpu`), else
/// `onHost`.
inline const char* cudaUnderTest(const char* onHost)
{
    const char* const onGpu = std::getenv("LATENTBENCH_TEST_GPU");
    return onGpu ? onGpu : onHost;
}

} // namespace lb::testing
