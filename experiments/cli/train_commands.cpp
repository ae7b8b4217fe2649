#include "experiments/cli/commands.h"
#include "experiments/cli/demo_summary.h"
#include "experiments/cli/output.h"
#include "experiments/cli/run_follower.h"
#include "experiments/control/grid_launch.h"
#include "experiments/preview/grid_runs.h"
#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"
#include "experiments/records/field_values.h"
#include "experiments/records/imported_run.h"
#include "experiments/records/lock_step.h"
#include "experiments/store/metric_reader.h"

#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace lb::experiments {

namespace {

Result<RunSpec> baseSpec(const TrainArguments& arguments)
{
    if (!arguments.preset.isEmpty())
        return findPreset(arguments.preset).map([](const Preset& preset) { return preset.spec; });
    QFile file(arguments.specFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("'%1' cannot be read: %2.").arg(arguments.specFile, file.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("'%1' is not a JSON object: %2.").arg(arguments.specFile, error.errorString()));
    return RunSpec::fromJson(document.object());
}

Result<void> change(RunSpec& spec, const QString& assignment)
{
    const qsizetype equals = assignment.indexOf(QLatin1Char('='));
    if (equals < 1)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' is no KEY=VALUE, such as latent.size=16.").arg(assignment));
    return spec.setFromText(assignment.left(equals), assignment.mid(equals + 1), schemaFor(spec));
}

/// Queues runs and either returns at once or stays until they end.
int launch(Session& session, const QStringList& uids, bool isDetached)
{
    if (const Result<void> queued = session.controller().enqueue(uids); !queued)
        return reportError(queued.error());
    if (!isDetached)
        return RunFollower(session).follow(uids);
    session.controller().tick();
    return kExitDone;
}

void printRun(const Session& session, const RunRecord& run)
{
    if (session.isJson)
        printJson({{QStringLiteral("uid"), run.uid},
                   {QStringLiteral("name"), run.name},
                   {QStringLiteral("state"), runStateName(run.state)},
                   {QStringLiteral("step"), run.step},
                   {QStringLiteral("reason"), run.stateReason}});
    else
        printText(QStringLiteral("%1  %2  %3\n").arg(run.name, run.uid, runStateName(run.state)));
}

/// What a fork started from, in the words of its worker.
void tellStart(const RunFolder& folder)
{
    const auto reader = MetricReader::open(folder);
    const auto update = reader ? (*reader)->after({}) : tl::unexpected(reader.error());
    if (!update)
        return; // a detached run has not begun yet
    for (const RunEvent& event : update->events)
        if (event.kind == QStringLiteral("fork"))
            std::fprintf(stderr, "%s\n", qPrintable(event.message));
}

int finishWith(Session& session, const QString& uid, int code)
{
    if (const Result<RunRecord> run = (*session.store())->refresh(uid))
        printRun(session, *run);
    return code;
}

} // namespace

Result<RunSpec> wantedSpec(const TrainArguments& arguments)
{
    if (arguments.preset.isEmpty() == arguments.specFile.isEmpty())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("Say what to train: --preset NAME (see 'presets') or --spec FILE, one of the "
                                   "two."));
    Result<RunSpec> spec = baseSpec(arguments);
    if (!spec)
        return spec;
    for (const QString& assignment : arguments.changes)
        if (const Result<void> changed = change(*spec, assignment); !changed)
            return tl::unexpected(changed.error());
    if (arguments.seed >= 0)
        spec->set(QStringLiteral("run.seed"), arguments.seed);
    if (arguments.threads >= 0)
        spec->set(QStringLiteral("run.threads"), arguments.threads);
    if (!arguments.device.isEmpty())
        spec->set(QStringLiteral("run.device"), arguments.device);
    QStringList sentences;
    for (const FieldProblem& problem : checkSpec(*spec))
        sentences.append(problem.sentence);
    if (!sentences.isEmpty())
        return fail(ErrorKind::InvalidArgument, sentences.join(QLatin1Char(' ')));
    return spec->completed(schemaFor(*spec));
}

namespace {

Result<RunGrid> wantedGrid(const TrainArguments& arguments, const RunSpec& base)
{
    RunGrid grid{.base = base, .axes = {}, .seeds = {}};
    const QList<FieldSchema> schema = schemaFor(base);
    for (const QString& assignment : arguments.grid) {
        const Result<GridAxis> axis = parseGridAxis(assignment, schema);
        if (!axis)
            return tl::unexpected(axis.error());
        grid.axes.append(*axis);
    }
    if (arguments.seeds.isEmpty())
        return grid;
    bool isCount = false;
    static_cast<void>(arguments.seeds.toLongLong(&isCount)); // asked for whether it is a number
    const auto seeds = parseSeeds(isCount ? arguments.seeds + QStringLiteral(" seeds") : arguments.seeds);
    if (!seeds)
        return tl::unexpected(seeds.error());
    grid.seeds = *seeds;
    return grid;
}

/// The run to be in lock step with; without a uid: none.
struct Leader {
    QString uid;
    QString name;
    RunSpec spec;
};

Result<Leader> leaderOf(Session& session, const TrainArguments& arguments)
{
    if (arguments.lockStep.isEmpty())
        return Leader();
    const Result<RunStore*> store = session.store();
    if (!store)
        return tl::unexpected(store.error());
    const Result<RunRecord> run = (*store)->find(arguments.lockStep);
    if (!run)
        return tl::unexpected(run.error());
    const Result<RunSpec> spec = (*store)->spec(run->uid);
    if (!spec)
        return tl::unexpected(spec.error());
    return Leader{run->uid, run->name, spec->completed(schemaFor(*spec))};
}

} // namespace

Result<QList<NewRun>> wantedRuns(Session& session, const TrainArguments& arguments)
{
    Result<RunSpec> spec = wantedSpec(arguments);
    if (!spec)
        return tl::unexpected(spec.error());
    const Result<Leader> leader = leaderOf(session, arguments);
    if (!leader)
        return tl::unexpected(leader.error());
    if (!leader->uid.isEmpty() && arguments.seed < 0)
        spec->set(QStringLiteral("run.seed"), leader->spec.value(QStringLiteral("run.seed")));
    const Result<RunGrid> grid = wantedGrid(arguments, *spec);
    if (!grid)
        return tl::unexpected(grid.error());
    const QString group = arguments.group.isEmpty() ? gridGroup(*grid, arguments.name) : arguments.group;
    const Result<QList<GridRun>> runs = checkedRuns(*grid, arguments.name);
    if (!runs)
        return tl::unexpected(runs.error());
    if (!leader->uid.isEmpty())
        for (const GridRun& run : *runs)
            if (const auto conflict = lockStepConflict(run.spec, leader->spec))
                return fail(ErrorKind::InvalidArgument, lockStepSentence(*conflict, leader->name));
    return newRuns(*runs, {.group = group, .tags = arguments.tags, .parentUid = {}, .lockStepUid = leader->uid});
}

int trainCommand(Session& session, const TrainArguments& arguments)
{
    const Result<QList<NewRun>> runs = wantedRuns(session, arguments); // all of them are good, or none is made
    if (!runs)
        return reportError(runs.error());
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    if (arguments.mostAtOnce > 0)
        if (const Result<void> set = session.controller().setMostAtOnce(arguments.mostAtOnce); !set)
            return reportError(set.error());
    const Result<QStringList> uids = launchRuns(**store, session.controller(), *runs);
    if (!uids)
        return reportError(uids.error());
    const int code = arguments.isDetached ? kExitDone : RunFollower(session).follow(*uids);
    for (const QString& uid : *uids)
        finishWith(session, uid, code);
    return code;
}

int resumeCommand(Session& session, const QString& text, qint64 extraEpochs, bool isDetached)
{
    const Result<FoundRun> found = session.run(text);
    if (!found)
        return reportError(found.error());
    if (const Result<void> resumed = session.controller().resume(found->run.uid, extraEpochs); !resumed)
        return reportError(resumed.error());
    const int code = isDetached ? kExitDone : RunFollower(session).follow({found->run.uid});
    return finishWith(session, found->run.uid, code);
}

int sendCommand(Session& session, const QString& text, RunCommand command)
{
    const Result<FoundRun> found = session.run(text);
    if (!found)
        return reportError(found.error());
    if (const Result<void> sent = session.controller().send(found->run.uid, command); !sent)
        return reportError(sent.error());
    return finishWith(session, found->run.uid, kExitDone);
}

int changeCommand(Session& session, const QString& text, const QStringList& changes)
{
    const Result<FoundRun> found = session.run(text);
    if (!found)
        return reportError(found.error());
    const Result<RunSpec> spec = found->store->spec(found->run.uid);
    if (!spec)
        return reportError(spec.error());
    const QList<FieldSchema> schema = schemaFor(*spec);
    for (const QString& change : changes)
        if (const QString key = change.section(QLatin1Char('='), 0, 0); !findField(schema, key))
            return reportError({ErrorKind::InvalidArgument, unknownFieldProblem(key, schema).sentence});
    for (const QString& change : changes)
        if (const Result<void> sent = session.controller().change(
                found->run.uid, change.section(QLatin1Char('='), 0, 0), change.section(QLatin1Char('='), 1));
            !sent)
            return reportError(sent.error());
    return finishWith(session, found->run.uid, kExitDone);
}

int stopCommand(Session& session, const QString& text)
{
    const Result<FoundRun> found = session.run(text);
    if (!found)
        return reportError(found.error());
    if (const Result<void> sent = session.controller().send(found->run.uid, RunCommand::Stop); !sent)
        return reportError(sent.error());
    const int code = RunFollower(session).follow({found->run.uid});
    return finishWith(session, found->run.uid, code);
}

int forkCommand(Session& session, const ForkArguments& arguments)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const Result<RunAtStep> target = runAtStep(arguments.run);
    if (!target)
        return reportError(target.error());
    const Result<RunRecord> parent = (*store)->find(target->run);
    if (!parent)
        return reportError(parent.error());
    if (isImported(*parent))
        return reportError({ErrorKind::Unsupported, importedSentence(parent->name)});
    const Result<RunSpec> spec = (*store)->spec(parent->uid);
    if (!spec)
        return reportError(spec.error());
    RunSpec changed = *spec;
    QMap<QString, QString> assignments;
    for (const QString& assignment : arguments.changes) {
        if (const Result<void> set = change(changed, assignment); !set)
            return reportError(set.error());
        assignments.insert(assignment.section(QLatin1Char('='), 0, 0), assignment.section(QLatin1Char('='), 1));
    }
    QStringList sentences;
    for (const FieldProblem& problem : checkSpec(changed))
        sentences.append(problem.sentence);
    if (!sentences.isEmpty())
        return reportError({ErrorKind::InvalidArgument, sentences.join(QLatin1Char(' '))});
    const Result<RunRecord> run = session.controller().fork(parent->uid, {.changes = assignments,
                                                                          .name = arguments.name,
                                                                          .schema = schemaFor(changed),
                                                                          .atStep = target->step,
                                                                          .isInLockStep = arguments.isInLockStep});
    if (!run)
        return reportError(run.error());
    if (run->parentStep != target->step)
        std::fprintf(stderr, "%s has no checkpoint of step %lld; the nearest below it is of step %lld.\n",
                     qPrintable(parent->name), target->step, run->parentStep);
    const int code = launch(session, {run->uid}, arguments.isDetached);
    tellStart((*store)->folder(run->uid));
    return finishWith(session, run->uid, code);
}

int demoCommand(Session& session, const QString& kind, int seeds)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const QStringList kinds = kind == QStringLiteral("all")
                                  ? QStringList{QStringLiteral("sentences"), QStringLiteral("images")}
                                  : QStringList{kind};
    QStringList uids;
    for (const QString& one : kinds) {
        for (int seed = 1; seed <= seeds; ++seed) {
            const Result<QList<DemoRun>> runs = demoRuns(one, seed);
            if (!runs)
                return reportError(runs.error());
            const QString group =
                seeds == 1 ? demoGroup(one) : QStringLiteral("%1, seed %2").arg(demoGroup(one)).arg(seed);
            for (const DemoRun& demo : *runs) {
                const Result<RunRecord> run = (*store)->create({.spec = demo.spec.completed(schemaFor(demo.spec)),
                                                                .name = demo.name,
                                                                .group = group,
                                                                .family = demo.family,
                                                                .dataset = demo.spec.text(QStringLiteral("data.id"))});
                if (!run)
                    return reportError(run.error());
                uids.append(run->uid);
            }
        }
    }
    const int code = launch(session, uids, false);
    if (code != kExitDone)
        return code;
    return printDemoSummary(session, uids);
}

} // namespace lb::experiments
