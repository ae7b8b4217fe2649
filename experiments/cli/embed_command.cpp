#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"

#include <QCborArray>
#include <QCborMap>
#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

#include <cstdio>
#include <cstring>
#include <vector>

namespace lb::experiments {

namespace {

constexpr qint64 kLargestText = qint64{64} << 20;

/// The lines that are not empty of a file, or of the standard input for "-".
Result<QStringList> linesOf(const QString& path)
{
    const bool isInput = path == QStringLiteral("-");
    QFile file(isInput ? QString() : path);
    if (!(isInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
        return fail(ErrorKind::NotFound, QStringLiteral("'%1' cannot be read: %2.").arg(path, file.errorString()));
    const QByteArray bytes = file.read(kLargestText + 1);
    if (bytes.size() > kLargestText)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' has more than 64 MiB; give a part of it.").arg(path));
    return QString::fromUtf8(bytes).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

Result<QStringList> textsOf(const QStringList& arguments)
{
    QStringList texts;
    for (const QString& argument : arguments) {
        const bool isFile = argument == QStringLiteral("-") || argument.startsWith(QLatin1Char('@'));
        if (!isFile) {
            texts.append(argument);
            continue;
        }
        const Result<QStringList> lines = linesOf(argument.startsWith(QLatin1Char('@')) ? argument.mid(1) : argument);
        if (!lines)
            return lines;
        texts.append(*lines);
    }
    return texts;
}

std::vector<float> row(const QByteArray& vectors, qint64 width, qsizetype index)
{
    std::vector<float> numbers(static_cast<std::size_t>(width));
    const auto bytes = numbers.size() * sizeof(float);
    const auto begin = static_cast<std::size_t>(index) * bytes;
    if (begin + bytes <= static_cast<std::size_t>(vectors.size()))
        std::memcpy(numbers.data(), vectors.constData() + begin, bytes);
    return numbers;
}

Result<void> writeCsv(const QString& path, const QByteArray& vectors, qint64 width, qsizetype count)
{
    QSaveFile file(path);
    bool isFine = file.open(QIODevice::WriteOnly);
    for (qsizetype i = 0; isFine && i < count; ++i) {
        QStringList cells;
        for (const float number : row(vectors, width, i))
            cells.append(QString::number(static_cast<double>(number), 'g', 9));
        isFine = file.write(cells.join(QLatin1Char(',')).toLatin1() + '\n') > 0;
    }
    if (!isFine || !file.commit())
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

} // namespace

int embedCommand(Session& session, const EmbedArguments& arguments)
{
    if (arguments.out.isEmpty() && !session.isJson)
        return reportError(
            {ErrorKind::InvalidArgument, QStringLiteral("The vectors need a file: say --out FILE.csv, or --json.")});
    const Result<QStringList> texts = textsOf(arguments.texts);
    if (!texts)
        return reportError(texts.error());
    Result<QCborMap> request = serveTarget(session, arguments.run);
    if (!request)
        return reportError(request.error());
    request->insert(QStringLiteral("what"), QStringLiteral("embed"));
    request->insert(QStringLiteral("texts"), QCborArray::fromStringList(*texts));
    request->insert(QStringLiteral("pooling"), arguments.pooling);
    const Result<QCborMap> reply = askWorker(session, *request, Progress::Shown);
    if (!reply)
        return reportError(reply.error());
    const QByteArray vectors = reply->value(QLatin1String("vectors")).toByteArray();
    const qint64 width = reply->value(QLatin1String("width")).toInteger();
    if (const qint64 cut = reply->value(QLatin1String("cut_texts")).toInteger(); cut > 0)
        std::fprintf(stderr, "%lld texts are longer than the model's positions; only their beginnings were read.\n",
                     static_cast<long long>(cut));
    if (!arguments.out.isEmpty())
        if (const Result<void> written = writeCsv(arguments.out, vectors, width, texts->size()); !written)
            return reportError(written.error());
    for (qsizetype i = 0; session.isJson && i < texts->size(); ++i) {
        QJsonArray numbers;
        for (const float number : row(vectors, width, i))
            numbers.append(static_cast<double>(number));
        printJson({{QStringLiteral("text"), texts->at(i)}, {QStringLiteral("vector"), numbers}});
    }
    if (!session.isJson)
        printText(QStringLiteral("%1 written (%2 vectors of %3 numbers).\n")
                      .arg(arguments.out)
                      .arg(texts->size())
                      .arg(width));
    return kExitDone;
}

} // namespace lb::experiments
