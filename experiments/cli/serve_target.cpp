#include "experiments/cli/serve_target.h"

#include "experiments/store/checkpoint_files.h"

namespace lb::experiments {

Result<QCborMap> serveTarget(Session& session, const QString& text)
{
    const Result<RunStore*> store = session.storeToRead();
    if (!store)
        return tl::unexpected(store.error());
    const Result<RunAtStep> wanted = runAtStep(text);
    if (!wanted)
        return tl::unexpected(wanted.error());
    const Result<RunRecord> run = (*store)->find(wanted->run);
    if (!run)
        return tl::unexpected(run.error());
    const RunFolder folder = (*store)->folder(run->uid);
    QCborMap request{{QStringLiteral("run"), folder.path()}};
    if (wanted->step < 0)
        return request;
    QStringList known;
    for (const CheckpointFile& file : checkpointFiles(folder)) {
        if (file.step == wanted->step) {
            request.insert(QStringLiteral("checkpoint"), file.name);
            return request;
        }
        known.prepend(QString::number(file.step));
    }
    return fail(ErrorKind::NotFound, QStringLiteral("%1 has no checkpoint at step %2. It has: %3.")
                                         .arg(run->name)
                                         .arg(wanted->step)
                                         .arg(known.join(QStringLiteral(", "))));
}

} // namespace lb::experiments
