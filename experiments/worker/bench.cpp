#include "experiments/worker/bench.h"

#include "engine/backend/roofline.h"
#include "engine/core/error.h"
#include "experiments/bench/device_ceiling.h"
#include "experiments/bench/measure.h"
#include "experiments/training/device_choice.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace lb::experiments {

namespace {

constexpr int kFailed = 1;
constexpr int kBadInput = 2;

void printLine(const QJsonObject& json)
{
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

int threadsOf(const BenchArguments& arguments)
{
    return arguments.threads > 0 ? arguments.threads
                                 : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int listWorkloads()
{
    for (const Workload& work : workloads())
        printLine({{QStringLiteral("workload"), QString::fromStdString(work.id)},
                   {QStringLiteral("title"), QString::fromStdString(work.title)},
                   {QStringLiteral("unit"), QString::fromStdString(work.unit)},
                   {QStringLiteral("items_per_step"), static_cast<qint64>(work.itemsPerStep)}});
    return 0;
}

/// Measured in the process whose workload is compared with them: a GPU's clocks depend on what else it does.
QJsonObject ceilingOf(engine::Backend& backend)
{
    const DeviceCeiling ceiling = measureCeiling(backend);
    return {{QStringLiteral("matmul_flops"), ceiling.matmul},
            {QStringLiteral("matmul_size"), static_cast<qint64>(ceiling.matmulSize)},
            {QStringLiteral("stream_bytes"), ceiling.stream},
            {QStringLiteral("stream_size"), static_cast<qint64>(ceiling.streamBytes)}};
}

#ifdef LB_HAS_CPU_BACKEND

int printRoofline(int threads)
{
    const engine::Roofline roofline = engine::measureCpuRoofline(threads);
    printLine({{QStringLiteral("roofline"), QStringLiteral("fp32")},
               {QStringLiteral("threads"), threads},
               {QStringLiteral("matmul_flops"), roofline.matmul},
               {QStringLiteral("convolution_flops"), roofline.convolution},
               {QStringLiteral("stream_bytes"), roofline.stream}});
    return 0;
}

/// Says what is wanting.
int refuse(const Error& error)
{
    std::fprintf(stderr, "latentbench-worker: %s\n", qPrintable(error.detail));
    return kBadInput;
}

int printGpuRoofline()
{
    const auto chosen = chooseBackend(QStringLiteral("cuda"), 1);
    if (!chosen)
        return refuse(chosen.error());
    QJsonObject json = ceilingOf(*chosen->backend);
    json.insert(QStringLiteral("roofline"), QStringLiteral("fp32"));
    json.insert(QStringLiteral("device"), QString::fromStdString(chosen->backend->description()));
    printLine(json);
    return 0;
}

QJsonArray operators(const Work::Profile& profile)
{
    std::vector<Work::Profile::Op> ops = profile.ops;
    std::sort(ops.begin(), ops.end(), [](const auto& a, const auto& b) { return a.seconds > b.seconds; });
    QJsonArray result;
    for (const Work::Profile::Op& op : ops)
        result.append(QJsonObject{{QStringLiteral("op"), QString::fromStdString(op.name)},
                                  {QStringLiteral("seconds"), op.seconds},
                                  {QStringLiteral("calls"), static_cast<qint64>(op.calls)},
                                  {QStringLiteral("flops"), static_cast<qint64>(op.flops)}});
    return result;
}

/// Throws EngineError where the device fails.
int runWorkload(const Workload& workload, const BenchArguments& arguments)
{
    const int threads = threadsOf(arguments);
    const auto chosen = chooseBackend(arguments.isOnGpu ? QStringLiteral("cuda") : QStringLiteral("cpu"), threads);
    if (!chosen)
        return refuse(chosen.error());
    const auto& backend = chosen->backend;
    backend->setFusesNodes(arguments.fusesNodes);
    const auto work = workload.make(*backend);
    work->step();
    const double firstStepMs = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) - arguments.startedMs;
    const Timing timing = measure(*work, {.blocks = arguments.blocks, .blockSeconds = arguments.blockSeconds});
    constexpr int kProfiledEvery = 16; // the trainer's habit: a slow workload has not come that far
    for (int i = 0; i < kProfiledEvery && work->profile().ops.empty() && arguments.showsOperators; ++i)
        work->step();
    const auto items = static_cast<double>(workload.itemsPerStep);
    QJsonObject json{{QStringLiteral("workload"), QString::fromStdString(workload.id)},
                     {QStringLiteral("title"), QString::fromStdString(workload.title)},
                     {QStringLiteral("precision"), QStringLiteral("fp32")},
                     {QStringLiteral("device"), QString::fromStdString(backend->description())},
                     {QStringLiteral("threads"), threads},
                     {QStringLiteral("fused"), arguments.fusesNodes},
                     {QStringLiteral("unit"), QString::fromStdString(workload.unit)},
                     {QStringLiteral("items_per_step"), static_cast<qint64>(workload.itemsPerStep)},
                     {QStringLiteral("ms_per_step"), timing.median * 1e3},
                     {QStringLiteral("ms_fastest"), timing.fastest * 1e3},
                     {QStringLiteral("ms_slowest"), timing.slowest * 1e3},
                     {QStringLiteral("blocks"), timing.blocks},
                     {QStringLiteral("steps_per_block"), static_cast<qint64>(timing.stepsPerBlock)},
                     {QStringLiteral("items_per_s"), items / timing.median},
                     {QStringLiteral("flops_per_step"), static_cast<qint64>(work->flopsPerStep())},
                     {QStringLiteral("flops_per_s"), static_cast<double>(work->flopsPerStep()) / timing.median},
                     {QStringLiteral("bytes_per_step"), static_cast<qint64>(work->bytesPerStep())},
                     {QStringLiteral("bytes_per_s"), static_cast<double>(work->bytesPerStep()) / timing.median},
                     {QStringLiteral("arena_bytes"), static_cast<qint64>(work->arenaBytes())},
                     {QStringLiteral("peak_bytes"), static_cast<qint64>(peakMemory())},
                     {QStringLiteral("loss"), work->loss()},
                     {QStringLiteral("operators"), operators(work->profile())}};
    if (arguments.startedMs > 0)
        json.insert(QStringLiteral("start_ms"), std::max(0.0, firstStepMs - timing.median * 1e3));
    if (arguments.isOnGpu)
        json.insert(QStringLiteral("ceiling"), ceilingOf(*backend));
    printLine(json);
    return 0;
}

#endif

} // namespace

int bench(const BenchArguments& arguments)
{
    if (arguments.workload.isEmpty())
        return listWorkloads();
#ifdef LB_HAS_CPU_BACKEND
    try {
        if (arguments.workload == QStringLiteral("roofline"))
            return arguments.isOnGpu ? printGpuRoofline() : printRoofline(threadsOf(arguments));
        if (const Workload* workload = findWorkload(arguments.workload.toStdString()))
            return runWorkload(*workload, arguments);
    } catch (const engine::EngineError& error) {
        std::fprintf(stderr, "latentbench-worker: %s\n", error.what());
        return kFailed;
    }
    std::fprintf(stderr, "latentbench-worker: there is no workload named '%s'.\n", qPrintable(arguments.workload));
#else
    std::fprintf(stderr,
                 "latentbench-worker: this build has the reference backend alone, which is not worth timing.\n");
#endif
    return kBadInput;
}

} // namespace lb::experiments
