#include "models/latents/delta.h"

#include "engine/ops/elementwise.h"
#include "models/latents/gaussian_kl.h"

#include <cmath>

namespace lb::models {

using engine::Value;

namespace {

/// Newton's method from outside towards 1: the function is concave, so it never oversteps a root.
double variance(double delta, double start)
{
    double v = start;
    for (int i = 0; i < 200; ++i) {
        const double next = v - (std::log(v) - v + 1.0 + 2.0 * delta) / (1.0 / v - 1.0);
        if (std::abs(next - v) <= 1e-15 * v)
            return next;
        v = next;
    }
    return v;
}

} // namespace

std::pair<double, double> deltaVariances(double delta)
{
    // Below the smaller root: ln v < -1 - 2 delta. Above the larger: v > 2 + 4 delta + ln terms.
    return {variance(delta, std::exp(-1.0 - 2.0 * delta)), variance(delta, 4.0 + 4.0 * delta)};
}

DeltaLatent::DeltaLatent(const LatentSettings& settings)
    : m_mean(latentHead("mean", settings))
    , m_deviation(latentHead("deviation", settings))
    , m_delta(settings.delta)
    , m_klFloor(static_cast<double>(settings.size) * settings.delta)
{
}

LatentTraining DeltaLatent::train(Value features) const
{
    const LatentEncoding q = encode(features);
    LatentTraining result;
    result.code = sampleGaussian(q.mean, engine::exp(0.5 * q.logVariance));
    result.klPerDimension = q.klPerDimension;
    return result;
}

LatentEncoding DeltaLatent::encode(Value features) const
{
    const auto [least, most] = deltaVariances(m_delta);
    const double low = std::sqrt(least);
    const double high = std::sqrt(most);
    const Value deviation = (high - low) * engine::sigmoid(m_deviation(features)) + low;
    LatentEncoding result;
    result.logVariance = 2.0 * engine::log(deviation);
    const Value variance = engine::square(deviation);
    // At a root of the variance and m <= 0 the square is 0, where the root has no slope; the bound costs 5e-7 nats.
    constexpr double kSmallestSquare = 1e-6;
    const Value square = result.logVariance - variance + engine::relu(m_mean(features)) + (2.0 * m_delta + 1.0);
    result.mean = engine::sqrt(engine::relu(square - kSmallestSquare) + kSmallestSquare);
    result.klPerDimension = gaussianKl(result.mean, variance, result.logVariance);
    return result;
}

} // namespace lb::models
