#include "experiments/training/device_choice.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace lb::experiments {

namespace {

std::unique_ptr<engine::Backend> hostBackend(int threads)
{
#ifdef LB_HAS_CPU_BACKEND
    return engine::makeCpuBackend(threads);
#else
    static_cast<void>(threads);
    return engine::makeReferenceBackend();
#endif
}

/// The backend of the first GPU.
tl::expected<std::unique_ptr<engine::Backend>, engine::NoCuda> gpuBackend()
{
    const auto library = engine::CudaLibrary::load(cudaLibraryFile());
    if (!library)
        return tl::unexpected(library.error());
    if (const auto devices = library->devices(); !devices)
        return tl::unexpected(devices.error());
    return library->makeBackend(0);
}

/// "no GPU is used, because ..." as a sentence.
QString sentence(const engine::NoCuda& absence)
{
    QString text = QString::fromStdString(engine::sentenceOf(absence));
    text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

} // namespace

std::filesystem::path cudaLibraryFile()
{
    const QString named = qEnvironmentVariable("LATENTBENCH_CUDA");
    if (!named.isEmpty())
        return named.toStdString();
    const QString folder = QCoreApplication::applicationDirPath();
    for (const char* const place : {"/latentbench-cuda.so", "/../lib/latentbench/latentbench-cuda.so"})
        if (const QString file = folder + QLatin1String(place); QFileInfo::exists(file))
            return file.toStdString();
    return (folder + QStringLiteral("/latentbench-cuda.so")).toStdString();
}

tl::expected<engine::CudaDevices, engine::NoCuda> cudaDevices()
{
    return engine::CudaLibrary::load(cudaLibraryFile()).and_then([](const engine::CudaLibrary& library) {
        return library.devices();
    });
}

Result<ChosenBackend> chooseBackend(const QString& device, int threads)
{
    if (device == QStringLiteral("cpu"))
        return ChosenBackend{hostBackend(threads), {}};
    auto gpu = gpuBackend();
    if (gpu)
        return ChosenBackend{std::move(*gpu), {}};
    if (device == QStringLiteral("cuda"))
        return fail(ErrorKind::Unsupported,
                    QStringLiteral("%1 Set run.device to 'auto' or 'cpu', or mend that.").arg(sentence(gpu.error())));
    return ChosenBackend{hostBackend(threads), sentence(gpu.error())};
}

Result<ChosenBackend> chooseReadingBackend(const QString& device, int threads)
{
    return chooseBackend(device == QStringLiteral("cuda") ? QStringLiteral("auto") : device, threads);
}

} // namespace lb::experiments
