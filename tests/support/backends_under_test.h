#pragma once

#include "engine/backend/backend.h"

#include <memory>
#include <string>
#include <vector>

namespace lb::testing {

struct BackendUnderTest {
    std::string name; ///< "reference", "cpu 1 thread", ...: for the names of test rows
    int threads;
    std::unique_ptr<engine::Backend> backend;
    bool isSlow = false; ///< kernels are interpreted, so to speak: large shapes once, not again by way of programs
};

/// Every backend of this build, the reference first: what each op is tested on.
std::vector<BackendUnderTest> backendsUnderTest();

} // namespace lb::testing
