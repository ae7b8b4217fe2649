#include "experiments/records/run_figures.h"
#include "experiments/store/json_file.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_store_state.h"
#include "experiments/store/run_trash.h"
#include "experiments/store/run_uid.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace lb::experiments {

namespace {

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

RunMeta metaOf(const NewRun& run)
{
    RunMeta meta;
    meta.uid = makeRunUid();
    meta.family = run.family.isEmpty() ? run.spec.modelKind() : run.family;
    meta.group = run.group;
    meta.takesTurns = run.takesTurns;
    meta.tags = run.tags;
    meta.dataset = run.dataset.isEmpty() ? run.spec.text(QStringLiteral("data.id")) : run.dataset;
    meta.seed = run.spec.integer(QStringLiteral("run.seed"));
    meta.parentUid = run.parentUid;
    meta.parentStep = run.parentStep;
    meta.lockStepUid = run.lockStepUid;
    meta.createdMs = nowMs();
    return meta;
}

/// A link where the file system has them: checkpoints are replaced, never written in place, so sharing one is safe.
Result<void> keepStart(const RunFolder& folder, const QString& checkpoint)
{
    namespace fs = std::filesystem;
    const fs::path from = checkpoint.toStdString();
    const fs::path to = folder.start().toStdString();
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (error)
        fs::copy_file(from, to, error);
    if (error)
        return fail(ErrorKind::Io, QStringLiteral("The checkpoint %1 cannot be copied to the new run: %2.")
                                       .arg(checkpoint, QString::fromStdString(error.message())));
    return {};
}

/// A tokenizer from outside cannot be made from the data: a fork of a checkpoint takes it along.
Result<void> keepTokenizer(const RunFolder& folder, const NewRun& run)
{
    const QDir place = QFileInfo(run.startFile).dir(); // the parent's checkpoints, or the folder of a run made again
    QString parent = place.absoluteFilePath(QStringLiteral("artifacts/tokenizer"));
    if (!QFileInfo::exists(parent))
        parent = place.absoluteFilePath(QStringLiteral("../artifacts/tokenizer"));
    const QString tokens = run.spec.text(QStringLiteral("data.tokenizer"));
    const bool isOutside = tokens == QStringLiteral("imported") || tokens == QStringLiteral("file");
    if (run.startFile.isEmpty() || !isOutside || !QFileInfo::exists(parent))
        return {};
    if (!QFile::copy(parent, folder.tokenizer()))
        return fail(ErrorKind::Io, QStringLiteral("The tokenizer %1 cannot be copied to the new run.").arg(parent));
    return {};
}

Result<void> makeFolder(const RunFolder& folder, const NewRun& run, const RunMeta& meta)
{
    for (const QString& path : {folder.path(), folder.checkpoints(), folder.artifacts()})
        if (!QDir().mkpath(path))
            return fail(ErrorKind::Io, QStringLiteral("The folder %1 cannot be created.").arg(path));
    if (const auto written = writeJsonFile(folder.spec(), run.spec.toJson()); !written)
        return written;
    if (!run.startFile.isEmpty())
        if (const auto kept = keepStart(folder, run.startFile); !kept)
            return kept;
    if (const auto kept = keepTokenizer(folder, run); !kept)
        return kept;
    return writeMeta(folder, meta);
}

Result<void> mustBeIdle(const RunFolder& folder)
{
    if (const qint64 pid = RunLock::holder(folder); pid != 0)
        return fail(ErrorKind::Busy,
                    QStringLiteral("A worker (process %1) is at work on this run. Stop it first.").arg(pid));
    return {};
}

} // namespace

Result<void> RunStore::mayEdit() const
{
    if (m_state->isReadOnly)
        return fail(ErrorKind::ReadOnly,
                    QStringLiteral("The project %1 is open for reading only.").arg(projectFolder()));
    return {};
}

Result<void> RunStore::State::editMeta(const QString& uid, const std::function<Result<void>(RunMeta&)>& change)
{
    return guarded(indexFile, [&]() -> Result<void> {
        SQLite::Transaction transaction(index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        const auto row = index->row(uid);
        if (!row)
            return fail(ErrorKind::NotFound, QStringLiteral("There is no run with id %1.").arg(uid));
        RunMeta meta = row->meta();
        if (const auto changed = change(meta); !changed)
            return changed;
        if (const auto written = writeMeta(folder(uid), meta); !written)
            return written;
        index->updateMeta(meta);
        IndexRow edited = *row;
        edited.setMeta(meta);
        index->updateCopy(look(edited, true).row);
        transaction.commit();
        return {};
    });
}

Result<RunRecord> RunStore::create(const NewRun& run)
{
    if (const auto allowed = mayEdit(); !allowed)
        return tl::unexpected(allowed.error());
    if (!run.name.isEmpty())
        if (const auto usable = checkRunName(run.name); !usable)
            return tl::unexpected(usable.error());
    State& state = *m_state;
    return guarded(state.indexFile, [&]() -> Result<RunRecord> {
        IndexRow row;
        RunMeta meta = metaOf(run);
        SQLite::Transaction transaction(state.index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        const QString base = meta.family.isEmpty() ? QStringLiteral("run") : meta.family;
        meta.name = run.name.isEmpty() ? state.freeName(base, true) : state.freeName(run.name, false);
        if (const auto made = makeFolder(state.folder(meta.uid), run, meta); !made) {
            QDir(state.folder(meta.uid).path()).removeRecursively();
            return tl::unexpected(made.error());
        }
        row.setMeta(meta);
        row.record.totalEpochs = epochsOf(run.spec);
        row.record.settings = settingsFingerprint(run.spec);
        row.updateChanged();
        state.index->insert(row);
        transaction.commit();
        return row.record;
    });
}

Result<void> RunStore::writeSpec(const QString& uid, const RunSpec& spec)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    if (const auto idle = mustBeIdle(folder(uid)); !idle)
        return idle;
    if (const auto written = writeJsonFile(folder(uid).spec(), spec.toJson()); !written)
        return written;
    if (const auto refreshed = refresh(uid); !refreshed)
        return tl::unexpected(refreshed.error());
    return {};
}

Result<void> RunStore::rename(const QString& uid, const QString& name)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    if (const auto usable = checkRunName(name); !usable)
        return usable;
    return m_state->editMeta(uid, [&](RunMeta& meta) -> Result<void> {
        const auto owner = m_state->index->uidOfName(name);
        if (owner && *owner != uid)
            return fail(ErrorKind::InvalidArgument,
                        QStringLiteral("Another run is called \"%1\". Names are unique in a project.").arg(name));
        meta.name = name;
        meta.editedMs = nowMs();
        return {};
    });
}

Result<void> RunStore::setTags(const QString& uid, const QStringList& tags)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    return m_state->editMeta(uid, [&](RunMeta& meta) -> Result<void> {
        meta.tags = tags;
        meta.editedMs = nowMs();
        return {};
    });
}

Result<void> RunStore::setNotes(const QString& uid, const QString& notes)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    return m_state->editMeta(uid, [&](RunMeta& meta) -> Result<void> {
        meta.notes = notes;
        meta.editedMs = nowMs();
        return {};
    });
}

Result<void> RunStore::setLook(const QString& uid, const RunLook& look)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    if (look.dash < 0 || look.dash > RunLook::kDashes)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("%1 is no dash: take 1 to %2, or 0 for its own.").arg(look.dash).arg(RunLook::kDashes));
    return m_state->editMeta(uid, [&](RunMeta& meta) -> Result<void> {
        meta.look = look;
        meta.editedMs = nowMs();
        return {};
    });
}

Result<void> RunStore::setGroup(const QString& uid, const QString& group)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    return m_state->editMeta(uid, [&](RunMeta& meta) -> Result<void> {
        meta.group = group;
        meta.editedMs = nowMs();
        return {};
    });
}

Result<void> RunStore::remove(const QString& uid)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    if (const auto idle = mustBeIdle(folder(uid)); !idle)
        return idle;
    if (const auto known = m_state->rowOf(uid); !known)
        return tl::unexpected(known.error());
    const QString trash = trashFolder(projectFolder());
    const QString path = folder(uid).path();
    m_state->liveReaders.erase(uid);
    const bool isGone = !QFileInfo::exists(path); // deleted by hand: only the row is left
    if (!isGone && (!QDir().mkpath(trash) || !QDir().rename(path, trash + QLatin1Char('/') + uid)))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be moved to %2.").arg(path, trash));
    return guarded(m_state->indexFile, [&]() -> Result<void> {
        SQLite::Transaction transaction(m_state->index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        m_state->index->remove(uid);
        transaction.commit();
        return {};
    });
}

Result<void> RunStore::restore(const QString& uid)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    const QString trashed = trashFolder(projectFolder()) + QLatin1Char('/') + uid;
    const QString path = folder(uid).path();
    if (!isRunUid(uid) || !QFileInfo(trashed).isDir())
        return fail(ErrorKind::NotFound, QStringLiteral("There is no run %1 in the trash.").arg(uid));
    if (QFileInfo::exists(path) || !QDir().rename(trashed, path))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be moved to %2.").arg(trashed, path));
    return guarded(m_state->indexFile, [&]() -> Result<void> {
        SQLite::Transaction transaction(m_state->index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        IndexRow row = m_state->rowFromFolder(uid);
        row.record.name = m_state->freeName(row.record.name, false);
        m_state->index->insert(row);
        transaction.commit();
        return {};
    });
}

Result<void> RunStore::setState(const QString& uid, RunState state, const QString& reason)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    if (const auto idle = mustBeIdle(folder(uid)); !idle)
        return idle;
    const qint64 starts = m_state->starts(uid);
    return m_state->editMeta(uid, [&](RunMeta& meta) -> Result<void> {
        meta.mark = {.isSet = true, .state = state, .reason = reason, .timeMs = nowMs(), .starts = starts};
        return {};
    });
}

Result<void> RunStore::setQueue(const QStringList& uids)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    return guarded(m_state->indexFile, [&]() -> Result<void> {
        SQLite::Transaction transaction(m_state->index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        m_state->index->setQueue(uids);
        transaction.commit();
        return {};
    });
}

Result<void> RunStore::enqueue(const QStringList& uids, bool atFront)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    return guarded(m_state->indexFile, [&]() -> Result<void> {
        SQLite::Transaction transaction(m_state->index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        const QStringList waiting = m_state->index->queue();
        m_state->index->setQueue(atFront ? uids + waiting : waiting + uids);
        transaction.commit();
        return {};
    });
}

Result<bool> RunStore::takeFromQueue(const QString& uid)
{
    if (const auto allowed = mayEdit(); !allowed)
        return tl::unexpected(allowed.error());
    return guarded(m_state->indexFile, [&]() -> Result<bool> {
        SQLite::Transaction transaction(m_state->index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        const bool isMine = m_state->index->removeFromQueue(uid);
        transaction.commit();
        return isMine;
    });
}

Result<void> RunStore::setSetting(const QString& key, const QString& value)
{
    if (const auto allowed = mayEdit(); !allowed)
        return allowed;
    return guarded(m_state->indexFile, [&]() -> Result<void> {
        m_state->index->setSetting(key, value);
        return {};
    });
}

Result<int> RunStore::reindex()
{
    if (const auto allowed = mayEdit(); !allowed)
        return tl::unexpected(allowed.error());
    return m_state->rebuild();
}

} // namespace lb::experiments
