#include "engine/backend/cuda_library.h"

#include <dlfcn.h>

namespace lb::engine {

std::string sentenceOf(const NoCuda& absence)
{
    const auto with = [&](const char* text) { return absence.detail.empty() ? text : text + (": " + absence.detail); };
    switch (absence.reason) {
    case CudaAbsence::LibraryMissing:
        return with("no GPU is used, because the CUDA backend or a library that it needs is missing");
    case CudaAbsence::OtherBuild:
        return with("no GPU is used, because the CUDA backend is of another build of Latentbench");
    case CudaAbsence::NoDriver:
        return "no GPU is used, because there is no NVIDIA driver";
    case CudaAbsence::DriverTooOld:
        return with("no GPU is used, because the NVIDIA driver is too old");
    case CudaAbsence::NoDevice:
        return "no GPU is used, because the NVIDIA driver finds no device";
    case CudaAbsence::NoSuchDevice:
        return with("no GPU is used, because there is none of that number");
    case CudaAbsence::Failure:
        break;
    }
    return with("no GPU is used, because the NVIDIA driver does not answer");
}

tl::expected<CudaLibrary, NoCuda> CudaLibrary::load(const std::filesystem::path& file)
{
    void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library)
        return tl::unexpected(NoCuda{CudaAbsence::LibraryMissing, dlerror()});
    const auto entry = reinterpret_cast<CudaEntry>(dlsym(library, kCudaEntry));
    const CudaInterface* const functions = entry ? entry(kCudaBuild) : nullptr;
    if (!functions)
        return tl::unexpected(NoCuda{CudaAbsence::OtherBuild, file.string()});
    return CudaLibrary(*functions);
}

tl::expected<CudaDevices, NoCuda> CudaLibrary::devices() const
{
    return m_functions->devices();
}

std::unique_ptr<Backend> CudaLibrary::makeBackend(int device) const
{
    return m_functions->makeBackend(device);
}

} // namespace lb::engine
