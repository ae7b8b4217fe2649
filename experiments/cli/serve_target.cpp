#include "experiments/cli/serve_target.h"

#include "experiments/control/serve_client.h"
#include "experiments/records/imported_run.h"
#include "experiments/store/checkpoint_files.h"

#include <cstdio>

#include <unistd.h>

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
    if (isImported(*run))
        return fail(ErrorKind::Unsupported, importedSentence(run->name));
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

Result<QCborMap> askWorker(Session& session, const QCborMap& request, Progress progress,
                           const OnPart& onPart)
{
    const auto client = ServeClient::start(session.workerProgram());
    if (!client)
        return tl::unexpected(client.error());
    if (progress == Progress::Hidden || ::isatty(STDERR_FILENO) != 1)
        return (*client)->request(request, {}, onPart);
    Result<QCborMap> reply = (*client)->request(
        request,
        [](int done, int total, const QString& phase) {
            std::fprintf(stderr, "\r%s %d/%d ", qPrintable(phase), done, total);
        },
        onPart);
    std::fputs("\r                              \r", stderr);
    return reply;
}

} // namespace lb::experiments
