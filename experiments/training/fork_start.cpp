#include "experiments/training/fork_start.h"

#include "experiments/training/checkpoint.h"
#include "experiments/training/opened_weights.h"

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

/// A tokenizer from outside is the parent's own, whatever the data: its words keep their numbers.
bool hasSameWords(const CheckpointHeader& start, const RunSetup& setup)
{
    const QString imported = QStringLiteral("imported");
    const bool isParents = setup.spec.text(QStringLiteral("data.tokenizer")) == imported &&
                           start.spec.text(QStringLiteral("data.tokenizer")) == imported;
    return !setup.isText() || isParents || start.dataFingerprint == setup.data.fingerprint;
}

} // namespace

Result<QString> startFromParent(const RunFolder& folder, RunSetup& setup)
{
    if (!QFile::exists(folder.start()))
        return QString();
    const Result<CheckpointHeader> start = readCheckpointHeader(folder.start());
    if (!start)
        return tl::unexpected(start.error());
    if (!hasSameWords(*start, setup))
        return fromScratch(*start, setup, QStringLiteral("the words may have other numbers than at"));
    if (isImportedEncoder(start->spec)) {
        const Result<CheckpointHeader> loaded = loadPart(folder.start(), "encoder/", *setup.store);
        if (!loaded && loaded.error().kind == ErrorKind::InvalidArgument)
            return fromScratch(*start, setup, QStringLiteral("the encoder has other shapes than at"));
        return loaded.map([](const CheckpointHeader&) {
            return QStringLiteral("The encoder starts from the weights of the imported model, the rest from scratch.");
        });
    }
    const Result<CheckpointHeader> loaded = loadCheckpoint(folder.start(), *setup.store, false);
    if (!loaded && loaded.error().kind == ErrorKind::InvalidArgument)
        return fromScratch(*start, setup, QStringLiteral("the model has other parameters than at"));
    if (!loaded)
        return tl::unexpected(loaded.error());
    return QStringLiteral("Training starts from the weights of the parent's step %1.").arg(start->step);
}

} // namespace lb::experiments
