#include "experiments/records/imported_run.h"
#include "experiments/records/run_figures.h"
#include "experiments/store/json_file.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_state.h"
#include "experiments/store/run_store_state.h"
#include "experiments/store/run_uid.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace lb::experiments {

namespace {

constexpr qint64 kCopyEveryMs = 5000;
/// Looking at a run costs some 10 microseconds, and a window looks four times a second: of 10,000 runs each is seen
/// every 50 seconds. What other programs write to the index is seen at once.
constexpr qsizetype kSettledAtOnce = 50;

/// Newest change of the run's database, in milliseconds; 0 without one. An empty log counts for nothing: readers make
/// one.
qint64 stampOf(const RunFolder& folder)
{
    qint64 stamp = 0;
    for (const QString& file : {folder.database(), folder.database() + QStringLiteral("-wal")})
        if (const QFileInfo info(file); info.size() > 0)
            stamp = std::max(stamp, info.lastModified().toMSecsSinceEpoch());
    return stamp;
}

void readSpec(RunRecord& record, const RunFolder& folder)
{
    record.settings = record.uid; // alone, when it cannot be read
    const auto json = readJsonFile(folder.spec());
    const auto spec = json ? RunSpec::fromJson(*json) : Result<RunSpec>(tl::unexpected(json.error()));
    if (!spec)
        return;
    record.totalEpochs = epochsOf(*spec);
    record.settings = settingsFingerprint(*spec);
}

bool hasCheckpointFile(MetricReader& reader, const RunFolder& folder)
{
    const auto checkpoints = reader.checkpoints();
    if (!checkpoints)
        return true; // not known to be missing
    return std::any_of(checkpoints->begin(), checkpoints->end(), [&](const CheckpointRecord& checkpoint) {
        return QFileInfo::exists(folder.checkpoints() + QLatin1Char('/') + checkpoint.fileName);
    });
}

} // namespace

qint64 epochsOf(const RunSpec& spec)
{
    static const RunSpec defaults = RunSpec().completed(runFields());
    const QString key = QStringLiteral("train.epochs");
    return spec.has(key) ? spec.integer(key) : defaults.integer(key);
}

RunFolder RunStore::State::folder(const QString& uid) const
{
    return RunFolder(project + QStringLiteral("/runs/") + uid);
}

MetricReader* RunStore::State::readerFor(const QString& uid, qint64 holder, std::unique_ptr<MetricReader>& temporary)
{
    const auto live = liveReaders.find(uid);
    if (live != liveReaders.end() && live->second.holder == holder && holder != 0)
        return live->second.reader.get();
    if (live != liveReaders.end())
        liveReaders.erase(live);
    auto opened = MetricReader::open(folder(uid));
    if (!opened)
        return nullptr;
    if (holder == 0) {
        temporary = std::move(*opened);
        return temporary.get();
    }
    return (liveReaders[uid] = {holder, std::move(*opened)}).reader.get();
}

/// State, progress, last and best values from run.sqlite and the lock.
void RunStore::State::readDatabase(IndexRow& row, qint64 holder)
{
    RunRecord& record = row.record;
    RunObservation seen{.mark = row.mark, .holder = holder, .nowMs = QDateTime::currentMSecsSinceEpoch()};
    std::unique_ptr<MetricReader> temporary;
    MetricReader* reader = readerFor(record.uid, holder, temporary);
    const auto update = reader ? reader->progress() : Result<RunProgress>(fail(ErrorKind::NotFound, {}));
    if (update) {
        seen.hasDatabase = true;
        seen.status = update->status;
        seen.starts = update->starts;
        record.step = update->status.step;
        record.totalSteps = update->status.totalSteps;
        record.epoch = update->status.epoch;
        record.itemsPerSecond = update->status.itemsPerSecond;
        record.heartbeatMs = update->heartbeatMs;
        record.theory = update->theory;
        record.last.clear();
        record.best.clear();
        for (const MetricSummary& summary : update->summaries) {
            record.last.insert(summary.metric, summary.last);
            if (summary.bestStep >= 0)
                record.best.insert(summary.metric, summary.best);
        }
    }
    const RunVerdict verdict = judge(seen);
    record.state = verdict.state;
    record.stateReason = verdict.reason;
    record.etaSeconds = isActive(verdict.state) && update ? update->status.etaSeconds : -1;
    if (verdict.state == RunState::Finished && reader && !isImported(record) &&
        !hasCheckpointFile(*reader, folder(record.uid)))
        record.stateReason = QStringLiteral("The worker says that it finished, but there is no checkpoint.");
}

RunStore::State::Look RunStore::State::look(const IndexRow& known, bool isForced)
{
    const RunFolder runFolder = folder(known.record.uid);
    const qint64 holder = RunLock::holder(runFolder);
    const qint64 stamp = stampOf(runFolder);
    if (!isForced && holder == 0 && stamp == known.folderStamp && !isActive(known.record.state)) {
        liveReaders.erase(known.record.uid);
        Look settled{known, known.record.settings.isEmpty()}; // of an older version
        if (settled.isDue)
            readSpec(settled.row.record, runFolder);
        return settled;
    }
    Look result{known, false};
    IndexRow& row = result.row;
    row.folderStamp = stamp;
    readDatabase(row, holder);
    readSpec(row.record, runFolder);
    row.updateChanged();
    const bool isAlive = holder != 0 || isActive(row.record.state);
    const bool isOld = std::abs(QDateTime::currentMSecsSinceEpoch() - known.copiedMs) >= kCopyEveryMs;
    const bool hasNewState =
        row.record.state != known.record.state || row.record.stateReason != known.record.stateReason;
    const bool isDifferent = !(row.record == known.record && stamp == known.folderStamp);
    result.isDue = hasNewState || (isDifferent && (!isAlive || isOld));
    return result;
}

QList<RunRecord> RunStore::State::reconcile(const QList<IndexRow>& known, bool isForced)
{
    if (ownLasts.refresh(project))
        listedReading = -1; // all are other ones now
    QList<RunRecord> records;
    QList<IndexRow> due;
    for (const IndexRow& row : known) {
        Look seen = look(row, isForced);
        records.append(shown(seen.row.record));
        if (seen.isDue)
            due.append(std::move(seen.row));
    }
    if (isReadOnly || due.isEmpty())
        return records;
    try {
        SQLite::Transaction transaction(index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        for (IndexRow& row : due) {
            row.copiedMs = QDateTime::currentMSecsSinceEpoch();
            index->updateCopy(row);
        }
        transaction.commit();
    } catch (const SQLite::Exception& exception) {
        if ((exception.getErrorCode() & 0xff) != SQLITE_FULL)
            throw;
        // The folders have it all: on a full disk runs are shown, and copied when there is room again.
    }
    return records;
}

QList<RunRecord> RunStore::State::reconcileInTurn()
{
    const QList<IndexRow> known = index->all();
    if (isReadOnly || known.size() <= kSettledAtOnce || !std::exchange(hasLookedAtAll, true))
        return reconcile(known, false);
    if (ownLasts.refresh(project) || listedReading != index->readings())
        beginListing(known);
    QList<IndexRow> chosen;
    QList<qsizetype> places = restless;
    for (qsizetype i = 0; i < kSettledAtOnce; ++i)
        places.append((nextSettled + i) % known.size());
    nextSettled = (nextSettled + kSettledAtOnce) % known.size();
    for (const qsizetype place : std::as_const(places))
        chosen.append(known[place]);
    const QList<RunRecord> seen = reconcile(chosen, false);
    for (qsizetype i = 0; i < seen.size(); ++i)
        if (seen[i] != std::as_const(listed)[places[i]])
            listed[places[i]] = seen[i];
    return listed;
}

RunRecord RunStore::State::shown(const RunRecord& record)
{
    RunRecord result = record;
    ownLasts.put(result, folder(record.uid));
    return result;
}

void RunStore::State::beginListing(const QList<IndexRow>& known)
{
    listedReading = index->readings();
    listed.clear();
    restless.clear();
    for (const IndexRow& row : known) {
        if (isActive(row.record.state) || row.record.state == RunState::Queued)
            restless.append(listed.size());
        listed.append(shown(row.record));
    }
}

IndexRow RunStore::State::rowFromFolder(const QString& uid)
{
    IndexRow row;
    RunMeta meta;
    if (const auto stored = readMeta(folder(uid)))
        meta = *stored;
    meta.uid = uid;
    if (meta.createdMs == 0)
        meta.createdMs = QFileInfo(folder(uid).path()).lastModified().toMSecsSinceEpoch();
    row.setMeta(meta);
    return look(row, true).row;
}

Result<int> RunStore::State::rebuild()
{
    return guarded(indexFile, [&]() -> Result<int> {
        liveReaders.clear();
        const QStringList folders =
            QDir(project + QStringLiteral("/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        SQLite::Transaction transaction(index->database(), SQLite::TransactionBehavior::IMMEDIATE);
        index->removeAll();
        QStringList known;
        for (const QString& uid : folders) {
            if (!isRunUid(uid))
                continue;
            IndexRow row = rowFromFolder(uid);
            if (!checkRunName(row.record.name))
                row.record.name = QStringLiteral("found-") + uid.right(6).toLower();
            row.record.name = freeName(row.record.name, false);
            row.copiedMs = QDateTime::currentMSecsSinceEpoch();
            index->insert(row);
            known.append(uid);
        }
        QStringList queue = index->queue();
        queue.removeIf([&](const QString& uid) { return !known.contains(uid); });
        index->setQueue(queue);
        transaction.commit();
        return static_cast<int>(known.size());
    });
}

Result<IndexRow> RunStore::State::rowOf(const QString& uid)
{
    return guarded(indexFile, [&]() -> Result<IndexRow> {
        const auto row = index->row(uid);
        if (!row)
            return fail(ErrorKind::NotFound, QStringLiteral("There is no run with id %1.").arg(uid));
        return *row;
    });
}

/// `isBase`: always with a number ("bn-vae-1"); else only when the name is taken ("mine", "mine-2").
QString RunStore::State::freeName(const QString& wanted, bool isBase)
{
    if (!isBase && !index->uidOfName(wanted))
        return wanted;
    for (int number = isBase ? 1 : 2;; ++number) {
        const QString name = QStringLiteral("%1-%2").arg(wanted).arg(number);
        if (!index->uidOfName(name))
            return name;
    }
}

qint64 RunStore::State::starts(const QString& uid) const
{
    const auto reader = MetricReader::open(folder(uid));
    if (!reader)
        return 0;
    const auto progress = (*reader)->progress();
    return progress ? progress->starts : 0;
}

} // namespace lb::experiments
