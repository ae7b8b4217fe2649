#include "experiments/store/run_index.h"

#include "experiments/store/run_rows.h"
#include "experiments/store/stored_number.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace lb::experiments {

namespace {

#define LB_RUN_COLUMNS                                                                                                 \
    "SELECT uid, name, family, group_name, dataset, seed, parent_uid, parent_step, tags, notes, created_ms,"           \
    " edited_ms, mark_state, mark_reason, mark_ms, mark_starts, state, reason, step, total_steps, epoch,"              \
    " total_epochs, items_per_s, eta_s, heartbeat_ms, theory, folder_stamp, copied_ms, takes_turns, lock_step_uid,"    \
    " settings, hue, dash FROM run"

QString jsonOf(const QStringList& list)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

QStringList listOf(const QString& json)
{
    QStringList list;
    for (const QJsonValue value : QJsonDocument::fromJson(json.toUtf8()).array())
        list.append(value.toString());
    return list;
}

IndexRow rowOf(SQLite::Statement& row)
{
    int column = 0;
    const auto text = [&] { return textOf(row.getColumn(column++)); };
    const auto integer = [&] { return static_cast<qint64>(row.getColumn(column++).getInt64()); };
    const auto real = [&] { return row.getColumn(column++).getDouble(); };
    IndexRow result;
    RunRecord& record = result.record;
    record.uid = text();
    record.name = text();
    record.family = text();
    record.group = text();
    record.dataset = text();
    record.seed = integer();
    record.parentUid = text();
    record.parentStep = integer();
    record.tags = listOf(text());
    record.notes = text();
    record.createdMs = integer();
    result.editedMs = integer();
    const QString mark = text();
    result.mark = {.isSet = !mark.isEmpty(), .state = runStateFromName(mark)};
    result.mark.reason = text();
    result.mark.timeMs = integer();
    result.mark.starts = integer();
    if (!result.mark.isSet)
        result.mark = {};
    record.state = runStateFromName(text());
    record.stateReason = text();
    record.step = integer();
    record.totalSteps = integer();
    record.epoch = real();
    record.totalEpochs = integer();
    record.itemsPerSecond = real();
    record.etaSeconds = real();
    record.heartbeatMs = integer();
    record.theory = objectOfJson(text());
    result.folderStamp = integer();
    result.copiedMs = integer();
    record.takesTurns = integer() != 0;
    record.lockStepUid = text();
    record.settings = text();
    record.look.hue = text();
    record.look.dash = static_cast<int>(integer());
    result.updateChanged();
    return result;
}

} // namespace

RunMeta IndexRow::meta() const
{
    return {.uid = record.uid,
            .name = record.name,
            .family = record.family,
            .group = record.group,
            .takesTurns = record.takesTurns,
            .dataset = record.dataset,
            .seed = record.seed,
            .parentUid = record.parentUid,
            .parentStep = record.parentStep,
            .lockStepUid = record.lockStepUid,
            .tags = record.tags,
            .notes = record.notes,
            .look = record.look,
            .createdMs = record.createdMs,
            .editedMs = editedMs,
            .mark = mark};
}

void IndexRow::setMeta(const RunMeta& meta)
{
    record.uid = meta.uid;
    record.name = meta.name;
    record.family = meta.family;
    record.group = meta.group;
    record.takesTurns = meta.takesTurns;
    record.dataset = meta.dataset;
    record.seed = meta.seed;
    record.parentUid = meta.parentUid;
    record.parentStep = meta.parentStep;
    record.lockStepUid = meta.lockStepUid;
    record.tags = meta.tags;
    record.notes = meta.notes;
    record.look = meta.look;
    record.createdMs = meta.createdMs;
    editedMs = meta.editedMs;
    mark = meta.mark;
}

void IndexRow::updateChanged()
{
    record.changedMs = std::max({record.createdMs, editedMs, mark.timeMs, record.heartbeatMs});
}

QList<IndexRow> RunIndex::rowsOf(SQLite::Statement& statement)
{
    QList<IndexRow> rows;
    while (statement.executeStep())
        rows.append(rowOf(statement));
    return rows;
}

void RunIndex::readSummaries(QList<IndexRow>& rows)
{
    QHash<QString, RunRecord*> recordOf;
    for (IndexRow& row : rows)
        recordOf.insert(row.record.uid, &row.record);
    SQLite::Statement summaries(
        *m_database, rows.size() == 1 ? "SELECT uid, metric, last, last_flag, best FROM summary WHERE uid = ?"
                                      : "SELECT uid, metric, last, last_flag, best FROM summary");
    if (rows.size() == 1)
        bindText(summaries, 1, rows.first().record.uid);
    while (summaries.executeStep()) {
        RunRecord* record = recordOf.value(textOf(summaries.getColumn(0)));
        if (!record)
            continue;
        const QString metric = textOf(summaries.getColumn(1));
        record->last.insert(metric, readNumber(summaries, 2));
        if (!summaries.getColumn(4).isNull())
            record->best.insert(metric, summaries.getColumn(4).getDouble());
    }
}

RunIndex::Moment RunIndex::moment()
{
    return {.othersCommits = m_database->execAndGet("PRAGMA data_version").getInt64(),
            .ownChanges = m_database->getTotalChanges()};
}

QList<IndexRow> RunIndex::all()
{
    SQLite::Transaction transaction(*m_database);
    const Moment now = moment();
    if (now == m_rowsMoment)
        return m_rows;
    SQLite::Statement statement(*m_database, LB_RUN_COLUMNS " ORDER BY uid DESC");
    QList<IndexRow> rows = rowsOf(statement);
    readSummaries(rows);
    m_rows = rows;
    m_rowsMoment = now;
    ++m_readings;
    return rows;
}

std::optional<IndexRow> RunIndex::row(const QString& uid)
{
    SQLite::Statement statement(*m_database, LB_RUN_COLUMNS " WHERE uid = ?");
    bindText(statement, 1, uid);
    QList<IndexRow> rows = rowsOf(statement);
    if (rows.isEmpty())
        return std::nullopt;
    readSummaries(rows);
    return rows.first();
}

std::optional<QString> RunIndex::uidOfName(const QString& name)
{
    SQLite::Statement statement(*m_database, "SELECT uid FROM run WHERE name = ?");
    bindText(statement, 1, name);
    if (!statement.executeStep())
        return std::nullopt;
    return textOf(statement.getColumn(0));
}

QStringList RunIndex::names()
{
    SQLite::Statement statement(*m_database, "SELECT name FROM run ORDER BY uid DESC");
    QStringList names;
    while (statement.executeStep())
        names.append(textOf(statement.getColumn(0)));
    return names;
}

void RunIndex::insert(const IndexRow& row)
{
    SQLite::Statement statement(*m_database, "INSERT INTO run (uid, name, created_ms) VALUES (?, ?, ?)");
    bindText(statement, 1, row.record.uid);
    bindText(statement, 2, row.record.name);
    statement.bind(3, static_cast<int64_t>(row.record.createdMs));
    statement.exec();
    updateMeta(row.meta());
    updateCopy(row);
}

void RunIndex::updateMeta(const RunMeta& meta)
{
    SQLite::Statement statement(
        *m_database, "UPDATE run SET name = ?2, family = ?3, group_name = ?4, dataset = ?5, seed = ?6, parent_uid = ?7,"
                     " parent_step = ?8, tags = ?9, notes = ?10, edited_ms = ?11, mark_state = ?12, mark_reason = ?13,"
                     " mark_ms = ?14, mark_starts = ?15, takes_turns = ?16, lock_step_uid = ?17, hue = ?18, dash = ?19 "
                     "WHERE uid = ?1");
    bindText(statement, 1, meta.uid);
    bindText(statement, 2, meta.name);
    bindText(statement, 3, meta.family);
    bindText(statement, 4, meta.group);
    bindText(statement, 5, meta.dataset);
    statement.bind(6, static_cast<int64_t>(meta.seed));
    bindText(statement, 7, meta.parentUid);
    statement.bind(8, static_cast<int64_t>(meta.parentStep));
    bindText(statement, 9, jsonOf(meta.tags));
    bindText(statement, 10, meta.notes);
    statement.bind(11, static_cast<int64_t>(meta.editedMs));
    bindText(statement, 12, meta.mark.isSet ? runStateName(meta.mark.state) : QString());
    bindText(statement, 13, meta.mark.reason);
    statement.bind(14, static_cast<int64_t>(meta.mark.timeMs));
    statement.bind(15, static_cast<int64_t>(meta.mark.starts));
    statement.bind(16, meta.takesTurns ? 1 : 0);
    bindText(statement, 17, meta.lockStepUid);
    bindText(statement, 18, meta.look.hue);
    statement.bind(19, meta.look.dash);
    statement.exec();
}

void RunIndex::updateCopy(const IndexRow& row)
{
    const RunRecord& record = row.record;
    SQLite::Statement statement(
        *m_database,
        "UPDATE run SET state = ?2, reason = ?3, step = ?4, total_steps = ?5, epoch = ?6, total_epochs = ?7,"
        " items_per_s = ?8, eta_s = ?9, heartbeat_ms = ?10, theory = ?11, folder_stamp = ?12, copied_ms = ?13,"
        " settings = ?14 WHERE uid = ?1");
    bindText(statement, 1, record.uid);
    bindText(statement, 2, runStateName(record.state));
    bindText(statement, 3, record.stateReason);
    statement.bind(4, static_cast<int64_t>(record.step));
    statement.bind(5, static_cast<int64_t>(record.totalSteps));
    statement.bind(6, record.epoch);
    statement.bind(7, static_cast<int64_t>(record.totalEpochs));
    statement.bind(8, record.itemsPerSecond);
    statement.bind(9, record.etaSeconds);
    statement.bind(10, static_cast<int64_t>(record.heartbeatMs));
    bindText(statement, 11, compactJson(record.theory));
    statement.bind(12, static_cast<int64_t>(row.folderStamp));
    statement.bind(13, static_cast<int64_t>(row.copiedMs));
    bindText(statement, 14, record.settings);
    statement.exec();

    SQLite::Statement forget(*m_database, "DELETE FROM summary WHERE uid = ?");
    bindText(forget, 1, record.uid);
    forget.exec();
    SQLite::Statement summary(*m_database,
                              "INSERT INTO summary (uid, metric, last, last_flag, best) VALUES (?, ?, ?, ?, ?)");
    for (auto it = record.last.begin(); it != record.last.end(); ++it) {
        summary.clearBindings();
        bindText(summary, 1, record.uid);
        bindText(summary, 2, it.key());
        bindNumber(summary, 3, it.value());
        if (const auto best = record.best.find(it.key()); best != record.best.end())
            summary.bind(5, *best);
        summary.exec();
        summary.reset();
    }
}

void RunIndex::remove(const QString& uid)
{
    for (const char* sql :
         {"DELETE FROM run WHERE uid = ?", "DELETE FROM summary WHERE uid = ?", "DELETE FROM queue WHERE uid = ?"}) {
        SQLite::Statement statement(*m_database, sql);
        bindText(statement, 1, uid);
        statement.exec();
    }
}

void RunIndex::removeAll()
{
    m_database->exec("DELETE FROM run; DELETE FROM summary");
}

QStringList RunIndex::queue()
{
    SQLite::Statement statement(*m_database, "SELECT uid FROM queue ORDER BY position");
    QStringList uids;
    while (statement.executeStep())
        uids.append(textOf(statement.getColumn(0)));
    return uids;
}

void RunIndex::setQueue(const QStringList& uids)
{
    m_database->exec("DELETE FROM queue");
    SQLite::Statement statement(*m_database, "INSERT OR IGNORE INTO queue (position, uid) VALUES (?, ?)");
    for (qsizetype i = 0; i < uids.size(); ++i) {
        statement.bind(1, static_cast<int64_t>(i));
        bindText(statement, 2, uids[i]);
        statement.exec();
        statement.reset();
    }
}

bool RunIndex::removeFromQueue(const QString& uid)
{
    SQLite::Statement statement(*m_database, "DELETE FROM queue WHERE uid = ?");
    bindText(statement, 1, uid);
    return statement.exec() > 0;
}

QString RunIndex::setting(const QString& key)
{
    SQLite::Statement statement(*m_database, "SELECT value FROM setting WHERE key = ?");
    bindText(statement, 1, key);
    return statement.executeStep() ? textOf(statement.getColumn(0)) : QString();
}

void RunIndex::setSetting(const QString& key, const QString& value)
{
    SQLite::Statement statement(
        *m_database, "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
    bindText(statement, 1, key);
    bindText(statement, 2, value);
    statement.exec();
}

} // namespace lb::experiments
