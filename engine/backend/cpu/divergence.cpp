#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>
#include <vector>

namespace lb::engine::cpu {

namespace {

/// Rows of both samples split between threads, each against all rows of both, which stand transposed in the scratch: a
/// vector holds one axis of several rows. A row against itself has distance 0, so its kernel value is taken off as a
/// number.
class ImqKernel : public CpuKernel {
public:
    ImqKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_counts{inputShape(graph, node, 0)[0], inputShape(graph, node, 1)[0]}
        , m_width(inputShape(graph, node, 0)[1])
        , m_scales(node.attributes.reals("scales").begin(), node.attributes.reals("scales").end())
    {
    }
    std::size_t scratchBytes() const override
    {
        return sumBytes() + static_cast<std::size_t>(rows() * m_width) * sizeof(float);
    }

protected:
    /// One sum per row.
    std::size_t sumBytes() const { return (static_cast<std::size_t>(rows()) * sizeof(double) + 63) / 64 * 64; }
    Index rows() const { return m_counts[0] + m_counts[1]; }

    /// body(row of both samples, its sample, its index there, the samples), rows split between threads.
    template <class Body>
    void forEachRow(const KernelCall& call, const Body& body)
    {
        auto* const columns = reinterpret_cast<float*>(call.scratch + sumBytes());
        const ImqSample samples[2] = {{columns, m_counts[0], m_width},
                                      {columns + m_counts[0] * m_width, m_counts[1], m_width}};
        for (int sample : {0, 1})
            vector().layout.transpose(call.input<float>(sample), columns + sample * m_counts[0] * m_width,
                                      m_counts[sample], m_width, m_width, m_counts[sample]);
        const Index perRow = rows() * (m_width + 4 * static_cast<Index>(m_scales.size()));
        forRows(team(), rows(), kCheapGrain / perRow + 1, [&](Index begin, Index end) {
            for (Index row = begin; row < end; ++row) {
                const int sample = row < m_counts[0] ? 0 : 1;
                body(row, sample, row - sample * m_counts[0], samples);
            }
        });
    }
    const float* numbers(const KernelCall& call, int sample, Index index) const
    {
        return call.input<float>(sample) + index * m_width;
    }
    double weight(int first, int second) const
    {
        const auto n = static_cast<double>(m_counts[first]);
        return first == second ? 1.0 / (n * (n - 1.0)) : -1.0 / (n * static_cast<double>(m_counts[second]));
    }
    ImqScales scales() const { return {m_scales.data(), static_cast<Index>(m_scales.size())}; }

    Index m_counts[2];
    Index m_width;
    std::vector<float> m_scales;
};

class ImqMmdKernel : public ImqKernel {
public:
    using ImqKernel::ImqKernel;

protected:
    void execute(const KernelCall& call) override
    {
        auto* const sums = reinterpret_cast<double*>(call.scratch);
        forEachRow(call, [&](Index row, int sample, Index index, const ImqSample* samples) {
            const float* const own = numbers(call, sample, index);
            sums[row] = -weight(sample, sample) * static_cast<double>(m_scales.size()); // the row against itself
            for (int other : {0, 1})
                sums[row] += weight(sample, other) * vector().divergence.kernelSum(own, samples[other], scales());
        });
        double total = 0.0;
        for (Index row = 0; row < rows(); ++row)
            total += sums[row];
        *call.output<float>(0) = static_cast<float>(total);
    }
};

class ImqMmdGradKernel : public ImqKernel {
public:
    using ImqKernel::ImqKernel;

protected:
    void execute(const KernelCall& call) override
    {
        const auto d = static_cast<double>(*call.input<float>(2));
        forEachRow(call, [&](Index, int sample, Index index, const ImqSample* samples) {
            float* const to = call.output<float>(sample) + index * m_width;
            std::fill_n(to, m_width, 0.0F);
            for (int other : {0, 1}) // a row's difference from itself is 0
                vector().divergence.addGradient(numbers(call, sample, index), samples[other], scales(),
                                                static_cast<float>(4.0 * d * weight(sample, other)), to);
        });
    }
};

} // namespace

void addDivergenceKernels(CpuTable& table)
{
    table.set("imq_mmd", make<ImqMmdKernel>);
    table.set("imq_mmd_grad", make<ImqMmdGradKernel>); // vmf_kl is for one number or a few: the reference's kernel
}

} // namespace lb::engine::cpu
