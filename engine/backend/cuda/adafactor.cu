#include "engine/backend/cuda/adafactor.h"

namespace lb::engine::cuda {

namespace {

/// A factored tensor as [outer, rows, between, columns, inner]; a place is (outer, between, inner).
struct Factored {
    FactoredSlice t;
    AdaFactorSettings s;
    const double* rowMean; ///< by place: the mean of its rows' means

    __device__ Index rows() const { return t.extents[1]; }
    __device__ Index columns() const { return t.extents[3]; }
    __device__ Index places() const { return t.extents[0] * t.extents[2] * t.extents[4]; }
    __device__ float* rowMeans() const { return t.second; }
    __device__ float* columnMeans() const { return t.second + places() * rows(); }
    __device__ Index at(Index place, Index row, Index column) const
    {
        const Index between = t.extents[2], inner = t.extents[4];
        const Index a = place / (between * inner), b = place / inner % between, c = place % inner;
        return (((a * rows() + row) * between + b) * columns() + column) * inner + c;
    }
    __device__ double square(Index i) const
    {
        const float g = t.gradient[i] * s.gradientScale;
        return static_cast<double>(g) * static_cast<double>(g);
    }
    __device__ float blended(float before, double sum, Index count) const
    {
        const double mean = sum / static_cast<double>(count) + static_cast<double>(s.epsilon1);
        return static_cast<float>(static_cast<double>(s.beta2) * static_cast<double>(before) +
                                  (1.0 - static_cast<double>(s.beta2)) * mean);
    }
    /// The update of number i. Never the product of a row's and a column's mean: of zero gradients it underflows.
    __device__ float operator()(Index i) const
    {
        const Index inner = t.extents[4], between = t.extents[2];
        const Index c = i % inner, column = i / inner % columns(), b = i / inner / columns() % between;
        const Index row = i / inner / columns() / between % rows();
        const Index a = i / inner / columns() / between / rows();
        const Index place = (a * between + b) * inner + c;
        const auto byRow =
            static_cast<float>(1.0 / sqrt(static_cast<double>(rowMeans()[place * rows() + row]) / rowMean[place]));
        const auto byColumn =
            static_cast<float>(1.0 / sqrt(static_cast<double>(columnMeans()[place * columns() + column])));
        return t.gradient[i] * s.gradientScale * byRow * byColumn;
    }
};

/// A mean for each number.
struct Whole {
    FactoredSlice t;
    AdaFactorSettings s;
    __device__ float operator()(Index i) const { return t.gradient[i] * s.gradientScale / sqrtf(t.second[i]); }
};

__global__ void blendWhole(Whole w, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const float g = w.t.gradient[i] * w.s.gradientScale;
    w.t.second[i] = w.s.beta2 * w.t.second[i] + (1.0F - w.s.beta2) * (g * g + w.s.epsilon1);
}

/// A block for each row of each place, or for each column.
template <bool kIsRow>
__global__ void blendMeans(Factored f)
{
    const Index lines = kIsRow ? f.rows() : f.columns(), length = kIsRow ? f.columns() : f.rows();
    const Index place = blockIdx.x / lines, line = blockIdx.x % lines;
    double total = 0.0;
    for (Index i = threadIdx.x; i < length; i += blockDim.x)
        total += f.square(kIsRow ? f.at(place, line, i) : f.at(place, i, line));
    total = blockReduce(total, Plus{}, sharedMemory<double>());
    float& mean = (kIsRow ? f.rowMeans() : f.columnMeans())[blockIdx.x];
    if (threadIdx.x == 0)
        mean = f.blended(mean, total, length);
}

__global__ void meanOfRows(Factored f, double* result)
{
    double total = 0.0;
    for (Index i = threadIdx.x; i < f.rows(); i += blockDim.x)
        total += static_cast<double>(f.rowMeans()[blockIdx.x * f.rows() + i]);
    total = blockReduce(total, Plus{}, sharedMemory<double>());
    if (threadIdx.x == 0)
        result[blockIdx.x] = total / static_cast<double>(f.rows());
}

/// squares: of the update and of the parameter.
template <class Update>
__global__ void applyUpdate(Update update, Index count, const double* squares)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const FactoredSlice& t = update.t;
    const AdaFactorSettings& s = update.s;
    const double size = sqrt(squares[0] / static_cast<double>(count));
    const auto parameterSize = static_cast<float>(sqrt(squares[1] / static_cast<double>(count)));
    const double ratio = size / static_cast<double>(s.threshold);
    const auto clip = static_cast<float>(1.0 / (ratio > 1.0 ? ratio : 1.0));
    const float rate = s.rate * (parameterSize > s.epsilon2 ? parameterSize : s.epsilon2);
    float u = update(i) * clip;
    if (t.momentum)
        u = t.momentum[i] = s.beta1 * t.momentum[i] + (1.0F - s.beta1) * u;
    t.parameter[i] = (t.parameter[i] - s.decoupledDecay * t.parameter[i]) - rate * u;
}

template <class Update>
void launchApply(cudaStream_t stream, const SquareSums& sums, const Update& update, Index count)
{
    sums.launchSum(sums.result(0), update, count);
    sums.launchSum(sums.result(1), Given{update.t.parameter}, count);
    launch(stream, gridFor(count), applyUpdate<Update>, update, count, static_cast<const double*>(sums.result(0)));
}

Grid blockSums(Index blocks)
{
    return {.blocks = static_cast<unsigned>(blocks), .sharedBytes = kThreads / kWarp * sizeof(double)};
}

} // namespace

void AdaFactor::launchUpdate(const FactoredSlice& slice, const AdaFactorSettings& settings) const
{
    const cudaStream_t stream = m_context.stream();
    const Index count = slice.count();
    if (count == 0)
        return;
    if (!slice.isFactored) {
        const Whole whole{slice, settings};
        launch(stream, gridFor(count), blendWhole, whole, count);
        launchApply(stream, m_sums, whole, count);
        return;
    }
    if (m_placesRoom < slice.places()) {
        m_placesRoom = slice.places();
        m_places = allocateDevice(static_cast<std::size_t>(m_placesRoom) * sizeof(double));
    }
    auto* const means = reinterpret_cast<double*>(m_places.get());
    const Factored factored{slice, settings, means};
    launch(stream, blockSums(slice.places() * slice.extents[1]), blendMeans<true>, factored);
    launch(stream, blockSums(slice.places() * slice.extents[3]), blendMeans<false>, factored);
    launch(stream, blockSums(slice.places()), meanOfRows, factored, means);
    launchApply(stream, m_sums, factored, count);
}

} // namespace lb::engine::cuda
