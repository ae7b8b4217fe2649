#include "tests/support/backends_under_test.h"

namespace lb::testing {

std::vector<BackendUnderTest> backendsUnderTest()
{
    std::vector<BackendUnderTest> result;
    result.push_back({"reference", 1, engine::makeReferenceBackend()});
#ifdef LB_TEST_CPU_BACKEND
    result.push_back({"cpu 1 thread", 1, engine::makeCpuBackend(1)});
    result.push_back({"cpu 2 threads", 2, engine::makeCpuBackend(2)});
#endif
    return result;
}

} // namespace lb::testing
