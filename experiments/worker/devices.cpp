#include "experiments/worker/devices.h"

#include "engine/backend/backend.h"
#include "experiments/training/device_choice.h"
#include "experiments/training/process_memory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace lb::experiments {

namespace {

void printLine(const QJsonObject& json)
{
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
}

void printCpu()
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const Result<ChosenBackend> chosen = chooseBackend(QStringLiteral("cpu"), cores);
    printLine({{QStringLiteral("id"), QStringLiteral("cpu")},
               {QStringLiteral("description"), QString::fromStdString(chosen->backend->description())},
               {QStringLiteral("threads"), cores},
               {QStringLiteral("memory_bytes"), systemBytes()},
               {QStringLiteral("free_bytes"), availableBytes()}});
}

/// For programs; people get the sentence.
QString wordOf(engine::CudaAbsence reason)
{
    switch (reason) {
    case engine::CudaAbsence::LibraryMissing:
        return QStringLiteral("library-missing");
    case engine::CudaAbsence::OtherBuild:
        return QStringLiteral("other-build");
    case engine::CudaAbsence::NoDriver:
        return QStringLiteral("no-driver");
    case engine::CudaAbsence::DriverTooOld:
        return QStringLiteral("old-driver");
    case engine::CudaAbsence::NoDevice:
    case engine::CudaAbsence::NoSuchDevice:
        return QStringLiteral("no-device");
    case engine::CudaAbsence::Failure:
        break;
    }
    return QStringLiteral("failure");
}

void printGpu(int index, const engine::CudaDevices& all)
{
    const engine::CudaDevice& device = all.devices[static_cast<std::size_t>(index)];
    QJsonArray precisions{QStringLiteral("fp32")};
    if (device.hasBf16Products)
        precisions.append(QStringLiteral("bf16"));
    printLine({{QStringLiteral("id"), QStringLiteral("cuda")},
               {QStringLiteral("gpu"), index},
               {QStringLiteral("description"), QString::fromStdString(device.name)},
               {QStringLiteral("memory_bytes"), static_cast<qint64>(device.totalBytes)},
               {QStringLiteral("free_bytes"), static_cast<qint64>(device.freeBytes)},
               {QStringLiteral("compute_capability"), QStringLiteral("%1.%2").arg(device.major).arg(device.minor)},
               {QStringLiteral("driver_cuda"), QString::fromStdString(all.driver)},
               {QStringLiteral("runtime_cuda"), QString::fromStdString(all.runtime)},
               {QStringLiteral("precisions"), precisions}});
}

} // namespace

int printDevices()
{
    printCpu();
    const auto gpus = cudaDevices();
    if (!gpus) {
        printLine({{QStringLiteral("id"), QStringLiteral("cuda")},
                   {QStringLiteral("unavailable"), QString::fromStdString(engine::sentenceOf(gpus.error()))},
                   {QStringLiteral("reason"), wordOf(gpus.error().reason)},
                   {QStringLiteral("detail"), QString::fromStdString(gpus.error().detail)}});
        return 0;
    }
    for (int i = 0; i < static_cast<int>(gpus->devices.size()); ++i)
        printGpu(i, *gpus);
    return 0;
}

} // namespace lb::experiments
