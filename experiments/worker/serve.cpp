#include "experiments/worker/serve.h"

#include "experiments/records/frame.h"
#include "experiments/worker/serve_requests.h"

#include <QElapsedTimer>
#include <QLocalSocket>

#include <cstdio>

namespace lb::experiments {

namespace {

constexpr int kConnectMs = 5000;
constexpr qint64 kProgressEveryMs = 100;

bool send(QLocalSocket& socket, const QCborMap& message)
{
    // A reply that does not fit a frame is the one failure: it is answered by an error, which fits.
    const Result<QByteArray> frame = encodeFrame(message);
    socket.write(frame ? *frame : *encodeFrame(errorMessage(frame.error())));
    while (socket.bytesToWrite() > 0)
        if (!socket.waitForBytesWritten(-1))
            return false;
    return true;
}

bool answer(QLocalSocket& socket, ServeRequests& requests, const QCborMap& message)
{
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    const QCborMap reply = requests.answer(message, [&](const QString& phase, qint64 done, qint64 total) {
        if (sinceProgress.elapsed() < kProgressEveryMs)
            return;
        sinceProgress.restart();
        send(socket, progressMessage({static_cast<int>(done), static_cast<int>(total), phase}));
    });
    return send(socket, reply);
}

} // namespace

int serve(const QString& name, int threads)
{
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(kConnectMs)) {
        std::fprintf(stderr, "latentbench-worker: nobody listens on '%s': %s\n", qPrintable(name),
                     qPrintable(socket.errorString()));
        return 2;
    }
    ServeRequests requests(threads);
    FrameDecoder decoder;
    while (socket.waitForReadyRead(-1)) {
        decoder.feed(socket.readAll());
        Result<std::optional<QCborMap>> message = decoder.next();
        for (; message && *message; message = decoder.next())
            if (!answer(socket, requests, **message))
                return 0;
        if (!message) {
            std::fprintf(stderr, "latentbench-worker: %s\n", qPrintable(message.error().detail));
            return 1;
        }
    }
    return 0;
}

} // namespace lb::experiments
