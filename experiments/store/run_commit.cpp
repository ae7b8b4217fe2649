#include "experiments/store/run_commit.h"

#include "experiments/store/sqlite_file.h"
#include "experiments/store/stored_number.h"
#include "experiments/store/upper_registers.h"

#include <QDateTime>
#include <QtEndian>

namespace lb::experiments {

namespace {

void runOnce(SQLite::Statement& statement)
{
    const ResetAtEnd ready(statement); // also after a refusal: the next commit binds again
    statement.exec();
}

/// Qt's 64-bit type and SQLiteCpp's differ in name only.
int64_t asInt(qint64 value)
{
    return value;
}

/// NaN would become NULL, which these columns refuse.
double finite(double value, double otherwise)
{
    return std::isfinite(value) ? value : otherwise;
}

QByteArray littleEndian(const std::vector<float>& values)
{
    QByteArray bytes(static_cast<qsizetype>(values.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(values.data(), static_cast<qsizetype>(values.size()), bytes.data());
    return bytes;
}

} // namespace

RunCommit::RunCommit(SQLite::Database& database)
    : m_waiting(database)
    , m_metric(database,
               "INSERT INTO metric (id, name, is_vector, points, last_step, last, last_flag, best_step, best)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
               " ON CONFLICT (id) DO UPDATE SET is_vector = ?3, points = ?4, last_step = ?5, last = ?6, last_flag = ?7,"
               " best_step = ?8, best = ?9")
    , m_points(database, "INSERT INTO point (metric, step, time_ms, value, flag)"
                         " SELECT metric, step, time_ms, value, flag FROM waiting_point")
    , m_vector(database, "INSERT INTO vector (metric, step, time_ms, elements) VALUES (?, ?, ?, ?)")
    , m_event(database, "INSERT INTO event (step, time_ms, kind, message, data, undone) VALUES (?, ?, ?, ?, ?, ?)")
    , m_strip(database,
              "INSERT INTO strip (step, time_ms, height, width, shuffle_gap, items) VALUES (?, ?, ?, ?, ?, ?)")
    , m_addCheckpoint(
          database, "INSERT OR REPLACE INTO checkpoint (step, kind, file_name, bytes, time_ms) VALUES (?, ?, ?, ?, ?)")
    , m_removeCheckpoint(database, "DELETE FROM checkpoint WHERE file_name = ?")
    , m_status(database, "UPDATE run SET state = ?, reason = ?, step = ?, total_steps = ?, epoch = ?, total_epochs = ?,"
                         " items_per_s = ?, eta_s = ?, phase = ?, acknowledged = ?, pid = ?, heartbeat_ms = ?, theory "
                         "= ? WHERE id = 1")
{
}

void RunCommit::write(const RunBuffer& buffer)
{
    clearUpperRegisters();
    writeMetrics(buffer);
    writePoints(buffer);
    writeVectors(buffer);
    writeEvents(buffer);
    writeStrips(buffer);
    writeCheckpoints(buffer);
}

void RunCommit::writeMetrics(const RunBuffer& buffer)
{
    for (std::size_t i = 0; i < buffer.metrics.size(); ++i) {
        const RunBuffer::Metric& metric = buffer.metrics[i];
        if (metric.isStored && !metric.isTouched)
            continue;
        m_metric.clearBindings();
        m_metric.bind(1, asInt(static_cast<qint64>(i + 1)));
        bindText(m_metric, 2, metric.name);
        m_metric.bind(3, metric.isVector ? 1 : 0);
        m_metric.bind(4, asInt(metric.points));
        if (metric.points > 0) {
            m_metric.bind(5, asInt(metric.lastStep));
            bindNumber(m_metric, 6, metric.last);
        } else {
            m_metric.bind(7, 0);
        }
        if (metric.bestStep >= 0) {
            m_metric.bind(8, asInt(metric.bestStep));
            m_metric.bind(9, metric.best);
        }
        runOnce(m_metric);
    }
}

void RunCommit::writePoints(const RunBuffer& buffer)
{
    if (buffer.points.empty())
        return;
    m_waiting.set(buffer.points);
    runOnce(m_points);
}

void RunCommit::writeVectors(const RunBuffer& buffer)
{
    for (const RunBuffer::Vector& vector : buffer.vectors) {
        const QByteArray bytes = littleEndian(vector.values);
        m_vector.bind(1, vector.metric + 1);
        m_vector.bind(2, asInt(vector.step));
        m_vector.bind(3, asInt(vector.timeMs));
        m_vector.bind(4, bytes.constData(), static_cast<int>(bytes.size()));
        runOnce(m_vector);
    }
}

void RunCommit::writeEvents(const RunBuffer& buffer)
{
    for (const RunEvent& event : buffer.events) {
        m_event.bind(1, asInt(event.step));
        m_event.bind(2, asInt(event.timeMs));
        bindText(m_event, 3, event.kind);
        bindText(m_event, 4, event.message);
        bindText(m_event, 5, compactJson(event.data));
        m_event.bind(6, event.isUndone ? 1 : 0);
        runOnce(m_event);
    }
}

void RunCommit::writeStrips(const RunBuffer& buffer)
{
    for (const ItemStrip& strip : buffer.strips) {
        const QByteArray items = stripBytes(strip);
        m_strip.bind(1, asInt(strip.step));
        m_strip.bind(2, asInt(QDateTime::currentMSecsSinceEpoch()));
        m_strip.bind(3, strip.height);
        m_strip.bind(4, strip.width);
        m_strip.bind(5, strip.shuffleGap);
        m_strip.bind(6, items.constData(), static_cast<int>(items.size()));
        runOnce(m_strip);
    }
}

void RunCommit::writeCheckpoints(const RunBuffer& buffer)
{
    for (const RunBuffer::CheckpointChange& change : buffer.checkpointChanges) {
        const CheckpointRecord& record = change.record;
        if (change.isRemoved) {
            bindText(m_removeCheckpoint, 1, record.fileName);
            runOnce(m_removeCheckpoint);
            continue;
        }
        m_addCheckpoint.bind(1, asInt(record.step));
        bindText(m_addCheckpoint, 2, record.kind);
        bindText(m_addCheckpoint, 3, record.fileName);
        m_addCheckpoint.bind(4, asInt(record.bytes));
        m_addCheckpoint.bind(5, asInt(record.timeMs));
        runOnce(m_addCheckpoint);
    }
}

void RunCommit::writeStatus(const RunStatus& status, qint64 heartbeatMs, const QJsonObject& theory)
{
    bindText(m_status, 1, runStateName(status.state));
    bindText(m_status, 2, status.reason);
    m_status.bind(3, asInt(status.step));
    m_status.bind(4, asInt(status.totalSteps));
    m_status.bind(5, finite(status.epoch, 0));
    m_status.bind(6, asInt(status.totalEpochs));
    m_status.bind(7, finite(status.itemsPerSecond, 0));
    m_status.bind(8, finite(status.etaSeconds, -1));
    bindText(m_status, 9, status.phase);
    bindText(m_status, 10, status.acknowledged);
    m_status.bind(11, asInt(status.pid));
    m_status.bind(12, asInt(heartbeatMs));
    bindText(m_status, 13, compactJson(theory));
    runOnce(m_status);
}

} // namespace lb::experiments
