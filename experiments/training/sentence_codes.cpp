#include "experiments/training/sentence_codes.h"

#include "experiments/training/item_strips.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr std::int64_t kDecodeRows = 32;

double squaredDistance(std::span<const float> a, std::span<const float> b)
{
    double total = 0;
    for (std::size_t j = 0; j < a.size(); ++j) {
        const double difference = static_cast<double>(a[j]) - static_cast<double>(b[j]);
        total += difference * difference;
    }
    return total;
}

} // namespace

std::vector<float> SentenceCode::deviation() const
{
    std::vector<float> result;
    for (const float value : logVariance)
        result.push_back(std::exp(value / 2));
    return result;
}

std::size_t longestSentence(const RunSetup& setup)
{
    return static_cast<std::size_t>(setup.buckets.back()) - 1; // room for </s>
}

engine::Batch sentenceBatch(const RunSetup& setup, const std::vector<std::int32_t>& ids, std::int64_t rows)
{
    engine::TextSet text;
    text.begin = setup.data.text.begin;
    text.end = setup.data.text.end;
    text.unknown = setup.data.text.unknown;
    text.vocabularySize = setup.data.text.vocabularySize;
    text.sentences.assign(static_cast<std::size_t>(rows), ids);
    std::vector<std::uint32_t> items(static_cast<std::size_t>(rows));
    std::iota(items.begin(), items.end(), 0U);
    const auto steps = static_cast<std::int64_t>(ids.size()) + 1;
    const auto bucket = std::lower_bound(setup.buckets.begin(), setup.buckets.end(), steps);
    const std::vector<std::int64_t> only{bucket == setup.buckets.end() ? setup.buckets.back() : *bucket};
    return engine::makeTextBatches(text, items, only, {.rows = rows, .shuffle = false, .dropPartial = false})
        ->batch(0, 0);
}

Result<std::unique_ptr<SentenceCodes>> SentenceCodes::of(OpenedRun& run)
{
    const RunSetup& setup = run.setup();
    if (!setup.isText())
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("This run is a model of images: it has no codes of sentences. Choose a run of text."));
    if (!setup.model->hasCodes())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("This run is a language model without latent: it has no codes of sentences. Choose "
                                   "a text autoencoder."));
    return std::unique_ptr<SentenceCodes>(new SentenceCodes(run));
}

SentenceCodes::SentenceCodes(OpenedRun& run)
    : m_run(run)
    , m_encoder(run.setup())
    , m_decoder(run.setup(), kDecodeRows)
    , m_sample(run.setup().data.train)
{
    m_sample.resize(std::min(m_sample.size(), kSampleItems));
    m_batches = run.setup().batches(m_sample, false);
}

SentenceCode SentenceCodes::encodeIds(std::vector<std::int32_t> ids)
{
    const models::Tokenizer& tokenizer = *setup().data.tokenizer;
    SentenceCode sentence{.isCut = ids.size() > longestSentence(setup())};
    ids.resize(std::min(ids.size(), longestSentence(setup())));
    sentence.unknown = std::count(ids.begin(), ids.end(), setup().data.text.unknown);
    sentence.text = QString::fromStdString(tokenizer.decode(ids));
    BatchCodes codes = m_encoder.encode(sentenceBatch(setup(), ids, 1));
    sentence.ids = std::move(ids);
    sentence.mean = std::move(codes.mean);
    sentence.logVariance = std::move(codes.logVariance);
    sentence.kl = std::move(codes.klPerDimension);
    return sentence;
}

Result<SentenceCode> SentenceCodes::encode(const QString& text)
{
    std::vector<std::int32_t> ids = setup().data.tokenizer->encode(text.toStdString());
    if (ids.empty())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A text without a word has no code. Write a sentence of at least one word."));
    return encodeIds(std::move(ids));
}

SentenceCode SentenceCodes::encodeItem(std::uint32_t item)
{
    return encodeIds(setup().data.text.sentences[item]);
}

QStringList SentenceCodes::decode(std::span<const float> codes)
{
    const TextDecodingOptions options{.maximumTokens = static_cast<int>(setup().buckets.back())};
    QStringList result;
    for (const std::vector<std::int32_t>& ids : m_decoder.sentences(codes, options))
        result.append(QString::fromStdString(setup().data.tokenizer->decode(ids)));
    return result;
}

bool SentenceCodes::encodeSample(const SentenceWork& work)
{
    const std::int64_t count = m_batches->batchesPerEpoch();
    for (; m_encodedBatches < count; ++m_encodedBatches) {
        if (work.isCancelled && work.isCancelled())
            return false;
        const BatchCodes codes = m_encoder.encode(m_batches->batch(0, m_encodedBatches));
        m_encodedItems.insert(m_encodedItems.end(), codes.items.begin(), codes.items.end());
        m_means.insert(m_means.end(), codes.mean.begin(), codes.mean.end());
        if (work.progress)
            work.progress(QStringLiteral("encoding the data"), m_encodedBatches + 1, count);
    }
    return true;
}

QList<Neighbour> SentenceCodes::neighbours(const SentenceCode& sentence, int count, const SentenceWork& work)
{
    encodeSample(work);
    const std::size_t latent = sentence.mean.size();
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t i = 0; i < m_encodedItems.size(); ++i)
        found.emplace_back(squaredDistance(sentence.mean, std::span(m_means).subspan(i * latent, latent)), i);
    const auto most = static_cast<std::ptrdiff_t>(std::min(found.size(), static_cast<std::size_t>(std::max(0, count))));
    std::partial_sort(found.begin(), found.begin() + most, found.end()); // ties: the earlier item first
    QList<Neighbour> result;
    for (std::ptrdiff_t i = 0; i < most; ++i) {
        const auto& [distance, place] = found[static_cast<std::size_t>(i)];
        const std::uint32_t item = m_encodedItems[place];
        result.append({item, sentenceOf(setup(), item), std::sqrt(distance)});
    }
    return result;
}

} // namespace lb::experiments
