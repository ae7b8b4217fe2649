#include "models/metrics/likelihood.h"

#include <cmath>
#include <limits>

namespace lb::models {

double logPriorRatio(double z, double mean, double logVariance)
{
    const double deviation = z - mean;
    return 0.5 * (deviation * deviation * std::exp(-logVariance) + logVariance - z * z);
}

void LogMeanExp::add(double logTerm)
{
    ++m_count;
    if (m_count == 1 || logTerm > m_top) {
        m_scaledSum = (m_count == 1 ? 0.0 : m_scaledSum * std::exp(m_top - logTerm)) + 1.0;
        m_top = logTerm;
        return;
    }
    m_scaledSum += std::exp(logTerm - m_top);
}

double LogMeanExp::value() const
{
    if (m_count == 0)
        return -std::numeric_limits<double>::infinity();
    return m_top + std::log(m_scaledSum / static_cast<double>(m_count));
}

void ImportanceWeightedNll::add(std::span<const float> reconstruction, std::span<const double> logPriorRatios)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i].add(logPriorRatios[i] - static_cast<double>(reconstruction[i]));
}

std::vector<double> ImportanceWeightedNll::perRow() const
{
    std::vector<double> result;
    for (const LogMeanExp& row : m_rows)
        result.push_back(-row.value());
    return result;
}

double ImportanceWeightedNll::mean() const
{
    double sum = 0;
    for (const LogMeanExp& row : m_rows)
        sum -= row.value();
    return sum / static_cast<double>(m_rows.size());
}

double perplexity(double totalNats, std::int64_t tokens)
{
    return std::exp(totalNats / static_cast<double>(tokens));
}

} // namespace lb::models
