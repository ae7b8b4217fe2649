#include "models/metrics/code_distribution.h"

#include "engine/core/von_mises_fisher.h"
#include "models/metrics/likelihood.h"

#include <algorithm>
#include <cmath>

namespace lb::models {

namespace {

double dot(std::span<const float> a, std::span<const float> b)
{
    double total = 0;
    for (std::size_t j = 0; j < a.size(); ++j)
        total += static_cast<double>(a[j]) * static_cast<double>(b[j]);
    return total;
}

void toUnitLength(std::span<float> row)
{
    const double length = std::sqrt(dot(row, row));
    if (length > 0)
        for (float& number : row)
            number = static_cast<float>(static_cast<double>(number) / length);
}

std::size_t widthOf(const CodeSpace& space)
{
    return static_cast<std::size_t>(space.size);
}

} // namespace

void projectRows(const CodeSpace& space, std::vector<float>& codes)
{
    if (space.kind != CodeSpace::Kind::Sphere)
        return;
    for (std::size_t begin = 0; begin + widthOf(space) <= codes.size(); begin += widthOf(space))
        toUnitLength(std::span(codes).subspan(begin, widthOf(space)));
}

std::vector<float> priorDraws(const CodeSpace& space, engine::RandomStream& random, std::int64_t count)
{
    std::vector<float> codes(static_cast<std::size_t>(count * space.size));
    std::generate(codes.begin(), codes.end(), [&] { return random.normal(); });
    projectRows(space, codes);
    return codes;
}

PosteriorSampler::PosteriorSampler(const CodeSpace& space, std::uint64_t seed, std::uint32_t site)
    : m_space(space)
    , m_key{.seed = seed, .step = 0}
    , m_site(site)
    , m_random(m_key, site)
{
}

std::vector<float> PosteriorSampler::draw(RowsView means, RowsView logVariances)
{
    std::vector<float> z(means.values.begin(), means.values.end());
    if (m_space.kind == CodeSpace::Kind::Sphere) {
        for (std::int64_t row = 0; row < means.rows(); ++row)
            drawOnSphere(means.row(row),
                         std::span(z).subspan(static_cast<std::size_t>(row) * widthOf(m_space), widthOf(m_space)));
        return z;
    }
    for (std::size_t i = 0; i < logVariances.values.size(); ++i)
        z[i] += std::exp(0.5F * logVariances.values[i]) * m_random.normal();
    return z;
}

void PosteriorSampler::drawOnSphere(std::span<const float> mean, std::span<float> z)
{
    constexpr std::uint32_t kCosineSite = 0x10000; // apart from the stream of the directions
    const engine::VonMisesFisherCosine cosines(m_space.kappa, m_space.size);
    const double cosine = cosines.draw(m_key, (m_site + kCosineSite) | engine::kHostSites, m_drawn++);
    const double sine = std::sqrt(std::max(0.0, 1.0 - cosine * cosine));
    std::generate(z.begin(), z.end(), [this] { return m_random.normal(); });
    const double along = dot(z, mean);
    for (std::size_t j = 0; j < z.size(); ++j)
        z[j] -= static_cast<float>(along * static_cast<double>(mean[j]));
    toUnitLength(z);
    for (std::size_t j = 0; j < z.size(); ++j)
        z[j] = static_cast<float>(sine * static_cast<double>(z[j]) + cosine * static_cast<double>(mean[j]));
}

std::vector<double> logPriorRatios(const CodeSpace& space, RowsView z, RowsView means, RowsView logVariances)
{
    std::vector<double> result;
    const double normaliser =
        space.kind == CodeSpace::Kind::Sphere ? engine::VonMisesFisher(space.kappa, space.size).logNormaliser() : 0.0;
    for (std::int64_t row = 0; row < z.rows(); ++row) {
        if (space.kind == CodeSpace::Kind::Sphere) {
            result.push_back(normaliser - space.kappa * dot(z.row(row), means.row(row)));
            continue;
        }
        double total = 0;
        for (std::size_t j = 0; j < widthOf(space); ++j)
            total += logPriorRatio(static_cast<double>(z.row(row)[j]), static_cast<double>(means.row(row)[j]),
                                   static_cast<double>(logVariances.row(row)[j]));
        result.push_back(total);
    }
    return result;
}

} // namespace lb::models
