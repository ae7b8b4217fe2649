#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"

#include <QCborMap>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace lb::experiments {

namespace {

/// The graphs of a run's shapes with their times, as its worker left them; empty before the run has ended once.
QJsonArray profiledGraphs(const RunFolder& folder)
{
    QFile file(folder.artifacts() + QStringLiteral("/profile.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("graphs")).toArray();
}

/// The same without times, from a worker that makes them ready now.
Result<QJsonArray> plannedGraphs(Session& session, const RunSpec& spec, const RunStore& store)
{
    const Result<QCborMap> reply =
        askWorker(session, {{QStringLiteral("what"), QStringLiteral("graph")},
                            {QStringLiteral("spec"), QString::fromUtf8(QJsonDocument(spec.toJson()).toJson())},
                            {QStringLiteral("cache"), store.projectFolder() + QStringLiteral("/datasets")}});
    if (!reply)
        return tl::unexpected(reply.error());
    return reply->toJsonObject().value(QLatin1String("graphs")).toArray();
}

struct Sums {
    double flops = 0, moved = 0, seconds = 0;
    bool hasTimes = false;
};

Sums sumsOf(const QJsonArray& nodes)
{
    Sums sums;
    for (const QJsonValue& value : nodes) {
        const QJsonObject node = value.toObject();
        sums.flops += node.value(QLatin1String("flops")).toDouble();
        sums.moved += node.value(QLatin1String("moved_bytes")).toDouble();
        sums.seconds += node.value(QLatin1String("seconds")).toDouble();
        sums.hasTimes = sums.hasTimes || node.contains(QLatin1String("seconds"));
    }
    return sums;
}

QString kibibytes(double bytes)
{
    return QString::number(bytes / 1024.0, 'f', 1);
}

QString tableOf(const QJsonObject& graph)
{
    const QJsonArray nodes = graph.value(QLatin1String("nodes")).toArray();
    const Sums sums = sumsOf(nodes);
    QStringList header{QStringLiteral(">Node"),    QStringLiteral("Op"),       QStringLiteral("Where"),
                       QStringLiteral("Shape"),    QStringLiteral(">MFLOP"),   QStringLiteral(">KiB moved"),
                       QStringLiteral(">KiB own"), QStringLiteral(">Time us"), QStringLiteral(">%")};
    TextTable table(sums.hasTimes ? header : header.mid(0, 7));
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        const QJsonObject node = nodes[i].toObject();
        const double seconds = node.value(QLatin1String("seconds")).toDouble();
        table.addRow({QString::number(i + 1), node.value(QLatin1String("op")).toString(),
                      node.value(QLatin1String("scope")).toString(), node.value(QLatin1String("shape")).toString(),
                      QString::number(node.value(QLatin1String("flops")).toDouble() * 1e-6, 'f', 3),
                      kibibytes(node.value(QLatin1String("moved_bytes")).toDouble()),
                      kibibytes(node.value(QLatin1String("planned_bytes")).toDouble()),
                      QString::number(seconds * 1e6, 'f', 1),
                      QString::number(sums.seconds > 0 ? 100.0 * seconds / sums.seconds : 0.0, 'f', 1)});
    }
    QString title = QStringLiteral("%1 rows").arg(graph.value(QLatin1String("rows")).toInteger());
    if (const qint64 steps = graph.value(QLatin1String("steps")).toInteger(); steps > 0)
        title += QStringLiteral(", %1 steps").arg(steps);
    QString totals = QStringLiteral("Total: %1 nodes, %2 MFLOP, %3 KiB moved, arena of %4 KiB")
                         .arg(nodes.size())
                         .arg(sums.flops * 1e-6, 0, 'f', 3)
                         .arg(kibibytes(sums.moved), kibibytes(graph.value(QLatin1String("arena_bytes")).toDouble()));
    if (sums.hasTimes)
        totals += QStringLiteral(", %1 ms: %2 GFLOP/s, mean of %3 steps")
                      .arg(sums.seconds * 1e3, 0, 'f', 3)
                      .arg(sums.flops * 1e-9 / sums.seconds, 0, 'f', 1)
                      .arg(graph.value(QLatin1String("runs")).toInteger());
    return title + QLatin1Char('\n') + table.text() + totals + QLatin1Char('\n');
}

/// One object a node, then one with the sums.
void printLines(const QJsonObject& graph)
{
    const QJsonArray nodes = graph.value(QLatin1String("nodes")).toArray();
    for (const QJsonValue& node : nodes)
        printJson(node.toObject());
    const Sums sums = sumsOf(nodes);
    QJsonObject total = graph;
    total.remove(QStringLiteral("nodes"));
    total.insert(QStringLiteral("flops"), sums.flops);
    total.insert(QStringLiteral("moved_bytes"), sums.moved);
    if (sums.hasTimes)
        total.insert(QStringLiteral("seconds"), sums.seconds);
    printJson({{QStringLiteral("total"), total}});
}

} // namespace

int graphCommand(Session& session, const QString& text)
{
    const Result<FoundRun> found = session.runToRead(text);
    if (!found)
        return reportError(found.error());
    const auto& [store, run] = *found;
    QJsonArray graphs = profiledGraphs(store->folder(run.uid));
    if (graphs.isEmpty()) {
        const Result<RunSpec> spec = store->spec(run.uid);
        if (!spec)
            return reportError(spec.error());
        const Result<QJsonArray> planned = plannedGraphs(session, *spec, *store);
        if (!planned)
            return reportError(planned.error());
        graphs = *planned;
    }
    for (const QJsonValue& graph : graphs) {
        if (session.isJson)
            printLines(graph.toObject());
        else
            printText(tableOf(graph.toObject()) + QLatin1Char('\n'));
    }
    return kExitDone;
}

} // namespace lb::experiments
