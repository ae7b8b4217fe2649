#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/store/metric_reader.h"

#include <QJsonArray>

namespace lb::experiments {

namespace {

QStringList textsOf(const ItemStrip& strip)
{
    QStringList texts;
    for (const QByteArray& sample : strip.samples)
        texts.append(QString::fromUtf8(sample));
    return texts;
}

void printStripJson(const ItemStrip& strip)
{
    QJsonArray items;
    for (const ItemStrip::Item& item : strip.items)
        items.append(QJsonObject{{QStringLiteral("input"), item.input}, {QStringLiteral("output"), item.output}});
    QJsonObject json{{QStringLiteral("step"), strip.step},
                     {QStringLiteral("shuffle_gap"), strip.shuffleGap},
                     {QStringLiteral("samples"), strip.samples.size()}};
    if (strip.height == 0) {
        json.insert(QStringLiteral("items"), items);
        json.insert(QStringLiteral("samples"), QJsonArray::fromStringList(textsOf(strip)));
    }
    printJson(json);
}

void printStrip(const ItemStrip& strip)
{
    QString text = QStringLiteral("Step %1\n").arg(strip.step);
    for (const ItemStrip::Item& item : strip.items)
        text += QStringLiteral("  %1\n    %2\n").arg(item.input, item.output);
    if (!strip.samples.isEmpty())
        text += QStringLiteral("  samples:\n");
    for (const QString& sample : textsOf(strip))
        text += QStringLiteral("    %1\n").arg(sample);
    printText(text + QLatin1Char('\n'));
}

} // namespace

int historyCommand(Session& session, const QString& text)
{
    const Result<FoundRun> found = session.runToRead(text);
    if (!found)
        return reportError(found.error());
    const auto& [store, run] = *found;
    const auto reader = MetricReader::open(store->folder(run.uid));
    if (!reader)
        return reportError(reader.error());
    const Result<QList<qint64>> steps = (*reader)->stripSteps();
    if (!steps)
        return reportError(steps.error());
    if (steps->isEmpty())
        return reportError({ErrorKind::NotFound, QStringLiteral("%1 has recorded no samples (yet): they come with its "
                                                                "first evaluation, and every train.sample_every steps.")
                                                     .arg(run.name)});
    QStringList pictured;
    for (const qint64 step : *steps) {
        const Result<ItemStrip> strip = (*reader)->strip(step);
        if (!strip)
            return reportError(strip.error());
        if (session.isJson)
            printStripJson(*strip);
        else if (strip->height == 0)
            printStrip(*strip);
        else
            pictured.append(QString::number(step));
    }
    if (!pictured.isEmpty())
        printText(QStringLiteral("Pictures at the steps %1; the window's Monitor shows them.\n")
                      .arg(pictured.join(QStringLiteral(", "))));
    return kExitDone;
}

} // namespace lb::experiments
