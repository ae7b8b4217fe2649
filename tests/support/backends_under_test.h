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
};

/// Every backend of this build, the reference first: what each op is tested on.
std::vector<BackendUnderTest> backendsUnderTest();

} // namespace lb::testing
