#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/core/von_mises_fisher.h"

namespace lb::engine::reference {

namespace {

std::uint32_t siteOf(const LoopNode& node)
{
    return static_cast<std::uint32_t>(node.attributes.integer("site"));
}

template <class T>
void normalNoise(const LoopNode& node, const KernelCall& call)
{
    T* y = call.output<T>(0);
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        const auto words = randomBlock(call.random, siteOf(node), static_cast<std::uint64_t>(i / 4));
        const std::size_t pair = i % 4 < 2 ? 0 : 2;
        y[i] = static_cast<T>(normalPairFrom(words[pair], words[pair + 1])[static_cast<std::size_t>(i % 2)]);
    }
}

template <class T>
void dropoutMask(const LoopNode& node, const KernelCall& call)
{
    T* y = call.output<T>(0);
    const double rate = node.attributes.real("rate");
    const T kept = static_cast<T>(1.0 / (1.0 - rate));
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        const auto words = randomBlock(call.random, siteOf(node), static_cast<std::uint64_t>(i / 4));
        const float uniform = uniformFrom(words[static_cast<std::size_t>(i % 4)]);
        y[i] = uniform < static_cast<float>(rate) ? T{0} : kept;
    }
}

template <class T>
void vmfCosine(const LoopNode& node, const KernelCall& call)
{
    const VonMisesFisherCosine cosine(node.attributes.real("kappa"), node.attributes.integer("sphere"));
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i)
        call.output<T>(0)[i] = static_cast<T>(cosine.draw(call.random, siteOf(node), static_cast<std::uint64_t>(i)));
}

} // namespace

void addRandomKernels(KernelTable& table)
{
    table.set("normal_noise", loopFor<normalNoise<float>, normalNoise<double>>);
    table.set("dropout_mask", loopFor<dropoutMask<float>, dropoutMask<double>>);
    table.set("vmf_cosine", loopFor<vmfCosine<float>, vmfCosine<double>>);
}

} // namespace lb::engine::reference
