#include "experiments/worker/sentence_requests.h"

#include "experiments/training/item_strips.h"
#include "experiments/training/token_source.h"
#include "experiments/worker/request_values.h"
#include "experiments/worker/scored_lines.h"

#include <QCborArray>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr qint64 kMostSentences = 100'000;
constexpr int kMostSteps = 1000;
constexpr int kMostNeighbours = 200;
constexpr int kMostDraws = 1000;
constexpr int kMostItems = 10'000;
constexpr int kDecodedAtOnce = 32;

Result<QStringList> textsOf(const QCborMap& request)
{
    QStringList texts;
    for (const QCborValue& text : request.value(QLatin1String("texts")).toArray())
        texts.append(text.toString());
    if (texts.isEmpty() || texts.size() > kMostSentences)
        return refused(QStringLiteral("%1 sentences cannot be taken at once; give 1 to %2.")
                           .arg(texts.size())
                           .arg(kMostSentences));
    return texts;
}

QCborArray toCbor(std::span<const float> values)
{
    QCborArray array;
    for (const float value : values)
        array.append(static_cast<double>(value));
    return array;
}

QCborMap toCbor(const SentenceCode& sentence)
{
    QCborMap map{{QStringLiteral("text"), sentence.text},
                 {QStringLiteral("tokens"), static_cast<qint64>(sentence.ids.size())},
                 {QStringLiteral("unknown"), static_cast<qint64>(sentence.unknown)},
                 {QStringLiteral("cut"), sentence.isCut},
                 {QStringLiteral("mean"), toCbor(std::span<const float>(sentence.mean))}};
    if (!sentence.logVariance.empty())
        map.insert(QStringLiteral("deviation"), toCbor(std::span<const float>(sentence.deviation())));
    if (!sentence.kl.empty())
        map.insert(QStringLiteral("kl"), toCbor(std::span<const float>(sentence.kl)));
    return map;
}

QCborMap toCbor(const SentenceUse& use, const models::Tokenizer& tokenizer)
{
    QCborArray tokens;
    for (std::size_t i = 0; i < use.tokens.size(); ++i) {
        const TokenUse& token = use.tokens[i];
        tokens.append(QCborMap{{QStringLiteral("id"), token.id},
                               {QStringLiteral("piece"), QString::fromStdString(tokenizer.piece(token.id))},
                               {QStringLiteral("is_end"), i + 1 == use.tokens.size()},
                               {QStringLiteral("own"), token.own},
                               {QStringLiteral("other"), token.other}});
    }
    return {{QStringLiteral("tokens"), tokens},
            {QStringLiteral("own"), use.own},
            {QStringLiteral("other"), use.other},
            {QStringLiteral("gain"), use.gain()}};
}

double total(const std::vector<float>& values)
{
    double sum = 0;
    for (const float value : values)
        sum += static_cast<double>(value);
    return sum;
}

/// The tokens of one line as "score" gives them, each with its place in the text.
void appendScored(QCborArray& tokens, const SourceTokens& source, const SentenceUse& use,
                  const models::Tokenizer& tokenizer)
{
    for (std::size_t i = 0; i < use.tokens.size(); ++i) {
        const bool isEnd = i + 1 == use.tokens.size();
        const auto at = static_cast<qsizetype>(i);
        tokens.append(
            QCborMap{{QStringLiteral("id"), use.tokens[i].id},
                     {QStringLiteral("piece"), QString::fromStdString(tokenizer.piece(use.tokens[i].id))},
                     {QStringLiteral("characters"), isEnd ? QStringLiteral("\n") : source.characters.value(at)},
                     {QStringLiteral("log_probability"), use.tokens[i].own}});
    }
}

} // namespace

bool SentenceRequests::knows(const QCborMap& request)
{
    const QString what = request.value(QLatin1String("what")).toString();
    if (what == QStringLiteral("encode"))
        return request.contains(QLatin1String("texts"));
    if (what == QStringLiteral("interpolate"))
        return request.value(QLatin1String("from")).isString() || request.value(QLatin1String("to")).isString();
    return what == QStringLiteral("sentences") || what == QStringLiteral("neighbours") ||
           what == QStringLiteral("listen") || what == QStringLiteral("score");
}

Result<QCborMap> SentenceRequests::answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    if (!m_codes) {
        auto codes = SentenceCodes::of(run);
        if (!codes)
            return tl::unexpected(codes.error());
        m_codes = std::move(*codes);
    }
    const QString what = request.value(QLatin1String("what")).toString();
    return what == QStringLiteral("sentences")     ? drawSentences(request)
           : what == QStringLiteral("encode")      ? encode(request, channel)
           : what == QStringLiteral("interpolate") ? interpolate(request, channel)
           : what == QStringLiteral("neighbours")  ? neighbours(request, channel)
           : what == QStringLiteral("listen")      ? listen(request, channel)
                                                   : score(request, channel);
}

Result<QCborMap> SentenceRequests::encode(const QCborMap& request, const ServeChannel& channel)
{
    const auto texts = textsOf(request);
    if (!texts)
        return tl::unexpected(texts.error());
    qint64 done = 0;
    for (const QString& text : *texts) {
        if (channel.isCancelled())
            break;
        const auto sentence = m_codes->encode(text);
        if (!sentence)
            return tl::unexpected(sentence.error());
        channel.part(toCbor(*sentence));
        channel.progress(QStringLiteral("encoding"), ++done, texts->size());
    }
    return QCborMap{{QStringLiteral("sentences"), done},
                    {QStringLiteral("latent"), static_cast<qint64>(m_codes->setup().model->latentSize())}};
}

Result<QCborMap> SentenceRequests::drawSentences(const QCborMap& request)
{
    const auto most = count(request, "count", 2, 1, kMostNeighbours);
    if (!most)
        return tl::unexpected(most.error());
    const auto items =
        m_codes->run().itemsOf(request.value(QLatin1String("split")).toString(QStringLiteral("validation")));
    if (!items)
        return tl::unexpected(items.error());
    const auto seed = static_cast<std::uint64_t>(request.value(QLatin1String("seed")).toInteger(1));
    QCborArray sentences;
    for (const std::uint32_t place : engine::shuffledOrder(items->size(), seed, 0)) {
        if (sentences.size() == *most)
            break;
        sentences.append(sentenceOf(m_codes->setup(), (*items)[place]));
    }
    return QCborMap{{QStringLiteral("sentences"), sentences}};
}

Result<QCborMap> SentenceRequests::interpolate(const QCborMap& request, const ServeChannel& channel)
{
    const QString path = request.value(QLatin1String("path")).toString(QStringLiteral("linear"));
    if (path != QStringLiteral("linear") && path != QStringLiteral("spherical"))
        return refused(QStringLiteral("There is no path named '%1'. Choose linear or spherical.").arg(path));
    const auto steps = count(request, "count", 11, 2, kMostSteps);
    if (!steps)
        return tl::unexpected(steps.error());
    const auto from = m_codes->encode(request.value(QLatin1String("from")).toString());
    if (!from)
        return tl::unexpected(from.error());
    const auto to = m_codes->encode(request.value(QLatin1String("to")).toString());
    if (!to)
        return tl::unexpected(to.error());
    const std::vector<double> positions = evenPositions(*steps);
    const auto kind = path == QStringLiteral("spherical") ? PathKind::Spherical : PathKind::Linear;
    const std::vector<float> codes = codePath(m_codes->setup().codeSpace(), from->mean, to->mean, kind, positions);
    const std::size_t latent = from->mean.size();
    QCborArray sentences;
    for (std::size_t begin = 0; begin < positions.size() && !channel.isCancelled(); begin += kDecodedAtOnce) {
        const std::size_t used = std::min<std::size_t>(kDecodedAtOnce, positions.size() - begin);
        const QStringList decoded = m_codes->decode(std::span(codes).subspan(begin * latent, used * latent));
        for (std::size_t i = 0; i < used; ++i) {
            const QString& sentence = decoded[static_cast<qsizetype>(i)];
            sentences.append(sentence);
            channel.part({{QStringLiteral("position"), positions[begin + i]},
                          {QStringLiteral("sentence"), sentence},
                          {QStringLiteral("code"), toCbor(std::span(codes).subspan((begin + i) * latent, latent))}});
        }
        channel.progress(QStringLiteral("decoding"), sentences.size(), *steps);
    }
    return QCborMap{{QStringLiteral("sentences"), sentences}};
}

Result<QCborMap> SentenceRequests::neighbours(const QCborMap& request, const ServeChannel& channel)
{
    const auto most = count(request, "count", 10, 1, kMostNeighbours);
    if (!most)
        return tl::unexpected(most.error());
    const auto sentence = m_codes->encode(request.value(QLatin1String("text")).toString());
    if (!sentence)
        return tl::unexpected(sentence.error());
    QCborArray items;
    for (const Neighbour& neighbour : m_codes->neighbours(*sentence, *most, {channel.progress, channel.isCancelled}))
        items.append(QCborMap{{QStringLiteral("item"), static_cast<qint64>(neighbour.item)},
                              {QStringLiteral("sentence"), neighbour.text},
                              {QStringLiteral("distance"), neighbour.distance}});
    return QCborMap{{QStringLiteral("items"), items},
                    {QStringLiteral("among"), static_cast<qint64>(m_codes->sampleSize())}};
}

Result<QCborMap> SentenceRequests::listen(const QCborMap& request, const ServeChannel& channel)
{
    const auto draws = count(request, "draws", DecoderUseOptions().draws, 1, kMostDraws);
    const auto items = count(request, "items", 0, 0, kMostItems);
    for (const Result<int>* checked : {&draws, &items})
        if (!*checked)
            return tl::unexpected(checked->error());
    DecoderUse use(*m_codes, {.draws = *draws,
                              .seed = static_cast<quint64>(request.value(QLatin1String("seed")).toInteger(1)),
                              .split = request.value(QLatin1String("split")).toString(DecoderUseOptions().split),
                              .items = *items});
    QCborArray sentences;
    for (const QCborValue& text : request.value(QLatin1String("texts")).toArray()) {
        if (channel.isCancelled())
            break;
        const auto sentence = m_codes->encode(text.toString());
        if (!sentence)
            return tl::unexpected(sentence.error());
        const auto heard = use.of(*sentence);
        if (!heard)
            return tl::unexpected(heard.error());
        QCborMap map = toCbor(*heard, *m_codes->setup().data.tokenizer);
        map.insert(QStringLiteral("text"), sentence->text);
        map.insert(QStringLiteral("kl"), total(sentence->kl));
        channel.part(map);
        sentences.append(map);
    }
    QCborMap reply{{QStringLiteral("sentences"), sentences}};
    if (*items > 0 && !channel.isCancelled()) {
        const auto sample = use.overItems(channel.progress);
        if (!sample)
            return tl::unexpected(sample.error());
        reply.insert(QStringLiteral("sample"), QCborMap{{QStringLiteral("items"), sample->items},
                                                        {QStringLiteral("gain"), sample->gain},
                                                        {QStringLiteral("error"), sample->error},
                                                        {QStringLiteral("per_token"), sample->perToken}});
    }
    return reply;
}

/// A model with codes: each line is a sentence, scored under codes of its own; with its KL a bound of -log p(x).
Result<QCborMap> SentenceRequests::score(const QCborMap& request, const ServeChannel& channel)
{
    const QStringList lines = request.value(QLatin1String("text")).toString().split(QLatin1Char('\n'));
    DecoderUse use(*m_codes, {.seed = static_cast<quint64>(request.value(QLatin1String("seed")).toInteger(1))});
    const models::Tokenizer& tokenizer = *m_codes->setup().data.tokenizer;
    const bool isBrief = request.value(QLatin1String("per_line")).toBool();
    QCborArray tokens;
    ScoredLines rows;
    qint64 count = 0;
    double nll = 0;
    double kl = 0;
    qint64 cut = 0;
    for (qsizetype i = 0; i < lines.size() && !channel.isCancelled(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        const auto sentence = m_codes->encode(lines[i]);
        if (!sentence)
            return tl::unexpected(sentence.error());
        const SentenceUse own = use.ownOf(*sentence);
        if (!isBrief)
            appendScored(tokens, sourceTokens(tokenizer, lines[i]), own, tokenizer);
        const auto ownTokens = static_cast<qint64>(own.tokens.size());
        const double ownKl = total(sentence->kl);
        rows.add(i, ownTokens, -own.own, ownKl);
        count += ownTokens;
        nll -= own.own;
        kl += ownKl;
        cut += sentence->isCut ? 1 : 0;
        channel.progress(QStringLiteral("scoring"), i + 1, lines.size());
    }
    if (count == 0 && !channel.isCancelled())
        return refused(
            QStringLiteral("A text without a word cannot be scored. Write a sentence of at least one word."));
    return QCborMap{{QStringLiteral("tokens"), tokens},
                    {QStringLiteral("count"), count},
                    {QStringLiteral("lines"), rows.toCbor()},
                    {QStringLiteral("nll"), nll + kl},
                    {QStringLiteral("kl"), kl},
                    {QStringLiteral("cut"), cut},
                    {QStringLiteral("has_codes"), true},
                    {QStringLiteral("is_bound"), m_codes->setup().model->hasKl()}};
}

} // namespace lb::experiments
