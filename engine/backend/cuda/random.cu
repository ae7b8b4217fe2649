#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"

#include "engine/core/von_mises_fisher.h"

namespace lb::engine::cuda {

namespace {

struct Normal {
    __device__ float operator()(const std::array<std::uint32_t, 4>& words, int i) const
    {
        const int pair = i < 2 ? 0 : 2;
        return normalPairFrom(words[static_cast<std::size_t>(pair)],
                              words[static_cast<std::size_t>(pair + 1)])[static_cast<std::size_t>(i % 2)];
    }
};
struct Dropout {
    float rate, kept;
    __device__ float operator()(const std::array<std::uint32_t, 4>& words, int i) const
    {
        return uniformFrom(words[static_cast<std::size_t>(i)]) < rate ? 0.0F : kept;
    }
};

/// A thread for each block of four words: the same words, in the same places, as on every other backend.
template <class F>
__global__ void drawBlocks(F f, const RandomKey* key, std::uint32_t site, float* y, Index count)
{
    const Index block = threadNumber();
    if (block * 4 >= count)
        return;
    const auto words = randomBlock(*key, site, static_cast<std::uint64_t>(block));
    for (int i = 0; i < 4 && block * 4 + i < count; ++i)
        y[block * 4 + i] = f(words, i);
}

__global__ void drawCosines(VonMisesFisherCosine cosine, const RandomKey* key, std::uint32_t site, float* y,
                            Index count)
{
    const Index i = threadNumber();
    if (i < count)
        y[i] = static_cast<float>(cosine.draw(*key, site, static_cast<std::uint64_t>(i)));
}

std::uint32_t siteOf(const NodeView& view)
{
    return static_cast<std::uint32_t>(view.attributes().integer("site"));
}

template <class F>
std::unique_ptr<Kernel> drawing(const NodeView& view, F f)
{
    return launching([&context = view.context, count = view.count(), site = siteOf(view), f](const KernelCall& call) {
        context.setRandomKey(call.random);
        launch(context.stream(), gridFor((count + 3) / 4), drawBlocks<F>, f, context.randomKey(), site,
               call.output<float>(0), count);
    });
}

std::unique_ptr<Kernel> normalNoise(const NodeView& view)
{
    return drawing(view, Normal{});
}
std::unique_ptr<Kernel> dropoutMask(const NodeView& view)
{
    const double rate = view.attributes().real("rate");
    return drawing(view, Dropout{static_cast<float>(rate), static_cast<float>(1.0 / (1.0 - rate))});
}
std::unique_ptr<Kernel> vmfCosine(const NodeView& view)
{
    const VonMisesFisherCosine cosine(view.attributes().real("kappa"), view.attributes().integer("sphere"));
    return launching(
        [&context = view.context, count = view.count(), site = siteOf(view), cosine](const KernelCall& call) {
            context.setRandomKey(call.random);
            launch(context.stream(), gridFor(count), drawCosines, cosine, context.randomKey(), site,
                   call.output<float>(0), count);
        });
}

} // namespace

void addRandomKernels(Table& table)
{
    table.set("normal_noise", normalNoise);
    table.set("dropout_mask", dropoutMask);
    table.set("vmf_cosine", vmfCosine);
}

} // namespace lb::engine::cuda
