#include "engine/backend/roofline.h"

#include "engine/backend/cpu/onednn_convolution.h"
#include "engine/backend/cpu/threads.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <vector>

namespace lb::engine {

namespace {

constexpr double kSecondsPerShape = 0.35;

/// The shortest of many runs, seconds.
template <class Work>
double bestOf(const Work& work)
{
    using Clock = std::chrono::steady_clock;
    const auto secondsSince = [](Clock::time_point begin) {
        return std::chrono::duration<double>(Clock::now() - begin).count();
    };
    const Clock::time_point start = Clock::now();
    double best = 1e9;
    while (secondsSince(start) < kSecondsPerShape) {
        const Clock::time_point begin = Clock::now();
        work();
        best = std::min(best, secondsSince(begin));
    }
    return best;
}

double matmulRate(const cpu::OneDnn& dnnl, cpu::ThreadTeam& team)
{
    double best = 0;
    for (const cpu::ProductSpec& spec :
         {cpu::ProductSpec{.m = 1024, .n = 1024, .k = 1024}, cpu::ProductSpec{.m = 512, .n = 2048, .k = 512},
          cpu::ProductSpec{.m = 2048, .n = 512, .k = 512}}) {
        const cpu::Product product(dnnl, spec, team.threads());
        const std::vector<float> a(static_cast<std::size_t>(spec.m * spec.k), 0.5F);
        const std::vector<float> b(static_cast<std::size_t>(spec.k * spec.n), 0.5F);
        std::vector<float> c(static_cast<std::size_t>(spec.m * spec.n));
        std::vector<std::byte> scratch(product.scratchBytes());
        const double seconds = bestOf([&] { product.run(team, {a.data(), b.data(), c.data(), scratch.data()}); });
        best = std::max(best, 2.0 * static_cast<double>(spec.m * spec.n * spec.k) / seconds);
    }
    return best;
}

/// The best that is at hand for 128 images of 16 x 16, 64 to 128 channels, 4x4 with stride 2: oneDNN's own forward
/// convolution, else its product over all columns as if these were there already.
double convolutionRate(const cpu::OneDnn& dnnl, cpu::ThreadTeam& team)
{
    const Conv2dExtents e = conv2dExtents({128, 16, 16, 64}, {4, 4, 64, 128}, {.stride = 2, .padding = 1});
    const auto direct = cpu::DirectConvolution::tryMake(dnnl, e, cpu::ConvolutionResult::Maps, team.threads());
    const cpu::Product product(dnnl, {.m = e.positions(), .n = e.maps, .k = e.window()}, team.threads());
    const std::int64_t read = direct ? e.batch * e.height * e.width * e.channels : e.positions() * e.window();
    const std::vector<float> images(static_cast<std::size_t>(read), 0.5F);
    const std::vector<float> weight(static_cast<std::size_t>(e.window() * e.maps), 0.5F);
    std::vector<float> maps(static_cast<std::size_t>(e.positions() * e.maps));
    std::vector<std::byte> scratch(direct ? direct->scratchBytes() : product.scratchBytes());
    const double seconds = bestOf([&] {
        if (direct)
            direct->run(
                team,
                {.images = images.data(), .weight = weight.data(), .result = maps.data(), .scratch = scratch.data()});
        else
            product.run(team, {images.data(), weight.data(), maps.data(), scratch.data()});
    });
    return 2.0 * static_cast<double>(e.positions() * e.window() * e.maps) / seconds;
}

double streamRate(cpu::ThreadTeam& team)
{
    constexpr std::int64_t kBytes = 256 << 20;
    std::vector<std::byte> from(kBytes, std::byte{1});
    std::vector<std::byte> to(kBytes);
    return 2.0 * kBytes / bestOf([&] {
               cpu::forRange(team, kBytes, 1, [&](cpu::Index begin, cpu::Index end) {
                   std::memcpy(to.data() + begin, from.data() + begin, static_cast<std::size_t>(end - begin));
               });
           });
}

} // namespace

Roofline measureCpuRoofline(int threads)
{
    cpu::ThreadTeam team(threads);
    const cpu::KernelScope scope;
    const cpu::OneDnn dnnl;
    return {.matmul = matmulRate(dnnl, team), .convolution = convolutionRate(dnnl, team), .stream = streamRate(team)};
}

} // namespace lb::engine
