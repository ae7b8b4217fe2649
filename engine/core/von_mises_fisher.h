#pragma once

#include "engine/core/philox.h"

#include <cstdint>

namespace lb::engine {

/// A von Mises-Fisher distribution on the unit sphere in `dims` >= 2 dimensions: density proportional to
/// exp(kappa mu . z) against the uniform one, kappa >= 0. What depends on kappa alone; the mean direction mu is the
/// caller's. Sources: Davidson et al. 2018; Xu & Durrett 2018.
class VonMisesFisher {
public:
    VonMisesFisher(double kappa, std::int64_t dims);

    /// ln of the mean of exp(kappa mu . z) over the uniform distribution: ln 0F1(; dims/2; kappa^2/4). The density at z
    /// is exp(kappa mu . z - logNormaliser()) times the uniform one.
    double logNormaliser() const { return m_logNormaliser; }
    /// A(kappa) = E[mu . z] = I_{d/2} / I_{d/2-1}, in [0, 1).
    double meanCosine() const { return m_meanCosine; }
    /// KL from the uniform distribution, nats: kappa A - ln 0F1. No cancelling terms at small kappa.
    double kl() const { return m_kappa * m_meanCosine - m_logNormaliser; }
    /// d kl / d kappa = kappa A'(kappa) = kappa (1 - A^2) - (dims - 1) A.
    double klSlope() const;

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
    VonMisesFisherCosine(double kappa, std::int64_t dims);

    /// In [-1, 1]; a function of the key, the site and the element alone.
    double draw(RandomKey key, std::uint32_t site, std::uint64_t element) const;

private:
    double m_kappa;
    double m_axes; ///< dims - 1
    double m_b;    ///< of the envelope, as Wood names it
    double m_top;  ///< of the logarithm of the acceptance ratio
};

} // namespace lb::engine
