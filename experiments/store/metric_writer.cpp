#include "experiments/store/metric_writer.h"

#include "experiments/store/migrations.h"
#include "experiments/store/run_commit.h"
#include "experiments/store/run_meta.h"
#include "experiments/store/run_recovery.h"
#include "experiments/store/stored_number.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

#include <algorithm>
#include <chrono>

namespace lb::experiments {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kBusyMs = 2000; // nobody else writes; a stranger with a shell may lock the file for a moment
constexpr auto kRhythm = std::chrono::milliseconds(100);
constexpr auto kIdleRhythm = std::chrono::seconds(1);
constexpr std::size_t kExpectedPoints = 8192;

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

struct MetricWriter::State {
    QString file;
    QString setAsideFile;
    Database database;
    std::unique_ptr<RunCommit> statements;
    RunBuffer buffer;
    QList<CheckpointRecord> checkpoints;
    QJsonObject theory;
    bool isTheoryNew = false;
    bool isLogged = true; ///< by a write-ahead log; else every commit is durable
    bool isFull = false;  ///< PRAGMA synchronous
    RunStatus committed;
    Clock::time_point lastCommit{};
    qint64 stampStep = -1;
    qint64 stampMs = 0;

    Result<void> prepare();
    Result<void> loadMetrics();
    void setSynchronous(Durability durability);
    void writeAll(const RunStatus& status);
    void recomputeSummaries();
    void continueCounting(const RunFolder& folder);
};

Result<void> MetricWriter::State::prepare()
{
    const Result<bool> log = useLog(*database, file);
    if (!log)
        return tl::unexpected(log.error());
    isLogged = *log;
    isFull = !isLogged;
    database->exec(isLogged ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    database->exec("PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864");
    if (const auto sound = quickCheck(*database, file); !sound)
        return sound;
    if (const auto migrated = migrate(*database, file, DatabaseKind::Run, runMigrations()); !migrated)
        return migrated;
    if (const auto loaded = loadMetrics(); !loaded)
        return loaded;
    checkpoints = readCheckpoints(*database);
    statements = std::make_unique<RunCommit>(*database);
    buffer.points.reserve(kExpectedPoints);
    return {};
}

Result<void> MetricWriter::State::loadMetrics()
{
    SQLite::Statement rows(
        *database,
        "SELECT id, name, is_vector, points, last_step, last, last_flag, best_step, best FROM metric ORDER BY id");
    while (rows.executeStep()) {
        const auto index = static_cast<std::size_t>(rows.getColumn(0).getInt64() - 1);
        if (index != buffer.metrics.size())
            return fail(ErrorKind::Corrupt, QStringLiteral("%1 has a gap in its list of metrics.").arg(file));
        buffer.metrics.emplace_back();
        RunBuffer::Metric& metric = buffer.metrics[index];
        metric.name = textOf(rows.getColumn(1));
        metric.better = metricInfo(metric.name).better;
        metric.isStored = true;
        metric.isVector = rows.getColumn(2).getInt() != 0;
        metric.points = rows.getColumn(3).getInt64();
        metric.lastStep = rows.getColumn(4).getInt64();
        metric.last = readNumber(rows, 5);
        metric.bestStep = rows.isColumnNull(7) ? -1 : rows.getColumn(7).getInt64();
        metric.best = rows.getColumn(8).getDouble();
        buffer.indexOf.insert(metric.name, static_cast<int>(index));
    }
    return {};
}

void MetricWriter::State::setSynchronous(Durability durability)
{
    const bool wanted = durability == Durability::Durable || !isLogged;
    if (wanted == isFull)
        return;
    database->exec(wanted ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    isFull = wanted;
}

void MetricWriter::State::writeAll(const RunStatus& status)
{
    SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
    statements->write(buffer);
    statements->writeStatus(status, nowMs(), theory);
    transaction.commit();
    for (RunBuffer::Metric& metric : buffer.metrics) {
        metric.isStored = true;
        metric.isTouched = false;
    }
    buffer.clear();
    isTheoryNew = false;
    committed = status;
}

/// After rows were deleted: from all points that are left.
void MetricWriter::State::recomputeSummaries()
{
    for (RunBuffer::Metric& metric : buffer.metrics) {
        metric.points = 0;
        metric.lastStep = -1;
        metric.last = 0;
        metric.bestStep = -1;
        metric.best = 0;
        metric.isTouched = true;
    }
    SQLite::Statement rows(*database, "SELECT metric, step, value, flag FROM point ORDER BY id");
    while (rows.executeStep()) {
        const auto index = static_cast<std::size_t>(rows.getColumn(0).getInt64() - 1);
        if (index < buffer.metrics.size())
            buffer.metrics[index].add(rows.getColumn(1).getInt64(), readNumber(rows, 2));
    }
}

/// A decision about the run counts until `starts` passes the number it was made at, also when the counter is a new one.
void MetricWriter::State::continueCounting(const RunFolder& folder)
{
    const auto meta = readMeta(folder);
    // Whoever read the damaged file starts over: no reader has seen this generation.
    SQLite::Statement statement(*database, "UPDATE run SET starts = ?, generation = ? WHERE id = 1");
    statement.bind(1, static_cast<int64_t>(meta ? meta->mark.starts : 0));
    statement.bind(2, static_cast<int64_t>(nowMs()));
    statement.exec();
}

MetricWriter::MetricWriter()
    : m_state(std::make_unique<State>())
{
}

MetricWriter::~MetricWriter()
{
    if (!m_state->statements || (m_state->buffer.isEmpty() && m_status == m_state->committed && !m_state->isTheoryNew))
        return;
    if (const auto done = commit(Durability::Rhythm); !done)
        fprintf(stderr, "the last metrics were not stored: %s\n", qPrintable(done.error().detail));
}

Result<std::unique_ptr<MetricWriter>> MetricWriter::open(const RunFolder& folder)
{
    auto writer = openOnce(folder, {});
    if (writer || writer.error().kind != ErrorKind::Corrupt)
        return writer;
    const auto kept = setAside(folder.database());
    if (!kept)
        return tl::unexpected(kept.error());
    auto fresh = openOnce(folder, *kept);
    if (fresh)
        if (const auto recovered = (*fresh)->recover(folder, writer.error()); !recovered)
            return tl::unexpected(recovered.error());
    return fresh;
}

/// Takes what can be read of the file that was set aside into the new one.
Result<void> MetricWriter::recover(const RunFolder& folder, const Error& damage)
{
    State& state = *m_state;
    const RecoveredRun found = recoverRun(state.setAsideFile, state.buffer, [this] {
        static_cast<void>(commit(Durability::Rhythm)); // what could not be written stays for the last commit
    });
    state.theory = found.row.theory;
    m_status = found.row.status;
    beginStatus();
    for (const CheckpointRecord& record : found.checkpoints)
        if (!QFile::exists(folder.checkpoints() + QLatin1Char('/') + record.fileName))
            removeCheckpoint(record.fileName);
        else
            state.checkpoints.append(record);
    appendEvent({.step = m_status.step,
                 .kind = QStringLiteral("damaged"),
                 .message = QStringLiteral("The run's database was damaged and is kept as %1. Of its curves %2 points "
                                           "could be read and are kept, and %3 events. (%4)")
                                .arg(state.setAsideFile)
                                .arg(found.points)
                                .arg(found.events)
                                .arg(damage.detail)});
    return commit(Durability::Durable);
}

void MetricWriter::beginStatus()
{
    m_status.state = RunState::Preparing;
    m_status.reason.clear();
    m_status.phase.clear();
    m_status.acknowledged.clear();
    m_status.pid = 0;
}

Result<void> MetricWriter::load(const RunFolder& folder)
{
    State& state = *m_state;
    state.file = folder.database();
    state.database = openForWriting(state.file, kBusyMs);
    if (const auto ready = state.prepare(); !ready)
        return ready;
    const RunRow row = readRunRow(*state.database);
    state.theory = row.theory;
    m_status = row.status;
    return {};
}

Result<std::unique_ptr<MetricWriter>> MetricWriter::openToAdd(const RunFolder& folder)
{
    using Opened = Result<std::unique_ptr<MetricWriter>>;
    return guarded(folder.database(), [&]() -> Opened {
        std::unique_ptr<MetricWriter> writer(new MetricWriter);
        if (const auto loaded = writer->load(folder); !loaded)
            return tl::unexpected(loaded.error());
        writer->m_state->committed = writer->m_status;
        return writer;
    });
}

Result<std::unique_ptr<MetricWriter>> MetricWriter::openOnce(const RunFolder& folder, const QString& setAsideFile)
{
    using Opened = Result<std::unique_ptr<MetricWriter>>;
    return guarded(folder.database(), [&]() -> Opened {
        std::unique_ptr<MetricWriter> writer(new MetricWriter);
        State& state = *writer->m_state;
        state.setAsideFile = setAsideFile;
        if (const auto loaded = writer->load(folder); !loaded)
            return tl::unexpected(loaded.error());
        writer->beginStatus();
        if (!setAsideFile.isEmpty())
            state.continueCounting(folder);
        state.database->exec("UPDATE run SET starts = starts + 1 WHERE id = 1");
        if (const auto done = writer->commit(Durability::Durable); !done)
            return tl::unexpected(done.error());
        return writer;
    });
}

const QString& MetricWriter::setAsideFile() const
{
    return m_state->setAsideFile;
}

int MetricWriter::metric(QStringView name)
{
    return m_state->buffer.indexFor(name.toString());
}

void MetricWriter::append(int metric, qint64 step, double value)
{
    State& state = *m_state;
    if (step != state.stampStep) {
        state.stampStep = step;
        state.stampMs = nowMs();
    }
    appendAt(state.stampMs, metric, step, value);
}

void MetricWriter::appendAt(qint64 timeMs, int metric, qint64 step, double value)
{
    m_state->buffer.points.push_back({step, value, timeMs, metric});
    m_state->buffer.metrics[static_cast<std::size_t>(metric)].add(step, value);
}

void MetricWriter::appendVector(int metric, qint64 step, std::vector<float> values)
{
    RunBuffer::Metric& entry = m_state->buffer.metrics[static_cast<std::size_t>(metric)];
    entry.isTouched = entry.isTouched || !entry.isVector;
    entry.isVector = true;
    m_state->buffer.vectors.push_back({metric, step, nowMs(), std::move(values)});
}

void MetricWriter::appendEvent(RunEvent event)
{
    if (event.timeMs == 0)
        event.timeMs = nowMs();
    m_state->buffer.events.append(std::move(event));
}

void MetricWriter::setItemStrip(const ItemStrip& strip)
{
    m_state->buffer.strips.append(strip);
}

void MetricWriter::addCheckpoint(const CheckpointRecord& record)
{
    QList<CheckpointRecord>& known = m_state->checkpoints;
    known.removeIf([&](const CheckpointRecord& other) { return other.fileName == record.fileName; });
    const auto after = std::find_if(known.begin(), known.end(),
                                    [&](const CheckpointRecord& other) { return other.step > record.step; });
    known.insert(after, record);
    m_state->buffer.checkpointChanges.append({.isRemoved = false, .record = record});
}

void MetricWriter::removeCheckpoint(const QString& fileName)
{
    m_state->checkpoints.removeIf([&](const CheckpointRecord& other) { return other.fileName == fileName; });
    CheckpointRecord record;
    record.fileName = fileName;
    m_state->buffer.checkpointChanges.append({.isRemoved = true, .record = record});
}

void MetricWriter::setTheory(const QJsonObject& theory)
{
    m_state->theory = theory;
    m_state->isTheoryNew = true;
}

Result<void> MetricWriter::commitIfDue()
{
    const auto since = Clock::now() - m_state->lastCommit;
    if (since < (m_state->isLogged ? kRhythm : kIdleRhythm))
        return {};
    const bool isIdle = m_state->buffer.isEmpty() && m_status == m_state->committed && !m_state->isTheoryNew;
    if (isIdle && since < kIdleRhythm)
        return {};
    return commit(Durability::Rhythm);
}

Result<void> MetricWriter::commit(Durability durability)
{
    State& state = *m_state;
    if (m_status.pid == 0)
        m_status.pid = QCoreApplication::applicationPid();
    state.lastCommit = Clock::now();
    return guarded(state.file, [&]() -> Result<void> {
        state.setSynchronous(durability);
        state.writeAll(m_status);
        return {};
    });
}

Result<QList<MetricPoint>> MetricWriter::rewindTo(qint64 step)
{
    if (const auto done = commit(Durability::Rhythm); !done)
        return tl::unexpected(done.error());
    State& state = *m_state;
    return guarded(state.file, [&]() -> Result<QList<MetricPoint>> {
        QList<MetricPoint> undone;
        state.setSynchronous(Durability::Durable);
        SQLite::Transaction transaction(*state.database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement rows(*state.database,
                               "SELECT metric, step, value, flag, time_ms FROM point WHERE step > ? ORDER BY id");
        rows.bind(1, static_cast<int64_t>(step));
        while (rows.executeStep()) {
            const auto index = static_cast<std::size_t>(rows.getColumn(0).getInt64() - 1);
            if (index < state.buffer.metrics.size())
                undone.append({.metric = state.buffer.metrics[index].name,
                               .step = rows.getColumn(1).getInt64(),
                               .value = readNumber(rows, 2),
                               .timeMs = rows.getColumn(4).getInt64()});
        }
        rows.reset();
        for (const char* sql : {"DELETE FROM point WHERE step > ?", "DELETE FROM vector WHERE step > ?",
                                "DELETE FROM strip WHERE step > ?", "UPDATE event SET undone = 1 WHERE step > ?"}) {
            SQLite::Statement statement(*state.database, sql);
            statement.bind(1, static_cast<int64_t>(step));
            statement.exec();
        }
        state.database->exec("UPDATE run SET generation = generation + 1 WHERE id = 1");
        state.recomputeSummaries();
        state.statements->write(state.buffer);
        transaction.commit();
        state.stampStep = -1;
        return undone;
    });
}

Result<QList<CheckpointRecord>> MetricWriter::checkpoints() const
{
    return m_state->checkpoints;
}

} // namespace lb::experiments
