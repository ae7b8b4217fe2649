#include "engine/ops/attention.h"

#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

/// One query of all heads; `maps` of it are [heads, keys] in double, in the scratch.
template <class T>
struct Query {
    Query(const KernelCall& kernelCall, const AttentionExtents& extents, std::int64_t atItem, std::int64_t atStep)
        : e(extents)
        , call(kernelCall)
        , item(atItem)
        , step(atStep)
        , query(kernelCall.input<T>(0) + (item * e.steps + step) * e.keyStride())
        , key(call.input<T>(1) + item * e.keys * e.keyStride())
        , value(call.input<T>(2) + item * e.keys * e.valueStride())
    {
        const auto number = [&](int input, std::int64_t otherwise) {
            return input < 0 ? otherwise : std::int64_t{call.input<std::int32_t>(input)[item]};
        };
        const AttentionItem plain = e.plainItem();
        seen = e.visible(step, {.length = number(e.lengths, plain.length),
                                .prefix = number(e.prefix, plain.prefix),
                                .past = number(e.past, plain.past)});
    }

    double* map(int index) const { return reinterpret_cast<double*>(call.scratch) + index * e.heads * e.keys; }
    double scale() const { return 1.0 / std::sqrt(static_cast<double>(e.keySize)); }
    std::int64_t row(std::int64_t head) const { return (item * e.heads + head) * e.steps + step; }

    /// Scores of all heads, not mixed.
    void scores(double* to) const
    {
        forEach([&](std::int64_t head, std::int64_t at) {
            double total = 0.0;
            for (std::int64_t i = 0; i < e.keySize; ++i)
                total += static_cast<double>(query[head * e.keySize + i]) *
                         static_cast<double>(key[at * e.keyStride() + head * e.keySize + i]);
            to[head * e.keys + at] = total * scale();
        });
    }
    /// to[i] = sum_j matrix[i, j] from[j], or with the matrix transposed; a plain copy without a matrix.
    void mix(int matrix, bool isTransposed, const double* from, double* to) const
    {
        forEach([&](std::int64_t head, std::int64_t at) {
            double total = matrix < 0 ? from[head * e.keys + at] : 0.0;
            for (std::int64_t other = 0; matrix >= 0 && other < e.heads; ++other) {
                const std::int64_t entry = isTransposed ? other * e.heads + head : head * e.heads + other;
                total += static_cast<double>(call.input<T>(matrix)[entry]) * from[other * e.keys + at];
            }
            to[head * e.keys + at] = total;
        });
    }
    /// Calls body(head, key) for the keys that are seen.
    template <class F>
    void forEach(F body) const
    {
        for (std::int64_t head = 0; head < e.heads; ++head)
            for (std::int64_t at = 0; at < seen; ++at)
                body(head, at);
    }

    const AttentionExtents& e;
    const KernelCall& call;
    std::int64_t item, step, seen = 0;
    const T* query;
    const T* key;
    const T* value;
};

template <class T, class F>
void forEachQuery(const LoopNode& node, const KernelCall& call, F body)
{
    const AttentionExtents e = attentionExtents(node.inputs, node.attributes);
    for (std::int64_t item = 0; item < e.batch; ++item)
        for (std::int64_t step = 0; step < e.steps; ++step)
            body(Query<T>(call, e, item, step));
}

/// Score and probability maps, and their gradients.
std::size_t mapScratch(const LoopNode& node)
{
    const AttentionExtents e = attentionExtents(node.inputs, node.attributes);
    return static_cast<std::size_t>(5 * e.heads * e.keys) * sizeof(double);
}

template <class T>
void attention(const LoopNode& node, const KernelCall& call)
{
    const auto one = [&](const Query<T>& q) {
        const AttentionExtents& e = q.e;
        T* y = call.output<T>(0) + (q.item * e.steps + q.step) * e.valueStride();
        q.scores(q.map(0));
        q.mix(e.before, false, q.map(0), q.map(1));
        for (std::int64_t head = 0; head < e.heads; ++head) {
            double* s = q.map(1) + head * e.keys;
            const double top = q.seen > 0 ? *std::max_element(s, s + q.seen) : 0.0;
            double total = 0.0;
            for (std::int64_t at = 0; at < q.seen; ++at)
                total += std::exp(s[at] - top);
            const double logSum = q.seen > 0 ? top + std::log(total) : 0.0;
            call.output<T>(1)[q.row(head)] = static_cast<T>(logSum);
            for (std::int64_t at = 0; at < q.seen; ++at)
                s[at] = std::exp(s[at] - logSum);
        }
        q.mix(e.after, false, q.map(1), q.map(2));
        for (std::int64_t i = 0; i < e.valueStride(); ++i) {
            double total = 0.0;
            for (std::int64_t at = 0; at < q.seen; ++at)
                total +=
                    q.map(2)[i / e.valueSize * e.keys + at] * static_cast<double>(q.value[at * e.valueStride() + i]);
            y[i] = static_cast<T>(total);
        }
    };
    forEachQuery<T>(node, call, one);
}

/// gradient[i, j] += sum over the keys of d[i] map[j].
template <class T>
void addMixingGradient(const Query<T>& q, const double* d, const double* map, T* gradient)
{
    for (std::int64_t i = 0; i < q.e.heads; ++i)
        for (std::int64_t j = 0; j < q.e.heads; ++j) {
            double total = 0.0;
            for (std::int64_t at = 0; at < q.seen; ++at)
                total += d[i * q.e.keys + at] * map[j * q.e.keys + at];
            gradient[i * q.e.heads + j] += static_cast<T>(total);
        }
}

template <class T>
void attentionGrad(const LoopNode& node, const KernelCall& call)
{
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
        std::fill_n(call.output<T>(static_cast<int>(i)), node.outputs[i].shape.elements(), T{0});
    const auto one = [&](const Query<T>& q) {
        const AttentionExtents& e = q.e;
        const T* dy = call.input<T>(e.outputGradient) + (q.item * e.steps + q.step) * e.valueStride();
        double* const scores = q.map(0);
        double* const p = q.map(1);
        double* const mixed = q.map(2);
        double* const d = q.map(3); // of the mixed probabilities, then of the mixed scores
        double* const dp = q.map(4);
        q.scores(scores);
        q.mix(e.before, false, scores, p);
        q.forEach([&](std::int64_t head, std::int64_t at) {
            p[head * e.keys + at] =
                std::exp(p[head * e.keys + at] - static_cast<double>(call.input<T>(e.logSums)[q.row(head)]));
        });
        q.mix(e.after, false, p, mixed);
        T* const dValue = call.output<T>(2) + q.item * e.keys * e.valueStride();
        q.forEach([&](std::int64_t head, std::int64_t at) {
            double total = 0.0;
            for (std::int64_t i = head * e.valueSize; i < (head + 1) * e.valueSize; ++i) {
                total += static_cast<double>(dy[i]) * static_cast<double>(q.value[at * e.valueStride() + i]);
                dValue[at * e.valueStride() + i] += static_cast<T>(mixed[head * e.keys + at]) * dy[i];
            }
            d[head * e.keys + at] = total;
        });
        if (e.after >= 0)
            addMixingGradient(q, d, p, call.output<T>(e.before >= 0 ? 4 : 3));
        q.mix(e.after, true, d, dp);
        for (std::int64_t head = 0; head < e.heads; ++head) {
            double inner = 0.0;
            for (std::int64_t at = 0; at < q.seen; ++at)
                inner += p[head * e.keys + at] * dp[head * e.keys + at];
            for (std::int64_t at = 0; at < q.seen; ++at)
                d[head * e.keys + at] = p[head * e.keys + at] * (dp[head * e.keys + at] - inner);
        }
        if (e.before >= 0)
            addMixingGradient(q, d, scores, call.output<T>(3));
        q.mix(e.before, true, d, dp);
        T* const dQuery = call.output<T>(0) + (q.item * e.steps + q.step) * e.keyStride();
        T* const dKey = call.output<T>(1) + q.item * e.keys * e.keyStride();
        q.forEach([&](std::int64_t head, std::int64_t at) {
            const T ds = static_cast<T>(dp[head * e.keys + at] * q.scale());
            for (std::int64_t i = head * e.keySize; i < (head + 1) * e.keySize; ++i) {
                dQuery[i] += ds * q.key[at * e.keyStride() + i];
                dKey[at * e.keyStride() + i] += ds * q.query[i];
            }
        });
    };
    forEachQuery<T>(node, call, one);
}

/// The buffer is the output as well.
template <class T>
void appendSteps(const LoopNode& node, const KernelCall& call)
{
    const Shape& buffer = node.inputs[0].shape;
    const std::int64_t steps = node.inputs[1].shape[1];
    const std::int64_t count = steps * buffer[2];
    for (std::int64_t item = 0; item < buffer[0]; ++item) {
        const std::int64_t past = call.input<std::int32_t>(2)[item];
        if (past < 0 || past > buffer[1] - steps)
            throw EngineError(ErrorKind::InvalidArgument, "append_steps: position " + std::to_string(past) + " and " +
                                                              std::to_string(steps) + " steps do not fit into " +
                                                              std::to_string(buffer[1]));
        std::copy_n(call.input<T>(1) + item * count, count, call.output<T>(0) + (item * buffer[1] + past) * buffer[2]);
    }
}

} // namespace

void addAttentionKernels(KernelTable& table)
{
    table.set("append_steps", loopFor<appendSteps<float>, appendSteps<double>>);
    table.set("attention", loopFor<attention<float>, attention<double>, nullptr, mapScratch>);
    table.set("attention_grad", loopFor<attentionGrad<float>, attentionGrad<double>, nullptr, mapScratch>);
}

} // namespace lb::engine::reference
