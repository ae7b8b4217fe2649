#include "engine/backend/cpu/optimizer.h"

#include "engine/backend/cpu/threads.h"
#include "engine/backend/cpu/vector/kernels.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace lb::engine::cpu {

namespace {

UpdateSpan spanAt(const UpdateSlice& slice, Index begin)
{
    return {slice.parameter + begin, slice.gradient + begin, slice.slot0 ? slice.slot0 + begin : nullptr,
            slice.slot1 ? slice.slot1 + begin : nullptr};
}

class CpuOptimizerKernels : public OptimizerKernels {
public:
    explicit CpuOptimizerKernels(ThreadTeam& team)
        : m_team(team)
        , m_vector(vectorKernels())
    {
    }

    void sumOfSquares(const float* values, std::int64_t count, double* sum) const override
    {
        const KernelScope scope;
        *sum = squaresOf(values, count);
    }

    void sgd(const UpdateSlice& slice, const SgdSettings& s) const override
    {
        const KernelScope scope;
        const SgdStep step{s.rate, s.momentum, s.decay, s.gradientScale};
        forRange(m_team, slice.count, kCheapGrain,
                 [&](Index begin, Index end) { m_vector.update.sgd(spanAt(slice, begin), end - begin, step); });
    }

    void adam(const UpdateSlice& slice, const AdamSettings& s) const override
    {
        const KernelScope scope;
        const AdamStep step{s.rate, s.beta1, s.beta2, s.epsilon, s.decay, s.decoupledDecay, s.gradientScale};
        forRange(m_team, slice.count, kCheapGrain,
                 [&](Index begin, Index end) { m_vector.update.adam(spanAt(slice, begin), end - begin, step); });
    }

    void lamb(const UpdateSlice& slice, const LambSettings& s) const override
    {
        const KernelScope scope;
        const AdamStep step{s.adam.rate, s.adam.beta1, s.adam.beta2, s.adam.epsilon, s.decay, 0, s.adam.gradientScale};
        const double direction = sumBlocks(slice.count, [&](Index begin, Index size) {
            return m_vector.update.lambMoments(spanAt(slice, begin), size, step);
        });
        const double parameter = squaresOf(slice.parameter, slice.count);
        const bool isScaled = s.isAdapted && direction > 0 && parameter > 0;
        const auto length = static_cast<float>(isScaled ? s.rate * std::sqrt(parameter / direction) : s.rate);
        forRange(m_team, slice.count, kCheapGrain, [&](Index begin, Index end) {
            m_vector.update.lambApply(spanAt(slice, begin), end - begin, step, length);
        });
    }

    void add(float* sum, const float* values, std::int64_t count) const override
    {
        const KernelScope scope;
        forRange(m_team, count, kCheapGrain,
                 [&](Index begin, Index end) { m_vector.update.add(sum + begin, values + begin, end - begin); });
    }

    void blend(float* target, const float* values, float weight, std::int64_t count) const override
    {
        const KernelScope scope;
        forRange(m_team, count, kCheapGrain, [&](Index begin, Index end) {
            m_vector.update.blend(target + begin, values + begin, weight, end - begin);
        });
    }

    void lookahead(float* fast, float* slow, float weight, std::int64_t count) const override
    {
        const KernelScope scope;
        forRange(m_team, count, kCheapGrain, [&](Index begin, Index end) {
            m_vector.update.lookahead(fast + begin, slow + begin, weight, end - begin);
        });
    }

    void adafactor(const FactoredSlice& t, const AdaFactorSettings& s) const override
    {
        const bool isMatrix = t.extents[2] == 1 && t.extents[4] == 1;
        if (t.isFactored && !isMatrix) {
            m_reference->adafactor(t, s); // two long axes that are not the last ones
            return;
        }
        const KernelScope scope;
        const double size = t.isFactored ? factorMoments(t, s) : wholeMoments(t, s);
        const auto count = static_cast<double>(t.count());
        const double clip = 1.0 / std::max(1.0, std::sqrt(size / count) / static_cast<double>(s.threshold));
        const double parameter = std::sqrt(squaresOf(t.parameter, t.count()) / count);
        const FactorStep step{.rate = s.rate * std::max(s.epsilon2, static_cast<float>(parameter)),
                              .beta1 = s.beta1,
                              .beta2 = s.beta2,
                              .epsilon1 = s.epsilon1,
                              .decay = s.decoupledDecay,
                              .scale = s.gradientScale * static_cast<float>(clip)};
        if (t.isFactored)
            applyFactored(t, step);
        else
            forRange(m_team, t.count(), kCheapGrain, [&](Index begin, Index end) {
                m_vector.update.factorApply({t.parameter + begin, t.gradient + begin, nullptr, t.second + begin,
                                             t.momentum ? t.momentum + begin : nullptr},
                                            end - begin, step);
            });
    }

private:
    double squaresOf(const float* values, Index count) const
    {
        return sumBlocks(count,
                         [&](Index begin, Index size) { return m_vector.reduce.sumOfSquares(values + begin, size); });
    }
    /// Blocks of equal size, independent of the thread count, each summed in its own order.
    template <class Sum>
    double sumBlocks(Index count, const Sum& sum) const
    {
        constexpr Index kMaxBlocks = 256;
        constexpr Index kSmallestBlock = 16384;
        const Index size = std::max(kSmallestBlock, (count + kMaxBlocks - 1) / kMaxBlocks);
        const Index blocks = (count + size - 1) / size;
        std::array<double, kMaxBlocks> sums;
        forRows(m_team, blocks, 2, [&](Index begin, Index end) {
            for (Index block = begin; block < end; ++block)
                sums[static_cast<std::size_t>(block)] = sum(block * size, std::min<Index>(size, count - block * size));
        });
        double total = 0.0;
        for (Index block = 0; block < blocks; ++block)
            total += sums[static_cast<std::size_t>(block)];
        return total;
    }

    double wholeMoments(const FactoredSlice& t, const AdaFactorSettings& s) const
    {
        const FactorStep step{0, 0, s.beta2, s.epsilon1, 0, s.gradientScale};
        return sumBlocks(t.count(), [&](Index begin, Index size) {
            return m_vector.update.wholeMoments(t.gradient + begin, t.second + begin, size, step);
        });
    }

    /// Row and column means, then their factors; returns the update's sum of squares.
    double factorMoments(const FactoredSlice& t, const AdaFactorSettings& s) const
    {
        const Index rows = t.extents[1], columns = t.extents[3], outer = t.places();
        m_factors.resize(static_cast<std::size_t>(outer * (rows + columns)));
        m_sums.resize(static_cast<std::size_t>(outer * rows));
        const double scale = static_cast<double>(s.gradientScale) * static_cast<double>(s.gradientScale);
        float* const rowMeans = t.second;
        float* const columnMeans = t.second + outer * rows;
        forRows(m_team, outer * rows, rowGrain(columns), [&](Index begin, Index end) {
            for (Index row = begin; row < end; ++row)
                blend(rowMeans[row], m_vector.reduce.sumOfSquares(t.gradient + row * columns, columns) * scale, columns,
                      s);
        });
        for (Index place = 0; place < outer; ++place) {
            addColumns(t, place, columnMeans + place * columns, scale, s);
            double total = 0;
            for (Index row = 0; row < rows; ++row)
                total += static_cast<double>(rowMeans[place * rows + row]);
            for (Index row = 0; row < rows; ++row)
                rowFactor(place * rows + row) =
                    static_cast<float>(1.0 / std::sqrt(static_cast<double>(rowMeans[place * rows + row]) *
                                                       static_cast<double>(rows) / total));
            for (Index column = 0; column < columns; ++column)
                m_factors[static_cast<std::size_t>(outer * rows + place * columns + column)] =
                    static_cast<float>(1.0 / std::sqrt(static_cast<double>(columnMeans[place * columns + column])));
        }
        forRows(m_team, outer * rows, rowGrain(columns), [&](Index begin, Index end) {
            for (Index row = begin; row < end; ++row) {
                const double factor = static_cast<double>(rowFactor(row));
                m_sums[static_cast<std::size_t>(row)] =
                    factor * factor * scale *
                    m_vector.update.scaledSquares(t.gradient + row * columns, columnFactors(t, row / rows), columns);
            }
        });
        double total = 0;
        for (const double sum : m_sums)
            total += sum;
        return total;
    }

    /// Each thread takes a range of columns through all rows.
    void addColumns(const FactoredSlice& t, Index place, float* means, double scale, const AdaFactorSettings& s) const
    {
        constexpr Index kRowsInFloat = 256; // then the sums go to doubles
        constexpr Index kWidth = 512;
        const Index rows = t.extents[1], columns = t.extents[3];
        const float* const gradient = t.gradient + place * rows * columns;
        const Index strips = (columns + kWidth - 1) / kWidth;
        forRows(m_team, strips, rowGrain(rows * kWidth), [&](Index begin, Index end) {
            for (Index strip = begin; strip < end; ++strip) {
                const Index first = strip * kWidth, width = std::min<Index>(kWidth, columns - first);
                std::array<double, kWidth> sums{};
                std::array<float, kWidth> some{};
                for (Index row = 0; row < rows; ++row) {
                    m_vector.update.addSquares(gradient + row * columns + first, some.data(), width);
                    if (row % kRowsInFloat != kRowsInFloat - 1 && row != rows - 1)
                        continue;
                    for (std::size_t i = 0; i < static_cast<std::size_t>(width); ++i)
                        sums[i] += static_cast<double>(std::exchange(some[i], 0.0F));
                }
                for (Index i = 0; i < width; ++i)
                    blend(means[first + i], sums[static_cast<std::size_t>(i)] * scale, rows, s);
            }
        });
    }

    void applyFactored(const FactoredSlice& t, const FactorStep& whole) const
    {
        const Index rows = t.extents[1], columns = t.extents[3];
        forRows(m_team, t.places() * rows, rowGrain(columns), [&](Index begin, Index end) {
            for (Index row = begin; row < end; ++row) {
                FactorStep step = whole;
                step.scale *= rowFactor(row);
                const Index at = row * columns;
                m_vector.update.factorApply({t.parameter + at, t.gradient + at, columnFactors(t, row / rows), nullptr,
                                             t.momentum ? t.momentum + at : nullptr},
                                            columns, step);
            }
        });
    }

    static Index rowGrain(Index columns) { return std::max<Index>(1, kCheapGrain / std::max<Index>(1, columns)); }
    float& rowFactor(Index row) const { return m_factors[static_cast<std::size_t>(row)]; }
    const float* columnFactors(const FactoredSlice& t, Index place) const
    {
        return m_factors.data() + t.places() * t.extents[1] + place * t.extents[3];
    }
    /// mean = beta2 mean + (1 - beta2) (sum / count + epsilon1)
    static void blend(float& mean, double sum, Index count, const AdaFactorSettings& s)
    {
        const double now = sum / static_cast<double>(count) + static_cast<double>(s.epsilon1);
        const auto beta2 = static_cast<double>(s.beta2);
        mean = static_cast<float>(beta2 * static_cast<double>(mean) + (1.0 - beta2) * now);
    }

    std::unique_ptr<OptimizerKernels> m_reference = referenceOptimizerKernels();
    mutable std::vector<float> m_factors; ///< AdaFactor's 1 / sqrt of the means, rows before columns; one thread calls
    mutable std::vector<double> m_sums;
    ThreadTeam& m_team;
    const VectorKernels& m_vector;
};

} // namespace

std::unique_ptr<OptimizerKernels> optimizerKernels(ThreadTeam& team)
{
    return std::make_unique<CpuOptimizerKernels>(team);
}

} // namespace lb::engine::cpu
