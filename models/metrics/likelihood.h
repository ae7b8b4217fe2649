#pragma once

#include "models/metrics/rows_view.h"

#include <cstdint>
#include <vector>

namespace lb::models {

/// ln of a mean of exponentials, one number at a time, with the maximum removed.
class LogMeanExp {
public:
    void add(double logTerm);
    /// -infinity before the first term.
    double value() const;

private:
    double m_top = 0.0;
    double m_scaledSum = 0.0; ///< sum of exp(term - top)
    std::int64_t m_count = 0;
};

/// One dimension of ln p(z) - ln q(z|x), p = N(0, 1), q = N(mean, e^logVariance); the (1/2) ln 2 pi of both cancel.
double logPriorRatio(double z, double mean, double logVariance);

/// -ln p(x) by importance sampling, -ln (1/K) sum_k p(x|z_k) p(z_k) / q(z_k|x), z_k ~ q(z|x). A bound
/// from above that falls with K. Source: Burda et al. 2016 (arXiv 1509.00519).
class ImportanceWeightedNll {
public:
    explicit ImportanceWeightedNll(std::int64_t rows)
        : m_rows(static_cast<std::size_t>(rows))
    {
    }
    /// One more sample for every row. reconstruction: [rows] -ln p(x|z), nats; logPriorRatios: [rows] ln p(z) - ln
    /// q(z|x).
    void add(std::span<const float> reconstruction, std::span<const double> logPriorRatios);
    std::vector<double> perRow() const;
    double mean() const;

private:
    std::vector<LogMeanExp> m_rows;
};

/// exp(total / tokens): tokens count </s>, neither <s> nor padding.
double perplexity(double totalNats, std::int64_t tokens);

} // namespace lb::models
