#include "experiments/worker/replay_requests.h"

#include "experiments/training/step_replay.h"

#include <QCborValue>

namespace lb::experiments {

Result<QCborMap> answerReplay(const QCborMap& request, const ServeChannel& channel)
{
    const RunFolder folder(request.value(QLatin1String("run")).toString());
    const auto progress = [&](qint64 done, qint64 total) {
        channel.progress(QStringLiteral("replaying"), done, total);
    };
    const auto replay =
        replayStep(folder, request.value(QLatin1String("step")).toInteger(), progress, channel.isCancelled);
    if (!replay)
        return tl::unexpected(replay.error());
    return QCborMap{{QStringLiteral("checkpoint"), replay->checkpoint},
                    {QStringLiteral("compared"), replay->compared},
                    {QStringLiteral("first_mismatch"), replay->firstMismatch},
                    {QStringLiteral("log"), QCborMap::fromJsonObject(replay->log.toJson())}};
}

} // namespace lb::experiments
