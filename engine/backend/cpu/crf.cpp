#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::engine::cpu {

namespace {

/// Sums of exponentials as products: with the largest forward sum m and each column's largest transition c taken off,
/// alpha'[j] = m + c[j] + ln sum_i exp(alpha[i] - m) exp(A[i, j] - c[j]) + emission[j]. What underflows is below e^-87
/// of the largest term times e^range, the range being that of a column of A; beyond a range of 40 the reference runs.
constexpr float kLargestRange = 40.0F;

class CrfKernel : public CpuKernel {
public:
    CrfKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_batch(inputShape(graph, node, 0)[0])
        , m_steps(inputShape(graph, node, 0)[1])
        , m_labels(inputShape(graph, node, 0)[2])
        , m_exact(referenceKernels().find(node.op->name)(graph, node))
    {
    }

protected:
    static Index aligned(Index floats) { return (floats + 15) / 16 * 16; }
    Index square() const { return aligned(m_labels * m_labels); }
    Index row() const { return aligned(m_labels); }
    Index packedFloats() const { return aligned(vector().packedProduct.packedFloats(m_labels, m_labels)); }
    Index states() const { return aligned(m_batch * m_labels); }
    /// Rows of the batch that are worth a thread.
    Index grain() const { return 1'000'000 / std::max<Index>(2 * m_steps * m_labels * m_labels, 1) + 1; }
    Index length(const KernelCall& call, Index item) const
    {
        return std::clamp<Index>(call.input<std::int32_t>(2)[item], 1, m_steps);
    }
    Index at(Index item, Index step) const { return (item * m_steps + step) * m_labels; }
    std::size_t bytes(Index floats) const
    {
        return std::max(static_cast<std::size_t>(floats) * sizeof(float), m_exact->scratchBytes());
    }

    /// Fills largest transitions per column and exp(A - those); false when A's range is too large for that.
    bool prepareTransitions(const KernelCall& call, float* largest, float* exponentials) const
    {
        const float* const a = call.input<float>(1);
        vector().crf.largestOfColumns(a, largest, m_labels, m_labels);
        if (!std::all_of(largest, largest + m_labels, [](float column) { return std::isfinite(column); }))
            return false; // a label that no other leads to
        float range = 0.0F;
        for (Index i = 0; i < m_labels; ++i)
            for (Index j = 0; j < m_labels; ++j)
                range = std::max(range, largest[j] - a[i * m_labels + j]);
        if (!(range <= kLargestRange))
            return false;
        vector().crf.expOfDifferences(a, largest, exponentials, m_labels, m_labels);
        return true;
    }

    Index m_batch;
    Index m_steps;
    Index m_labels;
    std::unique_ptr<Kernel> m_exact;
};

class LogPartitionKernel : public CrfKernel {
public:
    using CrfKernel::CrfKernel;
    std::size_t scratchBytes() const override { return bytes(row() + square() + packedFloats() + 2 * states()); }

protected:
    void execute(const KernelCall& call) override
    {
        auto* const largest = reinterpret_cast<float*>(call.scratch);
        float* const exponentials = largest + row();
        float* const packed = exponentials + square();
        if (!prepareTransitions(call, largest, exponentials))
            return m_exact->run(call);
        vector().packedProduct.pack(exponentials, {0, m_labels, m_labels}, false, packed);
        float* const states = packed + packedFloats();
        forRows(team(), m_batch, grain(),
                [&](Index begin, Index end) { walk(call, largest, packed, states, begin, end); });
    }

private:
    void walk(const KernelCall& call, const float* largest, const float* packed, float* all, Index begin,
              Index end) const
    {
        float* const states = all + begin * m_labels;
        float* const sums = all + this->states() + begin * m_labels;
        const Index rows = end - begin;
        float* const alpha = call.output<float>(1);
        for (Index item = begin; item < end; ++item) {
            std::fill_n(alpha + at(item, 0), m_steps * m_labels, 0.0F);
            std::copy_n(call.input<float>(0) + at(item, 0), m_labels, alpha + at(item, 0));
        }
        for (Index step = 1; step < m_steps; ++step) {
            // The highest forward sum is found again below, which costs less than keeping it.
            for (Index item = begin; item < end; ++item)
                vector().crf.expOfRow(alpha + at(item, step - 1), states + (item - begin) * m_labels, m_labels);
            std::fill_n(sums, rows * m_labels, 0.0F);
            vector().packedProduct.multiplyAdd(states, packed, sums, {rows, m_labels, m_labels});
            for (Index item = begin; item < end; ++item) {
                if (step >= length(call, item))
                    continue;
                const float* const before = alpha + at(item, step - 1);
                vector().crf.forward(sums + (item - begin) * m_labels, largest, call.input<float>(0) + at(item, step),
                                     *std::max_element(before, before + m_labels), alpha + at(item, step), m_labels);
            }
        }
        for (Index item = begin; item < end; ++item) {
            float* const scratch = states + (item - begin) * m_labels;
            const float highest = vector().crf.expOfRow(alpha + at(item, length(call, item) - 1), scratch, m_labels);
            const auto total = static_cast<float>(vector().reduce.sum(scratch, m_labels));
            float logTotal = 0.0F;
            const float parameters[2] = {};
            vector().elementwise.unary[static_cast<int>(UnaryOp::Log)](&total, &logTotal, 1, parameters);
            call.output<float>(0)[item] = highest + logTotal;
        }
    }
};

/// Marginals backwards without logarithms: with q[j] = p'[j] / sum_i exp(..), p[i] = exp(alpha[i] - m) sum_j exp(A - c)
/// q[j], and the pairs' marginals are one product over all steps, times exp(A - c).
class LogPartitionGradKernel : public CrfKernel {
public:
    LogPartitionGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CrfKernel(context, graph, node)
        , m_pairs(prepare(context))
    {
    }
    std::size_t scratchBytes() const override
    {
        return bytes(row() + square() + packedFloats() + states() + 2 * sequence()) + m_pairs.scratchBytes();
    }

protected:
    void execute(const KernelCall& call) override
    {
        auto* const largest = reinterpret_cast<float*>(call.scratch);
        float* const exponentials = largest + row();
        float* const packed = exponentials + square();
        float* const sums = packed + packedFloats();
        float* const states = sums + this->states();
        float* const weights = states + sequence();
        if (!prepareTransitions(call, largest, exponentials))
            return m_exact->run(call);
        vector().packedProduct.pack(exponentials, {0, m_labels, m_labels}, true, packed);
        forRows(team(), m_batch, grain(), [&](Index begin, Index end) {
            walkBack(call, {largest, packed, sums, states, weights}, begin, end);
        });
        float* const dTransitions = call.output<float>(1);
        m_pairs.run(team(), {.a = states,
                             .b = weights,
                             .c = dTransitions,
                             .scratch = reinterpret_cast<std::byte*>(weights + sequence())});
        const float parameters[2] = {};
        const auto multiply =
            vector().elementwise.binary[static_cast<int>(BinaryOp::Mul)][static_cast<int>(Walk::Both)];
        multiply(dTransitions, exponentials, dTransitions, m_labels * m_labels, parameters);
    }

private:
    Product prepare(const CpuContext& context) const
    {
        const KernelScope scope;
        return Product(context.dnnl, {.m = m_labels, .n = m_labels, .k = (m_steps - 1) * m_batch, .transposeA = true},
                       context.team.threads());
    }
    /// Floats of one number per step, item and label, without the last step.
    Index sequence() const { return aligned((m_steps - 1) * m_batch * m_labels); }

    struct Parts {
        const float* largest;
        const float* packed;
        float* sums;
        float* states;  ///< [steps - 1, batch, labels]: exp(alpha - m)
        float* weights; ///< the same: q, times the item's gradient
    };

    void walkBack(const KernelCall& call, const Parts& parts, Index begin, Index end) const
    {
        const Index rows = end - begin;
        float* const p = call.output<float>(0); // marginals times the item's gradient
        float* const sums = parts.sums + begin * m_labels;
        for (Index step = m_steps - 1; step >= 0; --step) {
            const Index offset = (step * m_batch + begin) * m_labels;
            float* const q = parts.weights + offset;
            for (Index row = 0; row < rows && step < m_steps - 1; ++row)
                prepareStep(call, parts, begin + row, step);
            if (step < m_steps - 1) {
                std::fill_n(sums, rows * m_labels, 0.0F);
                vector().packedProduct.multiplyAdd(q, parts.packed, sums, {rows, m_labels, m_labels});
            }
            for (Index row = 0; row < rows; ++row) {
                const Index item = begin + row;
                float* const to = p + at(item, step);
                const Index last = length(call, item) - 1;
                if (step > last)
                    std::fill_n(to, m_labels, 0.0F);
                else if (step == last)
                    endMarginals(call, item, to);
                else
                    multiply(parts.states + offset + row * m_labels, sums + row * m_labels, to);
            }
        }
    }

    /// exp(alpha - m) and q of a step; 0 where the sequence has no next one.
    void prepareStep(const KernelCall& call, const Parts& parts, Index item, Index step) const
    {
        const Index offset = (step * m_batch + item) * m_labels;
        const float* const alpha = call.input<float>(4) + at(item, step);
        if (step + 1 >= length(call, item)) {
            std::fill_n(parts.states + offset, m_labels, 0.0F);
            std::fill_n(parts.weights + offset, m_labels, 0.0F);
            return;
        }
        const float highest = vector().crf.expOfRow(alpha, parts.states + offset, m_labels);
        vector().crf.weights({.marginals = call.output<float>(0) + at(item, step + 1),
                              .column = parts.largest,
                              .emissions = call.input<float>(0) + at(item, step + 1),
                              .alpha = alpha + m_labels,
                              .highest = highest},
                             parts.weights + offset, m_labels);
    }

    void endMarginals(const KernelCall& call, Index item, float* to) const
    {
        const float* const alpha = call.input<float>(4) + at(item, length(call, item) - 1);
        const float logZ = call.input<float>(3)[item];
        const float d = call.input<float>(5)[item];
        const float shift[2] = {1.0F, -logZ};
        const float scale[2] = {d, 0.0F};
        const auto& unary = vector().elementwise.unary;
        unary[static_cast<int>(UnaryOp::Affine)](alpha, to, m_labels, shift);
        unary[static_cast<int>(UnaryOp::Exp)](to, to, m_labels, shift);
        unary[static_cast<int>(UnaryOp::Affine)](to, to, m_labels, scale);
    }

    void multiply(const float* a, const float* b, float* to) const
    {
        const float parameters[2] = {};
        vector().elementwise.binary[static_cast<int>(BinaryOp::Mul)][static_cast<int>(Walk::Both)](a, b, to, m_labels,
                                                                                                   parameters);
    }

    Product m_pairs;
};

class ViterbiKernel : public CrfKernel {
public:
    ViterbiKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CrfKernel(context, graph, node)
        , m_first(node.attributes.integer("first"))
    {
    }
    /// Per item: scores of two steps and where each label's best path came from.
    std::size_t scratchBytes() const override
    {
        return static_cast<std::size_t>(m_batch * (2 * row() + aligned(m_steps * m_labels))) * sizeof(float);
    }

protected:
    void execute(const KernelCall& call) override
    {
        forRows(team(), m_batch, grain(), [&](Index begin, Index end) {
            for (Index item = begin; item < end; ++item)
                decode(call, item);
        });
    }

private:
    void decode(const KernelCall& call, Index item) const
    {
        float* scores = reinterpret_cast<float*>(call.scratch) + item * (2 * row() + aligned(m_steps * m_labels));
        float* next = scores + row();
        auto* const from = reinterpret_cast<std::int32_t*>(scores + 2 * row());
        const float* const e = call.input<float>(0) + at(item, 0);
        for (Index j = 0; j < m_labels; ++j)
            scores[j] = m_first < 0 || j == m_first ? e[j] : -std::numeric_limits<float>::infinity();
        const Index steps = length(call, item);
        for (Index step = 1; step < steps; ++step) {
            std::fill_n(next, m_labels, -std::numeric_limits<float>::infinity());
            std::fill_n(from + step * m_labels, m_labels, 0);
            for (Index i = 0; i < m_labels; ++i)
                vector().crf.keepLargerSum(call.input<float>(1) + i * m_labels, scores[i], static_cast<std::int32_t>(i),
                                           next, from + step * m_labels, m_labels);
            vector().layout.add(e + step * m_labels, next, m_labels);
            std::swap(scores, next);
        }
        auto label = static_cast<std::int32_t>(std::max_element(scores, scores + m_labels) - scores);
        call.output<float>(0)[item] = scores[label];
        std::int32_t* const path = call.output<std::int32_t>(1) + item * m_steps;
        std::fill_n(path, m_steps, -1);
        for (Index step = steps - 1; step >= 0; --step) {
            path[step] = label;
            if (step > 0)
                label = from[step * m_labels + label];
        }
    }

    std::int64_t m_first;
};

} // namespace

void addCrfKernels(CpuTable& table)
{
    table.set("crf_log_partition", make<LogPartitionKernel>);
    table.set("crf_log_partition_grad", make<LogPartitionGradKernel>);
    table.set("viterbi", make<ViterbiKernel>); // a path's score is a few additions: the reference's kernel does it
}

} // namespace lb::engine::cpu
