#pragma once

#include "experiments/store/metric_writer.h"
#include "tests/support/memory_directory.h"

#include <ctime>
#include <memory>
#include <vector>

namespace lb::tests {

/// Processor time of this thread in ns: what logging takes from training, whatever else the computer does.
inline double threadCpuNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// A run that logs 20 metrics a step.
struct MetricLog {
    static constexpr int kMetrics = 20;

    MemoryDirectory directory;
    experiments::RunFolder folder{directory.path()};
    std::unique_ptr<experiments::MetricWriter> writer = experiments::MetricWriter::open(folder).value();
    std::vector<int> metrics;
    qint64 step = 0;

    MetricLog()
    {
        for (int i = 0; i < kMetrics; ++i)
            metrics.push_back(writer->metric(QStringLiteral("train/extra_%1").arg(i)));
    }
    void logStep()
    {
        ++step;
        for (const int metric : metrics)
            writer->append(metric, step, 1.0 / static_cast<double>(step + metric));
    }
};

struct LoggingCost {
    double appendNs = 0; ///< a point
    double commitNs = 0; ///< a point
    double stepNs() const { return (appendNs + commitNs) * MetricLog::kMetrics; }
};

/// Means over 100 commits after ten that warm up. Negative when a commit failed.
inline LoggingCost loggingCost(int stepsPerCommit)
{
    MetricLog log;
    LoggingCost cost;
    constexpr int kCommits = 100;
    const double points = static_cast<double>(kCommits) * stepsPerCommit * MetricLog::kMetrics;
    for (int commit = -10; commit < kCommits; ++commit) {
        const double start = threadCpuNs();
        for (int i = 0; i < stepsPerCommit; ++i)
            log.logStep();
        const double appended = threadCpuNs();
        if (!log.writer->commit(experiments::MetricWriter::Durability::Rhythm))
            return {-1, -1};
        cost.appendNs += commit < 0 ? 0 : (appended - start) / points;
        cost.commitNs += commit < 0 ? 0 : (threadCpuNs() - appended) / points;
    }
    return cost;
}

} // namespace lb::tests
