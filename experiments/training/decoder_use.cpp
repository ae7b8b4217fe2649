#include "experiments/training/decoder_use.h"

#include "experiments/training/evaluator.h"
#include "models/metrics/code_distribution.h"

#include <algorithm>

namespace lb::experiments {

namespace {

/// One for its own codes and for others': with equal noise the difference is of the codes alone.
constexpr std::uint32_t kNoiseSite = 0x55;
constexpr std::uint64_t kPartnerStream = 0x4c49;
constexpr std::int64_t kRowsAtOnce = 16;

std::vector<float> repeated(const std::vector<float>& row, std::size_t times)
{
    std::vector<float> rows;
    for (std::size_t i = 0; i < times; ++i)
        rows.insert(rows.end(), row.begin(), row.end());
    return rows;
}

} // namespace

DecoderUse::DecoderUse(SentenceCodes& codes, DecoderUseOptions options)
    : m_codes(codes)
    , m_options(std::move(options))
{
    m_options.draws = std::clamp(m_options.draws, 1, 1000);
}

Result<void> DecoderUse::makeOthers(const std::vector<std::int32_t>& sentence)
{
    const auto items = m_codes.run().itemsOf(m_options.split);
    if (!items)
        return tl::unexpected(items.error());
    const RunSetup& setup = m_codes.setup();
    // A permutation by the seed alone: each sentence meets the same others, but for itself.
    std::vector<float> means;
    std::vector<float> logVariances;
    int found = 0;
    for (const std::uint32_t place : engine::shuffledOrder(items->size(), m_options.seed, kPartnerStream)) {
        if (found == m_options.draws)
            break;
        const std::uint32_t item = (*items)[place];
        if (setup.data.text.sentences[item] == sentence)
            continue;
        const SentenceCode other = m_codes.encodeItem(item);
        means.insert(means.end(), other.mean.begin(), other.mean.end());
        logVariances.insert(logVariances.end(), other.logVariance.begin(), other.logVariance.end());
        ++found;
    }
    if (found == 0)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The %1 split has no other sentence to take a code from. Choose another split.")
                        .arg(m_options.split));
    const std::int64_t width = setup.model->latentSize();
    m_others = models::PosteriorSampler(setup.codeSpace(), m_options.seed, kNoiseSite)
                   .draw({means, width}, {logVariances, width});
    return {};
}

std::vector<double> DecoderUse::meanLosses(const SentenceCode& sentence, const std::vector<float>& codes)
{
    const std::size_t latent = sentence.mean.size();
    const std::size_t count = codes.size() / latent;
    const engine::Batch batch = sentenceBatch(m_codes.setup(), sentence.ids, kRowsAtOnce);
    const auto rows = static_cast<std::size_t>(kRowsAtOnce);
    std::vector<double> sums(sentence.ids.size() + 1, 0.0);
    for (std::size_t begin = 0; begin < count; begin += rows) {
        const std::size_t used = std::min(rows, count - begin);
        const auto first = codes.begin() + static_cast<std::ptrdiff_t>(begin * latent);
        const std::vector<float> chunk(first, first + static_cast<std::ptrdiff_t>(used * latent));
        const std::vector<float> losses = m_codes.encoder().tokenLosses(batch, chunk);
        for (std::size_t step = 0; step < sums.size(); ++step)
            for (std::size_t row = 0; row < used; ++row)
                sums[step] += static_cast<double>(losses[step * rows + row]);
    }
    for (double& sum : sums)
        sum /= static_cast<double>(count);
    return sums;
}

SentenceUse DecoderUse::ownOf(const SentenceCode& sentence)
{
    const RunSetup& setup = m_codes.setup();
    const std::size_t draws = setup.model->isStochastic() ? static_cast<std::size_t>(m_options.draws) : 1;
    const std::int64_t width = setup.model->latentSize();
    const std::vector<float> means = repeated(sentence.mean, draws);
    const std::vector<float> logVariances = repeated(sentence.logVariance, draws);
    const std::vector<float> own = models::PosteriorSampler(setup.codeSpace(), m_options.seed, kNoiseSite)
                                       .draw({means, width}, {logVariances, width});
    const std::vector<double> losses = meanLosses(sentence, own);
    SentenceUse use;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        use.tokens.push_back(
            {.id = i < sentence.ids.size() ? sentence.ids[i] : setup.data.text.end, .own = -losses[i]});
        use.own -= losses[i];
    }
    return use;
}

Result<SentenceUse> DecoderUse::of(const SentenceCode& sentence)
{
    if (const Result<void> made = makeOthers(sentence.ids); !made)
        return tl::unexpected(made.error());
    SentenceUse use = ownOf(sentence);
    const std::vector<double> losses = meanLosses(sentence, m_others);
    for (std::size_t i = 0; i < losses.size(); ++i) {
        use.tokens[i].other = -losses[i];
        use.other -= losses[i];
    }
    return use;
}

Result<SampleUse> DecoderUse::overItems(const WorkProgress& progress)
{
    const auto items = m_codes.run().itemsOf(m_options.split);
    if (!items)
        return tl::unexpected(items.error());
    Evaluator evaluator(m_codes.setup(), *items, m_options.items, m_options.seed);
    const Evaluation evaluation = evaluator.run([&](qint64 done, qint64 total) {
        if (progress)
            progress(QStringLiteral("measuring the data"), done, total);
    });
    return SampleUse{.items = static_cast<qint64>(evaluator.itemCount()),
                     .gain = evaluation.numbers.value(QStringLiteral("shuffle_gap")),
                     .error = evaluation.numbers.value(QStringLiteral("shuffle_gap_error")),
                     .perToken = evaluation.numbers.value(QStringLiteral("shuffle_gap_per_token"))};
}

} // namespace lb::experiments
