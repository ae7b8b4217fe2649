#include "experiments/cli/commands.h"
#include "experiments/cli/flight_text.h"
#include "experiments/cli/output.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/flight_file.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <chrono>
#include <cmath>

namespace lb::experiments {

namespace {

using namespace std::chrono_literals;

constexpr auto kAnswerWithin = 10s; // an evaluation may be at work
constexpr unsigned long kNapMs = 50;

/// Asks the worker, if there is one, and waits for what it writes; else what the last one wrote.
Result<FlightLog> newestFlight(const RunStore& store, const RunRecord& run)
{
    const RunFolder folder = store.folder(run.uid);
    if (!isActive(run.state))
        return readFlight(folder);
    const qint64 asked = QDateTime::currentMSecsSinceEpoch();
    if (!writeCommand(folder, kFlightCommand))
        return readFlight(folder);
    for (const QDeadlineTimer deadline(kAnswerWithin); !deadline.hasExpired(); QThread::msleep(kNapMs))
        if (Result<FlightLog> log = readFlight(folder); log && log->writtenMs >= asked)
            return log;
    return readFlight(folder);
}

QString tableOf(const FlightLog& log)
{
    QStringList header{QStringLiteral(">Step")};
    for (const QString& column : log.columns)
        header.append(QLatin1Char('>') + column.section(QLatin1Char('/'), 1));
    TextTable table(header);
    for (const FlightLog::Row& step : log.steps) {
        QStringList cells{QString::number(step.step)};
        for (const double value : step.values)
            cells.append(std::isnan(value) ? QStringLiteral("nan") : shortNumber(value));
        table.addRow(cells);
    }
    return table.text();
}

QString gradientsOf(const FlightLog& log)
{
    if (log.gradients.isEmpty())
        return {};
    const FlightLog::Row& last = log.gradients.last();
    TextTable table({QStringLiteral("Gradient norm at step %1").arg(last.step), QStringLiteral(">Norm")});
    for (qsizetype i = 0; i < log.tensors.size(); ++i) {
        const double norm = last.values[static_cast<std::size_t>(i)];
        table.addRow({log.tensors.at(i), std::isnan(norm) ? QStringLiteral("nan") : shortNumber(norm)});
    }
    return QLatin1Char('\n') + table.text();
}

int writeTo(const QString& path, const FlightLog& log)
{
    const bool isCsv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    if (!isCsv && !path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return reportError(
            {ErrorKind::InvalidArgument, QStringLiteral("'%1' ends in neither .csv nor .json.").arg(path)});
    QFile file(path);
    const QByteArray bytes = isCsv ? log.toCsv().toUtf8() : QJsonDocument(log.toJson()).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return reportError(
            {ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString())});
    return kExitDone;
}

/// One object a step, then one with what was found.
void printLines(const FlightLog& log)
{
    const QJsonObject json = log.toJson();
    const QJsonArray steps = json[QLatin1String("steps")].toArray();
    for (const QJsonValue& step : steps) {
        QJsonObject line{{QStringLiteral("step"), step[QLatin1String("step")]}};
        for (qsizetype i = 0; i < log.columns.size(); ++i)
            line.insert(log.columns.at(i), step[QLatin1String("values")][i]);
        printJson(line);
    }
    QJsonObject total{{QStringLiteral("summary"), log.summary()}};
    for (const char* key :
         {"failed_step", "place", "tensors", "gradients", "activations", "activation_step", "steps_per_epoch"})
        if (json.contains(QLatin1String(key)))
            total.insert(QLatin1String(key), json[QLatin1String(key)]);
    printJson(total);
}

} // namespace

int flightCommand(Session& session, const QString& text, const QString& out)
{
    const bool canAsk = session.store().has_value(); // a project that cannot be written can still be looked at
    const Result<FoundRun> found = session.runToRead(text);
    if (!found)
        return reportError(found.error());
    const Result<FlightLog> log =
        canAsk ? newestFlight(*found->store, found->run) : readFlight(found->store->folder(found->run.uid));
    if (!log)
        return reportError(log.error());
    if (!out.isEmpty())
        return writeTo(out, *log);
    if (session.isJson)
        printLines(*log);
    else
        printText(log->summary() + QStringLiteral("\n\n") + tableOf(*log) + gradientsOf(*log) + activationsText(*log));
    return kExitDone;
}

} // namespace lb::experiments
