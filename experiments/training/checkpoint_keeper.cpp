#include "experiments/training/checkpoint_keeper.h"

#include "experiments/store/checkpoint_files.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <functional>

namespace lb::experiments {

CheckpointKeeper::CheckpointKeeper(const RunSetup& setup, MetricWriter& writer, RunFolder folder)
    : m_setup(setup)
    , m_writer(writer)
    , m_folder(std::move(folder))
{
    if (const Result<QList<CheckpointRecord>> known = m_writer.checkpoints())
        m_written = *known;
}

CheckpointRecord CheckpointKeeper::recordOf(qint64 step, const QString& kind) const
{
    CheckpointRecord record{.step = step, .kind = kind};
    record.fileName = QStringLiteral("%1-%2.safetensors").arg(step, 10, 10, QLatin1Char('0')).arg(kind);
    return record;
}

QString CheckpointKeeper::pathOf(const CheckpointRecord& record) const
{
    return m_folder.checkpoints() + QLatin1Char('/') + record.fileName;
}

bool CheckpointKeeper::isKnown(const CheckpointRecord& record) const
{
    return std::any_of(m_written.cbegin(), m_written.cend(),
                       [&record](const CheckpointRecord& known) { return known.fileName == record.fileName; });
}

CheckpointHeader CheckpointKeeper::headerOf(const Moment& moment) const
{
    return {.step = moment.step,
            .seed = static_cast<quint64>(m_setup.spec.integer(QStringLiteral("run.seed"))),
            .spec = m_setup.spec,
            .dataFingerprint = m_setup.data.fingerprint,
            .threads = m_setup.threads,
            .backend = QString::fromStdString(m_setup.backend->description()),
            .isCalibrated = moment.isCalibrated,
            .session = moment.session};
}

Result<CheckpointRecord> CheckpointKeeper::save(const Moment& moment, const QString& kind)
{
    if (const Result<void> before = settle(true); !before)
        return tl::unexpected(before.error());
    const CheckpointRecord record = recordOf(moment.step, kind);
    for (const CheckpointRecord& known : m_written)
        if (known.fileName == record.fileName)
            return known;
    QDir().mkpath(m_folder.checkpoints());
    QElapsedTimer timer;
    timer.start();
    if (const Result<void> saved = saveCheckpoint(pathOf(record), *m_setup.store, headerOf(moment)); !saved)
        return tl::unexpected(saved.error());
    return announce(record, static_cast<double>(timer.nsecsElapsed()) * 1e-9);
}

bool CheckpointKeeper::prepare()
{
    if (!m_room.valid())
        m_room = std::async(std::launch::async, roomForCheckpoint, std::cref(*m_setup.store));
    return m_room.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

Result<void> CheckpointKeeper::begin(const Moment& moment, const QString& kind)
{
    if (const Result<void> before = settle(true); !before)
        return before;
    const CheckpointRecord record = recordOf(moment.step, kind);
    if (isKnown(record))
        return {};
    QDir().mkpath(m_folder.checkpoints());
    prepare();
    engine::SafetensorsFile content = m_room.get();
    fillCheckpoint(content, *m_setup.store, headerOf(moment));
    auto write = [content = std::move(content), path = pathOf(record)]() -> Result<double> {
        QElapsedTimer timer;
        timer.start();
        if (const Result<void> written = writeCheckpoint(path, content); !written)
            return tl::unexpected(written.error());
        return static_cast<double>(timer.nsecsElapsed()) * 1e-9;
    };
    m_pending = Pending{record, std::async(std::launch::async, std::move(write))};
    return {};
}

Result<void> CheckpointKeeper::settle(bool waits)
{
    if (!m_pending || (!waits && m_pending->seconds.wait_for(std::chrono::seconds(0)) != std::future_status::ready))
        return {};
    const CheckpointRecord record = m_pending->record;
    const Result<double> seconds = m_pending->seconds.get();
    m_pending.reset();
    if (!seconds)
        return tl::unexpected(seconds.error());
    return announce(record, *seconds).map([](const CheckpointRecord&) {});
}

Result<CheckpointRecord> CheckpointKeeper::announce(CheckpointRecord record, double seconds)
{
    m_lastSeconds = seconds;
    record.bytes = QFileInfo(pathOf(record)).size();
    record.timeMs = QDateTime::currentMSecsSinceEpoch();
    m_writer.addCheckpoint(record);
    m_writer.appendEvent(
        {.step = record.step,
         .timeMs = record.timeMs,
         .kind = QStringLiteral("checkpoint"),
         .message = QStringLiteral("Checkpoint %1 written (%2 kB).").arg(record.fileName).arg(record.bytes / 1000)});
    m_written.append(record);
    prune();
    return record;
}

void CheckpointKeeper::prune()
{
    // "best" has one place; "auto" and "pause" share three.
    for (const auto& [kinds, kept] :
         {std::pair{QStringList{QStringLiteral("best")}, 1},
          std::pair{QStringList{QStringLiteral("auto"), QStringLiteral("pause")}, kAutomaticKept}}) {
        QList<CheckpointRecord> candidates;
        for (const CheckpointRecord& record : m_written)
            if (kinds.contains(record.kind))
                candidates.append(record);
        std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.step > b.step; });
        for (const CheckpointRecord& old : candidates.mid(kept)) {
            m_writer.removeCheckpoint(old.fileName);
            QFile::remove(pathOf(old));
            m_written.removeIf([&](const CheckpointRecord& record) { return record.fileName == old.fileName; });
        }
    }
}

QStringList CheckpointKeeper::filesNewestFirst(const RunFolder& folder)
{
    QStringList names;
    for (const CheckpointFile& file : checkpointFiles(folder))
        names.append(file.name);
    return names;
}

Result<CheckpointHeader> CheckpointKeeper::restoreNewest(const RunFolder& folder, engine::ParameterStore& store,
                                                         QStringList& skipped, bool withOptimizer)
{
    for (const QString& name : filesNewestFirst(folder)) {
        const QString path = folder.checkpoints() + QLatin1Char('/') + name;
        Result<CheckpointHeader> header = loadCheckpoint(path, store, withOptimizer);
        if (header)
            return header;
        skipped.append(header.error().detail);
    }
    return fail(ErrorKind::NotFound,
                skipped.isEmpty()
                    ? QStringLiteral("This run has no checkpoint yet.")
                    : QStringLiteral("No checkpoint of this run is whole: %1").arg(skipped.join(QLatin1Char(' '))));
}

} // namespace lb::experiments
