#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"
#include "engine/backend/cpu/vector/sums.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

float largest(const float* x, Index count)
{
    float result = -__builtin_inff();
#pragma omp simd reduction(max : result)
    for (Index i = 0; i < count; ++i)
        result = x[i] > result ? x[i] : result;
    return result;
}

float sumOfExp(const float* x, Index count, float shift)
{
    float result = 0.0F;
#pragma omp simd reduction(+ : result)
    for (Index i = 0; i < count; ++i)
        result += expNonPositive(x[i] - shift);
    return result;
}

/// y = scale * exp(x - shift), returning the sum before scaling: scale is known only for the caller's second pass.
float writeExp(const float* x, float* y, Index count, float shift)
{
    float result = 0.0F;
#pragma omp simd reduction(+ : result)
    for (Index i = 0; i < count; ++i) {
        const float e = expNonPositive(x[i] - shift);
        y[i] = e;
        result += e;
    }
    return result;
}

void scale(float* y, Index count, float factor)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] *= factor;
}

void softmax(const float* x, float* y, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, x += columns, y += columns)
        scale(y, columns, 1.0F / writeExp(x, y, columns, largest(x, columns)));
}

void softmaxGrad(const float* y, const float* dy, float* dx, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, y += columns, dy += columns, dx += columns) {
        const float inner = dot(y, dy, columns);
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            dx[i] = y[i] * (dy[i] - inner);
    }
}

void logSoftmax(const float* x, float* y, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, x += columns, y += columns) {
        const float highest = largest(x, columns);
        const float logSum = logOf(sumOfExp(x, columns, highest));
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            y[i] = (x[i] - highest) - logSum; // highest + logSum in one would lose digits of x far from 0
    }
}

void logSoftmaxGrad(const float* y, const float* dy, float* dx, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, y += columns, dy += columns, dx += columns) {
        const float sum = total(dy, columns);
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            dx[i] = dy[i] - expNonPositive(y[i]) * sum;
    }
}

/// A target outside the classes is a defect of the batch; it reads class 0, as gather_rows does.
Index classOf(std::int32_t target, Index columns)
{
    return target >= 0 && target < columns ? target : 0;
}

void crossEntropy(const float* logits, const std::int32_t* targets, std::int64_t ignore, float* loss, Index rows,
                  Index columns)
{
    for (Index row = 0; row < rows; ++row, logits += columns) {
        if (targets[row] == ignore) {
            loss[row] = 0.0F;
            continue;
        }
        const float highest = largest(logits, columns);
        const float logSum = logOf(sumOfExp(logits, columns, highest));
        loss[row] = logSum - (logits[classOf(targets[row], columns)] - highest);
    }
}

void crossEntropyGrad(const float* logits, const std::int32_t* targets, const float* dLoss, std::int64_t ignore,
                      float* dLogits, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, logits += columns, dLogits += columns) {
        if (targets[row] == ignore) {
            for (Index i = 0; i < columns; ++i)
                dLogits[i] = 0.0F;
            continue;
        }
        const float sum = writeExp(logits, dLogits, columns, largest(logits, columns));
        scale(dLogits, columns, dLoss[row] / sum);
        dLogits[classOf(targets[row], columns)] -= dLoss[row];
    }
}

void crossEntropyWithLogSum(const float* logits, const std::int32_t* targets, std::int64_t ignore, float* loss,
                            float* logSums, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, logits += columns) {
        const float highest = largest(logits, columns);
        const float logSum = logOf(sumOfExp(logits, columns, highest));
        const float apart = logits[classOf(targets[row], columns)] - highest;
        loss[row] = targets[row] == ignore ? 0.0F : logSum - apart;
        logSums[row] = highest + logSum;
    }
}

void crossEntropyGradFrom(const CrossEntropyRows& data, Index rows, Index columns)
{
    float* logits = data.logits;
    for (Index row = 0; row < rows; ++row, logits += columns) {
        const float factor = data.targets[row] == data.ignore ? 0.0F : data.dLoss[row];
        const float logSum = data.logSums[row];
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            logits[i] = factor * expNonPositive(logits[i] - logSum);
        logits[classOf(data.targets[row], columns)] -= factor;
    }
}

void correct(const float* logits, const std::int32_t* targets, std::int64_t ignore, float* y, Index rows, Index columns)
{
    for (Index row = 0; row < rows; ++row, logits += columns) {
        const float highest = largest(logits, columns);
        Index first = 0; // of several largest the first one counts
        while (first < columns && logits[first] != highest)
            ++first;
        y[row] = targets[row] != ignore && first == targets[row] ? 1.0F : 0.0F;
    }
}

} // namespace

RowKernels rowKernels()
{
    return {.softmax = softmax,
            .softmaxGrad = softmaxGrad,
            .logSoftmax = logSoftmax,
            .logSoftmaxGrad = logSoftmaxGrad,
            .crossEntropy = crossEntropy,
            .crossEntropyGrad = crossEntropyGrad,
            .crossEntropyWithLogSum = crossEntropyWithLogSum,
            .crossEntropyGradFrom = crossEntropyGradFrom,
            .correct = correct};
}

} // namespace lb::engine::cpu::LB_ISA
