#include "experiments/training/run_evaluation.h"

#include "models/metrics/code_distribution.h"
#include "models/metrics/frechet.h"
#include "models/metrics/likelihood.h"
#include "models/metrics/mutual_information.h"
#include "models/metrics/sample_quality.h"
#include "models/metrics/text_overlap.h"
#include "models/metrics/trigram.h"

#include <algorithm>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr std::uint32_t kImportanceSite = 0x52;
constexpr std::uint32_t kDiscrepancySite = 0x53;
constexpr std::size_t kDiscrepancyRows = 1000; // methods 8.12
constexpr qint64 kNeighbourRows = 5000;        // precision and its kin are quadratic in the rows
constexpr int kNeighbours = 5;
constexpr qint64 kSentences = 1000;
constexpr std::size_t kOverlapItems = 1000;

const QStringList kParts{QStringLiteral("basic"), QStringLiteral("nll"), QStringLiteral("mmd"),
                         QStringLiteral("samples")};

std::vector<std::uint32_t> firstOf(const std::vector<std::uint32_t>& items, std::size_t count)
{
    return {items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), count))};
}

models::RowsView features(const std::vector<float>& values, qint64 rows = -1)
{
    constexpr auto kWidth = models::ImageClassifier::kFeatures;
    const std::span<const float> all(values);
    const auto wanted = static_cast<std::size_t>(rows * kWidth);
    return {rows < 0 || wanted > all.size() ? all : all.first(wanted), kWidth};
}

} // namespace

RunEvaluation::RunEvaluation(OpenedRun& run, EvaluationOptions options, WorkProgress progress)
    : m_run(run)
    , m_options(std::move(options))
    , m_progress(progress ? std::move(progress) : [](const QString&, qint64, qint64) {})
{
}

bool RunEvaluation::wants(const char* part) const
{
    return m_options.what.isEmpty() || m_options.what.contains(QLatin1String(part));
}

Result<Evaluation> RunEvaluation::run()
{
    for (const QString& part : m_options.what)
        if (!kParts.contains(part))
            return fail(ErrorKind::InvalidArgument,
                        QStringLiteral("There is nothing to evaluate named '%1'. Choose %2.")
                            .arg(part, kParts.join(QStringLiteral(", "))));
    const Result<std::vector<std::uint32_t>> items = m_run.itemsOf(m_options.split);
    if (!items)
        return tl::unexpected(items.error());
    if (wants("basic"))
        m_result = Evaluator(m_run.setup(), *items, 0, m_options.seed).run([this](qint64 done, qint64 total) {
            m_progress(QStringLiteral("evaluating"), done, total);
        });
    if (wants("basic") && !m_run.setup().model->hasCodes())
        addBaseline(*items);
    if (wants("nll"))
        addLikelihood(*items);
    if (wants("mmd") && m_run.setup().model->hasCodes())
        addDiscrepancy(*items);
    if (wants("samples"))
        if (const Result<void> added = m_run.setup().isText() ? addSentences(*items) : addImages(*items); !added)
            return tl::unexpected(added.error());
    return m_result;
}

/// Perplexity of a trigram model on the same tokens.
void RunEvaluation::addBaseline(const std::vector<std::uint32_t>& items)
{
    const engine::TextSet& text = m_run.setup().data.text;
    const auto sequenceOf = [&](std::uint32_t item) {
        models::TokenSequence sequence = text.sentences[item];
        if (!text.isPacked)
            sequence.push_back(text.end);
        return sequence;
    };
    const std::int32_t begin = std::max<std::int32_t>(text.begin, 0);
    std::vector<models::TokenSequence> seen;
    for (const std::uint32_t item : m_run.setup().data.train)
        seen.push_back(sequenceOf(item));
    const models::TrigramModel model(seen, text.vocabularySize, begin);
    double total = 0;
    std::int64_t tokens = 0;
    for (const std::uint32_t item : items) {
        const models::TokenSequence sequence = sequenceOf(item);
        total += model.negativeLogLikelihood(sequence);
        if (text.isPacked && !sequence.empty()) // a window's first token is given
            total -= model.negativeLogLikelihood({sequence.front()});
        tokens += static_cast<std::int64_t>(text.stepsOf(item));
    }
    if (tokens > 0)
        insert("trigram_perplexity", models::perplexity(total, tokens));
}

void RunEvaluation::addLikelihood(const std::vector<std::uint32_t>& items)
{
    const RunSetup& setup = m_run.setup();
    if (!setup.model->hasCodes()) {
        m_notes.append(QStringLiteral("The reconstruction of a language model is its exact negative log-likelihood."));
        return;
    }
    if (!setup.model->isStochastic()) {
        m_notes.append(QStringLiteral("The codes have no noise, so the model gives no likelihood to estimate."));
        return;
    }
    const std::size_t count =
        m_options.likelihoodItems > 0 ? static_cast<std::size_t>(m_options.likelihoodItems) : items.size();
    const auto batches = setup.batches(firstOf(items, count), false);
    const models::CodeSpace space = setup.codeSpace();
    models::PosteriorSampler sampler(space, m_options.seed, kImportanceSite);
    CodeEncoder encoder(setup);
    double total = 0;
    std::int64_t rows = 0;
    std::int64_t tokens = 0;
    const std::int64_t work = batches->batchesPerEpoch() * m_options.importanceSamples;
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        const engine::Batch batch = batches->batch(0, index);
        const BatchCodes codes = encoder.encode(batch);
        const models::RowsView means{codes.mean, space.size};
        const models::RowsView logVariances{codes.logVariance, space.size};
        models::ImportanceWeightedNll estimate(means.rows());
        for (int k = 0; k < m_options.importanceSamples; ++k) {
            const std::vector<float> z = sampler.draw(means, logVariances);
            estimate.add(encoder.score(batch, z).reconstruction,
                         models::logPriorRatios(space, {z, space.size}, means, logVariances));
            m_progress(QStringLiteral("importance sampling"), index * m_options.importanceSamples + k + 1, work);
        }
        total += estimate.mean() * static_cast<double>(means.rows());
        rows += means.rows();
        if (const auto lengths = batch.indices.find("lengths"); lengths != batch.indices.end())
            tokens += std::accumulate(lengths->second.begin(), lengths->second.begin() + means.rows(), std::int64_t{0});
    }
    if (rows == 0)
        return;
    insert("iw_nll", total / static_cast<double>(rows));
    insert("iw_samples", m_options.importanceSamples);
    insert("iw_items", static_cast<double>(rows));
    if (tokens > 0)
        insert("iw_perplexity", models::perplexity(total, tokens));
}

void RunEvaluation::addDiscrepancy(const std::vector<std::uint32_t>& items)
{
    const RunSetup& setup = m_run.setup();
    const models::CodeSpace space = setup.codeSpace();
    const auto batches = setup.batches(firstOf(items, kDiscrepancyRows), false);
    models::PosteriorSampler sampler(space, m_options.seed, kDiscrepancySite);
    CodeEncoder encoder(setup);
    std::vector<float> codes;
    std::vector<float> means;
    std::vector<float> logVariances;
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        const BatchCodes encoded = encoder.encode(batches->batch(0, index));
        means.insert(means.end(), encoded.mean.begin(), encoded.mean.end());
        logVariances.insert(logVariances.end(), encoded.logVariance.begin(), encoded.logVariance.end());
        const std::vector<float> z = sampler.draw({encoded.mean, space.size}, {encoded.logVariance, space.size});
        codes.insert(codes.end(), z.begin(), z.end());
        m_progress(QStringLiteral("comparing codes"), index + 1, batches->batchesPerEpoch());
    }
    const models::RowsView drawn{codes, space.size};
    if (drawn.rows() < 2)
        return;
    engine::RandomStream random({m_options.seed, 0}, kDiscrepancySite);
    const std::vector<float> prior = models::priorDraws(space, random, drawn.rows());
    insert("code_mmd", models::mmdImq(drawn, {prior, space.size}));
    if (setup.model->isStochastic())
        insert("prior_holes",
               models::priorHoles(space, {prior, space.size}, {means, space.size}, {logVariances, space.size}));
}

Result<void> RunEvaluation::addImages(const std::vector<std::uint32_t>& items)
{
    const auto network = FeatureNetwork::open(m_run.setup(), m_run.cacheFolder(), m_progress);
    if (!network) {
        if (network.error().kind != ErrorKind::InvalidArgument)
            return tl::unexpected(network.error());
        m_notes.append(network.error().detail);
        return {};
    }
    FeatureNetwork& eye = **network;
    const std::vector<std::uint32_t> real = firstOf(items, static_cast<std::size_t>(m_options.samples));
    if (real.size() <= static_cast<std::size_t>(kNeighbours))
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("Sample quality needs more than %1 images, not %2.").arg(kNeighbours).arg(real.size()));
    const auto count = static_cast<qint64>(real.size());
    const std::vector<float> truth = eye.features(pixelsOf(m_run.setup().data.images, real));
    const models::FeatureMoments wanted = models::featureMoments(features(truth));
    qint64 done = 0;
    const auto distance = [&](const char* name, const std::vector<float>& seen) {
        insert(name, models::frechetDistance(wanted, models::featureMoments(features(seen))));
        m_progress(QStringLiteral("measuring samples"), ++done, 6);
    };
    distance("fd_floor", eye.features(pixelsOf(eye.data().images, firstOf(eye.data().train, real.size()))));
    distance("fd_reconstruction", eye.features(m_run.decodeImages(m_run.codesOf(real))));
    for (const auto& [name, sampler] :
         {std::pair("fd_gaussian", "gaussian"), {"fd_gmm", "gmm"}, {"fd_prior", "prior"}}) {
        const Result<std::vector<float>> codes = m_run.drawCodes(
            {.count = static_cast<int>(count), .seed = m_options.seed, .sampler = QLatin1String(sampler)});
        if (!codes)
            return tl::unexpected(codes.error());
        const std::vector<float> seen = eye.features(m_run.decodeImages(*codes));
        distance(name, seen);
        if (std::string_view(sampler) != "prior")
            continue;
        const models::Prdc quality =
            models::prdc(features(truth, kNeighbourRows), features(seen, kNeighbourRows), kNeighbours);
        insert("precision", quality.precision);
        insert("recall", quality.recall);
        insert("density", quality.density);
        insert("coverage", quality.coverage);
    }
    insert("sample_count", static_cast<double>(count));
    insert("classifier_accuracy", eye.accuracy());
    m_progress(QStringLiteral("measuring samples"), 6, 6);
    return {};
}

Result<void> RunEvaluation::addSentences(const std::vector<std::uint32_t>& items)
{
    const qint64 count = std::min(m_options.samples, kSentences);
    m_progress(QStringLiteral("writing sentences"), 0, 4);
    const bool hasCodes = m_run.setup().model->hasCodes();
    Result<std::vector<models::TokenSequence>> written =
        hasCodes ? m_run.drawCodes({.count = static_cast<int>(count), .seed = m_options.seed})
                       .map([this](const std::vector<float>& codes) { return m_run.decodeTokens(codes); })
                 : m_run.writeTokens(count, m_options.seed);
    if (!written)
        return tl::unexpected(written.error());
    const std::vector<models::TokenSequence>& samples = *written;
    insert("distinct_1", models::distinctN(samples, 1));
    insert("distinct_2", models::distinctN(samples, 2));
    for (const auto& [name, n] : {std::pair("self_bleu_2", 2), {"self_bleu_3", 3}, {"self_bleu_4", 4}}) {
        m_progress(QStringLiteral("comparing sentences"), n - 1, 4);
        insert(name, models::selfBleu(samples, static_cast<std::size_t>(n)));
    }
    insert("sample_count", static_cast<double>(count));
    if (hasCodes)
        addOverlap(firstOf(items, kOverlapItems));
    return {};
}

/// BLEU-4 of sentences with their reconstructions, z = mean, decoded greedily: methods 8.8.
void RunEvaluation::addOverlap(const std::vector<std::uint32_t>& items)
{
    const std::vector<models::TokenSequence> decoded = m_run.decodeTokens(m_run.codesOf(items));
    double total = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const models::TokenSequence* const reference = &m_run.setup().data.text.sentences[items[i]];
        total += models::bleu(decoded[i], std::span(&reference, 1), 4);
    }
    if (!items.empty())
        insert("reconstruction_bleu_4", total / static_cast<double>(items.size()));
}

} // namespace lb::experiments
