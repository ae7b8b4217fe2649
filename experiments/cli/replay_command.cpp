#include "experiments/cli/flight_text.h"
#include "experiments/cli/number_commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"
#include "experiments/store/flight_file.h"

#include <cmath>

namespace lb::experiments {

namespace {

constexpr std::size_t kItemsShown = 32;

/// The step that was asked for, or the one that failed, or the last that was recorded.
Result<qint64> wantedStep(const RunStore& store, const RunRecord& run, qint64 step)
{
    if (step >= 0)
        return step;
    const auto log = readFlight(store.folder(run.uid));
    if (log && log->failedStep >= 0)
        return log->failedStep;
    if (log && !log->steps.isEmpty())
        return log->steps.last().step;
    return run.step;
}

QString itemsText(const std::vector<quint32>& items)
{
    QStringList positions;
    for (std::size_t i = 0; i < items.size() && i < kItemsShown; ++i)
        positions.append(QString::number(items[i]));
    if (items.size() > kItemsShown)
        positions.append(QStringLiteral("... (%1 in all)").arg(items.size()));
    return positions.join(QLatin1Char(' '));
}

QString replayText(const QCborMap& reply, const FlightLog& log)
{
    const FlightLog::Row& last = log.steps.last();
    const qint64 mismatch = reply.value(QLatin1String("first_mismatch")).toInteger(-1);
    QString text = QStringLiteral("Step %1, done again from the checkpoint of step %2.\n")
                       .arg(last.step)
                       .arg(reply.value(QLatin1String("checkpoint")).toInteger());
    text += mismatch < 0 ? QStringLiteral("%1 recorded losses came out the same, bit for bit.\n")
                               .arg(reply.value(QLatin1String("compared")).toInteger())
                         : QStringLiteral("Step %1 gave another loss than recorded: another thread count, processor or "
                                          "program, or a setting that was changed, is the usual reason.\n")
                               .arg(mismatch);
    if (log.failedStep >= 0)
        text += log.summary() + QLatin1Char('\n');
    if (!log.items.isEmpty())
        text += QStringLiteral("Items of its batch, as the Data page counts them from 0: %1\n\n")
                    .arg(itemsText(log.items.last()));
    TextTable numbers({QStringLiteral("Quantity"), QStringLiteral(">Value")});
    for (qsizetype i = 0; i < log.columns.size(); ++i)
        numbers.addRow({log.columns.at(i), QString::number(last.values[static_cast<std::size_t>(i)], 'g', 9)});
    TextTable norms({QStringLiteral("Gradient of"), QStringLiteral(">Norm")});
    if (!log.gradients.isEmpty())
        for (qsizetype i = 0; i < log.tensors.size(); ++i)
            norms.addRow(
                {log.tensors.at(i), QString::number(log.gradients.last().values[static_cast<std::size_t>(i)], 'g', 6)});
    return text + numbers.text() + QLatin1Char('\n') + norms.text() + activationsText(log);
}

} // namespace

int replayCommand(Session& session, const QString& text)
{
    const Result<RunAtStep> wanted = runAtStep(text);
    if (!wanted)
        return reportError(wanted.error());
    const Result<FoundRun> found = session.runToRead(wanted->run);
    if (!found)
        return reportError(found.error());
    const Result<qint64> step = wantedStep(*found->store, found->run, wanted->step);
    if (!step)
        return reportError(step.error());
    Result<QCborMap> request = serveTarget(session, wanted->run);
    if (!request)
        return reportError(request.error());
    request->insert(QStringLiteral("what"), QStringLiteral("replay"));
    request->insert(QStringLiteral("step"), *step);
    const Result<QCborMap> reply = askWorker(session, *request, Progress::Shown);
    if (!reply)
        return reportError(reply.error());
    const auto log = FlightLog::fromJson(reply->value(QLatin1String("log")).toMap().toJsonObject());
    if (!log)
        return reportError(log.error());
    if (log->steps.isEmpty())
        return reportError({ErrorKind::InvalidArgument, QStringLiteral("No step was done again.")});
    session.isJson ? printJson(reply->toJsonObject()) : printText(replayText(*reply, *log));
    return reply->value(QLatin1String("first_mismatch")).toInteger(-1) < 0 ? kExitDone : kExitFailed;
}

} // namespace lb::experiments
