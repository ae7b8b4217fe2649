#include "experiments/training/evaluator.h"

#include "engine/core/philox.h"
#include "models/metrics/likelihood.h"
#include "models/metrics/mutual_information.h"
#include "models/metrics/neighbour_entropy.h"
#include "models/metrics/norm_health.h"
#include "models/metrics/posterior_statistics.h"
#include "models/metrics/shuffle_gap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr std::uint32_t kPosteriorSite = 0x51;
constexpr int kEntropyNeighbours = 3;
/// The estimator is quadratic in the codes; beyond this many it takes longer than it tells.
constexpr std::int64_t kEntropyRows = 3000;
constexpr std::int64_t kInformationRows = 5000;

models::RowsView firstRows(const std::vector<float>& values, std::int64_t width, std::int64_t limit)
{
    const std::int64_t rows = std::min(static_cast<std::int64_t>(values.size()) / width, limit);
    return {std::span<const float>(values).first(static_cast<std::size_t>(rows * width)), width};
}

std::vector<float> narrowed(const std::vector<double>& values)
{
    return {values.begin(), values.end()};
}

/// Codes without repeats: equal inputs (sentences that differ in unknown words only) have equal codes, and a distance
/// of zero would drown the estimate (methods P11). Closer than `kSameCode` counts as equal: rounding differs between
/// batch shapes.
std::vector<float> distinctRows(models::RowsView codes)
{
    constexpr float kSameCode = 1e-4F;
    std::vector<float> kept;
    const auto width = static_cast<std::size_t>(codes.width);
    const auto isNear = [&](std::span<const float> row, std::size_t begin) {
        for (std::size_t j = 0; j < width; ++j)
            if (std::abs(row[j] - kept[begin + j]) > kSameCode)
                return false;
        return true;
    };
    for (std::int64_t i = 0; i < codes.rows(); ++i) {
        const std::span<const float> row = codes.row(i);
        bool isKnown = false;
        for (std::size_t begin = 0; begin < kept.size() && !isKnown; begin += width)
            isKnown = isNear(row, begin);
        if (!isKnown)
            kept.insert(kept.end(), row.begin(), row.end());
    }
    return kept;
}

/// The codes of a batch in another order.
std::vector<float> permutedRows(const std::vector<float>& codes, const std::vector<std::uint32_t>& order)
{
    const std::size_t width = codes.size() / order.size();
    std::vector<float> result(codes.size());
    for (std::size_t row = 0; row < order.size(); ++row)
        std::copy_n(codes.begin() + static_cast<std::ptrdiff_t>(order[row] * width), width,
                    result.begin() + static_cast<std::ptrdiff_t>(row * width));
    return result;
}

void append(std::vector<float>& to, const std::vector<float>& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

} // namespace

struct Evaluator::Sums {
    models::PosteriorSampler posterior;
    std::vector<float> reconstruction;
    std::vector<float> shuffled;
    std::vector<float> squaredError;
    std::vector<float> klPerDimension;
    double correctTokens = 0;
    std::int64_t tokens = 0;
    std::uint64_t batch = 0;

    Sums(const models::CodeSpace& space, quint64 seed)
        : posterior(space, seed, kPosteriorSite)
    {
    }
};

Evaluator::~Evaluator() = default;

Evaluator::Evaluator(const RunSetup& setup, std::vector<std::uint32_t> items, qint64 limit, quint64 seed)
    : m_setup(setup)
    , m_items(std::move(items))
    , m_seed(seed)
    , m_encoder(setup)
{
    if (limit > 0 && static_cast<std::size_t>(limit) < m_items.size())
        m_items.resize(static_cast<std::size_t>(limit));
    m_batches = setup.batches(m_items, false);
}

void Evaluator::addBatch(const engine::Batch& batch, Sums& sums)
{
    if (!m_setup.model->hasCodes())
        return addScores(batch, {}, sums);
    const BatchCodes codes = m_encoder.encode(batch);
    const std::int64_t width = m_setup.model->latentSize();
    const std::vector<float> z = sums.posterior.draw({codes.mean, width}, {codes.logVariance, width});
    addScores(batch, z, sums);
    addShuffled(batch, z, sums);
    append(sums.klPerDimension, codes.klPerDimension);
    append(m_means, codes.mean);
    append(m_logVariances, codes.logVariance);
}

void Evaluator::addScores(const engine::Batch& batch, const std::vector<float>& codes, Sums& sums)
{
    const BatchScores own = m_encoder.score(batch, codes);
    append(sums.reconstruction, own.reconstruction);
    append(sums.squaredError, own.squaredError);
    sums.correctTokens += std::accumulate(own.correctTokens.begin(), own.correctTokens.end(), 0.0);
    const auto rows = static_cast<std::ptrdiff_t>(batch.items.size());
    if (const auto lengths = batch.indices.find("lengths"); lengths != batch.indices.end())
        sums.tokens += std::accumulate(lengths->second.begin(), lengths->second.begin() + rows, std::int64_t{0});
}

void Evaluator::addShuffled(const engine::Batch& batch, const std::vector<float>& codes, Sums& sums)
{
    const auto rows = static_cast<std::int64_t>(batch.items.size());
    if (rows > 1)
        append(
            sums.shuffled,
            m_encoder.score(batch, permutedRows(codes, models::derangement(rows, m_seed + sums.batch))).reconstruction);
    else // a row alone has no other's code to take
        sums.shuffled.push_back(sums.reconstruction.back());
    ++sums.batch;
}

Evaluation Evaluator::run(const Progress& progress)
{
    m_means.clear();
    m_logVariances.clear();
    Sums sums(m_setup.codeSpace(), m_seed);
    const std::int64_t count = m_batches->batchesPerEpoch();
    for (std::int64_t index = 0; index < count; ++index) {
        addBatch(m_batches->batch(0, index), sums);
        if (progress)
            progress(index + 1, count);
    }
    Evaluation result;
    if (sums.reconstruction.empty())
        return result;
    const auto n = static_cast<double>(sums.reconstruction.size());
    const double total = std::accumulate(sums.reconstruction.begin(), sums.reconstruction.end(), 0.0);
    result.numbers.insert(QStringLiteral("reconstruction"), total / n);
    if (!sums.squaredError.empty())
        result.numbers.insert(QStringLiteral("squared_error"),
                              std::accumulate(sums.squaredError.begin(), sums.squaredError.end(), 0.0) / n);
    if (sums.tokens > 0)
        result.numbers.insert(QStringLiteral("token_accuracy"), sums.correctTokens / static_cast<double>(sums.tokens));
    addKl(result, sums);
    if (!m_setup.model->hasCodes())
        return result;
    addDecoderUse(result, sums);
    addPosterior(result);
    addEntropy(result);
    return result;
}

void Evaluator::addDecoderUse(Evaluation& result, const Sums& sums)
{
    const double gap = models::shuffleGap(sums.reconstruction, sums.shuffled);
    result.numbers.insert(QStringLiteral("shuffle_gap"), gap);
    result.numbers.insert(QStringLiteral("shuffle_gap_error"),
                          models::shuffleGapError(sums.reconstruction, sums.shuffled));
    if (sums.tokens > 0)
        result.numbers.insert(QStringLiteral("shuffle_gap_per_token"),
                              gap * static_cast<double>(sums.reconstruction.size()) / static_cast<double>(sums.tokens));
}

void Evaluator::addKl(Evaluation& result, const Sums& sums) const
{
    const double reconstruction = result.numbers.value(QStringLiteral("reconstruction"));
    double bound = reconstruction;
    if (m_setup.model->hasKl()) {
        const models::KlSplit kl = models::splitKl({sums.klPerDimension, m_setup.model->latentSize()});
        bound += kl.total;
        result.numbers.insert(QStringLiteral("kl"), kl.total);
        result.numbers.insert(QStringLiteral("elbo"), -bound);
        result.numbers.insert(QStringLiteral("dead_dimensions"), kl.deadDimensions);
        result.vectors.insert(QStringLiteral("kl_per_dimension"), narrowed(kl.perDimension));
    }
    if (sums.tokens > 0)
        result.numbers.insert(QStringLiteral("perplexity"),
                              models::perplexity(bound * static_cast<double>(sums.reconstruction.size()), sums.tokens));
}

void Evaluator::addPosterior(Evaluation& result) const
{
    const std::int64_t width = m_setup.model->latentSize();
    const models::RowsView means{m_means, width};
    const models::RowsView logVariances{m_logVariances, width};
    result.numbers.insert(QStringLiteral("active_units"), models::activeUnits(means));
    const models::CodeSpace space = m_setup.codeSpace();
    const bool isSphere = space.kind == models::CodeSpace::Kind::Sphere; // its spread has no closed form per axis
    const std::vector<float> drawn =
        isSphere ? models::PosteriorSampler(space, m_seed, kPosteriorSite).draw(means, {}) : std::vector<float>();
    const models::AggregatedPosterior posterior =
        models::aggregatedPosterior(isSphere ? models::RowsView{drawn, width} : means, logVariances);
    const auto [least, most] = std::minmax_element(posterior.variance.begin(), posterior.variance.end());
    result.numbers.insert(QStringLiteral("aggregated_variance_min"), *least);
    result.numbers.insert(QStringLiteral("aggregated_variance_max"), *most);
    double worst = 0;
    for (const double mean : posterior.mean)
        worst = std::max(worst, std::abs(mean));
    result.numbers.insert(QStringLiteral("aggregated_mean_max"), worst);
    result.vectors.insert(QStringLiteral("aggregated_mean"), narrowed(posterior.mean));
    result.vectors.insert(QStringLiteral("aggregated_variance"), narrowed(posterior.variance));
    addInformation(result);
}

void Evaluator::addInformation(Evaluation& result) const
{
    if (!m_setup.model->isStochastic())
        return;
    const models::CodeSpace space = m_setup.codeSpace();
    const models::RowsView means = firstRows(m_means, space.size, kInformationRows);
    const models::MutualInformation information =
        space.kind == models::CodeSpace::Kind::Sphere
            ? models::sphereInformation(means, space.kappa, m_seed)
            : models::mutualInformation(means, firstRows(m_logVariances, space.size, kInformationRows), m_seed);
    result.numbers.insert(QStringLiteral("mutual_information"), information.closedForm);
    result.numbers.insert(QStringLiteral("mutual_information_error"), information.standardError);
    result.numbers.insert(QStringLiteral("mutual_information_ceiling"), information.ceiling);
    result.numbers.insert(QStringLiteral("mutual_information_items"), static_cast<double>(information.samples));
    // KL = I(x; z) + KL(q(z) || p(z)): the three belong together (methods 1).
    result.numbers.insert(QStringLiteral("kl_to_prior"),
                          result.numbers.value(QStringLiteral("kl")) - information.closedForm);
}

void Evaluator::addEntropy(Evaluation& result)
{
    if (m_setup.model->isStochastic())
        return; // the estimator is of deterministic codes
    const models::RowsView all = firstRows(m_means, m_setup.model->latentSize(), kEntropyRows);
    const std::vector<float> distinct = distinctRows(all);
    const models::RowsView codes{distinct, all.width};
    if (codes.rows() <= kEntropyNeighbours)
        return;
    const models::NeighbourEntropy estimate = models::neighbourEntropy(codes, kEntropyNeighbours);
    if (!m_reference || m_referenceRows != codes.rows())
        m_reference = std::make_unique<models::GaussianReference>(models::gaussianReference(
            {.rows = codes.rows(), .width = codes.width, .neighbours = kEntropyNeighbours, .seed = m_seed}));
    m_referenceRows = codes.rows();
    const models::EntropyGap gap = models::entropyGap(estimate, *m_reference);
    result.numbers.insert(QStringLiteral("entropy"), estimate.entropy);
    result.numbers.insert(QStringLiteral("entropy_gaussian"), m_reference->mean);
    result.numbers.insert(QStringLiteral("entropy_bias"), m_reference->bias);
    result.numbers.insert(QStringLiteral("entropy_gap"), gap.gap);
    result.numbers.insert(QStringLiteral("entropy_gap_error"), gap.standardError);
    result.numbers.insert(QStringLiteral("duplicate_codes"), static_cast<double>(all.rows() - codes.rows()));
}

} // namespace lb::experiments
