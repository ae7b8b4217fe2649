#include "experiments/bench/measure.h"

#include <algorithm>
#include <chrono>

#include <sys/resource.h>

namespace lb::experiments {

namespace {

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double secondsOf(Work& work, std::int64_t steps)
{
    const double begin = now();
    for (std::int64_t i = 0; i < steps; ++i)
        work.step();
    static_cast<void>(work.loss()); // a device may still be at work
    return now() - begin;
}

} // namespace

Timing measure(Work& work, const MeasureOptions& options)
{
    constexpr int kWarmSteps = 3;
    const double begin = now();
    for (int i = 0; i < kWarmSteps || now() - begin < options.warmSeconds; ++i)
        work.step();
    const double one = secondsOf(work, 1);
    Timing result{.blocks = options.blocks,
                  .stepsPerBlock = std::max<std::int64_t>(1, static_cast<std::int64_t>(options.blockSeconds / one))};
    std::vector<double> times;
    for (int i = 0; i < options.blocks; ++i)
        times.push_back(secondsOf(work, result.stepsPerBlock) / static_cast<double>(result.stepsPerBlock));
    std::sort(times.begin(), times.end());
    result.median = times[times.size() / 2];
    result.fastest = times.front();
    result.slowest = times.back();
    return result;
}

std::int64_t peakMemory()
{
    constexpr std::int64_t kKibibyte = 1024;
    rusage usage{};
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss * kKibibyte : 0;
}

} // namespace lb::experiments
