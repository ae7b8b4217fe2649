#include "experiments/store/run_rows.h"

#include <QCborArray>
#include <QCborValue>
#include <QJsonDocument>
#include <QtEndian>

namespace lb::experiments {

RunRow readRunRow(SQLite::Database& database)
{
    SQLite::Statement row(
        database,
        "SELECT state, reason, step, total_steps, epoch, total_epochs, items_per_s, eta_s, phase, acknowledged, pid,"
        " heartbeat_ms, starts, generation, theory FROM run WHERE id = 1");
    RunRow result;
    if (!row.executeStep())
        return result;
    RunStatus& status = result.status;
    status.state = runStateFromName(textOf(row.getColumn(0)));
    status.reason = textOf(row.getColumn(1));
    status.step = row.getColumn(2).getInt64();
    status.totalSteps = row.getColumn(3).getInt64();
    status.epoch = row.getColumn(4).getDouble();
    status.totalEpochs = row.getColumn(5).getInt64();
    status.itemsPerSecond = row.getColumn(6).getDouble();
    status.etaSeconds = row.getColumn(7).getDouble();
    status.phase = textOf(row.getColumn(8));
    status.acknowledged = textOf(row.getColumn(9));
    status.pid = row.getColumn(10).getInt64();
    result.heartbeatMs = row.getColumn(11).getInt64();
    result.starts = row.getColumn(12).getInt64();
    result.generation = row.getColumn(13).getInt64();
    result.theory = objectOfJson(textOf(row.getColumn(14)));
    return result;
}

QList<CheckpointRecord> readCheckpoints(SQLite::Database& database)
{
    SQLite::Statement rows(database, "SELECT step, kind, file_name, bytes, time_ms FROM checkpoint ORDER BY step, id");
    QList<CheckpointRecord> list;
    while (rows.executeStep())
        list.append(readCheckpoint(rows, 0));
    return list;
}

CheckpointRecord readCheckpoint(SQLite::Statement& row, int column)
{
    return {.step = row.getColumn(column).getInt64(),
            .kind = textOf(row.getColumn(column + 1)),
            .fileName = textOf(row.getColumn(column + 2)),
            .bytes = row.getColumn(column + 3).getInt64(),
            .timeMs = row.getColumn(column + 4).getInt64()};
}

RunEvent readEvent(SQLite::Statement& row)
{
    return {.step = row.getColumn(1).getInt64(),
            .timeMs = row.getColumn(2).getInt64(),
            .kind = textOf(row.getColumn(3)),
            .message = textOf(row.getColumn(4)),
            .data = objectOfJson(textOf(row.getColumn(5))),
            .isUndone = row.getColumn(6).getInt() != 0};
}

std::vector<float> floatsOf(const SQLite::Column& column)
{
    const auto count = static_cast<std::size_t>(column.getBytes()) / sizeof(float);
    std::vector<float> values(count);
    if (count > 0)
        qFromLittleEndian<float>(column.getBlob(), static_cast<qsizetype>(count), values.data());
    return values;
}

QByteArray stripBytes(const ItemStrip& strip)
{
    QCborArray items;
    for (const ItemStrip::Item& item : strip.items)
        items.append(QCborArray{item.input, item.output, item.inputImage, item.outputImage});
    QCborArray samples;
    for (const QByteArray& sample : strip.samples)
        samples.append(sample);
    return QCborArray{items, samples}.toCborValue().toCbor();
}

void readStripBytes(const QByteArray& bytes, ItemStrip& strip)
{
    const QCborArray both = QCborValue::fromCbor(bytes).toArray();
    const QCborArray items = both.at(0).toArray();
    for (const QCborValue& value : items) {
        const QCborArray parts = value.toArray();
        strip.items.append({.input = parts.at(0).toString(),
                            .output = parts.at(1).toString(),
                            .inputImage = parts.at(2).toByteArray(),
                            .outputImage = parts.at(3).toByteArray()});
    }
    const QCborArray samples = both.at(1).toArray();
    for (const QCborValue& sample : samples)
        strip.samples.append(sample.toByteArray());
}

QString compactJson(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject objectOfJson(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace lb::experiments
