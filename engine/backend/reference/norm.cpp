#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

/// `count` numbers at equal distances: a row (stride 1) or a column of a matrix. batch_norm and layer_norm are the same
/// arithmetic along the one or the other.
struct Line {
    std::int64_t first;
    std::int64_t stride;
    std::int64_t count;
    std::int64_t at(std::int64_t i) const { return first + i * stride; }
};

struct Statistics {
    double mean = 0.0;
    double variance = 0.0; ///< biased
};

/// Two passes: the one-pass form loses the variance of numbers far from 0.
template <class T>
Statistics statisticsOf(const T* x, const Line& line)
{
    Statistics result;
    for (std::int64_t i = 0; i < line.count; ++i)
        result.mean += static_cast<double>(x[line.at(i)]);
    result.mean /= static_cast<double>(line.count);
    for (std::int64_t i = 0; i < line.count; ++i) {
        const double difference = static_cast<double>(x[line.at(i)]) - result.mean;
        result.variance += difference * difference;
    }
    result.variance /= static_cast<double>(line.count);
    return result;
}

/// scale (dy - mean(dy) - y mean(y dy)): the statistics depend on x too.
template <class T>
void lineGradient(const T* y, const T* dy, T* dx, const Line& line, double scale)
{
    double sumDy = 0.0;
    double sumYDy = 0.0;
    for (std::int64_t i = 0; i < line.count; ++i) {
        sumDy += static_cast<double>(dy[line.at(i)]);
        sumYDy += static_cast<double>(y[line.at(i)]) * static_cast<double>(dy[line.at(i)]);
    }
    const double meanDy = sumDy / static_cast<double>(line.count);
    const double meanYDy = sumYDy / static_cast<double>(line.count);
    for (std::int64_t i = 0; i < line.count; ++i) {
        const double centred = static_cast<double>(dy[line.at(i)]) - meanDy;
        dx[line.at(i)] = static_cast<T>(scale * (centred - static_cast<double>(y[line.at(i)]) * meanYDy));
    }
}

template <class T>
void batchNorm(const LoopNode& node, const KernelCall& call)
{
    const double epsilon = node.attributes.real("epsilon");
    const std::int64_t rows = node.input(0)[0];
    const std::int64_t features = node.input(0)[1];
    for (std::int64_t feature = 0; feature < features; ++feature) {
        const Line column{feature, features, rows};
        const T* x = call.input<T>(0);
        const Statistics s = statisticsOf(x, column);
        const double scale = 1.0 / std::sqrt(s.variance + epsilon);
        for (std::int64_t i = 0; i < rows; ++i)
            call.output<T>(0)[column.at(i)] = static_cast<T>((static_cast<double>(x[column.at(i)]) - s.mean) * scale);
        call.output<T>(1)[feature] = static_cast<T>(s.mean);
        call.output<T>(2)[feature] = static_cast<T>(s.variance);
    }
}

template <class T>
void batchNormGrad(const LoopNode& node, const KernelCall& call)
{
    const double epsilon = node.attributes.real("epsilon");
    const std::int64_t features = node.input(0)[1];
    for (std::int64_t feature = 0; feature < features; ++feature) {
        const double scale = 1.0 / std::sqrt(static_cast<double>(call.input<T>(1)[feature]) + epsilon);
        lineGradient(call.input<T>(0), call.input<T>(2), call.output<T>(0), Line{feature, features, node.input(0)[0]},
                     scale);
    }
}

template <class T>
void affineBatchNorm(const LoopNode& node, const KernelCall& call)
{
    const double epsilon = node.attributes.real("epsilon");
    const bool hasRelu = node.attributes.flag("relu");
    const std::int64_t rows = node.input(0)[0];
    const std::int64_t features = node.input(0)[1];
    for (std::int64_t feature = 0; feature < features; ++feature) {
        const Line column{feature, features, rows};
        const T* x = call.input<T>(0);
        const Statistics s = statisticsOf(x, column);
        const double factor = static_cast<double>(call.input<T>(1)[feature]) / std::sqrt(s.variance + epsilon);
        for (std::int64_t i = 0; i < rows; ++i) {
            const double y = (static_cast<double>(x[column.at(i)]) - s.mean) * factor +
                             static_cast<double>(call.input<T>(2)[feature]);
            call.output<T>(0)[column.at(i)] = static_cast<T>(hasRelu && y < 0.0 ? 0.0 : y);
        }
        call.output<T>(1)[feature] = static_cast<T>(s.mean);
        call.output<T>(2)[feature] = static_cast<T>(s.variance);
    }
}

/// Scratch of affine_batch_norm_grad: a normalised column and its gradient.
std::size_t affineColumnScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(2 * node.input(0)[0]) * sizeOf(node.inputs[0].dtype);
}

template <class T>
void affineBatchNormGrad(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t rows = node.input(0)[0];
    const std::int64_t features = node.input(0)[1];
    const T* const y = node.attributes.flag("relu") ? call.input<T>(5) : nullptr;
    T* const n = reinterpret_cast<T*>(call.scratch);
    T* const dn = n + rows;
    for (std::int64_t feature = 0; feature < features; ++feature) {
        const double inverse =
            1.0 / std::sqrt(static_cast<double>(call.input<T>(3)[feature]) + node.attributes.real("epsilon"));
        double dScale = 0.0;
        double dShift = 0.0;
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t at = i * features + feature;
            n[i] = static_cast<T>(static_cast<double>(call.input<T>(0)[at] - call.input<T>(2)[feature]) * inverse);
            const T dy = y && !(y[at] > T{0}) ? T{0} : call.input<T>(4)[at];
            dn[i] = dy * call.input<T>(1)[feature];
            dScale += static_cast<double>(dy) * static_cast<double>(n[i]);
            dShift += static_cast<double>(dy);
        }
        call.output<T>(1)[feature] = static_cast<T>(dScale);
        call.output<T>(2)[feature] = static_cast<T>(dShift);
        lineGradient(n, dn, n, Line{0, 1, rows}, inverse);
        for (std::int64_t i = 0; i < rows; ++i)
            call.output<T>(0)[i * features + feature] = n[i];
    }
}

template <class T>
void layerNorm(const LoopNode& node, const KernelCall& call)
{
    const double epsilon = node.attributes.real("epsilon");
    const std::int64_t width = node.input(0)[-1];
    for (std::int64_t i = 0; i < node.output(1).elements(); ++i) {
        const Line row{i * width, 1, width};
        const T* x = call.input<T>(0);
        const Statistics s = statisticsOf(x, row);
        const double scale = 1.0 / std::sqrt(s.variance + epsilon);
        for (std::int64_t j = 0; j < width; ++j)
            call.output<T>(0)[row.at(j)] = static_cast<T>((static_cast<double>(x[row.at(j)]) - s.mean) * scale);
        call.output<T>(1)[i] = static_cast<T>(scale);
    }
}

template <class T>
void layerNormGrad(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t width = node.input(0)[-1];
    for (std::int64_t i = 0; i < node.input(1).elements(); ++i)
        lineGradient(call.input<T>(0), call.input<T>(2), call.output<T>(0), Line{i * width, 1, width},
                     static_cast<double>(call.input<T>(1)[i]));
}

/// Row i of x takes row i / rowsPerScale of scale and shift.
std::int64_t rowsPerScale(const LoopNode& node)
{
    const bool isShared = node.input(1).rank() == 1;
    const Shape& x = node.input(0);
    return x.product(isShared ? 0 : 1, x.rank() - 1);
}

template <class T>
void affineLayerNorm(const LoopNode& node, const KernelCall& call)
{
    const double epsilon = node.attributes.real("epsilon");
    const std::int64_t width = node.input(0)[-1];
    for (std::int64_t i = 0; i < node.output(1).elements(); ++i) {
        const Line row{i * width, 1, width};
        const T* x = call.input<T>(0);
        const T* scale = call.input<T>(1) + i / rowsPerScale(node) * width;
        const T* shift = call.input<T>(2) + i / rowsPerScale(node) * width;
        const Statistics s = statisticsOf(x, row);
        const double inverse = 1.0 / std::sqrt(s.variance + epsilon);
        for (std::int64_t j = 0; j < width; ++j) {
            const double n = (static_cast<double>(x[row.at(j)]) - s.mean) * inverse;
            call.output<T>(0)[row.at(j)] =
                static_cast<T>(n * static_cast<double>(scale[j]) + static_cast<double>(shift[j]));
        }
        call.output<T>(1)[i] = static_cast<T>(s.mean);
        call.output<T>(2)[i] = static_cast<T>(inverse);
    }
}

/// Scratch of affine_layer_norm_grad: one normalised row and its gradient.
std::size_t affineScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(2 * node.input(0)[-1]) * sizeOf(node.inputs[0].dtype);
}

template <class T>
void affineLayerNormGrad(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t width = node.input(0)[-1];
    T* n = reinterpret_cast<T*>(call.scratch);
    T* dn = n + width;
    std::fill_n(call.output<T>(1), node.output(1).elements(), T{0});
    std::fill_n(call.output<T>(2), node.output(2).elements(), T{0});
    for (std::int64_t i = 0; i < node.input(2).elements(); ++i) {
        const T* x = call.input<T>(0) + i * width;
        const T* dy = call.input<T>(4) + i * width;
        const std::int64_t item = i / rowsPerScale(node) * width;
        const T inverse = call.input<T>(3)[i];
        for (std::int64_t j = 0; j < width; ++j) {
            n[j] = (x[j] - call.input<T>(2)[i]) * inverse;
            dn[j] = dy[j] * call.input<T>(1)[item + j];
            call.output<T>(1)[item + j] += dy[j] * n[j];
            call.output<T>(2)[item + j] += dy[j];
        }
        lineGradient(n, dn, call.output<T>(0) + i * width, Line{0, 1, width}, static_cast<double>(inverse));
    }
}

} // namespace

void addNormKernels(KernelTable& table)
{
    table.set("batch_norm", loopFor<batchNorm<float>, batchNorm<double>>);
    table.set("batch_norm_grad", loopFor<batchNormGrad<float>, batchNormGrad<double>>);
    table.set("affine_batch_norm", loopFor<affineBatchNorm<float>, affineBatchNorm<double>>);
    table.set("affine_batch_norm_grad",
              loopFor<affineBatchNormGrad<float>, affineBatchNormGrad<double>, nullptr, affineColumnScratch>);
    table.set("layer_norm", loopFor<layerNorm<float>, layerNorm<double>>);
    table.set("layer_norm_grad", loopFor<layerNormGrad<float>, layerNormGrad<double>>);
    table.set("affine_layer_norm", loopFor<affineLayerNorm<float>, affineLayerNorm<double>>);
    table.set("affine_layer_norm_grad",
              loopFor<affineLayerNormGrad<float>, affineLayerNormGrad<double>, nullptr, affineScratch>);
}

} // namespace lb::engine::reference
