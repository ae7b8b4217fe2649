#include "experiments/store/console_rows.h"

#include "experiments/store/run_rows.h"

#include <QCborArray>
#include <QCborValue>

namespace lb::experiments {

namespace {

ConsoleToken tokenOf(const QCborArray& row)
{
    ConsoleToken token{.id = row.at(0).toInteger(),
                       .piece = row.at(1).toString(),
                       .characters = row.at(2).toString(),
                       .logProbability = row.at(3).toDouble()};
    for (const QCborValue& entry : row.at(4).toArray()) {
        const QCborArray chance = entry.toArray();
        token.best.append({chance.at(0).toString(), chance.at(1).toDouble()});
    }
    return token;
}

} // namespace

QByteArray bytesOfTokens(const QList<ConsoleToken>& tokens)
{
    QCborArray rows;
    for (const ConsoleToken& token : tokens) {
        QCborArray best;
        for (const TokenChance& chance : token.best)
            best.append(QCborArray{chance.piece, chance.probability});
        rows.append(QCborArray{token.id, token.piece, token.characters, token.logProbability, best});
    }
    return QCborValue(rows).toCbor();
}

QList<ConsoleToken> tokensOfBytes(const QByteArray& bytes)
{
    QList<ConsoleToken> tokens;
    for (const QCborValue& row : QCborValue::fromCbor(bytes).toArray())
        tokens.append(tokenOf(row.toArray()));
    return tokens;
}

ConsoleMessage messageOf(SQLite::Statement& row)
{
    int column = 0;
    const auto text = [&] { return textOf(row.getColumn(column++)); };
    const auto integer = [&] { return static_cast<qint64>(row.getColumn(column++).getInt64()); };
    ConsoleMessage message;
    message.id = integer();
    message.conversation = integer();
    message.parent = integer(); // NULL reads as 0
    message.role = text() == QLatin1String("prompt") ? ConsoleMessage::Role::Prompt : ConsoleMessage::Role::Reply;
    message.attempt = static_cast<int>(integer());
    message.column = static_cast<int>(integer());
    message.runUid = text();
    message.runName = text();
    message.step = integer();
    message.text = text();
    message.parameters = WritingParameters::fromJson(objectOfJson(text()));
    const SQLite::Column tokens = row.getColumn(column++);
    message.tokens = tokensOfBytes(QByteArray(static_cast<const char*>(tokens.getBlob()), tokens.getBytes()));
    message.end = text();
    message.seconds = row.getColumn(column++).getDouble();
    message.createdMs = integer();
    return message;
}

void bindMessage(SQLite::Statement& statement, const ConsoleMessage& message)
{
    const bool isPrompt = message.role == ConsoleMessage::Role::Prompt;
    const QByteArray tokens = bytesOfTokens(message.tokens);
    int index = 1;
    statement.bind(index++, static_cast<int64_t>(message.conversation));
    if (message.parent > 0)
        statement.bind(index++, static_cast<int64_t>(message.parent));
    else
        statement.bind(index++); // NULL
    bindText(statement, index++, isPrompt ? QStringLiteral("prompt") : QStringLiteral("reply"));
    statement.bind(index++, message.attempt);
    statement.bind(index++, message.column);
    bindText(statement, index++, message.runUid);
    bindText(statement, index++, message.runName);
    statement.bind(index++, static_cast<int64_t>(message.step));
    bindText(statement, index++, message.text);
    bindText(statement, index++, isPrompt ? QStringLiteral("{}") : compactJson(message.parameters.toJson()));
    if (isPrompt)
        statement.bind(index++); // NULL
    else
        statement.bind(index++, tokens.constData(), static_cast<int>(tokens.size()));
    bindText(statement, index++, message.end);
    statement.bind(index++, message.seconds);
    statement.bind(index++, static_cast<int64_t>(message.createdMs));
}

} // namespace lb::experiments
