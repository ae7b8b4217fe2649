#include "engine/backend/cpu/cpu_kernel.h"

namespace lb::engine::cpu {

namespace {

/// Numbers of one stream: pieces start at whole blocks, so that every split gives the same numbers.
class RandomKernel : public CpuKernel {
public:
    RandomKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_site(static_cast<std::uint32_t>(node.attributes.integer("site")))
        , m_count(outputShape(graph, node).elements())
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        static_assert(kCostlyGrain % 4 == 0);
        forRange(team(), m_count, kCostlyGrain, [&](Index begin, Index end) {
            numbers({.seed = call.random.seed,
                     .step = call.random.step,
                     .site = m_site,
                     .firstBlock = static_cast<std::uint64_t>(begin / 4)},
                    call.output<float>(0) + begin, end - begin);
        });
    }
    virtual void numbers(const RandomSpan& span, float* y, Index count) = 0;

private:
    std::uint32_t m_site;
    Index m_count;
};

class NormalNoiseKernel : public RandomKernel {
public:
    using RandomKernel::RandomKernel;

protected:
    void numbers(const RandomSpan& span, float* y, Index count) override { vector().random.normal(span, y, count); }
};

class DropoutMaskKernel : public RandomKernel {
public:
    DropoutMaskKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : RandomKernel(context, graph, node)
        , m_rate(static_cast<float>(node.attributes.real("rate")))
        , m_kept(static_cast<float>(1.0 / (1.0 - node.attributes.real("rate"))))
    {
    }

protected:
    void numbers(const RandomSpan& span, float* y, Index count) override
    {
        vector().random.dropoutMask(span, y, count, m_rate, m_kept);
    }

private:
    float m_rate;
    float m_kept;
};

} // namespace

void addRandomKernels(CpuTable& table)
{
    table.set("normal_noise", make<NormalNoiseKernel>);
    table.set("dropout_mask", make<DropoutMaskKernel>);
}

} // namespace lb::engine::cpu
