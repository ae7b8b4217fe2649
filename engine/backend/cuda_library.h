#pragma once

#include "engine/backend/backend.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace lb::engine {

/// Why no GPU is used.
enum class CudaAbsence {
    LibraryMissing, ///< ours, or one that it needs: `detail` is the loader's text
    OtherBuild,     ///< the library is not of this build
    NoDriver,
    DriverTooOld, ///< `detail`: the driver's version and the one that is needed
    NoDevice,
    NoSuchDevice, ///< there are others: `detail`
    Failure,      ///< anything else: `detail`
};
struct NoCuda {
    CudaAbsence reason = CudaAbsence::Failure;
    std::string detail;
};
/// One English line, for `devices`, `doctor` and logs.
std::string sentenceOf(const NoCuda& absence);

struct CudaDevice {
    std::string name;
    std::size_t totalBytes = 0;
    std::size_t freeBytes = 0;
    int major = 0, minor = 0; ///< compute capability
    bool hasBf16Products = false;
};
struct CudaDevices {
    std::vector<CudaDevice> devices; ///< at least one
    std::string driver;              ///< the newest CUDA version that it knows: "12.4"
    std::string runtime;             ///< that of the library
};

/// The CUDA backend, a shared library that is loaded where it is asked for, so that programs start on a machine without
/// CUDA. It exports one C function; what that gives is good for one build of the project only, which both sides check.
class CudaLibrary {
public:
    /// Stays loaded until the process ends.
    static tl::expected<CudaLibrary, NoCuda> load(const std::filesystem::path& file);
    tl::expected<CudaDevices, NoCuda> devices() const;
    /// Throws EngineError when the device does not answer.
    std::unique_ptr<Backend> makeBackend(int device) const;

private:
    explicit CudaLibrary(const struct CudaInterface& functions)
        : m_functions(&functions)
    {
    }
    const struct CudaInterface* m_functions;
};

/// What the library's one function, of this name, gives when it is asked with the same build's text.
struct CudaInterface {
    tl::expected<CudaDevices, NoCuda> (*devices)();
    std::unique_ptr<Backend> (*makeBackend)(int device);
};
using CudaEntry = const CudaInterface* (*)(const char* build);
constexpr const char* kCudaEntry = "latentbenchCudaEntry";
/// Changes with every release, and by hand whenever what both sides share does: interface number, then version.
constexpr const char* kCudaBuild = "1/" LB_VERSION;

} // namespace lb::engine
