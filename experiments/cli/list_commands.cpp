#include "experiments/cli/commands.h"
#include "experiments/cli/compare_statistics.h"
#include "experiments/cli/output.h"
#include "experiments/cli/paired_command.h"
#include "experiments/control/serve_client.h"
#include "experiments/records/field_values.h"
#include "experiments/records/metric_names.h"
#include "experiments/records/program_facts.h"
#include "experiments/records/run_query.h"
#include "experiments/store/own_metrics.h"

#include <QDateTime>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

QString numberOf(const RunRecord& run, const char* metric)
{
    return shortNumber(run.last.value(QLatin1String(metric), std::nan("")));
}

QJsonObject toJson(const RunRecord& run)
{
    QJsonObject last;
    for (auto it = run.last.begin(); it != run.last.end(); ++it)
        last.insert(it.key(), it.value());
    return {{QStringLiteral("uid"), run.uid},
            {QStringLiteral("name"), run.name},
            {QStringLiteral("family"), run.family},
            {QStringLiteral("group"), run.group},
            {QStringLiteral("dataset"), run.dataset},
            {QStringLiteral("seed"), run.seed},
            {QStringLiteral("state"), runStateName(run.state)},
            {QStringLiteral("reason"), run.stateReason},
            {QStringLiteral("step"), run.step},
            {QStringLiteral("total_steps"), run.totalSteps},
            {QStringLiteral("epoch"), run.epoch},
            {QStringLiteral("items_per_s"), run.itemsPerSecond},
            {QStringLiteral("eta_s"), run.etaSeconds},
            {QStringLiteral("created_ms"), run.createdMs},
            {QStringLiteral("parent"), run.parentUid},
            {QStringLiteral("parent_step"), run.parentStep},
            {QStringLiteral("lock_step"), run.lockStepUid},
            {QStringLiteral("theory"), run.theory},
            {QStringLiteral("last"), last}};
}

Result<QList<RunRecord>> findAll(RunStore& store, const QStringList& names)
{
    QList<RunRecord> result;
    for (const QString& name : names) {
        const Result<RunRecord> run = store.find(name);
        if (!run)
            return tl::unexpected(run.error());
        result.append(*run);
    }
    return result;
}

/// The project's own metrics beside the run's.
Result<void> addOwn(RunStore& store, RunRecord& run)
{
    const auto summaries = ownSummaries(store, run.uid);
    if (!summaries)
        return tl::unexpected(summaries.error());
    for (const MetricSummary& own : *summaries) {
        run.last.insert(own.metric, own.last);
        if (own.bestStep >= 0)
            run.best.insert(own.metric, own.best);
    }
    return {};
}

Result<void> writeMetrics(RunStore& store, const QString& uid, const QString& out)
{
    const auto reader = MetricReader::open(store.folder(uid));
    if (!reader)
        return tl::unexpected(reader.error());
    QSaveFile file(out);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Text))
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(out, file.errorString()));
    file.write("metric,step,time_ms,value\n");
    MetricCursor cursor;
    for (;;) {
        const Result<MetricUpdate> update = (*reader)->after(cursor);
        if (!update)
            return tl::unexpected(update.error());
        for (const MetricPoint& point : update->points)
            file.write(QStringLiteral("%1,%2,%3,%4\n")
                           .arg(point.metric)
                           .arg(point.step)
                           .arg(point.timeMs)
                           .arg(QString::number(point.value, 'g', 17))
                           .toUtf8());
        cursor = update->cursor;
        if (update->points.isEmpty())
            break;
    }
    if (!file.commit())
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(out, file.errorString()));
    return {};
}

int compareStatistics(const Session& session, RunStore& store, QList<RunRecord> runs, const CompareArguments& arguments)
{
    const std::optional<ValueChoice> choice = ValueChoice::fromName(arguments.at);
    if (!choice)
        return reportError(
            {ErrorKind::InvalidArgument,
             QStringLiteral("'%1' is no moment of a run. Choose last, best, best-elbo, min, max or a step "
                            "number.")
                 .arg(arguments.at)});
    QString baseline;
    if (!arguments.baseline.isEmpty()) {
        const Result<RunRecord> run = store.find(arguments.baseline);
        if (!run)
            return reportError(run.error());
        baseline = run->uid;
        if (std::none_of(runs.cbegin(), runs.cend(), [&](const RunRecord& one) { return one.uid == baseline; }))
            runs.prepend(*run);
    }
    const Result<CompareStatistics> statistics = CompareStatistics::of(store, runs, baseline, *choice);
    if (!statistics)
        return reportError(statistics.error());
    if (session.isJson)
        for (const QJsonObject& line : statistics->json())
            printJson(line);
    else
        printText(statistics->text());
    return kExitDone;
}

} // namespace

int runsCommand(Session& session, const QString& filter)
{
    const Result<RunStore*> store = session.storeToRead();
    if (!store)
        return reportError(store.error());
    const Result<QList<RunRecord>> runs = (*store)->list();
    if (!runs)
        return reportError(runs.error());
    TextTable table({QStringLiteral("Run"), QStringLiteral("Model"), QStringLiteral("Data"), QStringLiteral("State"),
                     QStringLiteral(">Step"), QStringLiteral(">KL"), QStringLiteral(">ELBO"), QStringLiteral(">AU"),
                     QStringLiteral(">Decoder use"), QStringLiteral("Group"), QStringLiteral("Started")});
    const RunQuery query(filter);
    for (const RunRecord& run : *runs) {
        if (!query.matches(run))
            continue;
        if (session.isJson) {
            printJson(toJson(run));
            continue;
        }
        table.addRow({run.name, run.family, run.dataset, runStateName(run.state),
                      QStringLiteral("%1/%2").arg(run.step).arg(run.totalSteps), numberOf(run, "validation/kl"),
                      numberOf(run, "validation/elbo"), numberOf(run, "validation/active_units"),
                      numberOf(run, "validation/shuffle_gap"), run.group,
                      QDateTime::fromMSecsSinceEpoch(run.createdMs).toString(QStringLiteral("yyyy-MM-dd hh:mm"))});
    }
    if (!session.isJson)
        printText(table.isEmpty() ? QStringLiteral("No runs. 'latentbench-cli demo' trains the first three.\n")
                                  : table.text());
    return kExitDone;
}

int showCommand(Session& session, const QString& text)
{
    Result<FoundRun> found = session.runToRead(text);
    if (!found)
        return reportError(found.error());
    auto& [store, run] = *found;
    const Result<RunSpec> spec = store->spec(run.uid);
    if (!spec)
        return reportError(spec.error());
    if (const Result<void> added = addOwn(*store, run); !added)
        return reportError(added.error());
    if (session.isJson) {
        QJsonObject json = toJson(run);
        json.insert(QStringLiteral("spec"), spec->toJson());
        printJson(json);
        return kExitDone;
    }
    printText(QStringLiteral("%1  (%2)\n%3, step %4 of %5, epoch %6 of %7%8\n\n")
                  .arg(run.name, run.uid, runStateName(run.state))
                  .arg(run.step)
                  .arg(run.totalSteps)
                  .arg(shortNumber(run.epoch))
                  .arg(run.totalEpochs)
                  .arg(run.stateReason.isEmpty() ? QString() : QStringLiteral(": ") + run.stateReason));
    TextTable settings({QStringLiteral("Setting"), QStringLiteral("Value")});
    for (auto it = spec->fields().begin(); it != spec->fields().end(); ++it)
        settings.addRow({it.key(), fieldValueText(it.value())});
    printText(settings.text() + QLatin1Char('\n'));
    TextTable facts({QStringLiteral("Fact"), QStringLiteral("Value")});
    for (auto it = run.theory.begin(); it != run.theory.end(); ++it)
        facts.addRow({it.key(), it->isObject() ? programText(it->toObject()) : fieldValueText(it.value())});
    printText(facts.text() + QLatin1Char('\n'));
    TextTable numbers(
        {QStringLiteral("Metric"), QStringLiteral(">Last"), QStringLiteral(">Best"), QStringLiteral("Unit")});
    for (auto it = run.last.begin(); it != run.last.end(); ++it)
        numbers.addRow({it.key(), shortNumber(it.value()), shortNumber(run.best.value(it.key(), std::nan(""))),
                        metricInfo(it.key()).unit});
    printText(numbers.text());
    return kExitDone;
}

int compareCommand(Session& session, const CompareArguments& arguments)
{
    const Result<RunStore*> store = session.storeToRead();
    if (!store)
        return reportError(store.error());
    Result<QList<RunRecord>> runs = findAll(**store, arguments.runs);
    if (!runs)
        return reportError(runs.error());
    if (arguments.isPaired)
        return comparePaired(session, **store, *runs, arguments);
    if (arguments.hasStatistics || !arguments.baseline.isEmpty())
        return compareStatistics(session, **store, *runs, arguments);
    for (RunRecord& run : *runs)
        if (const Result<void> added = addOwn(**store, run); !added)
            return reportError(added.error());
    if (session.isJson) {
        for (const RunRecord& run : *runs)
            printJson(toJson(run));
        return kExitDone;
    }
    const Result<QString> table = comparisonTable(**store, *runs, arguments.at);
    if (!table)
        return reportError(table.error());
    printText(*table);
    return kExitDone;
}

int metricsCommand(Session& session, const QString& text, const QString& name)
{
    const Result<FoundRun> found = session.runToRead(text);
    if (!found)
        return reportError(found.error());
    const auto& [store, run] = *found;
    const auto reader = MetricReader::open(store->folder(run.uid));
    if (!reader)
        return reportError(reader.error());
    const Result<QStringList> names = (*reader)->metricNames();
    if (!names)
        return reportError(names.error());
    if (name.isEmpty()) {
        for (const QString& known : *names)
            session.isJson ? printJson({{QStringLiteral("metric"), known}}) : printText(known + QLatin1Char('\n'));
        return kExitDone;
    }
    if (!names->contains(name))
        return reportError(
            {ErrorKind::NotFound,
             QStringLiteral("%1 has no metric named '%2'. 'metrics %1' lists them.").arg(run.name, name)});
    const Result<QList<MetricPoint>> points = (*reader)->series(name);
    if (!points)
        return reportError(points.error());
    for (const MetricPoint& point : *points) {
        if (session.isJson)
            printJson({{QStringLiteral("metric"), name},
                       {QStringLiteral("step"), point.step},
                       {QStringLiteral("value"), point.value},
                       {QStringLiteral("time_ms"), point.timeMs}});
        else
            printText(QStringLiteral("%1\t%2\n").arg(point.step).arg(QString::number(point.value, 'g', 9)));
    }
    return kExitDone;
}

int exportCommand(Session& session, const QString& what, const ServeArguments& arguments)
{
    const Result<FoundRun> found = session.runToRead(arguments.run.section(QLatin1Char('@'), 0, 0));
    if (!found)
        return reportError(found.error());
    const auto& [store, run] = *found;
    if (what == QStringLiteral("metrics")) {
        if (const Result<void> written = writeMetrics(*store, run.uid, arguments.out); !written)
            return reportError(written.error());
        return kExitDone;
    }
    if (what == QStringLiteral("huggingface"))
        return exportHuggingFaceCommand(session, arguments);
    if (what == QStringLiteral("folder"))
        return exportFolderCommand(session, arguments);
    return exportCheckpoint(session, arguments);
}

} // namespace lb::experiments
