#include "experiments/worker/run_import_requests.h"

#include "experiments/importing/foreign_runs.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"

#include <QCborArray>
#include <QSet>

namespace lb::experiments {

namespace {

constexpr qint64 kPointsPerCommit = 50'000;

/// Names of the run's metrics here, in the order of its series: two that would become one keep their own.
QStringList namesOf(const ForeignRun& run)
{
    QStringList names;
    QSet<QString> taken;
    for (const ForeignRun::Series& series : run.series) {
        QString name = importedMetric(series.name);
        if (name != series.name && (taken.contains(name) || run.indexOf.contains(name)))
            name = series.name;
        taken.insert(name);
        names.append(name);
    }
    return names;
}

QCborMap toCbor(const ForeignRun& run)
{
    return {{QStringLiteral("name"), run.name},
            {QStringLiteral("source"), run.source},
            {QStringLiteral("metrics"), QCborArray::fromStringList(namesOf(run))},
            {QStringLiteral("points"), run.pointCount()},
            {QStringLiteral("last_step"), run.lastStep()},
            {QStringLiteral("losses"), run.losses()}};
}

QCborMap toCbor(const ForeignRuns& found)
{
    QCborArray runs;
    for (const ForeignRun& run : found.runs)
        runs.append(toCbor(run));
    return {{QStringLiteral("runs"), runs}, {QStringLiteral("unread"), QCborArray::fromStringList(found.unread)}};
}

Result<void> writePoints(const ForeignRun& run, MetricWriter& writer)
{
    const QStringList names = namesOf(run);
    qint64 buffered = 0;
    for (std::size_t i = 0; i < run.series.size(); ++i) {
        const int metric = writer.metric(names[static_cast<qsizetype>(i)]);
        for (const ForeignPoint& point : run.series[i].points) {
            writer.appendAt(point.timeMs, metric, point.step, point.value);
            if (++buffered % kPointsPerCommit != 0)
                continue;
            if (const auto written = writer.commit(MetricWriter::Durability::Rhythm); !written)
                return written;
        }
    }
    return {};
}

/// Fills the folder of a new run.
Result<void> writeRun(const ForeignRun& run, const RunFolder& folder)
{
    const Result<RunLock> lock = RunLock::take(folder);
    if (!lock)
        return tl::unexpected(lock.error());
    auto writer = MetricWriter::open(folder);
    if (!writer)
        return tl::unexpected(writer.error());
    if (const auto written = writePoints(run, **writer); !written)
        return written;
    RunStatus status = (*writer)->status();
    status.state = RunState::Finished;
    status.reason = QStringLiteral("Imported from %1.").arg(run.source);
    status.step = status.totalSteps = run.lastStep();
    (*writer)->setStatus(status);
    (*writer)->appendEvent({.step = run.lastStep(),
                            .kind = QStringLiteral("import"),
                            .message = QStringLiteral("%1 points of %2 metrics, imported from %3. %4")
                                           .arg(run.pointCount())
                                           .arg(run.series.size())
                                           .arg(run.source, run.losses())
                                           .trimmed()});
    return (*writer)->commit(MetricWriter::Durability::Durable);
}

} // namespace

bool isRunImportRequest(const QString& what)
{
    return what == QStringLiteral("inspect_runs") || what == QStringLiteral("import_runs");
}

Result<QCborMap> answerRunImport(const QCborMap& request)
{
    const Result<ForeignRuns> found = readForeignRuns(request.value(QLatin1String("path")).toString());
    if (!found)
        return tl::unexpected(found.error());
    if (request.value(QLatin1String("what")).toString() == QStringLiteral("inspect_runs"))
        return toCbor(*found);
    const QCborArray folders = request.value(QLatin1String("folders")).toArray();
    if (folders.size() != static_cast<qsizetype>(found->runs.size()))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The files changed while they were imported; import them again."));
    for (qsizetype i = 0; i < folders.size(); ++i)
        if (const auto written = writeRun(found->runs[static_cast<std::size_t>(i)], RunFolder(folders[i].toString()));
            !written)
            return tl::unexpected(written.error());
    return toCbor(*found);
}

} // namespace lb::experiments
