#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"
#include "experiments/records/metric_names.h"
#include "experiments/store/figure_uses.h"

#include <QCborArray>
#include <QCborMap>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>
#include <span>

namespace lb::experiments {

namespace {

/// Positions in the split as numbers, anything else as the path of a picture.
void addTerms(QCborMap& request, const QStringList& terms)
{
    const QStringList keys = terms.size() == 2
                                 ? QStringList{QStringLiteral("from"), QStringLiteral("to")}
                                 : QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    for (qsizetype i = 0; i < terms.size(); ++i) {
        bool isPosition = false;
        const qint64 position = terms[i].toLongLong(&isPosition);
        const QString file = QFileInfo(terms[i]).absoluteFilePath();
        request.insert(keys[i], isPosition ? QCborValue(position) : QCborMap{{QStringLiteral("picture"), file}});
    }
}

/// What had to be done to pictures of the user's, on stderr.
void tellChanges(const QCborMap& reply)
{
    const qint64 height = reply.value(QLatin1String("height")).toInteger();
    const qint64 width = reply.value(QLatin1String("width")).toInteger();
    for (const QCborValue& value : reply.value(QLatin1String("items")).toArray()) {
        const QCborMap item = value.toMap();
        const qint64 fileHeight = item.value(QLatin1String("file_height")).toInteger(height);
        const qint64 fileWidth = item.value(QLatin1String("file_width")).toInteger(width);
        const bool wasColored = item.value(QLatin1String("was_colored")).toBool();
        QStringList changes;
        if (wasColored)
            changes.append(QStringLiteral("made grey"));
        if (fileHeight != height || fileWidth != width)
            changes.append(QStringLiteral("its middle scaled to %1 x %2").arg(width).arg(height));
        if (!changes.isEmpty())
            std::fprintf(stderr, "%s (%lld x %lld pixels): %s, as the data is.\n",
                         qPrintable(item.value(QLatin1String("label")).toString()), fileWidth, fileHeight,
                         qPrintable(changes.join(QStringLiteral(" and "))));
    }
}

Result<QCborMap> ask(Session& session, const QString& what, const ServeArguments& arguments, const OnPart& onPart = {})
{
    Result<QCborMap> request = serveTarget(session, arguments.run);
    if (!request)
        return request;
    request->insert(QStringLiteral("what"), what);
    request->insert(QStringLiteral("split"), arguments.split);
    request->insert(QStringLiteral("count"), arguments.count);
    request->insert(QStringLiteral("seed"), arguments.seed);
    request->insert(QStringLiteral("sampler"), arguments.sampler);
    request->insert(QStringLiteral("temperature"), arguments.temperature);
    request->insert(QStringLiteral("components"), arguments.components);
    request->insert(QStringLiteral("spread"), arguments.spread);
    request->insert(QStringLiteral("order"), arguments.order);
    QCborArray positions;
    for (const qint64 position : arguments.positions)
        positions.append(position);
    request->insert(QStringLiteral("positions"), positions);
    request->insert(QStringLiteral("rows"), arguments.rows);
    request->insert(QStringLiteral("reach"), arguments.reach);
    if (arguments.item >= 0)
        request->insert(QStringLiteral("item"), arguments.item);
    addTerms(*request, arguments.terms);
    request->insert(QStringLiteral("path"), arguments.path);
    request->insert(QStringLiteral("parts"), QCborArray::fromStringList(arguments.parts));
    request->insert(QStringLiteral("importance_samples"), arguments.importanceSamples);
    request->insert(QStringLiteral("likelihood_items"), arguments.likelihoodItems);
    request->insert(QStringLiteral("samples"), arguments.samples);
    request->insert(QStringLiteral("store"), !arguments.isAveraged);
    request->insert(QStringLiteral("averaged"), arguments.isAveraged);
    if (!arguments.out.isEmpty())
        request->insert(QStringLiteral("out"), QFileInfo(arguments.out).absoluteFilePath());
    const Result<QCborMap> reply = askWorker(session, *request, Progress::Shown, onPart);
    if (reply && !arguments.out.isEmpty())
        if (const Result<RunStore*> store = session.store()) // what is written may be wanted again
            static_cast<void>(addFigureUse(**store,
                                           QFileInfo(request->value(QLatin1String("run")).toString()).fileName(),
                                           reply->value(QLatin1String("step")).toInteger(-1)));
    return reply;
}

Result<void> writeLines(const QString& path, const QStringList& lines)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Text))
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
    file.write((lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toUtf8());
    if (!file.commit())
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

/// Sentences to stdout or a file; images were written by the worker.
int deliver(Session& session, const QCborMap& reply, const ServeArguments& arguments)
{
    QStringList lines;
    for (const QCborValue& sentence : reply.value(QStringLiteral("sentences")).toArray())
        lines.append(sentence.toString());
    const qsizetype images = reply.value(QStringLiteral("images")).toArray().size();
    if (images > 0 && arguments.out.isEmpty())
        return reportError({ErrorKind::InvalidArgument, QStringLiteral("Images need a file: say --out FILE.png.")});
    if (!arguments.out.isEmpty() && !lines.isEmpty())
        if (const Result<void> written = writeLines(arguments.out, lines); !written)
            return reportError(written.error());
    if (session.isJson)
        for (const QString& line : lines)
            printJson({{QStringLiteral("sentence"), line}});
    else if (arguments.out.isEmpty())
        printText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    else
        printText(QStringLiteral("%1 written (%2).\n")
                      .arg(arguments.out, images > 0 ? QStringLiteral("%1 images").arg(images)
                                                     : QStringLiteral("%1 sentences").arg(lines.size())));
    return kExitDone;
}

} // namespace

int evaluateCommand(Session& session, const ServeArguments& arguments)
{
    if (!arguments.textFile.isEmpty())
        return scoreCommand(session, arguments.run, QLatin1Char('@') + arguments.textFile, true);
    const Result<QCborMap> reply = ask(session, QStringLiteral("evaluate"), arguments);
    if (!reply)
        return reportError(reply.error());
    const QCborMap numbers = reply->value(QStringLiteral("numbers")).toMap();
    TextTable table(
        {QStringLiteral("Quantity"), QStringLiteral(">Value"), QStringLiteral("Unit"), QStringLiteral("Meaning")});
    QJsonObject json{{QStringLiteral("split"), arguments.split},
                     {QStringLiteral("step"), reply->value(QStringLiteral("step")).toInteger()}};
    for (const auto& [key, value] : numbers) {
        const MetricInfo info = metricInfo(QStringLiteral("validation/") + key.toString());
        table.addRow({key.toString(), shortNumber(value.toDouble()), info.unit, info.title});
        json.insert(key.toString(), value.toDouble());
    }
    if (session.isJson)
        printJson(json);
    else
        printText(QStringLiteral("%1 split, checkpoint at step %2\n")
                      .arg(arguments.split)
                      .arg(reply->value(QStringLiteral("step")).toInteger()) +
                  table.text());
    for (const QCborValue& note : reply->value(QStringLiteral("notes")).toArray())
        std::fprintf(stderr, "%s\n", qPrintable(note.toString()));
    return kExitDone;
}

int sampleCommand(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("sample"), arguments);
    return reply ? deliver(session, *reply, arguments) : reportError(reply.error());
}

int interpolateCommand(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("interpolate"), arguments);
    if (!reply)
        return reportError(reply.error());
    tellChanges(*reply);
    return deliver(session, *reply, arguments);
}

int arithmeticCommand(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("combine"), arguments);
    if (!reply)
        return reportError(reply.error());
    tellChanges(*reply);
    if (reply->contains(QLatin1String("pixels"))) {
        if (arguments.out.isEmpty())
            return reportError({ErrorKind::InvalidArgument, QStringLiteral("Images need a file: say --out FILE.png.")});
        printText(QStringLiteral("%1 written: a, b, c, what a - b + c becomes, and the training item nearest to it.\n")
                      .arg(arguments.out));
        return kExitDone;
    }
    QList<std::pair<QString, QString>> terms;
    const QCborArray items = reply->value(QLatin1String("items")).toArray();
    for (qsizetype i = 0; i < items.size(); ++i)
        terms.append({QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}.value(i),
                      items[i].toMap().value(QLatin1String("text")).toString()});
    terms.append({QStringLiteral("a - b + c"), reply->value(QLatin1String("sentences")).toArray().at(0).toString()});
    terms.append({QStringLiteral("nearest"),
                  reply->value(QLatin1String("nearest")).toArray().at(0).toMap()[QLatin1String("text")].toString()});
    QStringList lines;
    for (const auto& [term, sentence] : std::as_const(terms)) {
        if (session.isJson)
            printJson({{QStringLiteral("term"), term}, {QStringLiteral("sentence"), sentence}});
        lines.append(QStringLiteral("%1  %2").arg(term, -9).arg(sentence));
    }
    if (!arguments.out.isEmpty()) {
        if (const Result<void> written = writeLines(arguments.out, lines); !written)
            return reportError(written.error());
    } else if (!session.isJson) {
        printText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    }
    return kExitDone;
}

int reconstructCommand(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("reconstruct"), arguments);
    if (!reply)
        return reportError(reply.error());
    const QCborArray items = reply->value(QStringLiteral("items")).toArray();
    if (reply->value(QStringLiteral("height")).toInteger() > 0) {
        if (arguments.out.isEmpty())
            return reportError({ErrorKind::InvalidArgument, QStringLiteral("Images need a file: say --out FILE.png.")});
        printText(QStringLiteral("%1 written: %2 images above, their reconstructions below.\n")
                      .arg(arguments.out)
                      .arg(items.size()));
        return kExitDone;
    }
    QStringList lines;
    for (const QCborValue& item : items) {
        const QString input = item.toMap().value(QStringLiteral("input")).toString();
        const QString output = item.toMap().value(QStringLiteral("output")).toString();
        if (session.isJson)
            printJson({{QStringLiteral("input"), input}, {QStringLiteral("output"), output}});
        lines.append(input + QStringLiteral("\n    ") + output);
    }
    if (!arguments.out.isEmpty()) {
        if (const Result<void> written = writeLines(arguments.out, lines); !written)
            return reportError(written.error());
    } else if (!session.isJson) {
        printText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    }
    return kExitDone;
}

int traverseCommand(Session& session, const ServeArguments& arguments)
{
    QStringList lines;
    bool hasImages = false;
    const auto onPart = [&](const QCborMap& part) {
        hasImages = hasImages || part.contains(QLatin1String("pixels"));
        const qint64 dimension = part.value(QLatin1String("dimension")).toInteger();
        for (const QCborValue& sentence : part.value(QLatin1String("sentences")).toArray()) {
            if (session.isJson)
                printJson(
                    {{QStringLiteral("dimension"), dimension}, {QStringLiteral("sentence"), sentence.toString()}});
            lines.append(QStringLiteral("%1\t%2").arg(dimension).arg(sentence.toString()));
        }
        return true;
    };
    const Result<QCborMap> reply = ask(session, QStringLiteral("traverse"), arguments, onPart);
    if (!reply)
        return reportError(reply.error());
    if (hasImages && arguments.out.isEmpty())
        return reportError({ErrorKind::InvalidArgument, QStringLiteral("Images need a file: say --out FILE.png.")});
    if (!arguments.out.isEmpty() && !lines.isEmpty())
        if (const Result<void> written = writeLines(arguments.out, lines); !written)
            return reportError(written.error());
    if (!arguments.out.isEmpty())
        printText(QStringLiteral("%1 written: a row for each of %2 dimensions.\n")
                      .arg(arguments.out)
                      .arg(reply->value(QStringLiteral("dimensions")).toInteger()));
    else if (!session.isJson)
        printText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    return kExitDone;
}

int encodeCommand(Session& session, const ServeArguments& arguments)
{
    if (arguments.out.isEmpty())
        return reportError(
            {ErrorKind::InvalidArgument,
             QStringLiteral("The codes of a split need a file: say --out FILE.csv, or give sentences with "
                            "--text or --file.")});
    const Result<QCborMap> reply = ask(session, QStringLiteral("encode"), arguments);
    if (!reply)
        return reportError(reply.error());
    const QByteArray bytes = reply->value(QStringLiteral("codes")).toByteArray();
    const auto latent = static_cast<qsizetype>(reply->value(QStringLiteral("latent")).toInteger());
    const std::span<const float> codes(reinterpret_cast<const float*>(bytes.constData()),
                                       static_cast<std::size_t>(bytes.size()) / sizeof(float));
    QStringList lines;
    for (qsizetype begin = 0; begin + latent <= static_cast<qsizetype>(codes.size()); begin += latent) {
        QStringList cells;
        for (qsizetype j = 0; j < latent; ++j)
            cells.append(QString::number(static_cast<double>(codes[static_cast<std::size_t>(begin + j)]), 'g', 9));
        lines.append(cells.join(QLatin1Char(',')));
    }
    if (const Result<void> written = writeLines(arguments.out, lines); !written)
        return reportError(written.error());
    printText(QStringLiteral("%1 written (%2 codes).\n").arg(arguments.out).arg(lines.size()));
    return kExitDone;
}

int exportHuggingFaceCommand(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("export_huggingface"), arguments);
    if (!reply)
        return reportError(reply.error());
    for (const QCborValue& note : reply->value(QStringLiteral("notes")).toArray())
        std::fprintf(stderr, "%s\n", qPrintable(note.toString()));
    printText(QStringLiteral("%1 written: config.json, model.safetensors and the tokenizer.\n").arg(arguments.out));
    return kExitDone;
}

int exportFolderCommand(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("export_folder"), arguments);
    if (!reply)
        return reportError(reply.error());
    for (const QCborValue& note : reply->value(QStringLiteral("notes")).toArray())
        std::fprintf(stderr, "%s\n", qPrintable(note.toString()));
    printText(QStringLiteral("%1 written: config.json, model.safetensors and load.py.\n").arg(arguments.out));
    return kExitDone;
}

int exportCheckpoint(Session& session, const ServeArguments& arguments)
{
    const Result<QCborMap> reply = ask(session, QStringLiteral("export"), arguments);
    if (!reply)
        return reportError(reply.error());
    printText(QStringLiteral("%1 written (weights of step %2, safetensors).\n")
                  .arg(arguments.out)
                  .arg(reply->value(QStringLiteral("step")).toInteger()));
    return kExitDone;
}

} // namespace lb::experiments
