#include "experiments/training/opened_run.h"

#include "engine/core/philox.h"
#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/code_decoder.h"
#include "experiments/training/code_encoder.h"
#include "experiments/training/item_strips.h"
#include "experiments/training/norm_calibration.h"
#include "experiments/training/text_generator.h"
#include "models/metrics/gaussian_fit.h"
#include "models/metrics/gaussian_mixture.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::size_t kFitItems = 10'000;
constexpr std::uint32_t kFitSite = 0x50;
constexpr std::int64_t kDecodeRows = 32;

QString checkpointPath(const RunFolder& folder, const QString& checkpoint)
{
    return checkpoint.contains(QLatin1Char('/')) ? checkpoint : folder.checkpoints() + QLatin1Char('/') + checkpoint;
}

} // namespace

Result<std::unique_ptr<OpenedRun>> OpenedRun::open(const RunFolder& folder, const QString& checkpoint,
                                                   const OpenOptions& options)
{
    const QStringList files = CheckpointKeeper::filesNewestFirst(folder);
    const QString path = checkpoint.isEmpty() ? (files.isEmpty() ? QString() : checkpointPath(folder, files.first()))
                                              : checkpointPath(folder, checkpoint);
    if (path.isEmpty())
        return fail(
            ErrorKind::NotFound,
            QStringLiteral("The run in '%1' has no checkpoint yet. Let it train for a moment.").arg(folder.path()));
    const Result<CheckpointHeader> header = readCheckpointHeader(path);
    if (!header)
        return tl::unexpected(header.error());
    const QString cacheFolder = folder.path() + QStringLiteral("/../../datasets");
    Result<std::unique_ptr<RunSetup>> setup = setUpRun(
        header->spec, {.threads = options.threads, .cacheFolder = cacheFolder, .tokenizerFile = folder.tokenizer()});
    if (!setup)
        return tl::unexpected(setup.error());
    std::unique_ptr<OpenedRun> run(new OpenedRun);
    run->m_setup = std::move(*setup);
    run->m_cacheFolder = cacheFolder;
    QStringList skipped;
    const Result<CheckpointHeader> loaded =
        checkpoint.isEmpty() ? CheckpointKeeper::restoreNewest(folder, *run->m_setup->store, skipped, false)
                             : loadCheckpoint(path, *run->m_setup->store, false);
    if (!loaded)
        return tl::unexpected(loaded.error());
    run->m_header = *loaded;
    if (options.isAveraged)
        if (const Result<void> averaged = loadAverage(path, *run->m_setup->store); !averaged)
            return tl::unexpected(averaged.error());
    if (!run->m_header.isCalibrated || options.isAveraged) // the statistics are those of the weights themselves
        NormCalibration(*run->m_setup).run(NormCalibration::kFinalBatches);
    return run;
}

Result<std::vector<std::uint32_t>> OpenedRun::itemsOf(const QString& split) const
{
    if (split == QStringLiteral("train"))
        return m_setup->data.train;
    if (split == QStringLiteral("validation"))
        return m_setup->data.validation;
    if (split == QStringLiteral("test"))
        return m_setup->data.test;
    return fail(ErrorKind::InvalidArgument,
                QStringLiteral("There is no split named '%1'. Choose train, validation or test.").arg(split));
}

std::vector<float> OpenedRun::codesOf(const std::vector<std::uint32_t>& items)
{
    const auto latent = static_cast<std::size_t>(m_setup->model->latentSize());
    std::vector<float> codes(items.size() * latent);
    std::vector<std::size_t> place(m_setup->isText() ? m_setup->data.text.count() : m_setup->data.images.count());
    for (std::size_t i = 0; i < items.size(); ++i)
        place[items[i]] = i;
    CodeEncoder encoder(*m_setup);
    const auto batches = m_setup->batches(items, false);
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        const BatchCodes encoded = encoder.encode(batches->batch(0, index));
        for (std::size_t row = 0; row < encoded.items.size(); ++row)
            std::copy_n(encoded.mean.begin() + static_cast<std::ptrdiff_t>(row * latent), latent,
                        codes.begin() + static_cast<std::ptrdiff_t>(place[encoded.items[row]] * latent));
    }
    return codes;
}

std::vector<float> OpenedRun::codeOfPicture(std::span<const std::uint8_t> pixels)
{
    engine::Batch batch = m_setup->batches({0}, false)->batch(0, 0); // whose first row makes room
    std::vector<float>& row = batch.reals.at("pixels");
    for (std::size_t i = 0; i < pixels.size(); ++i)
        row[i] = static_cast<float>(pixels[i]) / 255.0f;
    std::vector<float> code = CodeEncoder(*m_setup).encode(batch).mean;
    code.resize(static_cast<std::size_t>(m_setup->model->latentSize()));
    return code;
}

std::vector<float> OpenedRun::decodeImages(const std::vector<float>& codes)
{
    return CodeDecoder(*m_setup, kDecodeRows).images(codes);
}

std::vector<std::vector<std::int32_t>> OpenedRun::decodeTokens(const std::vector<float>& codes)
{
    return CodeDecoder(*m_setup, kDecodeRows)
        .sentences(codes, {.maximumTokens = static_cast<int>(m_setup->buckets.back())});
}

DecodedItems decodeItems(const RunSetup& setup, CodeDecoder& decoder, std::span<const float> codes, double temperature,
                         quint64 seed)
{
    DecodedItems result;
    if (setup.isText()) {
        const TextDecodingOptions options{
            .maximumTokens = static_cast<int>(setup.buckets.back()), .temperature = temperature, .seed = seed};
        for (const std::vector<std::int32_t>& ids : decoder.sentences(codes, options))
            result.sentences.append(QString::fromStdString(setup.data.tokenizer->decode(ids)));
        return result;
    }
    result.height = static_cast<int>(setup.data.images.height);
    result.width = static_cast<int>(setup.data.images.width);
    const auto pixels = static_cast<std::size_t>(result.height * result.width);
    const std::vector<float> images = decoder.images(codes);
    for (std::size_t begin = 0; begin < images.size(); begin += pixels)
        result.images.append(toGrey(std::span<const float>(images).subspan(begin, pixels)));
    return result;
}

DecodedItems OpenedRun::decode(const std::vector<float>& codes, double temperature, quint64 seed)
{
    CodeDecoder decoder(*m_setup, kDecodeRows);
    return decodeItems(*m_setup, decoder, codes, temperature, seed);
}

namespace {

Result<void> checkSampler(const SampleOptions& options)
{
    const QStringList samplers{QStringLiteral("prior"), QStringLiteral("gaussian"), QStringLiteral("gmm")};
    if (!samplers.contains(options.sampler))
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("There is no sampler named '%1'. Choose prior, gaussian or gmm.").arg(options.sampler));
    if (options.components < 1 || options.components > SampleOptions::kMostComponents)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A mixture of %1 Gaussians cannot be fitted. Choose 1 to %2.")
                        .arg(options.components)
                        .arg(SampleOptions::kMostComponents));
    if (!(options.spread >= 0 && options.spread <= SampleOptions::kMostSpread))
        return fail(ErrorKind::InvalidArgument, QStringLiteral("Codes cannot be spread by %1. Choose 0 to %2.")
                                                    .arg(options.spread)
                                                    .arg(SampleOptions::kMostSpread));
    return {};
}

/// Moves codes towards their sampler's mean, or away from it.
void spreadCodes(std::vector<float>& codes, const std::vector<double>& mean, double spread)
{
    for (std::size_t i = 0; i < codes.size() && spread != 1; ++i) {
        const double centre = mean[i % mean.size()];
        codes[i] = static_cast<float>(centre + spread * (static_cast<double>(codes[i]) - centre));
    }
}

} // namespace

Result<std::vector<float>> OpenedRun::drawCodes(const SampleOptions& options)
{
    if (const Result<void> possible = checkSampler(options); !possible)
        return tl::unexpected(possible.error());
    const models::CodeSpace space = m_setup->codeSpace();
    const auto size = static_cast<std::size_t>(space.size);
    std::vector<double> mean(size);
    std::vector<float> codes;
    if (options.sampler == QStringLiteral("prior")) {
        codes = priorCodes(*m_setup, options.seed, options.count);
    } else {
        std::vector<std::uint32_t> items = m_setup->data.train;
        items.resize(std::min(items.size(), kFitItems));
        const std::vector<float> fitted = codesOf(items);
        for (std::size_t i = 0; i < fitted.size(); ++i)
            mean[i % size] += static_cast<double>(fitted[i]) / static_cast<double>(items.size());
        if (options.sampler == QStringLiteral("gmm")) {
            codes = models::GaussianMixture({fitted, space.size}, {.components = options.components})
                        .sample(options.count, options.seed);
        } else {
            engine::RandomStream random({options.seed, 0}, kFitSite);
            const std::vector<float> noise = models::priorDraws({.size = space.size}, random, options.count);
            codes = models::GaussianFit(fitted, space.size).transform(noise);
        }
    }
    spreadCodes(codes, mean, options.spread);
    if (options.spread != 1 || options.sampler != QStringLiteral("prior")) // priors lie where codes may be
        models::projectRows(space, codes);
    return codes;
}

Result<void> OpenedRun::requireCodes() const
{
    if (!m_setup->model->hasCodes())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("This run is a language model: it has no codes. Sample it, or let it go on from a "
                                   "text with 'generate'."));
    return {};
}

std::vector<std::vector<std::int32_t>> OpenedRun::writeTokens(qint64 count, quint64 seed, double temperature)
{
    TextGenerator generator(m_setup->writerParts(), *m_setup->data.tokenizer,
                            marksOf(m_setup->spec, *m_setup->data.tokenizer));
    std::vector<std::vector<std::int32_t>> result;
    for (qint64 done = 0; done < count; done += kDecodeRows) {
        const auto rows = static_cast<std::size_t>(std::min<qint64>(kDecodeRows, count - done));
        const auto texts = generator.run(std::vector<std::vector<std::int32_t>>(rows), {},
                                         {.sampling = {.temperature = temperature},
                                          .maximumTokens = m_setup->buckets.back(),
                                          .seed = seed + static_cast<quint64>(done)});
        for (const WrittenText& text : texts) {
            std::vector<std::int32_t>& ids = result.emplace_back();
            for (const WrittenToken& token : text.tokens)
                ids.push_back(token.id);
        }
    }
    return result;
}

Result<DecodedItems> OpenedRun::sample(const SampleOptions& options)
{
    if (options.count < 1 || options.count > 10000)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 samples cannot be drawn at once. Choose 1 to 10,000.").arg(options.count));
    if (!m_setup->model->hasCodes()) {
        DecodedItems result;
        const double temperature = options.temperature > 0 ? options.temperature : 1.0;
        for (const auto& ids : writeTokens(options.count, options.seed, temperature))
            result.sentences.append(QString::fromStdString(m_setup->data.tokenizer->decode(ids)));
        return result;
    }
    const Result<std::vector<float>> codes = drawCodes(options);
    if (!codes)
        return tl::unexpected(codes.error());
    return decode(*codes, options.temperature, options.seed);
}

Result<std::vector<float>> OpenedRun::encode(const QString& split)
{
    if (const Result<void> usable = requireCodes(); !usable)
        return tl::unexpected(usable.error());
    const auto items = itemsOf(split);
    if (!items)
        return tl::unexpected(items.error());
    return codesOf(*items);
}

} // namespace lb::experiments
