#include "experiments/store/checkpoint_files.h"

#include <QDir>

#include <algorithm>
#include <tuple>

namespace lb::experiments {

namespace {

bool isFinal(const CheckpointFile& file)
{
    return file.name.contains(QLatin1String("-final."));
}

} // namespace

QList<CheckpointFile> checkpointFiles(const RunFolder& folder)
{
    const QStringList names = QDir(folder.checkpoints()).entryList({QStringLiteral("*.safetensors")}, QDir::Files);
    QList<CheckpointFile> files;
    for (const QString& name : names)
        files.append({.step = name.section(QLatin1Char('-'), 0, 0).toLongLong(), .name = name});
    std::sort(files.begin(), files.end(), [](const CheckpointFile& a, const CheckpointFile& b) {
        return std::tuple(a.step, isFinal(a), a.name) > std::tuple(b.step, isFinal(b), b.name);
    });
    return files;
}

Result<CheckpointFile> checkpointAtOrBelow(const QList<CheckpointFile>& files, qint64 step)
{
    if (files.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("This run has no checkpoint yet. Let it train for a moment."));
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const CheckpointFile& file) { return file.step <= step; });
    if (found == files.end())
        return fail(
            ErrorKind::NotFound,
            QStringLiteral("There is no checkpoint at or below step %1: the first one that was kept is of step %2.")
                .arg(step)
                .arg(files.last().step));
    return *found;
}

} // namespace lb::experiments
