#include "experiments/worker/devices.h"

#include "engine/backend/backend.h"

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

} // namespace

int printDevices()
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
#ifdef LB_HAS_CPU_BACKEND
    const auto backend = engine::makeCpuBackend(cores);
#else
    const auto backend = engine::makeReferenceBackend();
#endif
    printLine({{QStringLiteral("id"), QStringLiteral("cpu")},
               {QStringLiteral("description"), QString::fromStdString(backend->description())},
               {QStringLiteral("threads"), cores}});
    return 0;
}

} // namespace lb::experiments
