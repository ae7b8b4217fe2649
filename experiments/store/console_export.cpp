#include "experiments/store/console_export.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace lb::experiments {

namespace {

using Role = ConsoleMessage::Role;

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(Qt::ISODate);
}

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

/// "lm, checkpoint of step 312, seed 7, temperature 0.8, top-k 40": all that differs from the defaults.
QString conditions(const ConsoleMessage& reply)
{
    const WritingParameters& p = reply.parameters;
    const WritingParameters usual;
    QStringList words{reply.runName,
                      QStringLiteral("checkpoint of step %1").arg(reply.step),
                      QStringLiteral("seed %1").arg(p.seed),
                      QStringLiteral("temperature %1").arg(number(p.temperature)),
                      QStringLiteral("top-k %1").arg(p.topK),
                      QStringLiteral("top-p %1").arg(number(p.topP)),
                      QStringLiteral("at most %1 tokens").arg(p.maximumTokens)};
    if (p.minimumTokens != usual.minimumTokens)
        words += QStringLiteral("at least %1 tokens").arg(p.minimumTokens);
    if (p.repetitionPenalty != usual.repetitionPenalty)
        words += QStringLiteral("repetition penalty %1").arg(number(p.repetitionPenalty));
    if (p.bannedNgram != usual.bannedNgram)
        words += QStringLiteral("no %1 tokens twice").arg(p.bannedNgram);
    for (const QString& stop : p.stops)
        words += QStringLiteral("stop at \"%1\"").arg(stop);
    if (p.beams != usual.beams)
        words += QStringLiteral("%1 beams, length penalty %2").arg(p.beams).arg(number(p.lengthPenalty));
    if (p.precision != usual.precision)
        words += p.precision;
    return words.join(QStringLiteral(", "));
}

QString outcome(const ConsoleMessage& reply)
{
    return QStringLiteral("%1 tokens, perplexity %2, ended by: %3")
        .arg(reply.tokens.size())
        .arg(number(perplexityOf(reply.tokens)), reply.end);
}

QString leftText(int left)
{
    return QStringLiteral("%1 more messages stand in other branches and versions; the .json export has them.")
        .arg(left);
}

/// `text` between fences that it does not contain.
QString fenced(const QString& text)
{
    QString fence = QStringLiteral("```");
    while (text.contains(fence))
        fence += QLatin1Char('`');
    return fence + QLatin1Char('\n') + text + QLatin1Char('\n') + fence + QLatin1Char('\n');
}

QString oneLine(QString text)
{
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QJsonObject jsonOfToken(const ConsoleToken& token)
{
    QJsonArray best;
    for (const TokenChance& chance : token.best)
        best.append(
            QJsonObject{{QStringLiteral("piece"), chance.piece}, {QStringLiteral("probability"), chance.probability}});
    return {{QStringLiteral("id"), token.id},
            {QStringLiteral("piece"), token.piece},
            {QStringLiteral("characters"), token.characters},
            {QStringLiteral("log_probability"), token.logProbability},
            {QStringLiteral("best"), best}};
}

QJsonObject jsonOfMessage(const ConsoleMessage& message)
{
    const bool isPrompt = message.role == Role::Prompt;
    QJsonObject json{{QStringLiteral("id"), message.id},
                     {QStringLiteral("parent"), message.parent},
                     {QStringLiteral("role"), isPrompt ? QStringLiteral("prompt") : QStringLiteral("reply")},
                     {QStringLiteral("time"), timeText(message.createdMs)},
                     {QStringLiteral("text"), message.text}};
    if (isPrompt)
        return json;
    QJsonArray tokens;
    for (const ConsoleToken& token : message.tokens)
        tokens.append(jsonOfToken(token));
    json.insert(QStringLiteral("attempt"), message.attempt);
    json.insert(QStringLiteral("column"), message.column);
    json.insert(QStringLiteral("run"), message.runName);
    json.insert(QStringLiteral("run_uid"), message.runUid);
    json.insert(QStringLiteral("step"), message.step);
    json.insert(QStringLiteral("parameters"), message.parameters.toJson());
    json.insert(QStringLiteral("end"), message.end);
    json.insert(QStringLiteral("perplexity"), perplexityOf(message.tokens));
    json.insert(QStringLiteral("seconds"), message.seconds);
    json.insert(QStringLiteral("tokens"), tokens);
    return json;
}

} // namespace

QByteArray markdownOf(const ConsoleExport& what)
{
    QString text =
        QStringLiteral("# %1\n\n%2, Latentbench %3\n")
            .arg(oneLine(what.conversation.title), timeText(what.conversation.createdMs), QStringLiteral(LB_VERSION));
    for (const ConsoleMessage& message : what.messages) {
        if (message.role == Role::Prompt)
            text += QStringLiteral("\n## Prompt\n\n%1")
                        .arg(message.text.isEmpty() ? QStringLiteral("(none)\n") : fenced(message.text));
        else
            text += QStringLiteral("\n### %1\n\n%2\n- %3\n- %4\n")
                        .arg(oneLine(message.runName), fenced(message.text), conditions(message), outcome(message));
    }
    if (what.left > 0)
        text += QLatin1Char('\n') + leftText(what.left) + QLatin1Char('\n');
    return text.toUtf8();
}

QByteArray plainTextOf(const ConsoleExport& what)
{
    QString text = what.conversation.title + QLatin1Char('\n') + timeText(what.conversation.createdMs) +
                   QStringLiteral(", Latentbench " LB_VERSION "\n");
    for (const ConsoleMessage& message : what.messages) {
        if (message.role == Role::Prompt)
            text += QStringLiteral("\nPrompt:\n%1\n").arg(message.text);
        else
            text += QStringLiteral("\n%1:\n%2\n[%3; %4]\n")
                        .arg(message.runName, message.text, conditions(message), outcome(message));
    }
    if (what.left > 0)
        text += QLatin1Char('\n') + leftText(what.left) + QLatin1Char('\n');
    return text.toUtf8();
}

QByteArray jsonOf(const ConsoleExport& what)
{
    QJsonArray messages;
    for (const ConsoleMessage& message : what.messages)
        messages.append(jsonOfMessage(message));
    const QJsonObject json{{QStringLiteral("format"), QStringLiteral("latentbench-conversation")},
                           {QStringLiteral("version"), 1},
                           {QStringLiteral("program"), QStringLiteral("latentbench " LB_VERSION)},
                           {QStringLiteral("title"), what.conversation.title},
                           {QStringLiteral("created"), timeText(what.conversation.createdMs)},
                           {QStringLiteral("messages"), messages}};
    return QJsonDocument(json).toJson();
}

QByteArray exportFor(const QString& file, const ConsoleExport& what)
{
    if (file.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive))
        return jsonOf(what);
    if (file.endsWith(QStringLiteral(".txt"), Qt::CaseInsensitive))
        return plainTextOf(what);
    return markdownOf(what);
}

} // namespace lb::experiments
