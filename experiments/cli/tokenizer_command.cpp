#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/control/serve_client.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QFileInfo>

namespace lb::experiments {

namespace {

QString percent(double share)
{
    return QString::number(100 * share, 'f', 2) + QStringLiteral(" %");
}

/// "file:PATH" as a worker finds it: workers have a folder of their own.
QString absoluteData(const QString& id)
{
    const QString prefix = QStringLiteral("file:");
    return id.startsWith(prefix) ? prefix + QFileInfo(id.mid(prefix.size())).absoluteFilePath() : id;
}

QString absolute(const QString& path)
{
    return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
}

QCborMap requestOf(const TokenizerArguments& a, const QString& dataFolder)
{
    return {{QStringLiteral("what"), QStringLiteral("train_tokenizer")},
            {QStringLiteral("data"), absoluteData(a.data)},
            {QStringLiteral("tokenizer"), a.file.isEmpty() ? a.kind : QStringLiteral("file")},
            {QStringLiteral("tokenizer_file"), absolute(a.file)},
            {QStringLiteral("pieces"), a.pieces},
            {QStringLiteral("vocabulary"), a.vocabulary},
            {QStringLiteral("coverage"), a.coverage},
            {QStringLiteral("minimum_count"), a.minimumCount},
            {QStringLiteral("limit"), a.limit},
            {QStringLiteral("split_seed"), a.splitSeed},
            {QStringLiteral("sentences"), QCborArray::fromStringList(a.sentences)},
            {QStringLiteral("cache"), dataFolder},
            {QStringLiteral("out"), absolute(a.out)}};
}

void printSentence(const QCborMap& sentence)
{
    QStringList pieces;
    for (const QCborValue& piece : sentence.value(QLatin1String("pieces")).toArray())
        pieces.append(piece.toMap().value(QLatin1String("piece")).toString());
    printText(QStringLiteral("\n%1\n  %2\n  %3 tokens, %4 unknown, %5 characters per token\n")
                  .arg(sentence.value(QLatin1String("text")).toString(), pieces.join(QStringLiteral(" | ")))
                  .arg(sentence.value(QLatin1String("count")).toInteger())
                  .arg(percent(sentence.value(QLatin1String("unknown_share")).toDouble()))
                  .arg(sentence.value(QLatin1String("characters_per_token")).toDouble(), 0, 'f', 2));
}

} // namespace

int trainTokenizerCommand(Session& session, const TokenizerArguments& arguments)
{
    const auto client = ServeClient::start(session.workerProgram());
    if (!client)
        return reportError(client.error());
    const Result<QCborMap> made = (*client)->request(requestOf(arguments, session.dataFolder()));
    if (!made)
        return reportError(made.error());
    if (session.isJson) {
        printJson(made->toJsonObject());
        return kExitDone;
    }
    printText(QStringLiteral("%1: %2 tokens; on the data %3 tokens a text, %4 unknown\n")
                  .arg(made->value(QLatin1String("kind")).toString())
                  .arg(made->value(QLatin1String("vocabulary")).toInteger())
                  .arg(made->value(QLatin1String("tokens_per_text")).toDouble(), 0, 'f', 1)
                  .arg(percent(made->value(QLatin1String("unknown_share")).toDouble())));
    for (const QCborValue& sentence : made->value(QLatin1String("sentences")).toArray())
        printSentence(sentence.toMap());
    if (!arguments.out.isEmpty())
        printText(QStringLiteral("\nA run uses it with --set data.tokenizer=file --set data.tokenizer_file=%1\n")
                      .arg(arguments.out));
    return kExitDone;
}

} // namespace lb::experiments
