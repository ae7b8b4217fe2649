#include "experiments/training/latent_codes.h"

#include "engine/data/batch_source.h"
#include "models/metrics/nearest.h"
#include "models/metrics/posterior_statistics.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lb::experiments {

namespace {

constexpr std::uint32_t kDrawSite = 0x63;
constexpr double kLeastReach = 4; // of a histogram: N(0, 1) has all there
constexpr double kReachedShare = 0.995;

std::vector<double> variancesOf(models::RowsView rows)
{
    std::vector<double> variances = models::aggregatedPosterior(rows, {{}, rows.width}).variance;
    const auto n = static_cast<double>(rows.rows());
    for (double& variance : variances)
        variance *= n / (n - 1);
    return variances;
}

} // namespace

std::vector<std::size_t> stratifiedChoice(const std::vector<std::int32_t>& labels, std::size_t limit, quint64 seed)
{
    const std::vector<std::uint32_t> order = engine::shuffledOrder(labels.size(), seed, 0);
    std::map<std::int32_t, double> sizes;
    for (const std::int32_t label : labels)
        sizes[label] += 1;
    // The k-th of a label's n items has the place (k + 1/2) / n: the first places are those of a fair choice.
    std::map<std::int32_t, double> seen;
    std::vector<std::pair<double, std::size_t>> places;
    for (const std::uint32_t at : order) {
        const std::int32_t label = labels[at];
        places.emplace_back((seen[label]++ + 0.5) / sizes[label], at);
    }
    std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (limit > 0 && limit < places.size())
        places.resize(limit);
    std::vector<std::size_t> chosen;
    for (const auto& [place, at] : places)
        chosen.push_back(at);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

Result<std::unique_ptr<LatentCodes>> LatentCodes::of(OpenedRun& run, const LatentSelection& selection,
                                                     const WorkProgress& progress)
{
    if (!run.setup().model->hasCodes())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("This run is a language model: it has no codes to look "
                                                               "at. Choose an autoencoder."));
    auto items = run.itemsOf(selection.split);
    if (!items)
        return tl::unexpected(items.error());
    constexpr std::size_t kLeast = 4;
    if (items->size() < kLeast)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The %1 split has %2 items, but a map needs %3. Choose another split.")
                        .arg(selection.split)
                        .arg(items->size())
                        .arg(kLeast));
    std::unique_ptr<LatentCodes> codes(new LatentCodes(run, selection));
    codes->m_all = std::move(*items);
    codes->encode(progress);
    codes->readLabels();
    codes->choose();
    codes->measure();
    return codes;
}

void LatentCodes::encode(const WorkProgress& progress)
{
    const RunSetup& setup = m_run.setup();
    m_means.width = setup.model->latentSize();
    const auto width = static_cast<std::size_t>(m_means.width);
    std::vector<std::size_t> place(setup.isText() ? setup.data.text.count() : setup.data.images.count());
    for (std::size_t i = 0; i < m_all.size(); ++i)
        place[m_all[i]] = i;
    m_means.values.resize(m_all.size() * width);
    const auto batches = setup.batches(m_all, false);
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        const BatchCodes batch = m_encoder.encode(batches->batch(0, index));
        if (!batch.logVariance.empty())
            m_means.logVariances.resize(m_means.values.size());
        if (!batch.klPerDimension.empty())
            m_means.kl.resize(m_means.values.size());
        for (std::size_t row = 0; row < batch.items.size(); ++row) {
            const auto from = static_cast<std::ptrdiff_t>(row * width);
            const auto to = static_cast<std::ptrdiff_t>(place[batch.items[row]] * width);
            std::copy_n(batch.mean.begin() + from, width, m_means.values.begin() + to);
            if (!batch.logVariance.empty())
                std::copy_n(batch.logVariance.begin() + from, width, m_means.logVariances.begin() + to);
            if (batch.klPerDimension.size() == batch.mean.size())
                std::copy_n(batch.klPerDimension.begin() + from, width, m_means.kl.begin() + to);
        }
        progress(QStringLiteral("encoding"), index + 1, batches->batchesPerEpoch());
    }
}

void LatentCodes::readLabels()
{
    const LoadedDataset& data = m_run.setup().data;
    if (data.kind == DatasetKind::Image && !data.images.labels.empty()) {
        for (const std::string& name : data.images.classNames)
            m_classes.append(QString::fromStdString(name));
        for (const std::uint32_t item : m_all)
            m_allLabels.push_back(data.images.labels[item]);
    } else if (data.kind == DatasetKind::Text && !data.text.labels.empty()) {
        for (const std::uint32_t item : m_all) {
            const QString name = QString::fromStdString(data.text.labels[item]);
            if (!m_classes.contains(name))
                m_classes.append(name);
            m_allLabels.push_back(static_cast<std::int32_t>(m_classes.indexOf(name)));
        }
    }
    const std::int32_t most = m_allLabels.empty() ? -1 : *std::max_element(m_allLabels.begin(), m_allLabels.end());
    while (m_classes.size() <= most) // classes without a name
        m_classes.append(QString::number(m_classes.size()));
}

void LatentCodes::choose()
{
    const std::vector<std::int32_t> labels =
        m_allLabels.empty() ? std::vector<std::int32_t>(m_all.size()) : m_allLabels;
    const auto limit = static_cast<std::size_t>(std::clamp<qint64>(m_selection.limit, 0, kMostOnMap));
    const auto width = static_cast<std::size_t>(m_means.width);
    for (const std::size_t at : stratifiedChoice(labels, limit > 0 ? limit : kMostOnMap, m_selection.seed)) {
        m_items.push_back(m_all[at]);
        m_places.push_back(static_cast<std::uint32_t>(at));
        if (!m_allLabels.empty())
            m_labels.push_back(m_allLabels[at]);
        const auto begin = m_means.values.begin() + static_cast<std::ptrdiff_t>(at * width);
        m_codes.insert(m_codes.end(), begin, begin + m_means.width);
        if (m_means.kl.empty())
            continue;
        double kl = 0;
        for (std::size_t j = 0; j < width; ++j)
            kl += static_cast<double>(m_means.kl[at * width + j]);
        m_kl.push_back(static_cast<float>(kl));
    }
}

void LatentCodes::measure()
{
    const models::RowsView means{m_means.values, width()};
    const models::RowsView logVariances{m_means.logVariances, width()};
    m_axes = models::principalAxes(means);
    m_dimensions.activeUnits = models::activeUnits(means, kActive);
    m_dimensions.meanVariance = variancesOf(means);
    if (!m_means.kl.empty())
        m_dimensions.kl = models::splitKl({m_means.kl, width()}).perDimension;
    const models::AggregatedPosterior posterior = models::aggregatedPosterior(means, logVariances);
    m_dimensions.mean = posterior.mean;
    for (std::size_t j = 0; j < posterior.variance.size(); ++j)
        m_dimensions.deviation.push_back(std::sqrt(posterior.variance[j]));
    if (m_means.logVariances.empty())
        return;
    const models::AggregatedPosterior points = models::aggregatedPosterior(means, {{}, width()});
    for (std::size_t j = 0; j < posterior.variance.size(); ++j)
        m_dimensions.noise.push_back(posterior.variance[j] - points.variance[j]);
}

LatentHistograms LatentCodes::histograms(int bins) const
{
    const std::vector<float> draws = models::PosteriorSampler(m_run.setup().codeSpace(), m_selection.seed, kDrawSite)
                                         .draw({m_means.values, width()}, {m_means.logVariances, width()});
    std::vector<float> sizes;
    for (const float z : draws)
        sizes.push_back(std::abs(z));
    const auto place =
        sizes.begin() + static_cast<std::ptrdiff_t>(kReachedShare * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), place, sizes.end());
    LatentHistograms result{.bins = bins, .reach = std::max(kLeastReach, static_cast<double>(*place)), .densities = {}};
    const auto cells = static_cast<std::size_t>(bins);
    const auto d = static_cast<std::size_t>(width());
    result.densities.resize(d * cells);
    const double cell = 2 * result.reach / bins;
    const auto share = static_cast<float>(static_cast<double>(d) / static_cast<double>(draws.size()) / cell);
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const double at = std::floor((static_cast<double>(draws[i]) + result.reach) / cell);
        const auto bin = static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(bins - 1)));
        result.densities[i % d * cells + bin] += share;
    }
    return result;
}

std::vector<float> LatentCodes::reconstruction(const SentenceWork& work)
{
    if (!m_reconstruction.empty())
        return m_reconstruction;
    const RunSetup& setup = m_run.setup();
    std::map<std::uint32_t, std::size_t> place;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        place[m_items[i]] = i;
    std::vector<float> result(m_items.size());
    const auto batches = setup.batches(m_items, false);
    const auto width = static_cast<std::ptrdiff_t>(this->width());
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        if (work.isCancelled && work.isCancelled())
            return {};
        const engine::Batch batch = batches->batch(0, index);
        std::vector<float> codes;
        for (const std::uint32_t item : batch.items) {
            const auto begin = m_codes.begin() + static_cast<std::ptrdiff_t>(place[item]) * width;
            codes.insert(codes.end(), begin, begin + width);
        }
        const BatchScores scores = m_encoder.score(batch, codes);
        for (std::size_t row = 0; row < batch.items.size(); ++row)
            result[place[batch.items[row]]] = scores.reconstruction[row];
        work.progress(QStringLiteral("scoring"), index + 1, batches->batchesPerEpoch());
    }
    m_reconstruction = result;
    return result;
}

std::vector<LatentCodes::Near> LatentCodes::nearest(std::span<const float> code, int count) const
{
    std::vector<Near> rows;
    for (std::int64_t i = 0; i < codes().rows(); ++i)
        rows.push_back({static_cast<std::int32_t>(i), models::squaredDistance(code, codes().row(i))});
    const auto most = std::min<std::ptrdiff_t>(count, static_cast<std::ptrdiff_t>(rows.size()));
    std::partial_sort(rows.begin(), rows.begin() + most, rows.end(), [](const Near& a, const Near& b) {
        return a.distance < b.distance || (a.distance == b.distance && a.row < b.row);
    });
    rows.resize(static_cast<std::size_t>(most));
    for (Near& row : rows)
        row.distance = std::sqrt(row.distance);
    return rows;
}

} // namespace lb::experiments
