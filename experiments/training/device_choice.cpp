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

tl::expected<std::unique_ptr<engine::Backend>, engine::NoCuda> gpuBackend(int gpu)
{
    const auto library = engine::CudaLibrary::load(cudaLibraryFile());
    if (!library)
        return tl::unexpected(library.error());
    const auto found = library->devices();
    if (!found)
        return tl::unexpected(found.error());
    if (const auto count = static_cast<int>(found->devices.size()); gpu >= count)
        return tl::unexpected(
            engine::NoCuda{engine::CudaAbsence::NoSuchDevice,
                           "run.gpu is " + std::to_string(gpu) + " and the last one is " + std::to_string(count - 1)});
    return library->makeBackend(gpu);
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

Result<ChosenBackend> chooseBackend(const QString& device, int threads, int gpu)
{
    if (device == QStringLiteral("cpu"))
        return ChosenBackend{hostBackend(threads), {}};
    auto found = gpuBackend(gpu);
    if (found)
        return ChosenBackend{std::move(*found), {}};
    if (device == QStringLiteral("cuda"))
        return fail(ErrorKind::Unsupported,
                    QStringLiteral("%1 Set run.device to 'auto' or 'cpu', or mend that.").arg(sentence(found.error())));
    return ChosenBackend{hostBackend(threads), sentence(found.error())};
}

Result<ChosenBackend> chooseBackend(const RunSpec& spec, int threads)
{
    return chooseBackend(spec.text(QStringLiteral("run.device")), threads,
                         static_cast<int>(spec.integer(QStringLiteral("run.gpu"))));
}

Result<ChosenBackend> chooseReadingBackend(const QString& device, int threads)
{
    return chooseBackend(device == QStringLiteral("cuda") ? QStringLiteral("auto") : device, threads);
}

} // namespace lb::experiments
