#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::engine::reference {

namespace {

struct Chain {
    std::int64_t batch, steps, labels;
    explicit Chain(const Shape& emissions)
        : batch(emissions[0])
        , steps(emissions[1])
        , labels(emissions[2])
    {
    }
    std::int64_t length(const std::int32_t* lengths, std::int64_t item) const
    {
        return std::clamp<std::int64_t>(lengths[item], 1, steps);
    }
};

/// ln of the sum over i < count of exp(term(i)).
template <class F>
double logSumExp(std::int64_t count, F term)
{
    double top = -std::numeric_limits<double>::infinity();
    for (std::int64_t i = 0; i < count; ++i)
        top = std::max(top, static_cast<double>(term(i)));
    if (top == -std::numeric_limits<double>::infinity()) // no path at all; the difference below would be no number
        return top;
    double total = 0.0;
    for (std::int64_t i = 0; i < count; ++i)
        total += std::exp(static_cast<double>(term(i)) - top);
    return top + std::log(total);
}

template <class T>
void logPartition(const LoopNode& node, const KernelCall& call)
{
    const Chain c(node.input(0));
    const T* transitions = call.input<T>(1);
    for (std::int64_t item = 0; item < c.batch; ++item) {
        const T* e = call.input<T>(0) + item * c.steps * c.labels;
        T* alpha = call.output<T>(1) + item * c.steps * c.labels;
        std::fill_n(alpha, c.steps * c.labels, T{0});
        std::copy_n(e, c.labels, alpha);
        const std::int64_t length = c.length(call.input<std::int32_t>(2), item);
        for (std::int64_t step = 1; step < length; ++step) {
            const T* before = alpha + (step - 1) * c.labels;
            for (std::int64_t j = 0; j < c.labels; ++j) {
                const double reached =
                    logSumExp(c.labels, [&](std::int64_t i) { return before[i] + transitions[i * c.labels + j]; });
                alpha[step * c.labels + j] = static_cast<T>(reached + static_cast<double>(e[step * c.labels + j]));
            }
        }
        const T* last = alpha + (length - 1) * c.labels;
        call.output<T>(0)[item] = static_cast<T>(logSumExp(c.labels, [&](std::int64_t i) { return last[i]; }));
    }
}

/// Backward sums of two steps, and the transitions' gradient, in double.
std::size_t gradientScratch(const LoopNode& node)
{
    const Chain c(node.input(0));
    return static_cast<std::size_t>((2 + c.labels) * c.labels) * sizeof(double);
}

/// Marginals of labels are exp(forward sum + backward sum - logZ); those of pairs likewise, with what lies between.
template <class T>
void logPartitionGrad(const LoopNode& node, const KernelCall& call)
{
    const Chain c(node.input(0));
    const T* transitions = call.input<T>(1);
    auto* beta = reinterpret_cast<double*>(call.scratch);
    double* later = beta + c.labels; // backward sum of the step after, with that step's emissions
    double* pairs = later + c.labels;
    std::fill_n(pairs, c.labels * c.labels, 0.0);
    for (std::int64_t item = 0; item < c.batch; ++item) {
        const T* e = call.input<T>(0) + item * c.steps * c.labels;
        const T* alpha = call.input<T>(4) + item * c.steps * c.labels;
        T* de = call.output<T>(0) + item * c.steps * c.labels;
        const auto logZ = static_cast<double>(call.input<T>(3)[item]);
        const auto d = static_cast<double>(call.input<T>(5)[item]);
        const std::int64_t length = c.length(call.input<std::int32_t>(2), item);
        std::fill_n(de, c.steps * c.labels, T{0});
        std::fill_n(beta, c.labels, 0.0);
        for (std::int64_t step = length - 1; step >= 0; --step) {
            const T* forward = alpha + step * c.labels;
            for (std::int64_t i = 0; i < c.labels; ++i) {
                if (step < length - 1)
                    beta[i] = logSumExp(c.labels, [&](std::int64_t j) {
                        return static_cast<double>(transitions[i * c.labels + j]) + later[j];
                    });
                for (std::int64_t j = 0; step < length - 1 && j < c.labels; ++j)
                    pairs[i * c.labels + j] +=
                        d * std::exp(static_cast<double>(forward[i]) +
                                     static_cast<double>(transitions[i * c.labels + j]) + later[j] - logZ);
                de[step * c.labels + i] =
                    static_cast<T>(d * std::exp(static_cast<double>(forward[i]) + beta[i] - logZ));
            }
            for (std::int64_t i = 0; i < c.labels; ++i)
                later[i] = beta[i] + static_cast<double>(e[step * c.labels + i]);
        }
    }
    for (std::int64_t i = 0; i < c.labels * c.labels; ++i)
        call.output<T>(1)[i] = static_cast<T>(pairs[i]);
}

std::int64_t checkedLabel(std::int32_t label, std::int64_t labels)
{
    LB_ASSERT(label >= 0 && label < labels);
    return label >= 0 && label < labels ? label : 0;
}

template <class T>
void pathScore(const LoopNode& node, const KernelCall& call)
{
    const Chain c(node.input(0));
    for (std::int64_t item = 0; item < c.batch; ++item) {
        const std::int32_t* labels = call.input<std::int32_t>(3) + item * c.steps;
        double total = 0.0;
        std::int64_t before = -1;
        for (std::int64_t step = 0; step < c.length(call.input<std::int32_t>(2), item); ++step) {
            const std::int64_t label = checkedLabel(labels[step], c.labels);
            total += static_cast<double>(call.input<T>(0)[(item * c.steps + step) * c.labels + label]);
            if (before >= 0)
                total += static_cast<double>(call.input<T>(1)[before * c.labels + label]);
            before = label;
        }
        call.output<T>(0)[item] = static_cast<T>(total);
    }
}

template <class T>
void pathScoreGrad(const LoopNode& node, const KernelCall& call)
{
    const Chain c(node.output(0));
    std::fill_n(call.output<T>(0), node.output(0).elements(), T{0});
    std::fill_n(call.output<T>(1), node.output(1).elements(), T{0});
    for (std::int64_t item = 0; item < c.batch; ++item) {
        const std::int32_t* labels = call.input<std::int32_t>(0) + item * c.steps;
        const T d = call.input<T>(2)[item];
        std::int64_t before = -1;
        for (std::int64_t step = 0; step < c.length(call.input<std::int32_t>(1), item); ++step) {
            const std::int64_t label = checkedLabel(labels[step], c.labels);
            call.output<T>(0)[(item * c.steps + step) * c.labels + label] = d;
            if (before >= 0)
                call.output<T>(1)[before * c.labels + label] += d;
            before = label;
        }
    }
}

/// Scores of two steps, and for every step and label where the best path came from.
std::size_t viterbiScratch(const LoopNode& node)
{
    const Chain c(node.input(0));
    return static_cast<std::size_t>(2 * c.labels) * sizeof(double) +
           static_cast<std::size_t>(c.steps * c.labels) * sizeof(std::int32_t);
}

template <class T>
void viterbi(const LoopNode& node, const KernelCall& call)
{
    const Chain c(node.input(0));
    const std::int64_t first = node.attributes.integer("first");
    auto* scores = reinterpret_cast<double*>(call.scratch);
    double* next = scores + c.labels;
    auto* from = reinterpret_cast<std::int32_t*>(scores + 2 * c.labels);
    for (std::int64_t item = 0; item < c.batch; ++item) {
        const T* e = call.input<T>(0) + item * c.steps * c.labels;
        std::int32_t* path = call.output<std::int32_t>(1) + item * c.steps;
        const std::int64_t length = c.length(call.input<std::int32_t>(2), item);
        for (std::int64_t j = 0; j < c.labels; ++j)
            scores[j] = first < 0 || j == first ? static_cast<double>(e[j]) : -std::numeric_limits<double>::infinity();
        for (std::int64_t step = 1; step < length; ++step) {
            for (std::int64_t j = 0; j < c.labels; ++j) {
                std::int64_t best = 0;
                const auto reached = [&](std::int64_t i) {
                    return scores[i] + static_cast<double>(call.input<T>(1)[i * c.labels + j]);
                };
                for (std::int64_t i = 1; i < c.labels; ++i)
                    best = reached(i) > reached(best) ? i : best;
                from[step * c.labels + j] = static_cast<std::int32_t>(best);
                next[j] = reached(best) + static_cast<double>(e[step * c.labels + j]);
            }
            std::copy_n(next, c.labels, scores);
        }
        std::int32_t label = static_cast<std::int32_t>(std::max_element(scores, scores + c.labels) - scores);
        call.output<T>(0)[item] = static_cast<T>(scores[label]);
        std::fill_n(path, c.steps, -1);
        for (std::int64_t step = length - 1; step >= 0; --step) {
            path[step] = label;
            if (step > 0)
                label = from[step * c.labels + label];
        }
    }
}

} // namespace

void addCrfKernels(KernelTable& table)
{
    table.set("crf_log_partition", loopFor<logPartition<float>, logPartition<double>>);
    table.set("crf_log_partition_grad",
              loopFor<logPartitionGrad<float>, logPartitionGrad<double>, nullptr, gradientScratch>);
    table.set("crf_path_score", loopFor<pathScore<float>, pathScore<double>>);
    table.set("crf_path_score_grad", loopFor<pathScoreGrad<float>, pathScoreGrad<double>>);
    table.set("viterbi", loopFor<viterbi<float>, viterbi<double>, nullptr, viterbiScratch>);
}

} // namespace lb::engine::reference
