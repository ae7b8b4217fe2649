#include "tests/support/backends_under_test.h"

#include "engine/backend/cuda_library.h"
#include "tests/support/cuda_under_test.h"

#include <stdexcept>

namespace lb::testing {

std::vector<BackendUnderTest> backendsUnderTest()
{
    std::vector<BackendUnderTest> result;
    result.push_back({"reference", 1, engine::makeReferenceBackend()});
#ifdef LB_TEST_CPU_BACKEND
    result.push_back({"cpu 1 thread", 1, engine::makeCpuBackend(1)});
    result.push_back({"cpu 2 threads", 2, engine::makeCpuBackend(2)});
#endif
#ifdef LB_TEST_CUDA_LIBRARY
    const auto library = engine::CudaLibrary::load(cudaUnderTest(LB_TEST_CUDA_LIBRARY));
    if (!library)
        throw std::runtime_error(engine::sentenceOf(library.error()));
    const bool isOnHost = std::getenv("LATENTBENCH_TEST_GPU") == nullptr;
    result.push_back({isOnHost ? "cuda on the host" : "cuda", 1, library->makeBackend(0), isOnHost});
#endif
    return result;
}

} // namespace lb::testing
