#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/core/von_mises_fisher.h"

#include <algorithm>

namespace lb::engine::reference {

namespace {

template <class T>
void vmfKl(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t dims = node.attributes.integer("dims");
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i)
        call.output<T>(0)[i] = static_cast<T>(VonMisesFisher(static_cast<double>(call.input<T>(0)[i]), dims).kl());
}

template <class T>
void vmfKlGrad(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t dims = node.attributes.integer("dims");
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        const VonMisesFisher at(static_cast<double>(call.input<T>(0)[i]), dims);
        call.output<T>(0)[i] = call.input<T>(1)[i] * static_cast<T>(at.klSlope());
    }
}

/// The samples of an "imq_mmd" node.
template <class T>
struct Samples {
    const std::vector<double>& scales;
    const T* rows[2];
    std::int64_t counts[2];
    std::int64_t width;

    Samples(const LoopNode& node, const KernelCall& call)
        : scales(node.attributes.reals("scales"))
        , rows{call.input<T>(0), call.input<T>(1)}
        , counts{node.input(0)[0], node.input(1)[0]}
        , width(node.input(0)[1])
    {
    }
    const T* row(int sample, std::int64_t i) const { return rows[sample] + i * width; }
    double squaredDistance(const T* a, const T* b) const
    {
        double total = 0.0;
        for (std::int64_t i = 0; i < width; ++i) {
            const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
            total += difference * difference;
        }
        return total;
    }
    /// What a pair counts in the sum: 1 / (n (n - 1)) inside a sample, -1 / (n m) between the two, twice over.
    double weight(int first, int second) const
    {
        const auto n = static_cast<double>(counts[first]);
        return first == second ? 1.0 / (n * (n - 1.0)) : -1.0 / (n * static_cast<double>(counts[second]));
    }
    /// Calls body(a's sample, row, b's sample, row) for all ordered pairs of different rows.
    template <class F>
    void forEachPair(F body) const
    {
        for (int first : {0, 1})
            for (int second : {0, 1})
                for (std::int64_t i = 0; i < counts[first]; ++i)
                    for (std::int64_t j = 0; j < counts[second]; ++j)
                        if (first != second || i != j)
                            body(first, i, second, j);
    }
};

template <class T>
void imqMmd(const LoopNode& node, const KernelCall& call)
{
    const Samples<T> s(node, call);
    double total = 0.0;
    s.forEachPair([&](int first, std::int64_t i, int second, std::int64_t j) {
        const double squared = s.squaredDistance(s.row(first, i), s.row(second, j));
        for (double c : s.scales)
            total += s.weight(first, second) * c / (c + squared);
    });
    call.output<T>(0)[0] = static_cast<T>(total);
}

/// Each unordered pair comes twice, once for each of its rows: a's gradient is 2 dk/d(squared) 2 (a - b).
template <class T>
void imqMmdGrad(const LoopNode& node, const KernelCall& call)
{
    const Samples<T> s(node, call);
    const auto d = static_cast<double>(call.input<T>(2)[0]);
    for (int sample : {0, 1})
        std::fill_n(call.output<T>(sample), node.output(sample).elements(), T{0});
    s.forEachPair([&](int first, std::int64_t i, int second, std::int64_t j) {
        const T* a = s.row(first, i);
        const T* b = s.row(second, j);
        const double squared = s.squaredDistance(a, b);
        double slope = 0.0;
        for (double c : s.scales)
            slope -= c / ((c + squared) * (c + squared));
        slope *= 4.0 * d * s.weight(first, second);
        for (std::int64_t at = 0; at < s.width; ++at)
            call.output<T>(first)[i * s.width + at] +=
                static_cast<T>(slope * (static_cast<double>(a[at]) - static_cast<double>(b[at])));
    });
}

} // namespace

void addDivergenceKernels(KernelTable& table)
{
    table.set("vmf_kl", loopFor<vmfKl<float>, vmfKl<double>>);
    table.set("vmf_kl_grad", loopFor<vmfKlGrad<float>, vmfKlGrad<double>>);
    table.set("imq_mmd", loopFor<imqMmd<float>, imqMmd<double>>);
    table.set("imq_mmd_grad", loopFor<imqMmdGrad<float>, imqMmdGrad<double>>);
}

} // namespace lb::engine::reference
