#include "experiments/cli/commands.h"
#include "experiments/cli/given_text.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"
#include "experiments/records/csv_text.h"
#include "experiments/records/word_marks.h"

#include <QCborArray>
#include <QJsonArray>
#include <QSaveFile>

#include <cmath>
#include <cstdio>

namespace lb::experiments {

namespace {

/// Sentences of `--text` and lines of `--file`.
Result<QStringList> sentencesOf(const SentenceArguments& arguments)
{
    QStringList sentences = arguments.texts;
    if (!arguments.file.isEmpty()) {
        const Result<QString> text =
            givenText(arguments.file == QStringLiteral("-") ? arguments.file : QLatin1Char('@') + arguments.file);
        if (!text)
            return tl::unexpected(text.error());
        for (const QString& line : text->split(QLatin1Char('\n')))
            if (!line.trimmed().isEmpty())
                sentences.append(line.trimmed());
    }
    return sentences;
}

Result<QCborMap> ask(Session& session, const SentenceArguments& arguments, const QCborMap& what, const OnPart& onPart)
{
    Result<QCborMap> request = serveTarget(session, arguments.run);
    if (!request)
        return request;
    request->insert(QStringLiteral("averaged"), arguments.isAveraged);
    request->insert(QStringLiteral("seed"), arguments.seed);
    for (const auto& [key, value] : what)
        request->insert(key, value);
    return askWorker(session, *request, Progress::Shown, onPart);
}

double number(const QCborArray& values, qsizetype at)
{
    return at < values.size() ? values[at].toDouble() : std::nan("");
}

QString remark(const QCborMap& sentence)
{
    QStringList words{QStringLiteral("%1 tokens").arg(sentence.value(QStringLiteral("tokens")).toInteger())};
    if (const qint64 unknown = sentence.value(QStringLiteral("unknown")).toInteger(); unknown > 0)
        words += QStringLiteral("%1 of them unknown").arg(unknown);
    if (sentence.value(QStringLiteral("cut")).toBool())
        words += QStringLiteral("cut to what the encoder takes");
    return words.join(QStringLiteral(", "));
}

/// Mean and deviation of each dimension, for so many sentences side by side.
QString codeTable(const QList<QCborMap>& sentences, qsizetype first)
{
    QString text;
    QStringList header{QStringLiteral(">Dimension")};
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        const qsizetype name = first + i + 1;
        text += QStringLiteral("%1  %2 (%3)\n")
                    .arg(name)
                    .arg(sentences[i].value(QStringLiteral("text")).toString(), remark(sentences[i]));
        header += QStringList{QStringLiteral(">mean %1").arg(name), QStringLiteral(">deviation %1").arg(name),
                              QStringLiteral(">KL %1").arg(name)};
    }
    TextTable table(header);
    const qsizetype latent = sentences.first().value(QStringLiteral("mean")).toArray().size();
    for (qsizetype j = 0; j < latent; ++j) {
        QStringList row{QString::number(j + 1)};
        for (const QCborMap& sentence : sentences)
            for (const char* const part : {"mean", "deviation", "kl"})
                row += shortNumber(number(sentence.value(QLatin1String(part)).toArray(), j));
        table.addRow(row);
    }
    return text + table.text();
}

/// "text, mean_1 ..., deviation_1 ..., kl_1 ...": one sentence a line; what the latent does not have is left out.
QByteArray codeCsv(const QList<QCborMap>& sentences)
{
    QByteArray csv;
    for (const QCborMap& sentence : sentences) {
        QStringList names{QStringLiteral("text")};
        QStringList cells{csvField(sentence.value(QStringLiteral("text")).toString())};
        for (const char* const part : {"mean", "deviation", "kl"}) {
            const QCborArray values = sentence.value(QLatin1String(part)).toArray();
            for (qsizetype j = 0; j < values.size(); ++j) {
                names += QStringLiteral("%1_%2").arg(QLatin1String(part)).arg(j + 1);
                cells += QString::number(values[j].toDouble(), 'g', 9);
            }
        }
        if (csv.isEmpty())
            csv += names.join(QLatin1Char(',')).toUtf8() + '\n';
        csv += cells.join(QLatin1Char(',')).toUtf8() + '\n';
    }
    return csv;
}

int writeCsv(const QString& path, const QList<QCborMap>& sentences)
{
    QSaveFile file(path);
    const QByteArray csv = codeCsv(sentences);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        return reportError(
            {ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString())});
    printText(QStringLiteral("%1 written (codes of %2 sentences).\n").arg(path).arg(sentences.size()));
    return kExitDone;
}

} // namespace

int encodeSentencesCommand(Session& session, const SentenceArguments& arguments)
{
    constexpr qsizetype kSideBySide = 3;
    const Result<QStringList> texts = sentencesOf(arguments);
    if (!texts)
        return reportError(texts.error());
    QList<QCborMap> sentences;
    const auto onPart = [&](const QCborMap& part) {
        if (session.isJson)
            printJson(part.toJsonObject());
        else
            sentences.append(part);
        return true;
    };
    const Result<QCborMap> reply = ask(session, arguments,
                                       {{QStringLiteral("what"), QStringLiteral("encode")},
                                        {QStringLiteral("texts"), QCborArray::fromStringList(*texts)}},
                                       onPart);
    if (!reply)
        return reportError(reply.error());
    if (session.isJson)
        return kExitDone;
    if (!arguments.out.isEmpty())
        return writeCsv(arguments.out, sentences);
    for (qsizetype i = 0; i < sentences.size(); i += kSideBySide)
        printText((i > 0 ? QStringLiteral("\n") : QString()) + codeTable(sentences.mid(i, kSideBySide), i));
    return kExitDone;
}

int interpolateSentencesCommand(Session& session, const SentenceArguments& arguments)
{
    QString before;
    int printed = 0;
    const auto onPart = [&](const QCborMap& part) {
        const QString sentence = part.value(QStringLiteral("sentence")).toString();
        const double position = part.value(QStringLiteral("position")).toDouble();
        const QList<WordMark> marks = printed++ > 0 ? changedWords(before, sentence) : QList<WordMark>();
        before = sentence;
        if (session.isJson) {
            QCborArray changed;
            for (const WordMark& mark : marks)
                changed.append(sentence.mid(mark.start, mark.length));
            QJsonObject json = part.toJsonObject();
            json.insert(QStringLiteral("changed"), changed.toJsonArray());
            printJson(json);
        } else {
            printText(QStringLiteral("%1  %2\n").arg(position, 0, 'f', 3).arg(bracketed(sentence, marks)));
        }
        return true;
    };
    const Result<QCborMap> reply = ask(session, arguments,
                                       {{QStringLiteral("what"), QStringLiteral("interpolate")},
                                        {QStringLiteral("from"), arguments.from},
                                        {QStringLiteral("to"), arguments.to},
                                        {QStringLiteral("count"), arguments.count},
                                        {QStringLiteral("path"), arguments.path}},
                                       onPart);
    return reply ? kExitDone : reportError(reply.error());
}

int nearestCommand(Session& session, const SentenceArguments& arguments)
{
    TextTable table({QStringLiteral(">Distance"), QStringLiteral("Sentence")});
    for (const QString& text : arguments.texts) {
        const Result<QCborMap> reply = ask(session, arguments,
                                           {{QStringLiteral("what"), QStringLiteral("neighbours")},
                                            {QStringLiteral("text"), text},
                                            {QStringLiteral("count"), arguments.count}},
                                           {});
        if (!reply)
            return reportError(reply.error());
        for (const QCborValue& item : reply->value(QStringLiteral("items")).toArray()) {
            if (session.isJson)
                printJson(item.toMap().toJsonObject());
            else
                table.addRow({shortNumber(item.toMap().value(QStringLiteral("distance")).toDouble()),
                              item.toMap().value(QStringLiteral("sentence")).toString()});
        }
    }
    if (!session.isJson)
        printText(table.text());
    return kExitDone;
}

int listenCommand(Session& session, const SentenceArguments& arguments)
{
    const auto onPart = [&](const QCborMap& sentence) {
        if (session.isJson) {
            printJson(sentence.toJsonObject());
            return true;
        }
        TextTable table({QStringLiteral("Token"), QStringLiteral(">Own z"), QStringLiteral(">Others' z"),
                         QStringLiteral(">Gain"), QStringLiteral("Unit")});
        const auto row = [&](const QString& name, const QCborMap& use) {
            const double own = use.value(QStringLiteral("own")).toDouble();
            const double other = use.value(QStringLiteral("other")).toDouble();
            table.addRow(
                {name, shortNumber(own), shortNumber(other), shortNumber(own - other), QStringLiteral("nats")});
        };
        for (const QCborValue& token : sentence.value(QStringLiteral("tokens")).toArray())
            row(token.toMap().value(QStringLiteral("piece")).toString(), token.toMap());
        row(QStringLiteral("in total"), sentence);
        printText(table.text() + QLatin1Char('\n'));
        return true;
    };
    const Result<QCborMap> reply = ask(session, arguments,
                                       {{QStringLiteral("what"), QStringLiteral("listen")},
                                        {QStringLiteral("texts"), QCborArray::fromStringList(arguments.texts)},
                                        {QStringLiteral("split"), arguments.split},
                                        {QStringLiteral("draws"), arguments.draws},
                                        {QStringLiteral("items"), arguments.items}},
                                       onPart);
    if (!reply)
        return reportError(reply.error());
    const QCborMap sample = reply->value(QStringLiteral("sample")).toMap();
    if (sample.isEmpty())
        return kExitDone;
    if (session.isJson)
        printJson({{QStringLiteral("sample"), sample.toJsonObject()}});
    else
        printText(QStringLiteral("%1 sentences of the %2 split: gain %3 nats (standard error %4), %5 per token\n")
                      .arg(sample.value(QStringLiteral("items")).toInteger())
                      .arg(arguments.split, shortNumber(sample.value(QStringLiteral("gain")).toDouble()),
                           shortNumber(sample.value(QStringLiteral("error")).toDouble()),
                           shortNumber(sample.value(QStringLiteral("per_token")).toDouble())));
    return kExitDone;
}

} // namespace lb::experiments
