#pragma once

#include "engine/core/philox.h"
#include "models/metrics/rows_view.h"

#include <cstdint>
#include <vector>

namespace lb::models {

/// Where a model's codes live: what its prior and its posteriors q(z|x) are.
struct CodeSpace {
    enum class Kind {
        Euclidean, ///< prior N(0, I); posteriors N(mean, sigma^2), or points where there is no ln sigma^2
        Sphere,    ///< uniform prior on the unit sphere; von Mises-Fisher posteriors around unit means
    };
    Kind kind = Kind::Euclidean;
    std::int64_t size = 0; ///< d
    double kappa = 0.0;    ///< sphere: the posteriors' concentration
};

/// `count` draws from the prior, [count, d]; equal for equal streams.
std::vector<float> priorDraws(const CodeSpace& space, engine::RandomStream& random, std::int64_t count);

/// Rows moved to where codes can be: on the sphere to length 1, elsewhere nothing.
void projectRows(const CodeSpace& space, std::vector<float>& codes);

/// Draws from posteriors, one after another: equal for equal seeds and order.
class PosteriorSampler {
public:
    PosteriorSampler(const CodeSpace& space, std::uint64_t seed, std::uint32_t site);
    /// One code per row. logVariances is empty where the posterior is a point or a von Mises-Fisher distribution.
    std::vector<float> draw(RowsView means, RowsView logVariances);

private:
    void drawOnSphere(std::span<const float> mean, std::span<float> z);
    CodeSpace m_space;
    engine::RandomKey m_key;
    std::uint32_t m_site;
    engine::RandomStream m_random;
    std::uint64_t m_drawn = 0;
};

/// ln p(z) - ln q(z|x) of each row, for importance sampling. Not for points, which have no density.
std::vector<double> logPriorRatios(const CodeSpace& space, RowsView z, RowsView means, RowsView logVariances);

} // namespace lb::models
