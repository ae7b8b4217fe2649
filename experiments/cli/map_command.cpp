#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"
#include "experiments/records/csv_text.h"
#include "experiments/store/item_tags.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonArray>
#include <QSaveFile>

#include <cstdio>
#include <cstring>
#include <vector>

namespace lb::experiments {

namespace {

template <class Number>
std::vector<Number> numbersOf(const QCborMap& reply, const char* key)
{
    const QByteArray bytes = reply.value(QLatin1String(key)).toByteArray();
    std::vector<Number> numbers(static_cast<std::size_t>(bytes.size()) / sizeof(Number));
    if (!numbers.empty())
        std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(Number));
    return numbers;
}

/// The tags on items of the data that a run is trained on.
Result<ItemTags> tagsFor(Session& session, const QString& text)
{
    return runAtStep(text)
        .and_then([&](const RunAtStep& wanted) { return session.runToRead(wanted.run); })
        .and_then([](const FoundRun& found) { return readItemTags(found.store->projectFolder(), found.run.dataset); });
}

/// One line per code: item, x, y and what else is known of it.
QByteArray csvOf(const QCborMap& reply, const ItemTags& tags)
{
    const auto items = numbersOf<quint32>(reply, "items");
    const auto positions = numbersOf<float>(reply, "positions");
    const auto labels = numbersOf<qint32>(reply, "labels");
    const auto kl = numbersOf<float>(reply, "kl");
    const auto reconstruction = numbersOf<float>(reply, "reconstruction");
    const QCborArray classes = reply.value(QStringLiteral("classes")).toArray();
    const auto column = [&](const auto& values) { return values.size() == items.size(); };
    const auto number = [](float value) { return QByteArray::number(static_cast<double>(value), 'g', 9); };
    QByteArray csv = "item,x,y";
    csv += QByteArray(column(labels) ? ",label" : "") + (column(kl) ? ",kl" : "") +
           (column(reconstruction) ? ",reconstruction" : "") + (tags.isEmpty() ? "" : ",tags") + '\n';
    for (std::size_t i = 0; i < items.size() && 2 * i + 1 < positions.size(); ++i) {
        csv += QByteArray::number(items[i]) + ',' + number(positions[2 * i]) + ',' + number(positions[2 * i + 1]);
        if (column(labels))
            csv += ',' + csvField(classes.at(labels[i]).toString()).toUtf8();
        if (column(kl))
            csv += ',' + number(kl[i]);
        if (column(reconstruction))
            csv += ',' + number(reconstruction[i]);
        if (!tags.isEmpty())
            csv += ',' + csvField(tagsOf(tags, items[i]).join(QLatin1Char(';'))).toUtf8();
        csv += '\n';
    }
    return csv;
}

Result<void> write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
}

} // namespace

int mapCommand(Session& session, const MapArguments& arguments)
{
    Result<QCborMap> request = serveTarget(session, arguments.run);
    if (!request)
        return reportError(request.error());
    const Result<ItemTags> tags = tagsFor(session, arguments.run);
    if (!tags)
        return reportError(tags.error());
    request->insert(QStringLiteral("what"), QStringLiteral("map"));
    request->insert(QStringLiteral("method"), arguments.method);
    request->insert(QStringLiteral("split"), arguments.split);
    request->insert(QStringLiteral("limit"), arguments.limit);
    request->insert(QStringLiteral("seed"), arguments.seed);
    request->insert(QStringLiteral("perplexity"), arguments.perplexity);
    request->insert(QStringLiteral("neighbours"), arguments.neighbours);
    request->insert(QStringLiteral("averaged"), arguments.isAveraged);
    const Result<QCborMap> reply = askWorker(session, *request, Progress::Shown);
    if (!reply)
        return reportError(reply.error());
    if (const Result<void> written = write(arguments.out, csvOf(*reply, *tags)); !written)
        return reportError(written.error());
    const qint64 rows = reply->value(QStringLiteral("rows")).toInteger();
    const qint64 total = reply->value(QStringLiteral("total")).toInteger();
    const double trust = reply->value(QStringLiteral("trustworthiness")).toDouble();
    const QCborArray shares = reply->value(QStringLiteral("shares")).toArray();
    if (session.isJson) {
        printJson({{QStringLiteral("out"), arguments.out},
                   {QStringLiteral("rows"), rows},
                   {QStringLiteral("total"), total},
                   {QStringLiteral("step"), reply->value(QStringLiteral("step")).toInteger()},
                   {QStringLiteral("shares"), shares.toJsonArray()},
                   {QStringLiteral("trustworthiness"), trust}});
        return kExitDone;
    }
    QString text = QStringLiteral("%1 written: %2 of %3 codes of the %4 split, step %5.\n")
                       .arg(arguments.out)
                       .arg(rows)
                       .arg(total)
                       .arg(arguments.split)
                       .arg(reply->value(QStringLiteral("step")).toInteger());
    if (!shares.isEmpty())
        text += QStringLiteral("The axes have %1 % and %2 % of the variance. ")
                    .arg(100 * shares[0].toDouble(), 0, 'f', 1)
                    .arg(100 * shares[1].toDouble(), 0, 'f', 1);
    printText(text + QStringLiteral("Trustworthiness of 10 neighbours: %1.\n").arg(shortNumber(trust)));
    return kExitDone;
}

} // namespace lb::experiments
