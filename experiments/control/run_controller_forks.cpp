// The part of RunController that makes runs of runs: forks, and the same once more.

#include "experiments/control/run_controller.h"
#include "experiments/records/imported_run.h"
#include "experiments/records/lock_step.h"
#include "experiments/store/checkpoint_files.h"

#include <QFile>

namespace lb::experiments {

namespace {

Result<void> applyChange(RunSpec& spec, const QString& key, const QString& text, const QList<FieldSchema>& schema)
{
    if (!schema.isEmpty())
        return spec.setFromText(key, text, schema);
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber)
        spec.set(key, number);
    else if (text == QLatin1String("true") || text == QLatin1String("false"))
        spec.set(key, text == QLatin1String("true"));
    else
        spec.set(key, text);
    return {};
}

} // namespace

Result<RunRecord> RunController::fork(const QString& uid, const Fork& fork)
{
    const auto parent = m_store.refresh(uid);
    if (!parent)
        return tl::unexpected(parent.error());
    if (isImported(*parent))
        return fail(ErrorKind::Unsupported, importedSentence(parent->name));
    const auto before = m_store.spec(uid);
    if (!before)
        return tl::unexpected(before.error());
    auto spec = before;
    for (auto it = fork.changes.begin(); it != fork.changes.end(); ++it)
        if (const auto changed = applyChange(*spec, it.key(), it.value(), fork.schema); !changed)
            return tl::unexpected(changed.error());
    if (fork.isInLockStep)
        if (const auto conflict = lockStepConflict(*spec, *before))
            return fail(ErrorKind::InvalidArgument, lockStepSentence(*conflict, parent->name));
    NewRun child{.spec = *spec,
                 .name = fork.name,
                 .group = parent->group,
                 .takesTurns = parent->takesTurns,
                 .family = parent->family,
                 .parentUid = uid,
                 .lockStepUid = fork.isInLockStep ? uid : QString()};
    if (const QString kind = QStringLiteral("latent.kind"); fork.changes.contains(kind))
        child.family = spec->modelKind();
    if (fork.atStep >= 0) {
        const RunFolder folder = m_store.folder(uid);
        const auto start = checkpointAtOrBelow(checkpointFiles(folder), fork.atStep);
        if (!start)
            return tl::unexpected(start.error());
        child.parentStep = start->step;
        child.startFile = folder.checkpoints() + QLatin1Char('/') + start->name;
    }
    auto created = m_store.create(child);
    look();
    return created;
}

Result<RunRecord> RunController::repeat(const QString& uid, const QString& name)
{
    const auto first = m_store.refresh(uid);
    if (!first)
        return tl::unexpected(first.error());
    if (isImported(*first))
        return fail(ErrorKind::Unsupported, importedSentence(first->name));
    const auto spec = m_store.spec(uid);
    if (!spec)
        return tl::unexpected(spec.error());
    NewRun again{.spec = *spec,
                 .name = name.isEmpty() ? first->name + QStringLiteral("-again") : name,
                 .group = first->group,
                 .takesTurns = true,
                 .family = first->family,
                 .dataset = first->dataset,
                 .parentUid = uid,
                 .tags = {kRepeatTag}};
    if (const QString start = m_store.folder(uid).start(); QFile::exists(start))
        again.startFile = start;
    auto created = m_store.create(again);
    look();
    return created;
}

} // namespace lb::experiments
