#pragma once

namespace lb::experiments {

/// Prints one JSON object per device that this worker can run on, and one that says why where there is no GPU. Returns
/// the exit code.
int printDevices();

} // namespace lb::experiments
