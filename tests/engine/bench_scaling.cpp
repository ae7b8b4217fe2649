// How a training step of the MLP VAE (784-width-16) grows with the batch, the width and the threads, and the arena of a
// 12-layer transformer with the batch, with and without recomputation: bench_scaling [threads [blocks]]

#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "models/families/model.h"
#include "tests/engine/transformer_layers.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

using namespace lb::engine;

namespace {

constexpr double kMega = 1e6;

StepRecorder mlpRecorder(std::int64_t width)
{
    const lb::models::Family& family = *lb::models::findFamily("image-mlp");
    lb::models::Config config;
    config.set("encoder.hidden", width);
    config.set("decoder.hidden", width);
    config.set("latent.size", std::int64_t{16});
    const std::shared_ptr<lb::models::Model> model =
        family.build(lb::models::withDefaults(family.fields, config), {.height = 28, .width = 28});
    return [model](Graph& graph, BatchShape shape) {
        return RecordedStep{.loss = model->recordTraining(graph, shape).loss};
    };
}

/// Median seconds of a step over blocks of a tenth of a second each.
double stepSeconds(int threads, std::int64_t width, std::int64_t rows, int blocks)
{
    using Clock = std::chrono::steady_clock;
    const std::unique_ptr<Backend> backend = makeCpuBackend(threads);
    StepGraph step = prepareStep(*backend, mlpRecorder(width), {.rows = rows}, {});
    ParameterStore store(*backend, *step.prepared.graph, 1);
    const ExternalStorage storage = store.bind(*step.prepared.graph, step.gradients);
    SharedArena arena(*backend);
    Program program(*backend, std::move(step.prepared), storage, arena);
    const std::vector<float> pixels(static_cast<std::size_t>(rows * 784), 0.5F);
    program.setInput("pixels", std::span<const float>(pixels));
    std::uint64_t number = 0;
    std::vector<double> times;
    for (int i = 0; i <= blocks; ++i) {
        const auto begin = Clock::now();
        std::chrono::duration<double> passed{};
        int steps = 0;
        for (; passed.count() < 0.1; ++steps, passed = Clock::now() - begin)
            program.run({.seed = 1, .step = number++});
        if (i > 0) // the first warms up
            times.push_back(passed.count() / steps);
    }
    std::nth_element(times.begin(), times.begin() + blocks / 2, times.end());
    return times[static_cast<std::size_t>(blocks / 2)];
}

void printTimes(const char* what, const std::vector<std::pair<std::int64_t, std::int64_t>>& widthsAndRows, int threads,
                int blocks)
{
    fmt::print("\nms a step by {}\n  width  batch {}\n", what,
               "   1 thread   threads: all   times faster   us an image");
    for (const auto& [width, rows] : widthsAndRows) {
        const double one = stepSeconds(1, width, rows, blocks);
        const double all = stepSeconds(threads, width, rows, blocks);
        fmt::print("  {:5}  {:5} {:11.3f} {:14.3f} {:14.2f} {:13.1f}\n", width, rows, one * 1e3, all * 1e3, one / all,
                   all * 1e6 / static_cast<double>(rows));
    }
}

void printMemory(int threads)
{
    const std::unique_ptr<Backend> backend = makeCpuBackend(threads);
    const lb::testing::TransformerSizes sizes{.width = 256};
    const StepRecorder record = [&](Graph& graph, BatchShape shape) {
        return lb::testing::recordTransformer(graph, shape, sizes);
    };
    const auto megabytes = [&](std::int64_t rows, KeepPolicy::Kind kind) {
        return static_cast<double>(
                   prepareStep(*backend, record, {rows, 128}, {.kind = kind, .values = {}}).prepared.plan.arenaBytes) /
               kMega;
    };
    using Kind = KeepPolicy::Kind;
    fmt::print("\narena MB, 12 layers of 256, 128 steps\n  batch   everything      costly      blocks\n");
    for (const std::int64_t rows : {2, 4, 8, 16, 32, 64})
        fmt::print("  {:5} {:12.1f} {:11.1f} {:11.1f}\n", rows, megabytes(rows, Kind::Everything),
                   megabytes(rows, Kind::Costly), megabytes(rows, Kind::BlockInputs));
}

} // namespace

int main(int argc, char** argv)
{
    const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
    const int blocks = argc > 2 ? std::max(1, std::atoi(argv[2])) : 7;
    fmt::print("{}, {} threads\n", makeCpuBackend(threads)->description(), threads);
    printTimes("batch", {{400, 16}, {400, 64}, {400, 256}, {400, 1024}, {400, 4096}}, threads, blocks);
    printTimes("width", {{100, 128}, {200, 128}, {400, 128}, {800, 128}, {1600, 128}}, threads, blocks);
    printMemory(threads);
}
