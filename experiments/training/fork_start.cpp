#include "experiments/training/fork_start.h"

#include "experiments/training/checkpoint.h"

#include <QFile>

namespace lb::experiments {

namespace {

QString changedFields(const RunSpec& spec, const RunSpec& parent)
{
    QStringList words;
    for (const QString& key : spec.differences(parent))
        if (spec.has(key))
            words.append(QStringLiteral("%1=%2").arg(key, spec.value(key).toVariant().toString()));
    return words.join(QStringLiteral(", "));
}

QString fromScratch(const CheckpointHeader& start, const RunSetup& setup, const QString& difference)
{
    const QString changed = changedFields(setup.spec, start.spec);
    return QStringLiteral("Training starts from scratch: with %1 %2 the parent's step %3.")
        .arg(changed.isEmpty() ? QStringLiteral("the data of today") : changed, difference)
        .arg(start.step);
}

} // namespace

Result<QString> startFromParent(const RunFolder& folder, RunSetup& setup)
{
    if (!QFile::exists(folder.start()))
        return QString();
    const Result<CheckpointHeader> start = readCheckpointHeader(folder.start());
    if (!start)
        return tl::unexpected(start.error());
    if (setup.isText() && start->dataFingerprint != setup.data.fingerprint)
        return fromScratch(*start, setup, QStringLiteral("the words may have other numbers than at"));
    const Result<CheckpointHeader> loaded = loadCheckpoint(folder.start(), *setup.store, false);
    if (!loaded && loaded.error().kind == ErrorKind::InvalidArgument)
        return fromScratch(*start, setup, QStringLiteral("the model has other parameters than at"));
    if (!loaded)
        return tl::unexpected(loaded.error());
    return QStringLiteral("Training starts from the weights of the parent's step %1.").arg(start->step);
}

} // namespace lb::experiments
