#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lb::engine {

namespace {

double squaresOf(const float* values, std::int64_t count)
{
    double total = 0.0;
    for (std::int64_t i = 0; i < count; ++i)
        total += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    return total;
}

class ReferenceOptimizerKernels : public OptimizerKernels {
public:
    void sumOfSquares(const float* values, std::int64_t count, double* sum) const override
    {
        *sum = squaresOf(values, count);
    }

    void sgd(const UpdateSlice& slice, const SgdSettings& s) const override
    {
        for (std::int64_t i = 0; i < slice.count; ++i) {
            float step = slice.gradient[i] * s.gradientScale + s.decay * slice.parameter[i];
            if (slice.slot0)
                step = slice.slot0[i] = s.momentum * slice.slot0[i] + step;
            slice.parameter[i] -= s.rate * step;
        }
    }

    void adam(const UpdateSlice& slice, const AdamSettings& s) const override
    {
        for (std::int64_t i = 0; i < slice.count; ++i) {
            const float g = slice.gradient[i] * s.gradientScale + s.decay * slice.parameter[i];
            const float m = slice.slot0[i] = s.beta1 * slice.slot0[i] + (1.0F - s.beta1) * g;
            const float v = slice.slot1[i] = s.beta2 * slice.slot1[i] + (1.0F - s.beta2) * g * g;
            const float decayed = slice.parameter[i] - s.decoupledDecay * slice.parameter[i];
            slice.parameter[i] = decayed - s.rate * m / (std::sqrt(v) + s.epsilon);
        }
    }

    void add(float* sum, const float* values, std::int64_t count) const override
    {
        for (std::int64_t i = 0; i < count; ++i)
            sum[i] += values[i];
    }

    void blend(float* target, const float* values, float weight, std::int64_t count) const override
    {
        for (std::int64_t i = 0; i < count; ++i)
            target[i] = (1.0F - weight) * target[i] + weight * values[i];
    }

    void lookahead(float* fast, float* slow, float weight, std::int64_t count) const override
    {
        for (std::int64_t i = 0; i < count; ++i)
            fast[i] = slow[i] += weight * (fast[i] - slow[i]);
    }

    void adafactor(const FactoredSlice& t, const AdaFactorSettings& s) const override
    {
        std::vector<float> update(static_cast<std::size_t>(t.count()));
        if (t.isFactored)
            factoredUpdate(t, s, update);
        else
            wholeUpdate(t, s, update);
        const auto count = static_cast<double>(t.count());
        const double size = std::sqrt(squaresOf(update.data(), t.count()) / count);
        const double parameterSize = std::sqrt(squaresOf(t.parameter, t.count()) / count);
        const auto clip = static_cast<float>(1.0 / std::max(1.0, size / s.threshold));
        const float rate = s.rate * std::max(s.epsilon2, static_cast<float>(parameterSize));
        for (std::int64_t i = 0; i < t.count(); ++i) {
            float u = update[static_cast<std::size_t>(i)] * clip;
            if (t.momentum)
                u = t.momentum[i] = s.beta1 * t.momentum[i] + (1.0F - s.beta1) * u;
            t.parameter[i] = (t.parameter[i] - s.decoupledDecay * t.parameter[i]) - rate * u;
        }
    }

    void lamb(const UpdateSlice& slice, const LambSettings& s) const override
    {
        std::vector<float> direction(static_cast<std::size_t>(slice.count));
        for (std::int64_t i = 0; i < slice.count; ++i) {
            const float g = slice.gradient[i] * s.adam.gradientScale;
            const float m = slice.slot0[i] = s.adam.beta1 * slice.slot0[i] + (1.0F - s.adam.beta1) * g;
            const float v = slice.slot1[i] = s.adam.beta2 * slice.slot1[i] + (1.0F - s.adam.beta2) * g * g;
            direction[static_cast<std::size_t>(i)] =
                s.adam.rate * m / (std::sqrt(v) + s.adam.epsilon) + s.decay * slice.parameter[i];
        }
        const double length = std::sqrt(squaresOf(direction.data(), slice.count));
        const double parameterLength = std::sqrt(squaresOf(slice.parameter, slice.count));
        const bool isScaled = s.isAdapted && length > 0 && parameterLength > 0;
        const auto rate = static_cast<float>(isScaled ? s.rate * parameterLength / length : s.rate);
        for (std::int64_t i = 0; i < slice.count; ++i)
            slice.parameter[i] -= rate * direction[static_cast<std::size_t>(i)];
    }

private:
    static void wholeUpdate(const FactoredSlice& t, const AdaFactorSettings& s, std::vector<float>& update)
    {
        for (std::int64_t i = 0; i < t.count(); ++i) {
            const float g = t.gradient[i] * s.gradientScale;
            t.second[i] = s.beta2 * t.second[i] + (1.0F - s.beta2) * (g * g + s.epsilon1);
            update[static_cast<std::size_t>(i)] = g / std::sqrt(t.second[i]);
        }
    }

    /// Never the product of a row's and a column's mean: of zero gradients it underflows.
    static void factoredUpdate(const FactoredSlice& t, const AdaFactorSettings& s, std::vector<float>& update)
    {
        const auto [outer, rows, between, columns, inner] = t.extents;
        float* const rowMeans = t.second;
        float* const columnMeans = t.second + t.places() * rows;
        for (std::int64_t place = 0; place < t.places(); ++place) {
            const std::int64_t a = place / (between * inner), b = place / inner % between, c = place % inner;
            const auto at = [&](std::int64_t i, std::int64_t j) {
                return (((a * rows + i) * between + b) * columns + j) * inner + c;
            };
            std::vector<double> rowSums(static_cast<std::size_t>(rows)), columnSums(static_cast<std::size_t>(columns));
            for (std::int64_t i = 0; i < rows; ++i)
                for (std::int64_t j = 0; j < columns; ++j) {
                    const float g = t.gradient[at(i, j)] * s.gradientScale;
                    const double square = static_cast<double>(g) * static_cast<double>(g);
                    rowSums[static_cast<std::size_t>(i)] += square;
                    columnSums[static_cast<std::size_t>(j)] += square;
                }
            const double meanRow = blend(rowMeans + place * rows, rowSums, columns, s);
            blend(columnMeans + place * columns, columnSums, rows, s);
            for (std::int64_t i = 0; i < rows; ++i)
                for (std::int64_t j = 0; j < columns; ++j) {
                    const float g = t.gradient[at(i, j)] * s.gradientScale;
                    const float row = static_cast<float>(1.0 / std::sqrt(rowMeans[place * rows + i] / meanRow));
                    update[static_cast<std::size_t>(at(i, j))] =
                        g * row * static_cast<float>(1.0 / std::sqrt(columnMeans[place * columns + j]));
                }
        }
    }

    /// means = beta2 means + (1 - beta2) (sums / count + epsilon1); returns the mean of the means.
    static double blend(float* means, const std::vector<double>& sums, std::int64_t count, const AdaFactorSettings& s)
    {
        double total = 0;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const double mean = sums[i] / static_cast<double>(count) + static_cast<double>(s.epsilon1);
            means[i] = static_cast<float>(static_cast<double>(s.beta2) * static_cast<double>(means[i]) +
                                          (1.0 - static_cast<double>(s.beta2)) * mean);
            total += static_cast<double>(means[i]);
        }
        return total / static_cast<double>(sums.size());
    }
};

} // namespace

std::unique_ptr<OptimizerKernels> referenceOptimizerKernels()
{
    return std::make_unique<ReferenceOptimizerKernels>();
}

} // namespace lb::engine
