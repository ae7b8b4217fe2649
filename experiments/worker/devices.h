#pragma once

namespace lb::experiments {

/// Prints one JSON object per device that this worker can run on. Returns the exit code.
int printDevices();

} // namespace lb::experiments
