#include "experiments/training/checkpoint_keeper.h"

#include "experiments/store/checkpoint_files.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace lb::experiments {

CheckpointKeeper::CheckpointKeeper(const RunSetup& setup, MetricWriter& writer, RunFolder folder)
    : m_setup(setup)
    , m_writer(writer)
    , m_folder(std::move(folder))
{
    if (const Result<QList<CheckpointRecord>> known = m_writer.checkpoints())
        m_written = *known;
}

Result<CheckpointRecord> CheckpointKeeper::save(const Moment& moment, const QString& kind)
{
    const qint64 step = moment.step;
    CheckpointRecord record{.step = step, .kind = kind};
    record.fileName = QStringLiteral("%1-%2.safetensors").arg(step, 10, 10, QLatin1Char('0')).arg(kind);
    for (const CheckpointRecord& known : m_written)
        if (known.fileName == record.fileName)
            return known;
    QDir().mkpath(m_folder.checkpoints());
    const QString path = m_folder.checkpoints() + QLatin1Char('/') + record.fileName;
    QElapsedTimer timer;
    timer.start();
    const Result<void> saved =
        saveCheckpoint(path, *m_setup.store,
                       {.step = step,
                        .seed = static_cast<quint64>(m_setup.spec.integer(QStringLiteral("run.seed"))),
                        .spec = m_setup.spec,
                        .dataFingerprint = m_setup.data.fingerprint,
                        .threads = m_setup.threads,
                        .backend = QString::fromStdString(m_setup.backend->description()),
                        .isCalibrated = moment.isCalibrated,
                        .session = moment.session});
    if (!saved)
        return tl::unexpected(saved.error());
    m_lastSeconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
    record.bytes = QFileInfo(path).size();
    record.timeMs = QDateTime::currentMSecsSinceEpoch();
    m_writer.addCheckpoint(record);
    m_writer.appendEvent(
        {.step = step,
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
            QFile::remove(m_folder.checkpoints() + QLatin1Char('/') + old.fileName);
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
