#include "experiments/worker/serve.h"

#include "experiments/records/frame.h"
#include "experiments/worker/serve_requests.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QLocalSocket>

#include <cstdio>

namespace lb::experiments {

namespace {

constexpr int kWaitForClientMs = 10'000;
constexpr qint64 kProgressEveryMs = 100;

bool send(QLocalSocket& socket, const QCborMap& message)
{
    const Result<QByteArray> frame = encodeFrame(message);
    // A reply that does not fit a frame is the only case: say so in one that does.
    const QByteArray bytes = frame ? *frame
                                   : *encodeFrame({{QStringLiteral("ok"), false},
                                                   {QStringLiteral("kind"), errorKindName(frame.error().kind)},
                                                   {QStringLiteral("detail"), frame.error().detail}});
    socket.write(bytes);
    while (socket.bytesToWrite() > 0)
        if (!socket.waitForBytesWritten(-1))
            return false;
    return true;
}

/// Answers until the client leaves or sends something that is no frame.
int answerAll(QLocalSocket& socket, int threads)
{
    ServeRequests requests(threads);
    FrameDecoder decoder;
    while (socket.waitForReadyRead(-1)) {
        decoder.feed(socket.readAll());
        for (;;) {
            const Result<std::optional<QCborMap>> message = decoder.next();
            if (!message) {
                std::fprintf(stderr, "latentbench-worker: %s\n", qPrintable(message.error().detail));
                return 1;
            }
            if (!*message)
                break;
            QElapsedTimer sinceProgress;
            sinceProgress.start();
            const QCborMap reply = requests.answer(**message, [&](qint64 done, qint64 total) {
                if (sinceProgress.elapsed() < kProgressEveryMs)
                    return;
                sinceProgress.restart();
                send(socket, {{QStringLiteral("progress"), done}, {QStringLiteral("total"), total}});
            });
            if (!send(socket, reply))
                return 0;
        }
    }
    return 0;
}

} // namespace

int serve(const QString& name, int threads)
{
    QLocalServer server;
    server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!server.listen(name)) {
        std::fprintf(stderr, "latentbench-worker: cannot listen on '%s': %s\n", qPrintable(name),
                     qPrintable(server.errorString()));
        return 2;
    }
    if (!server.waitForNewConnection(kWaitForClientMs))
        return 0;
    QLocalSocket* socket = server.nextPendingConnection();
    server.close();
    return answerAll(*socket, threads);
}

} // namespace lb::experiments
