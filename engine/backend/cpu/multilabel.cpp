#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/core/error.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

/// Rows split between threads. Where the right classes are listed, each row's targets are written out in the thread's
/// scratch first.
class MultilabelKernel : public CpuKernel {
public:
    MultilabelKernel(const CpuContext& context, const Graph& graph, const Node& node, bool isSparse)
        : CpuKernel(context)
        , m_hasThreshold(node.attributes.flag("threshold"))
        , m_isSparse(isSparse)
    {
        const Shape& logits = inputShape(graph, node, 0);
        m_classes = logits[-1];
        m_rows = logits.product(0, logits.rank() - 1);
        m_slots = inputShape(graph, node, 1)[-1];
    }
    std::size_t scratchBytes() const override
    {
        return m_isSparse ? static_cast<std::size_t>(team().threads() * stride()) * sizeof(float) : 0;
    }

protected:
    void execute(const KernelCall& call) final
    {
        if (m_rows == 0)
            return;
        const int pieces = pieceCount(team().threads(), m_rows, kCostlyGrain / std::max<Index>(m_classes, 1) + 1);
        team().run(pieces, [&](int piece) {
            const Index begin = m_rows * piece / pieces;
            const Index end = m_rows * (piece + 1) / pieces;
            if (!m_isSparse)
                return rows(call, call.input<float>(1) + begin * m_classes, begin, end - begin);
            float* const targets = reinterpret_cast<float*>(call.scratch) + piece * stride();
            for (Index row = begin; row < end; ++row) {
                spread(call.input<std::int32_t>(1) + row * m_slots, targets);
                rows(call, targets, row, 1);
            }
        });
    }
    virtual void rows(const KernelCall& call, const float* targets, Index begin, Index count) = 0;

    Index m_rows = 0;
    Index m_classes = 0;
    bool m_hasThreshold;

private:
    Index stride() const { return (m_classes + 15) / 16 * 16; }
    void spread(const std::int32_t* listed, float* targets) const
    {
        std::fill_n(targets, m_classes, 0.0F);
        for (Index i = 0; i < m_slots; ++i) {
            LB_ASSERT(listed[i] < m_classes);
            if (listed[i] >= 0 && listed[i] < m_classes)
                targets[listed[i]] = 1.0F;
        }
    }

    Index m_slots = 0;
    bool m_isSparse;
};

class MultilabelLossKernel : public MultilabelKernel {
public:
    using MultilabelKernel::MultilabelKernel;

protected:
    void rows(const KernelCall& call, const float* targets, Index begin, Index count) override
    {
        vector().multilabel.loss(call.input<float>(0) + begin * m_classes, targets, m_hasThreshold,
                                 call.output<float>(0) + begin, count, m_classes);
    }
};

class MultilabelGradKernel : public MultilabelKernel {
public:
    using MultilabelKernel::MultilabelKernel;

protected:
    void rows(const KernelCall& call, const float* targets, Index begin, Index count) override
    {
        vector().multilabel.grad({.logits = call.input<float>(0) + begin * m_classes,
                                  .targets = targets,
                                  .dLoss = call.input<float>(2) + begin,
                                  .dLogits = call.output<float>(0) + begin * m_classes},
                                 m_hasThreshold, count, m_classes);
    }
};

template <class T, bool isSparse>
std::unique_ptr<Kernel> makeLoss(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<T>(context, graph, node, isSparse);
}

} // namespace

void addMultilabelKernels(CpuTable& table)
{
    table.set("multilabel_cross_entropy", makeLoss<MultilabelLossKernel, false>);
    table.set("multilabel_cross_entropy_grad", makeLoss<MultilabelGradKernel, false>);
    table.set("sparse_multilabel_cross_entropy", makeLoss<MultilabelLossKernel, true>);
    table.set("sparse_multilabel_cross_entropy_grad", makeLoss<MultilabelGradKernel, true>);
}

} // namespace lb::engine::cpu
