#include "experiments/cli/commands.h"
#include "experiments/cli/given_text.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"
#include "experiments/control/serve_client.h"

#include <QCborArray>
#include <QCborMap>

#include <cmath>
#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace lb::experiments {

namespace {

volatile std::sig_atomic_t g_isInterrupted = 0;

/// Ctrl-C ends the text, not the program: what is written stays.
class InterruptGuard {
public:
    InterruptGuard()
    {
        g_isInterrupted = 0;
        m_before = std::signal(SIGINT, [](int) { g_isInterrupted = 1; });
    }
    ~InterruptGuard() { std::signal(SIGINT, m_before); }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

private:
    void (*m_before)(int);
};

QCborArray toCbor(const QStringList& words)
{
    return QCborArray::fromStringList(words);
}

Result<QCborMap> generateRequest(Session& session, const GenerateArguments& a)
{
    Result<QCborMap> request = serveTarget(session, a.run);
    if (!request)
        return request;
    QStringList prompts;
    for (const QString& argument : a.prompts.isEmpty() ? QStringList{QString()} : a.prompts) {
        const Result<QString> text = givenText(argument);
        if (!text)
            return tl::unexpected(text.error());
        prompts.append(*text);
    }
    QCborArray stopIds;
    for (const qint64 id : a.stopIds)
        stopIds.append(id);
    request->insert(QStringLiteral("what"), QStringLiteral("generate"));
    request->insert(QStringLiteral("prompts"), toCbor(prompts));
    request->insert(QStringLiteral("count"), a.count);
    request->insert(QStringLiteral("max_tokens"), a.maximumTokens);
    request->insert(QStringLiteral("min_tokens"), a.minimumTokens);
    request->insert(QStringLiteral("temperature"), a.temperature);
    request->insert(QStringLiteral("top_k"), a.topK);
    request->insert(QStringLiteral("top_p"), a.topP);
    request->insert(QStringLiteral("top_p_rule"), a.topPRule);
    request->insert(QStringLiteral("repetition_penalty"), a.repetitionPenalty);
    request->insert(QStringLiteral("no_repeat_ngram"), a.bannedNgram);
    request->insert(QStringLiteral("seed"), a.seed);
    request->insert(QStringLiteral("stop"), toCbor(a.stops));
    request->insert(QStringLiteral("stop_ids"), stopIds);
    request->insert(QStringLiteral("alternatives"), a.alternatives);
    request->insert(QStringLiteral("beams"), a.beams);
    request->insert(QStringLiteral("beam_rule"), a.beamRule);
    request->insert(QStringLiteral("length_penalty"), a.lengthPenalty);
    request->insert(QStringLiteral("precision"), a.precision);
    request->insert(QStringLiteral("code"), a.code);
    request->insert(QStringLiteral("averaged"), a.isAveraged);
    return request;
}

void printSpeed(const QCborMap& reply)
{
    if (::isatty(STDERR_FILENO) != 1)
        return;
    const auto tokens = static_cast<double>(reply.value(QStringLiteral("tokens")).toInteger());
    const double seconds = reply.value(QStringLiteral("seconds")).toDouble();
    std::fprintf(stderr, "%.0f tokens in %.1f s (%.1f/s), the first after %.2f s; weights in %s\n", tokens, seconds,
                 seconds > 0 ? tokens / seconds : 0, reply.value(QStringLiteral("first_token_seconds")).toDouble(),
                 qPrintable(reply.value(QStringLiteral("precision")).toString()));
}

/// A request that answers at once.
Result<QCborMap> asked(Session& session, const QString& run, const QString& what, const QCborMap& more)
{
    Result<QCborMap> request = serveTarget(session, run);
    if (!request)
        return request;
    request->insert(QStringLiteral("what"), what);
    for (const auto& [key, value] : more)
        request->insert(key, value);
    return askWorker(session, *request);
}

} // namespace

int generateCommand(Session& session, const GenerateArguments& arguments)
{
    const Result<QCborMap> request = generateRequest(session, arguments);
    if (!request)
        return reportError(request.error());
    const auto client = ServeClient::start(session.workerProgram());
    if (!client)
        return reportError(client.error());
    const InterruptGuard guard;
    // One text is shown as it is written, several when they are done.
    const bool isStreamed = !session.isJson && arguments.count == 1 && arguments.prompts.size() <= 1;
    const bool goesOn = arguments.code == QStringLiteral("prior"); // or the prompt has been encoded
    if (isStreamed && goesOn)
        printText(request->value(QStringLiteral("prompts")).toArray().first().toString());
    const auto onPart = [&](const QCborMap& part) {
        if (isStreamed) {
            printText(part.value(QStringLiteral("characters")).toString());
            std::fflush(stdout);
        }
        return g_isInterrupted == 0;
    };
    const Result<QCborMap> reply = (*client)->request(*request, {}, onPart);
    if (!reply)
        return reportError(reply.error());
    const QCborArray texts = reply->value(QStringLiteral("texts")).toArray();
    for (const QCborValue& entry : texts) {
        const QCborMap text = entry.toMap();
        if (session.isJson) {
            QJsonObject json = text.toJsonObject();
            for (const char* const key :
                 {"step", "seconds", "first_token_seconds", "precision", "weight_bytes", "cache_bytes"})
                json.insert(QLatin1String(key), reply->value(QLatin1String(key)).toJsonValue());
            printJson(json);
        } else if (!isStreamed || arguments.beams > 0) {
            printText((isStreamed || !goesOn ? QString() : text.value(QStringLiteral("prompt")).toString()) +
                      text.value(QStringLiteral("text")).toString() + QLatin1Char('\n'));
        } else {
            printText(QStringLiteral("\n"));
        }
    }
    printSpeed(*reply);
    return g_isInterrupted ? kExitInterrupted : kExitDone;
}

int scoreCommand(Session& session, const QString& run, const QString& text, bool isBrief)
{
    const Result<QString> given = givenText(text);
    if (!given)
        return reportError(given.error());
    const Result<QCborMap> reply = asked(session, run, QStringLiteral("score"), {{QStringLiteral("text"), *given}});
    if (!reply)
        return reportError(reply.error());
    const QCborArray tokens = reply->value(QStringLiteral("tokens")).toArray();
    const double total = reply->value(QStringLiteral("nll")).toDouble();
    const auto count = static_cast<double>(tokens.size());
    const bool isBound = reply->value(QStringLiteral("is_bound")).toBool();
    const double kl = reply->value(QStringLiteral("kl")).toDouble();
    if (session.isJson) {
        for (const QCborValue& token : isBrief ? QCborArray() : tokens)
            printJson(token.toMap().toJsonObject());
        QJsonObject json{{QStringLiteral("nll"), total},
                         {QStringLiteral("tokens"), tokens.size()},
                         {QStringLiteral("perplexity"), std::exp(total / count)}};
        if (isBound)
            json.insert(QStringLiteral("kl"), kl);
        printJson(json);
        return kExitDone;
    }
    TextTable table({QStringLiteral("Token"), QStringLiteral(">Surprisal"), QStringLiteral("Unit")});
    for (const QCborValue& token : tokens)
        table.addRow({token.toMap().value(QStringLiteral("piece")).toString(),
                      shortNumber(-token.toMap().value(QStringLiteral("log_probability")).toDouble()),
                      QStringLiteral("nats")});
    if (!isBrief)
        printText(table.text());
    printText(QStringLiteral("%1 tokens, %2 nats, perplexity %3\n")
                  .arg(tokens.size())
                  .arg(shortNumber(total), shortNumber(std::exp(total / count))));
    if (isBound)
        printText(QStringLiteral("Each line was scored under a code of its own; with its KL (%1 nats in all) the total "
                                 "is a bound: the model is at most so surprised.\n")
                      .arg(shortNumber(kl)));
    else if (reply->value(QStringLiteral("has_codes")).toBool())
        printText(QStringLiteral("Each line was scored under its own code. This model has no KL, so that is how well it "
                                 "gives the text back, not how likely the text is.\n"));
    return kExitDone;
}

int tokenizeCommand(Session& session, const QString& run, const QString& text)
{
    const Result<QString> given = givenText(text);
    if (!given)
        return reportError(given.error());
    const Result<QCborMap> reply = asked(session, run, QStringLiteral("tokenize"), {{QStringLiteral("text"), *given}});
    if (!reply)
        return reportError(reply.error());
    TextTable table(
        {QStringLiteral(">Id"), QStringLiteral("Piece"), QStringLiteral("Text"), QStringLiteral(">Characters")});
    const QList<uint> characters = given->toUcs4();
    for (const QCborValue& entry : reply->value(QStringLiteral("tokens")).toArray()) {
        const QCborMap token = entry.toMap();
        if (session.isJson) {
            printJson(token.toJsonObject());
            continue;
        }
        const qint64 begin = token.value(QStringLiteral("begin")).toInteger();
        const qint64 end = token.value(QStringLiteral("end")).toInteger();
        const QList<uint> own = characters.mid(begin, end - begin);
        table.addRow({QString::number(token.value(QStringLiteral("id")).toInteger()),
                      token.value(QStringLiteral("piece")).toString(),
                      QString::fromUcs4(reinterpret_cast<const char32_t*>(own.constData()), own.size()).simplified(),
                      QStringLiteral("%1-%2").arg(begin).arg(end)});
    }
    if (!session.isJson)
        printText(table.text());
    return kExitDone;
}

int detokenizeCommand(Session& session, const QString& run, const QStringList& ids)
{
    QCborArray numbers;
    for (const QString& id : ids) {
        bool isNumber = false;
        numbers.append(id.toInt(&isNumber));
        if (!isNumber)
            return reportError({ErrorKind::InvalidArgument,
                                QStringLiteral("'%1' is no token id; give whole numbers, divided by blanks.").arg(id)});
    }
    const Result<QCborMap> reply =
        asked(session, run, QStringLiteral("detokenize"), {{QStringLiteral("ids"), numbers}});
    if (!reply)
        return reportError(reply.error());
    const QString text = reply->value(QStringLiteral("text")).toString();
    if (session.isJson)
        printJson({{QStringLiteral("text"), text}});
    else
        printText(text + QLatin1Char('\n'));
    return kExitDone;
}

} // namespace lb::experiments
