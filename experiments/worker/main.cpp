#include "experiments/worker/bench.h"
#include "experiments/worker/devices.h"
#include "experiments/worker/serve.h"

#include "experiments/training/process_memory.h"
#include "experiments/training/training_run.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace lb::experiments;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kBadInput = 2;
constexpr int kDeviceLost = 3;

std::atomic<bool> g_stop{false}; // a signal handler can reach nothing else

void onSignal(int)
{
    g_stop.store(true);
}

/// When memory runs out the system should end a worker, not the window.
void preferToDieFirst()
{
    QFile file(QStringLiteral("/proc/self/oom_score_adj"));
    if (file.open(QIODevice::WriteOnly))
        file.write("500");
}

int report(const Error& error)
{
    std::fprintf(stderr, "latentbench-worker: %s\n", qPrintable(error.detail));
    return error.kind == ErrorKind::InvalidArgument || error.kind == ErrorKind::NotFound ||
                   error.kind == ErrorKind::Busy || error.kind == ErrorKind::Newer
               ? kBadInput
               : kFailed;
}

/// Without what a process does at its end: a driver whose device is lost may wait for it for ever.
[[noreturn]] void endAtOnce()
{
    std::fflush(nullptr);
    std::_Exit(kDeviceLost);
}

int train(const QString& folder, int threads)
{
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    std::signal(SIGHUP, SIG_IGN);
    preferToDieFirst();
    const Result<RunState> state =
        runTraining(RunFolder(QFileInfo(folder).absoluteFilePath()), {.threads = threads, .stop = &g_stop});
    if (state)
        return kDone;
    const int code = report(state.error());
    if (state.error().kind == ErrorKind::DeviceLost)
        endAtOnce();
    return code;
}

int usage()
{
    std::fprintf(stderr, "Usage: latentbench-worker train FOLDER [--threads N]\n"
                         "       latentbench-worker serve SOCKET [--threads N]\n"
                         "       latentbench-worker devices\n"
                         "       latentbench-worker bench [WORKLOAD|roofline] [--threads N] [--blocks N] "
                         "[--seconds S] [--gpu] [--operators] [--unfused] [--started MS]\n");
    return kBadInput;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("latentbench-worker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LB_VERSION));
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("threads"), QStringLiteral("Kernel threads; 0: automatic."), QStringLiteral("n"),
                      QStringLiteral("0")});
    parser.addOption(
        {QStringLiteral("blocks"), QStringLiteral("bench: timed blocks."), QStringLiteral("n"), QStringLiteral("7")});
    parser.addOption({QStringLiteral("seconds"), QStringLiteral("bench: length of a block."), QStringLiteral("s"),
                      QStringLiteral("1")});
    parser.addOption({QStringLiteral("gpu"), QStringLiteral("bench: on the first GPU.")});
    parser.addOption({QStringLiteral("operators"), QStringLiteral("bench: always say where the time went.")});
    parser.addOption({QStringLiteral("unfused"), QStringLiteral("bench: run every node by itself.")});
    parser.addOption({QStringLiteral("started"), QStringLiteral("bench: when this process was started, ms."),
                      QStringLiteral("ms"), QStringLiteral("0")});
    if (!parser.parse(QCoreApplication::arguments()))
        return usage();
    const QStringList words = parser.positionalArguments();
    returnLargeBlocks();
    const int threads = parser.value(QStringLiteral("threads")).toInt();
    if (words.value(0) == QStringLiteral("train") && words.size() == 2)
        return train(words[1], threads);
    if (words.value(0) == QStringLiteral("serve") && words.size() == 2)
        return serve(words[1], threads);
    if (words.value(0) == QStringLiteral("devices") && words.size() == 1)
        return printDevices();
    if (words.value(0) == QStringLiteral("bench") && words.size() <= 2)
        return bench({.workload = words.value(1),
                      .threads = threads,
                      .blocks = parser.value(QStringLiteral("blocks")).toInt(),
                      .blockSeconds = parser.value(QStringLiteral("seconds")).toDouble(),
                      .showsOperators = parser.isSet(QStringLiteral("operators")),
                      .fusesNodes = !parser.isSet(QStringLiteral("unfused")),
                      .isOnGpu = parser.isSet(QStringLiteral("gpu")),
                      .startedMs = parser.value(QStringLiteral("started")).toDouble()});
    return usage();
}
