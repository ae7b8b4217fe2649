#include "experiments/bench/device_ceiling.h"

#include "engine/ops/linear.h"
#include "engine/train/program.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace lb::experiments {

namespace {

constexpr double kLongEnough = 0.02; // seconds of one piece of work: launches no longer count
constexpr double kTimed = 0.3;       // seconds in all

/// Seconds of one `work`, the best of three rounds; `wait` returns when all of it is done.
double secondsOf(const std::function<void()>& work, const std::function<void()>& wait)
{
    using Clock = std::chrono::steady_clock;
    const auto round = [&](int count) {
        const Clock::time_point begin = Clock::now();
        for (int i = 0; i < count; ++i)
            work();
        wait();
        return std::chrono::duration<double>(Clock::now() - begin).count() / count;
    };
    round(2); // what is prepared, recorded or not yet clocked up
    const int count = std::clamp(static_cast<int>(kTimed / 3 / std::max(round(1), 1e-6)), 1, 1000);
    return std::min({round(count), round(count), round(count)});
}

double productSeconds(engine::Backend& backend, std::int64_t size)
{
    auto graph = std::make_unique<engine::Graph>();
    const engine::Value product = engine::matmul(graph->input("a", {size, size}), graph->input("b", {size, size}));
    engine::Program program(backend, std::move(graph), {product}, engine::ExternalStorage{});
    const std::vector<float> numbers(static_cast<std::size_t>(size * size), 0.5F);
    for (const char* name : {"a", "b"})
        program.setInput(name, std::span<const float>(numbers));
    float first = 0;
    return secondsOf([&] { program.run({}); },
                     [&] { backend.copyToHost(&first, program.address(product.id()), sizeof first); });
}

double copySeconds(engine::Backend& backend, std::size_t bytes)
{
    const std::unique_ptr<engine::Buffer> from = backend.allocate(bytes), to = backend.allocate(bytes);
    std::byte first{};
    return secondsOf([&] { backend.copyOnDevice(to->data(), from->data(), bytes); },
                     [&] { backend.copyToHost(&first, to->data(), 1); });
}

} // namespace

DeviceCeiling measureCeiling(engine::Backend& backend)
{
    DeviceCeiling result;
    for (std::int64_t size = 128; size <= 8192; size *= 2) {
        const double seconds = productSeconds(backend, size);
        const auto n = static_cast<double>(size);
        result.matmul = std::max(result.matmul, 2 * n * n * n / seconds);
        result.matmulSize = size;
        if (seconds > kLongEnough)
            break;
    }
    for (std::size_t bytes = std::size_t{16} << 20; bytes <= std::size_t{1} << 30; bytes *= 4) {
        const double seconds = copySeconds(backend, bytes);
        result.stream = 2 * static_cast<double>(bytes) / seconds; // of the largest: smaller ones fit into caches
        result.streamBytes = static_cast<std::int64_t>(bytes);
        if (seconds > kLongEnough || backend.freeBytes().value_or(8 * bytes) < 8 * bytes)
            break;
    }
    return result;
}

} // namespace lb::experiments
