#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/core/von_mises_fisher.h"

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

/// One number per row of a batch, each by rejection: rows split between threads, in double as the reference.
class VmfCosineKernel : public CpuKernel {
public:
    VmfCosineKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_cosine(node.attributes.real("kappa"), node.attributes.integer("sphere"))
        , m_site(static_cast<std::uint32_t>(node.attributes.integer("site")))
        , m_count(outputShape(graph, node).elements())
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        constexpr Index kGrain = 64;
        float* const y = call.output<float>(0);
        forRange(team(), m_count, kGrain, [&](Index begin, Index end) {
            for (Index i = begin; i < end; ++i)
                y[i] = static_cast<float>(m_cosine.draw(call.random, m_site, static_cast<std::uint64_t>(i)));
        });
    }

private:
    VonMisesFisherCosine m_cosine;
    std::uint32_t m_site;
    Index m_count;
};

} // namespace

void addRandomKernels(CpuTable& table)
{
    table.set("normal_noise", make<NormalNoiseKernel>);
    table.set("dropout_mask", make<DropoutMaskKernel>);
    table.set("vmf_cosine", make<VmfCosineKernel>);
}

} // namespace lb::engine::cpu
