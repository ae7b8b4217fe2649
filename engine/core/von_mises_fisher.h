#pragma once

#include "engine/core/host_device.h"
#include "engine/core/philox.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace lb::engine {

/// ln 0F1(; b; z) = ln sum_m z^m / (m! b (b+1) .. (b+m-1)), z >= 0. All terms are positive; the sum is scaled down as
/// it grows, because it reaches e^(2 sqrt z).
LB_HOST_DEVICE inline double logHypergeometric(double b, double z)
{
    constexpr double kLarge = 1e280;
    double term = 1.0;
    double total = 1.0;
    double scaled = 0.0;
    for (double m = 1.0; term > 1e-18 * total || m * (b + m) < z; m += 1.0) {
        term *= z / (m * (b + m - 1.0));
        total += term;
        if (total > kLarge) {
            term /= kLarge;
            total /= kLarge;
            scaled += std::log(kLarge);
        }
    }
    return scaled + std::log(total);
}

/// A von Mises-Fisher distribution on the unit sphere in `dims` >= 2 dimensions: density proportional to
/// exp(kappa mu . z) against the uniform one, kappa >= 0. What depends on kappa alone; the mean direction mu is the
/// caller's. Sources: Davidson et al. 2018; Xu & Durrett 2018.
class VonMisesFisher {
public:
    LB_HOST_DEVICE VonMisesFisher(double kappa, std::int64_t dims);

    /// ln of the mean of exp(kappa mu . z) over the uniform distribution: ln 0F1(; dims/2; kappa^2/4). The density at z
    /// is exp(kappa mu . z - logNormaliser()) times the uniform one.
    LB_HOST_DEVICE double logNormaliser() const { return m_logNormaliser; }
    /// A(kappa) = E[mu . z] = I_{d/2} / I_{d/2-1}, in [0, 1).
    LB_HOST_DEVICE double meanCosine() const { return m_meanCosine; }
    /// KL from the uniform distribution, nats: kappa A - ln 0F1. No cancelling terms at small kappa.
    LB_HOST_DEVICE double kl() const { return m_kappa * m_meanCosine - m_logNormaliser; }
    /// d kl / d kappa = kappa A'(kappa) = kappa (1 - A^2) - (dims - 1) A.
    LB_HOST_DEVICE double klSlope() const;

private:
    double m_kappa;
    double m_dims;
    double m_logNormaliser;
    double m_meanCosine;
};

/// Draws mu . z of a von Mises-Fisher distribution, the part of a sample that depends on kappa; the rest of z is
/// uniform on the sphere across mu. Wood's rejection (1994) with symmetric beta variates in closed form (Ulrich 1984):
/// one random block per attempt, 1.0 to 1.7 attempts on average. kappa = 0: the uniform distribution on the sphere.
class VonMisesFisherCosine {
public:
    LB_HOST_DEVICE VonMisesFisherCosine(double kappa, std::int64_t dims);

    /// In [-1, 1]; a function of the key, the site and the element alone.
    LB_HOST_DEVICE double draw(RandomKey key, std::uint32_t site, std::uint64_t element) const;

private:
    double m_kappa;
    double m_axes; ///< dims - 1
    double m_b;    ///< of the envelope, as Wood names it
    double m_top;  ///< of the logarithm of the acceptance ratio
};

LB_HOST_DEVICE inline VonMisesFisher::VonMisesFisher(double kappa, std::int64_t dims)
    : m_kappa(kappa)
    , m_dims(static_cast<double>(dims))
    , m_logNormaliser(logHypergeometric(0.5 * m_dims, 0.25 * kappa * kappa))
    , m_meanCosine(kappa / m_dims *
                   std::exp(logHypergeometric(0.5 * m_dims + 1.0, 0.25 * kappa * kappa) - m_logNormaliser))
{
}

LB_HOST_DEVICE inline double VonMisesFisher::klSlope() const
{
    return m_kappa - m_kappa * m_meanCosine * m_meanCosine - (m_dims - 1.0) * m_meanCosine;
}

LB_HOST_DEVICE inline VonMisesFisherCosine::VonMisesFisherCosine(double kappa, std::int64_t dims)
    : m_kappa(kappa)
    , m_axes(static_cast<double>(dims - 1))
    , m_b(m_axes / (2.0 * kappa + std::sqrt(4.0 * kappa * kappa + m_axes * m_axes)))
{
    const double x = (1.0 - m_b) / (1.0 + m_b);
    m_top = kappa * x + m_axes * std::log(1.0 - x * x);
}

LB_HOST_DEVICE inline double VonMisesFisherCosine::draw(RandomKey key, std::uint32_t site, std::uint64_t element) const
{
    constexpr std::uint64_t kAttempts = 1024; // more than any stream needs: each succeeds with probability above 0.5
    const double x = (1.0 - m_b) / (1.0 + m_b);
    // Of a symmetric beta variate with parameter (dims - 1) / 2; infinite on the circle, where the power is 0.
    const double power = m_axes > 1.0 ? 2.0 / (m_axes - 1.0) : std::numeric_limits<double>::infinity();
    for (std::uint64_t attempt = 0; attempt < kAttempts; ++attempt) {
        const auto words = randomBlock(key, site, element * kAttempts + attempt);
        const double u = static_cast<double>(uniformFrom(words[0]));
        const double angle = 2.0 * std::numbers::pi * static_cast<double>(uniformFrom(words[1]));
        const double beta = 0.5 * (1.0 + std::sqrt(1.0 - std::pow(u, power)) * std::cos(angle));
        const double w = (1.0 - (1.0 + m_b) * beta) / (1.0 - (1.0 - m_b) * beta);
        if (m_kappa * w + m_axes * std::log(1.0 - x * w) - m_top >=
            std::log(static_cast<double>(uniformFrom(words[2]))))
            return w;
    }
    return x; // the most likely value
}

} // namespace lb::engine
