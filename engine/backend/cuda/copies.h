#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/cuda/cuda_call.h"

#include <span>

namespace lb::engine::cuda {

/// Copies that travel as the arguments of one launch: what the host has may change at once, and nothing waits. False,
/// and nothing happened, where they are too many, too long or no whole words.
bool launchCopies(cudaStream_t stream, std::span<const DeviceCopy> copies);

/// As Backend::pickRows. False, and nothing happened, where the rows are too many or no whole words.
bool launchPickRows(cudaStream_t stream, std::byte* data, std::size_t rowBytes, std::span<const std::int32_t> parents);

} // namespace lb::engine::cuda
