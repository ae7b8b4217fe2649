#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"

#include <QCborArray>
#include <QDir>
#include <QRegularExpression>

namespace lb::experiments {

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// "28x28"; nothing where that is not understood.
std::optional<std::pair<qint64, qint64>> sizeOf(const QString& text)
{
    if (text.isEmpty())
        return std::pair<qint64, qint64>{0, 0};
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})\\s*[xX]\\s*(\\d{1,5})$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    return std::pair(match.captured(1).toLongLong(), match.captured(2).toLongLong());
}

void printReport(const QCborMap& set)
{
    const QCborMap report = set.value(word("report")).toMap();
    printText(QStringLiteral("%1: %2 items of %3 found")
                  .arg(set.value(word("id")).toString())
                  .arg(set.value(word("count")).toInteger())
                  .arg(report.value(word("found")).toInteger()));
    if (set.value(word("kind")).toString() == word("image"))
        printText(QStringLiteral(", %1 x %2 pixels%3")
                      .arg(set.value(word("height")).toInteger())
                      .arg(set.value(word("width")).toInteger())
                      .arg(set.value(word("labels")).toBool() ? word(", with labels") : QString()));
    printText(word("\n"));
    for (const QCborValue& value : report.value(word("skipped")).toArray()) {
        const QCborMap skipped = value.toMap();
        QStringList examples;
        for (const QCborValue& example : skipped.value(word("examples")).toArray())
            examples.append(example.toString());
        const QString first = examples.mid(0, 3).join(word(", "));
        printText(QStringLiteral("  %1 left out: %2%3\n")
                      .arg(skipped.value(word("count")).toInteger())
                      .arg(skipped.value(word("reason")).toString(),
                           first.isEmpty() ? first : word(" (") + first + word(")")));
    }
    printText(QStringLiteral("A run trains on it with --set data.id=%1\n").arg(set.value(word("id")).toString()));
}

} // namespace

int importDataCommand(Session& session, const DataImportArguments& arguments)
{
    const auto size = sizeOf(arguments.size);
    if (!size)
        return reportError(
            {ErrorKind::InvalidArgument,
             QStringLiteral("\"%1\" is no size; write height and width, such as 28x28.").arg(arguments.size)});
    if (const Result<RunStore*> store = session.store(); !store) // the project must be there, and be writable
        return reportError(store.error());
    const Result<QCborMap> set = askWorker(
        session,
        {{word("what"), word("import_data")},
         {word("path"), QDir::current().absoluteFilePath(arguments.path)},
         {word("labels"), arguments.labels.isEmpty() ? QString() : QDir::current().absoluteFilePath(arguments.labels)},
         {word("name"), arguments.name},
         {word("height"), size->first},
         {word("width"), size->second},
         {word("cache"), session.dataFolder()}},
        Progress::Shown);
    if (!set)
        return reportError(set.error());
    if (session.isJson)
        printJson(set->toJsonObject());
    else
        printReport(*set);
    return kExitDone;
}

} // namespace lb::experiments
