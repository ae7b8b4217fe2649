#include "experiments/worker/devices.h"

#include "engine/backend/backend.h"
#include "experiments/training/device_choice.h"

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
               {QStringLiteral("threads"), cores}});
}

void printGpu(const engine::CudaDevice& device, const engine::CudaDevices& all)
{
    QJsonArray precisions{QStringLiteral("fp32")};
    if (device.hasBf16Products)
        precisions.append(QStringLiteral("bf16"));
    printLine({{QStringLiteral("id"), QStringLiteral("cuda")},
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
                   {QStringLiteral("unavailable"), QString::fromStdString(engine::sentenceOf(gpus.error()))}});
        return 0;
    }
    for (const engine::CudaDevice& device : gpus->devices)
        printGpu(device, *gpus);
    return 0;
}

} // namespace lb::experiments
