#include "experiments/worker/text_requests.h"

#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/model_export.h"
#include "experiments/training/opened_weights.h"
#include "experiments/training/token_source.h"
#include "experiments/worker/request_values.h"
#include "experiments/worker/scored_lines.h"

#include <QCborArray>
#include <QElapsedTimer>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr qint64 kMostTexts = 64;
constexpr qint64 kMostTokens = 100'000;
constexpr QLatin1String kPrior("prior");
constexpr QLatin1String kMean("mean");

qint64 integer(const QCborMap& map, const char* key, qint64 otherwise)
{
    return map.value(QLatin1String(key)).toInteger(otherwise);
}

double real(const QCborMap& map, const char* key, double otherwise)
{
    const QCborValue value = map.value(QLatin1String(key));
    return value.isInteger() ? static_cast<double>(value.toInteger()) : value.toDouble(otherwise);
}

QStringList strings(const QCborMap& map, const char* key)
{
    QStringList result;
    for (const QCborValue& value : map.value(QLatin1String(key)).toArray())
        result.append(value.toString());
    return result;
}

std::vector<std::int32_t> ids(const QCborMap& map, const char* key)
{
    std::vector<std::int32_t> result;
    for (const QCborValue& value : map.value(QLatin1String(key)).toArray())
        result.push_back(static_cast<std::int32_t>(value.toInteger()));
    return result;
}

Result<models::SamplingSettings> samplingOf(const QCborMap& request)
{
    models::SamplingSettings sampling{.temperature = real(request, "temperature", 1.0),
                                      .topK = integer(request, "top_k", 0),
                                      .topP = real(request, "top_p", 1.0),
                                      .repetitionPenalty = real(request, "repetition_penalty", 1.0),
                                      .bannedNgram = integer(request, "no_repeat_ngram", 0)};
    if (request.value(QLatin1String("top_p_rule")).toString() == QStringLiteral("below"))
        sampling.topPRule = models::TopPRule::BelowOnly;
    if (!(sampling.temperature >= 0 && sampling.temperature <= 100))
        return refused(
            QStringLiteral("A temperature of %1 cannot be used; choose 0 (greedy) to 100.").arg(sampling.temperature));
    if (!(sampling.topP > 0 && sampling.topP <= 1))
        return refused(
            QStringLiteral("top-p of %1 cannot be used; choose more than 0 and at most 1 (all).").arg(sampling.topP));
    if (sampling.topK < 0 || sampling.bannedNgram < 0)
        return refused(QStringLiteral("top-k and the length of a banned n-gram are 0 (off) or more."));
    if (!(sampling.repetitionPenalty > 0 && sampling.repetitionPenalty <= 10))
        return refused(QStringLiteral("A repetition penalty of %1 cannot be used; choose more than 0, 1 (none) to 10.")
                           .arg(sampling.repetitionPenalty));
    return sampling;
}

Result<GenerationSettings> settingsOf(const QCborMap& request)
{
    const auto sampling = samplingOf(request);
    if (!sampling)
        return tl::unexpected(sampling.error());
    GenerationSettings settings{.sampling = *sampling,
                                .maximumTokens = integer(request, "max_tokens", 100),
                                .minimumTokens = integer(request, "min_tokens", 0),
                                .seed = static_cast<quint64>(integer(request, "seed", 1)),
                                .stopIds = ids(request, "stop_ids"),
                                .alternatives = std::clamp<qint64>(integer(request, "alternatives", 0), 0, 100),
                                .beams = integer(request, "beams", 0),
                                .lengthPenalty = real(request, "length_penalty", 1.0)};
    for (const QString& stop : strings(request, "stop"))
        settings.stopStrings.push_back(stop.toStdString());
    if (request.value(QLatin1String("beam_rule")).toString() == QStringLiteral("shrinking"))
        settings.beamRule = models::BeamRule::Shrinking;
    if (settings.maximumTokens < 1 || settings.maximumTokens > kMostTokens)
        return refused(QStringLiteral("%1 tokens cannot be written; choose 1 to %2.")
                           .arg(settings.maximumTokens)
                           .arg(kMostTokens));
    if (settings.beams < 0 || settings.beams > kMostTexts)
        return refused(
            QStringLiteral("%1 beams cannot be used; choose 0 (sampling) to %2.").arg(settings.beams).arg(kMostTexts));
    return settings;
}

QString nameOf(TextEnd end)
{
    switch (end) {
    case TextEnd::End:
        return QStringLiteral("end");
    case TextEnd::Stop:
        return QStringLiteral("stop");
    case TextEnd::Full:
        return QStringLiteral("full");
    case TextEnd::Cancelled:
        return QStringLiteral("cancelled");
    case TextEnd::Length:
        break;
    }
    return QStringLiteral("length");
}

QCborMap toCbor(const WrittenToken& token, const models::Tokenizer& tokenizer)
{
    QCborMap map{{QStringLiteral("id"), token.id},
                 {QStringLiteral("piece"), QString::fromStdString(tokenizer.piece(token.id))},
                 {QStringLiteral("characters"), QString::fromStdString(token.characters)},
                 {QStringLiteral("log_probability"), token.logProbability}};
    QCborArray best;
    for (const models::TokenChance& chance : token.best)
        best.append(QCborMap{{QStringLiteral("id"), chance.id},
                             {QStringLiteral("piece"), QString::fromStdString(tokenizer.piece(chance.id))},
                             {QStringLiteral("probability"), chance.probability}});
    if (!best.isEmpty())
        map.insert(QStringLiteral("best"), best);
    return map;
}

Result<QCborMap> embed(OpenedReader& reader, const QCborMap& request, const ServeChannel& channel)
{
    const QStringList texts = strings(request, "texts");
    const QString pooling = request.value(QLatin1String("pooling")).toString(QStringLiteral("mean"));
    static const QStringList kPoolings{QStringLiteral("weighted"), QStringLiteral("mean"), QStringLiteral("first")};
    if (texts.isEmpty() || texts.size() > kMostTokens || !kPoolings.contains(pooling))
        return refused(QStringLiteral("Give 1 to %1 texts, and weighted, mean or first as pooling.").arg(kMostTokens));
    const auto how = static_cast<models::TextPooling>(kPoolings.indexOf(pooling));
    const auto vectors = reader.vectors(texts, how, [&](qint64 done) {
        channel.progress(QStringLiteral("reading"), done, texts.size());
        return !channel.isCancelled();
    });
    if (!vectors)
        return tl::unexpected(vectors.error());
    const auto bytes = static_cast<qsizetype>(vectors->numbers.size() * sizeof(float));
    return QCborMap{
        {QStringLiteral("width"), static_cast<qint64>(vectors->width)},
        {QStringLiteral("vectors"), QByteArray(reinterpret_cast<const char*>(vectors->numbers.data()), bytes)},
        {QStringLiteral("cut_texts"), vectors->cutTexts}};
}

} // namespace

bool TextRequests::knows(const QString& what)
{
    static const QStringList known{QStringLiteral("generate"), QStringLiteral("score"),
                                   QStringLiteral("tokenize"), QStringLiteral("detokenize"),
                                   QStringLiteral("embed"),    QStringLiteral("export_huggingface")};
    return known.contains(what);
}

Result<OpenedWriter*> TextRequests::open(const QCborMap& request)
{
    const QString folder = request.value(QLatin1String("run")).toString();
    if (folder.isEmpty())
        return refused(QStringLiteral("The request names no run."));
    const QString checkpoint = request.value(QLatin1String("checkpoint")).toString();
    if (!checkpoint.isEmpty())
        return openAt(request, folder, checkpoint);
    // A running run writes newer ones, so "newest" is looked up for each request; and removes older ones, so that one
    // may be gone before it is read.
    constexpr int kTries = 5;
    Result<OpenedWriter*> opened = fail(ErrorKind::NotFound, {});
    for (int i = 0; i < kTries && !opened && opened.error().kind == ErrorKind::NotFound; ++i)
        opened = openAt(request, folder, CheckpointKeeper::filesNewestFirst(RunFolder(folder)).value(0));
    return opened;
}

Result<OpenedWriter*> TextRequests::openAt(const QCborMap& request, const QString& folder, const QString& checkpoint)
{
    const WriterOptions options{.threads = m_threads,
                                .precision = request.value(QLatin1String("precision")).toString(QStringLiteral("auto")),
                                .isAveraged = request.value(QLatin1String("averaged")).toBool()};
    const QCborMap wanted{{QStringLiteral("run"), folder},
                          {QStringLiteral("checkpoint"), checkpoint},
                          {QStringLiteral("precision"), options.precision},
                          {QStringLiteral("averaged"), options.isAveraged}};
    if (m_writer && wanted == m_opened)
        return m_writer.get();
    m_reader.reset();
    m_writer.reset(); // before the next is read: two may not fit
    auto opened = OpenedWriter::open(RunFolder(folder), checkpoint, options);
    if (!opened)
        return tl::unexpected(opened.error());
    m_writer = std::move(*opened);
    m_opened = wanted;
    return m_writer.get();
}

Result<QCborMap> TextRequests::generate(OpenedWriter& writer, const QCborMap& request,
                                        const ServeChannel& channel) const
{
    const auto settings = settingsOf(request);
    if (!settings)
        return tl::unexpected(settings.error());
    QStringList prompts = strings(request, "prompts");
    const qint64 count = integer(request, "count", 1);
    if (prompts.isEmpty() || count < 1 || prompts.size() * count > kMostTexts)
        return refused(QStringLiteral("%1 texts cannot be written at once; choose 1 to %2.")
                           .arg(prompts.size() * count)
                           .arg(kMostTexts));
    const QStringList each = prompts;
    for (qint64 i = 1; i < count; ++i)
        prompts += each;
    QElapsedTimer clock;
    clock.start();
    qint64 firstMs = -1;
    qint64 tokens = 0;
    const auto onToken = [&](std::size_t text, const WrittenToken& token) {
        ++tokens;
        firstMs = firstMs < 0 ? clock.elapsed() : firstMs;
        QCborMap part = toCbor(token, writer.tokenizer());
        part.insert(QStringLiteral("text"), static_cast<qint64>(text));
        channel.part(part);
        return !channel.isCancelled();
    };
    const QString code = request.value(QLatin1String("code")).toString(kPrior);
    if (code != kPrior && code != kMean && code != QLatin1String("text"))
        return refused(QStringLiteral("A code comes from 'prior', 'text' or 'mean', not from '%1'.").arg(code));
    const Result<std::vector<WrittenText>> made =
        code == kPrior ? Result<std::vector<WrittenText>>(writer.write(prompts, *settings, onToken))
                       : writer.rewrite(prompts, code == kMean, *settings, onToken);
    if (!made)
        return tl::unexpected(made.error());
    const std::vector<WrittenText>& texts = *made;
    QCborArray written;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCborArray pieces;
        for (const WrittenToken& token : texts[i].tokens)
            pieces.append(toCbor(token, writer.tokenizer()));
        written.append(QCborMap{{QStringLiteral("prompt"), prompts[static_cast<qsizetype>(i)]},
                                {QStringLiteral("text"), QString::fromStdString(texts[i].text)},
                                {QStringLiteral("end"), nameOf(texts[i].end)},
                                {QStringLiteral("tokens"), pieces}});
    }
    const qint64 ms = clock.elapsed();
    return QCborMap{{QStringLiteral("texts"), written},
                    {QStringLiteral("seconds"), static_cast<double>(ms) / 1000},
                    {QStringLiteral("first_token_seconds"), static_cast<double>(std::max<qint64>(firstMs, 0)) / 1000},
                    {QStringLiteral("tokens"), tokens},
                    {QStringLiteral("precision"), writer.isBf16() ? QStringLiteral("bf16") : QStringLiteral("fp32")},
                    {QStringLiteral("weight_bytes"), static_cast<qint64>(writer.weightBytes())},
                    {QStringLiteral("cache_bytes"), static_cast<qint64>(writer.carriedBytes())}};
}

template <class Opened>
Result<QCborMap> TextRequests::score(Opened& opened, const QCborMap& request)
{
    const QString text = request.value(QLatin1String("text")).toString();
    const auto scored = opened.score(text);
    if (!scored)
        return tl::unexpected(scored.error());
    const QStringList characters = sourceTokens(opened.tokenizer(), text).characters;
    // Without a mark before the text its first token is given and not scored.
    const qsizetype given = opened.scoresFirst() ? 0 : 1;
    const bool isBrief = request.value(QLatin1String("per_line")).toBool();
    QCborArray tokens;
    ScoredLines rows;
    double total = 0;
    qsizetype count = 0;
    for (const ScoredToken& token : *scored) {
        total -= token.logProbability;
        const QString own = characters.value(given + count++); // the end mark has none
        rows.addToken(own, -token.logProbability);
        if (isBrief)
            continue;
        tokens.append(QCborMap{{QStringLiteral("id"), token.id},
                               {QStringLiteral("piece"), QString::fromStdString(opened.tokenizer().piece(token.id))},
                               {QStringLiteral("characters"), own},
                               {QStringLiteral("log_probability"), token.logProbability}});
    }
    return QCborMap{{QStringLiteral("tokens"), tokens},
                    {QStringLiteral("count"), static_cast<qint64>(count)},
                    {QStringLiteral("lines"), rows.toCbor()},
                    {QStringLiteral("nll"), total},
                    {QStringLiteral("given"), given > 0 ? characters.value(0) : QString()}};
}

QCborMap TextRequests::tokenize(const models::Tokenizer& tokenizer, const QCborMap& request)
{
    QCborArray tokens;
    const std::string text = request.value(QLatin1String("text")).toString().toStdString();
    for (const models::TokenSpan& token : models::characterSpans(text, tokenizer.tokenize(text)))
        tokens.append(QCborMap{{QStringLiteral("id"), token.id},
                               {QStringLiteral("piece"), QString::fromStdString(tokenizer.piece(token.id))},
                               {QStringLiteral("begin"), static_cast<qint64>(token.begin)},
                               {QStringLiteral("end"), static_cast<qint64>(token.end)}});
    return {{QStringLiteral("tokens"), tokens}};
}

QCborMap TextRequests::detokenize(const models::Tokenizer& tokenizer, const QCborMap& request)
{
    return {{QStringLiteral("text"), QString::fromStdString(tokenizer.decode(ids(request, "ids")))}};
}

/// What an encoder is asked; models that write answer the same requests by themselves.
Result<QCborMap> TextRequests::read(const RunFolder& folder, const QCborMap& request, const ServeChannel& channel)
{
    const QString given = request.value(QLatin1String("checkpoint")).toString();
    const QCborMap wanted{
        {QStringLiteral("run"), folder.path()},
        {QStringLiteral("checkpoint"), given.isEmpty() ? CheckpointKeeper::filesNewestFirst(folder).value(0) : given}};
    if (!m_reader || wanted != m_opened) {
        m_writer.reset();
        m_reader.reset();
        auto opened = OpenedReader::open(folder, wanted.value(QLatin1String("checkpoint")).toString(), m_threads);
        if (!opened)
            return tl::unexpected(opened.error());
        m_reader = std::move(*opened);
        m_opened = wanted;
    }
    const QString what = request.value(QLatin1String("what")).toString();
    Result<QCborMap> reply = what == QStringLiteral("embed")   ? embed(*m_reader, request, channel)
                             : what == QStringLiteral("score") ? score(*m_reader, request)
                             : what == QStringLiteral("tokenize")
                                 ? Result<QCborMap>(tokenize(m_reader->tokenizer(), request))
                                 : Result<QCborMap>(detokenize(m_reader->tokenizer(), request));
    if (reply)
        reply->insert(QStringLiteral("step"), m_reader->step());
    return reply;
}

Result<bool> TextRequests::needsCodes(const QCborMap& request)
{
    if (request.value(QLatin1String("what")).toString() != QStringLiteral("score") ||
        holdsEncoderAlone(RunFolder(request.value(QLatin1String("run")).toString())))
        return false;
    return open(request).map([](const OpenedWriter* writer) { return writer->hasCodes(); });
}

Result<QCborMap> TextRequests::answer(const QCborMap& request, const ServeChannel& channel)
{
    if (request.value(QLatin1String("what")).toString() == QStringLiteral("export_huggingface")) {
        const RunFolder folder(request.value(QLatin1String("run")).toString());
        const QString newest = CheckpointKeeper::filesNewestFirst(folder).value(0);
        return exportHuggingFace(folder, request.value(QLatin1String("checkpoint")).toString(newest),
                                 request.value(QLatin1String("out")).toString(),
                                 request.value(QLatin1String("averaged")).toBool())
            .map([](const QStringList& notes) {
                return QCborMap{{QStringLiteral("notes"), QCborArray::fromStringList(notes)}};
            });
    }
    const QString named = request.value(QLatin1String("what")).toString();
    const RunFolder runFolder(request.value(QLatin1String("run")).toString());
    if ((holdsEncoderAlone(runFolder) && named != QStringLiteral("generate")) || named == QStringLiteral("embed"))
        return read(runFolder, request, channel);
    const Result<OpenedWriter*> opened = open(request);
    if (!opened)
        return tl::unexpected(opened.error());
    OpenedWriter& writer = **opened;
    const QString what = request.value(QLatin1String("what")).toString();
    Result<QCborMap> reply = what == QStringLiteral("generate") ? generate(writer, request, channel)
                             : what == QStringLiteral("score")  ? score(writer, request)
                             : what == QStringLiteral("tokenize")
                                 ? Result<QCborMap>(tokenize(writer.tokenizer(), request))
                                 : Result<QCborMap>(detokenize(writer.tokenizer(), request));
    if (reply)
        reply->insert(QStringLiteral("step"), writer.step());
    return reply;
}

} // namespace lb::experiments
