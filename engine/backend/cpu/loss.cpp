#include "engine/backend/cpu/cpu_kernel.h"

namespace lb::engine::cpu {

namespace {

class BceGradKernel : public CpuKernel {
public:
    BceGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_count(outputShape(graph, node).elements())
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* logits = call.input<float>(0);
        const float* targets = call.input<float>(1);
        const float* dy = call.input<float>(2);
        float* dLogits = call.output<float>(0);
        forRange(team(), m_count, kCostlyGrain, [&](Index begin, Index end) {
            vector().elementwise.bceGrad(logits + begin, targets + begin, dy + begin, dLogits + begin, end - begin);
        });
    }

private:
    Index m_count;
};

/// Rows of logits with one target each.
class ClassKernel : public CpuKernel {
public:
    ClassKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_rows(inputShape(graph, node, 1).elements())
        , m_classes(inputShape(graph, node, 0)[-1])
        , m_ignore(node.attributes.integer("ignore"))
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        forRows(team(), m_rows, kCostlyGrain / m_classes + 1,
                [&](Index begin, Index end) { rows(call, begin, end - begin); });
    }
    virtual void rows(const KernelCall& call, Index begin, Index count) = 0;

    Index m_rows;
    Index m_classes;
    std::int64_t m_ignore;
};

class CrossEntropyKernel : public ClassKernel {
public:
    using ClassKernel::ClassKernel;

protected:
    void rows(const KernelCall& call, Index begin, Index count) override
    {
        vector().rows.crossEntropy(call.input<float>(0) + begin * m_classes, call.input<std::int32_t>(1) + begin,
                                   m_ignore, call.output<float>(0) + begin, count, m_classes);
    }
};

class CrossEntropyGradKernel : public ClassKernel {
public:
    using ClassKernel::ClassKernel;

protected:
    void rows(const KernelCall& call, Index begin, Index count) override
    {
        vector().rows.crossEntropyGrad(call.input<float>(0) + begin * m_classes, call.input<std::int32_t>(1) + begin,
                                       call.input<float>(2) + begin, m_ignore,
                                       call.output<float>(0) + begin * m_classes, count, m_classes);
    }
};

class CorrectKernel : public ClassKernel {
public:
    using ClassKernel::ClassKernel;

protected:
    void rows(const KernelCall& call, Index begin, Index count) override
    {
        vector().rows.correct(call.input<float>(0) + begin * m_classes, call.input<std::int32_t>(1) + begin, m_ignore,
                              call.output<float>(0) + begin, count, m_classes);
    }
};

} // namespace

void addLossKernels(CpuTable& table)
{
    table.set("bce_with_logits_grad", make<BceGradKernel>); // the loss itself is a binary elementwise loop
    table.set("cross_entropy", make<CrossEntropyKernel>);
    table.set("cross_entropy_grad", make<CrossEntropyGradKernel>);
    table.set("correct", make<CorrectKernel>);
}

} // namespace lb::engine::cpu
