#include "engine/backend/cuda/optimizer.h"

#include "engine/backend/cuda/adafactor.h"
#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/device_memory.h"
#include "engine/backend/cuda/element_map.h"
#include "engine/backend/cuda/square_sums.h"

namespace lb::engine::cuda {

namespace {

__global__ void sgdKernel(UpdateSlice slice, SgdSettings s)
{
    const Index i = threadNumber();
    if (i >= slice.count)
        return;
    float step = slice.gradient[i] * s.gradientScale + s.decay * slice.parameter[i];
    if (slice.slot0)
        step = slice.slot0[i] = s.momentum * slice.slot0[i] + step;
    slice.parameter[i] -= s.rate * step;
}

__global__ void adamKernel(UpdateSlice slice, AdamSettings s)
{
    const Index i = threadNumber();
    if (i >= slice.count)
        return;
    const float parameter = slice.parameter[i];
    const float g = slice.gradient[i] * s.gradientScale + s.decay * parameter;
    const float m = slice.slot0[i] = s.beta1 * slice.slot0[i] + (1.0F - s.beta1) * g;
    const float v = slice.slot1[i] = s.beta2 * slice.slot1[i] + (1.0F - s.beta2) * g * g;
    slice.parameter[i] = parameter - s.decoupledDecay * parameter - s.rate * m / (sqrtf(v) + s.epsilon);
}

__global__ void lambMoments(UpdateSlice slice, LambSettings s)
{
    const Index i = threadNumber();
    if (i >= slice.count)
        return;
    const float g = slice.gradient[i] * s.adam.gradientScale;
    slice.slot0[i] = s.adam.beta1 * slice.slot0[i] + (1.0F - s.adam.beta1) * g;
    slice.slot1[i] = s.adam.beta2 * slice.slot1[i] + (1.0F - s.adam.beta2) * g * g;
}

struct LambDirection {
    UpdateSlice slice;
    LambSettings s;
    __device__ float operator()(Index i) const
    {
        return s.adam.rate * slice.slot0[i] / (sqrtf(slice.slot1[i]) + s.adam.epsilon) + s.decay * slice.parameter[i];
    }
};

/// squares: of the direction and of the parameter.
__global__ void lambApply(LambDirection direction, const double* squares)
{
    const Index i = threadNumber();
    if (i >= direction.slice.count)
        return;
    const LambSettings& s = direction.s;
    const bool isScaled = s.isAdapted && squares[0] > 0.0 && squares[1] > 0.0;
    const auto rate = static_cast<float>(isScaled ? static_cast<double>(s.rate) * sqrt(squares[1] / squares[0])
                                                  : static_cast<double>(s.rate));
    direction.slice.parameter[i] -= rate * direction(i);
}

struct Sum {
    __device__ float operator()(float a, float b) const { return a + b; }
};
struct Blend {
    float weight;
    __device__ float operator()(float target, float value) const { return (1.0F - weight) * target + weight * value; }
};

__global__ void lookaheadKernel(float* fast, float* slow, float weight, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        fast[i] = slow[i] += weight * (fast[i] - slow[i]);
}

class CudaOptimizerKernels final : public OptimizerKernels {
public:
    explicit CudaOptimizerKernels(Context& context)
        : m_context(context)
        , m_sums(context)
        , m_adaFactor(context, m_sums)
    {
    }

    void sumOfSquares(const float* values, std::int64_t count, double* sum) const override
    {
        m_sums.launchSum(sum, Given{values}, count);
    }
    void sgd(const UpdateSlice& slice, const SgdSettings& s) const override
    {
        launch(m_context.stream(), gridFor(slice.count), sgdKernel, slice, s);
    }
    void adam(const UpdateSlice& slice, const AdamSettings& s) const override
    {
        launch(m_context.stream(), gridFor(slice.count), adamKernel, slice, s);
    }
    void lamb(const UpdateSlice& slice, const LambSettings& s) const override
    {
        const LambDirection direction{slice, s};
        launch(m_context.stream(), gridFor(slice.count), lambMoments, slice, s);
        m_sums.launchSum(m_sums.result(0), direction, slice.count);
        m_sums.launchSum(m_sums.result(1), Given{slice.parameter}, slice.count);
        launch(m_context.stream(), gridFor(slice.count), lambApply, direction, m_sums.result(0));
    }
    void adafactor(const FactoredSlice& slice, const AdaFactorSettings& s) const override
    {
        m_adaFactor.launchUpdate(slice, s);
    }
    void add(float* sum, const float* values, std::int64_t count) const override
    {
        launchMapPairs(m_context.stream(), Sum{}, sum, values, sum, count);
    }
    void blend(float* target, const float* values, float weight, std::int64_t count) const override
    {
        launchMapPairs(m_context.stream(), Blend{weight}, target, values, target, count);
    }
    void lookahead(float* fast, float* slow, float weight, std::int64_t count) const override
    {
        launch(m_context.stream(), gridFor(count), lookaheadKernel, fast, slow, weight, count);
    }

private:
    Context& m_context;
    SquareSums m_sums;
    AdaFactor m_adaFactor;
};

} // namespace

std::unique_ptr<OptimizerKernels> optimizerKernels(Context& context)
{
    return std::make_unique<CudaOptimizerKernels>(context);
}

} // namespace lb::engine::cuda
