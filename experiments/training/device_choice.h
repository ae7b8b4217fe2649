#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/cuda_library.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"

#include <QString>

#include <filesystem>
#include <memory>

namespace lb::experiments {

/// Where the kernels of a run are computed.
struct ChosenBackend {
    std::unique_ptr<engine::Backend> backend;
    QString whyNoGpu; ///< one sentence where a GPU was looked for and not found, else empty
};

/// `device` is run.device: "cpu"; "cuda", which fails where there is no such GPU; or "auto", which then takes the CPU.
/// `gpu`: which of several, from 0.
Result<ChosenBackend> chooseBackend(const QString& device, int threads, int gpu = 0);
/// As the spec's run.device and run.gpu say.
Result<ChosenBackend> chooseBackend(const RunSpec& spec, int threads);
/// To read what a run made: anywhere, so that a run of a GPU can be looked at without one.
Result<ChosenBackend> chooseReadingBackend(const QString& device, int threads);

/// The GPUs that CUDA finds, or why there are none.
tl::expected<engine::CudaDevices, engine::NoCuda> cudaDevices();
/// The CUDA backend: what LATENTBENCH_CUDA names, or beside the program, or in the lib folder next to its own.
std::filesystem::path cudaLibraryFile();

} // namespace lb::experiments
