// Steps of the benchmark's workloads with and without fusion, one of each in turn, so that what else runs on the
// machine meets both alike; in processor time: bench_fusion WORKLOAD... [--steps N] [--threads N].

#include "experiments/bench/work.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

using namespace lb;

namespace {

/// Processor time, which a busy machine lengthens less than it does the clock's.
double secondsOf(experiments::Work& work)
{
    const std::clock_t begin = std::clock();
    work.step();
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// The median, and the fastest tenth, which other programs disturb least.
std::array<double, 2> figures(std::vector<double> seconds)
{
    std::sort(seconds.begin(), seconds.end());
    return {seconds[seconds.size() / 2] * 1e3, seconds[seconds.size() / 10] * 1e3};
}

void compare(const experiments::Workload& workload, int threads, int steps)
{
    const auto plainBackend = engine::makeCpuBackend(threads);
    plainBackend->setFusesNodes(false);
    const auto fusedBackend = engine::makeCpuBackend(threads);
    const auto plain = workload.make(*plainBackend);
    const auto fused = workload.make(*fusedBackend);
    std::array<std::vector<double>, 2> seconds;
    std::vector<double> ratios;
    for (int i = -2; i < steps; ++i) { // the first two are not timed
        const double a = secondsOf(*plain);
        const double b = secondsOf(*fused);
        if (i < 0)
            continue;
        seconds[0].push_back(a);
        seconds[1].push_back(b);
        ratios.push_back(b / a);
    }
    const auto [medianPlain, fastPlain] = figures(seconds[0]);
    const auto [medianFused, fastFused] = figures(seconds[1]);
    std::sort(ratios.begin(), ratios.end());
    std::printf("%-15s plain %9.3f ms (fast %9.3f), fused %9.3f ms (fast %9.3f), median ratio of pairs %.3f, of fast "
                "steps %.3f, arena %.1f to %.1f MB, loss %s\n",
                workload.id.c_str(), medianPlain, fastPlain, medianFused, fastFused, ratios[ratios.size() / 2],
                fastFused / fastPlain, static_cast<double>(plain->arenaBytes()) / 1e6,
                static_cast<double>(fused->arenaBytes()) / 1e6, plain->loss() == fused->loss() ? "equal" : "DIFFERS");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    int steps = 50;
    int threads = 1; // waiting threads would spin
    std::vector<std::string> names;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--steps" && i + 1 < argc)
            steps = std::max(1, std::atoi(argv[++i]));
        else if (word == "--threads" && i + 1 < argc)
            threads = std::max(1, std::atoi(argv[++i]));
        else
            names.push_back(word);
    }
    for (const std::string& name : names)
        if (const experiments::Workload* workload = experiments::findWorkload(name))
            compare(*workload, threads, steps);
        else
            std::fprintf(stderr, "there is no workload named %s\n", name.c_str());
    return 0;
}
