#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/control/serve_client.h"

#include <QCborArray>
#include <QCborMap>
#include <QFileInfo>
#include <QJsonDocument>

#include <cstdio>

namespace lb::experiments {

namespace {

QStringList namesIn(const QCborMap& reply, const char* key)
{
    QStringList names;
    for (const QCborValue& name : reply.value(QLatin1String(key)).toArray())
        names.append(name.toString());
    return names;
}

QString shapeText(const QCborArray& shape)
{
    QStringList extents;
    for (const QCborValue& extent : shape)
        extents.append(QString::number(extent.toInteger()));
    return extents.join(QStringLiteral(" x "));
}

void printTensors(const QCborMap& reply)
{
    TextTable table({QStringLiteral("Tensor"), QStringLiteral(">Shape"), QStringLiteral("Made of")});
    for (const QCborValue& entry : reply.value(QLatin1String("tensors")).toArray()) {
        const QCborMap tensor = entry.toMap();
        table.addRow({tensor.value(QLatin1String("name")).toString(),
                      shapeText(tensor.value(QLatin1String("shape")).toArray()),
                      namesIn(tensor, "sources").join(QStringLiteral(", ")) +
                          (tensor.value(QLatin1String("transposed")).toBool() ? QStringLiteral(" (transposed)")
                                                                               : QString())});
    }
    printText(table.text() + QLatin1Char('\n'));
}

void printSummary(const QCborMap& reply)
{
    printText(QStringLiteral("%1, %2 parameters (%3)\n")
                  .arg(reply.value(QLatin1String("title")).toString())
                  .arg(reply.value(QLatin1String("parameters")).toInteger())
                  .arg(reply.value(QLatin1String("format")).toString()));
    const QString kind = reply.value(QLatin1String("tokenizer")).toString();
    printText(kind.isEmpty() ? QStringLiteral("Tokenizer: none. %1\n")
                                   .arg(reply.value(QLatin1String("tokenizer_problem")).toString())
                             : QStringLiteral("Tokenizer: %1, %2 tokens\n")
                                   .arg(kind)
                                   .arg(reply.value(QLatin1String("vocabulary")).toInteger()));
    for (const auto& [title, key] : {std::pair{"Missing", "missing"}, {"Not needed", "skipped"}, {"Unknown", "unexpected"}})
        if (const QStringList names = namesIn(reply, key); !names.isEmpty())
            printText(QStringLiteral("%1 (%2): %3\n")
                          .arg(QLatin1String(title))
                          .arg(names.size())
                          .arg(names.mid(0, 8).join(QStringLiteral(", ")) +
                               (names.size() > 8 ? QStringLiteral(", ...") : QString())));
    for (const QString& sentence : namesIn(reply, "assumed"))
        printText(sentence + QLatin1Char('\n'));
}

} // namespace

int importCommand(Session& session, const QString& path, const QString& name, const QString& tokenizer,
                  bool inspectsOnly)
{
    const auto client = ServeClient::start(session.workerProgram());
    if (!client)
        return reportError(client.error());
    QCborMap request{{QStringLiteral("what"), QStringLiteral("inspect_model")},
                     {QStringLiteral("path"), QFileInfo(path).absoluteFilePath()}};
    if (!tokenizer.isEmpty())
        request.insert(QStringLiteral("tokenizer"), QFileInfo(tokenizer).absoluteFilePath());
    const Result<QCborMap> seen = (*client)->request(request);
    if (!seen)
        return reportError(seen.error());
    const QString problem = seen->value(QLatin1String("problem")).toString();
    if (session.isJson && inspectsOnly)
        printJson(seen->toJsonObject());
    if (!session.isJson && inspectsOnly)
        printTensors(*seen);
    if (!session.isJson)
        printSummary(*seen);
    if (!problem.isEmpty())
        return reportError({ErrorKind::InvalidArgument, problem});
    if (inspectsOnly)
        return kExitDone;

    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const Result<RunSpec> spec = RunSpec::fromJson(
        QJsonDocument::fromJson(seen->value(QLatin1String("spec")).toString().toUtf8()).object());
    if (!spec)
        return reportError(spec.error());
    const QString given = name.isEmpty() ? QFileInfo(QFileInfo(path).absoluteFilePath()).completeBaseName() : name;
    const Result<RunRecord> run = (*store)->create({.spec = *spec, .name = given});
    if (!run)
        return reportError(run.error());
    request.insert(QStringLiteral("what"), QStringLiteral("import_model"));
    request.insert(QStringLiteral("run"), (*store)->folder(run->uid).path());
    const Result<QCborMap> imported = (*client)->request(request);
    static_cast<void>((*store)->refresh(run->uid)); // the list shows what became of it
    if (!imported)
        return reportError(imported.error());
    if (session.isJson)
        printJson({{QStringLiteral("run"), run->name}, {QStringLiteral("uid"), run->uid}});
    else
        printText(
            (seen->value(QLatin1String("only_reads")).toBool()
                 ? QStringLiteral("%1 can read now: latentbench-cli embed %1 \"...\", or fork %1@0 to train a text "
                                  "model with it as encoder\n")
                 : QStringLiteral("%1 can write now: latentbench-cli generate %1 --prompt \"...\"\n"))
                .arg(run->name));
    return kExitDone;
}

} // namespace lb::experiments
