// A 12-layer transformer in the memory that a batch of 8 takes without recomputation: how large a batch each keep
// policy trains there, and its time per example. Arguments: threads, runs, width.

#include "engine/backend/backend.h"
#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "tests/engine/transformer_layers.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

using namespace lb::engine;
using lb::testing::recordTransformer;
using lb::testing::TransformerSizes;

namespace {

constexpr std::int64_t kSteps = 128;
constexpr std::int64_t kRows = 8;

double medianSeconds(Backend& backend, StepGraph step, BatchShape shape, int runs)
{
    ParameterStore store(backend, *step.prepared.graph, 1);
    const ExternalStorage storage = store.bind(*step.prepared.graph, step.gradients);
    SharedArena arena(backend);
    const std::int64_t width = step.prepared.graph->typeOf(step.prepared.graph->findInput("x")).shape[2];
    Program program(backend, std::move(step.prepared), storage, arena);
    std::vector<float> x(static_cast<std::size_t>(shape.rows * shape.steps * width));
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = std::sin(static_cast<float>(i));
    program.setInput("x", std::span<const float>(x));
    std::vector<double> times;
    for (int i = 0; i <= runs; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        program.run({.seed = 1, .step = static_cast<std::uint64_t>(i)});
        if (i > 0) // the first warms up
            times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    return times[static_cast<std::size_t>(runs / 2)];
}

} // namespace

int main(int argc, char** argv)
{
    const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
    const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    const TransformerSizes sizes{.width = argc > 3 ? std::atoi(argv[3]) : 256};
    const std::unique_ptr<Backend> backend = makeCpuBackend(threads);
    const StepRecorder record = [&](Graph& graph, BatchShape shape) { return recordTransformer(graph, shape, sizes); };
    const StepGraph plain = prepareStep(*backend, record, {kRows, kSteps}, {});
    const std::size_t budget = plain.prepared.plan.arenaBytes;
    fmt::print("{}\n12 layers of {}, {} steps, arena of {:.1f} MiB\n", backend->description(), sizes.width, kSteps,
               static_cast<double>(budget) / 1048576);
    const double base =
        medianSeconds(*backend, prepareStep(*backend, record, {kRows, kSteps}, {}), {kRows, kSteps}, runs) /
        static_cast<double>(kRows);
    using Kind = KeepPolicy::Kind;
    for (const KeepPolicy& keep : {KeepPolicy{}, KeepPolicy{.kind = Kind::Costly, .values = {}},
                                   KeepPolicy{.kind = Kind::BlockInputs, .values = {}},
                                   KeepPolicy{.kind = Kind::BlockInputs, .values = {}, .stride = 2}}) {
        std::int64_t rows = kRows;
        while (prepareStep(*backend, record, {rows + 1, kSteps}, keep).prepared.plan.arenaBytes <= budget)
            ++rows;
        StepGraph step = prepareStep(*backend, record, {rows, kSteps}, keep);
        const std::string policy = step.policy;
        const double flops = static_cast<double>(step.prepared.flops) / static_cast<double>(rows);
        const double seconds =
            medianSeconds(*backend, std::move(step), {rows, kSteps}, runs) / static_cast<double>(rows);
        fmt::print("  {:<12} batch {:4} ({:.2f} x), {:.3f} ms an example ({:+.1f} %), {:.3f} GFLOP an example\n",
                   policy, rows, static_cast<double>(rows) / kRows, seconds * 1e3, 100 * (seconds / base - 1),
                   flops * 1e-9);
    }
}
