#include "experiments/worker/serve.h"

#include "experiments/records/frame.h"
#include "experiments/worker/serve_requests.h"

#include <QElapsedTimer>
#include <QLocalSocket>

#include <cstdio>
#include <deque>

namespace lb::experiments {

namespace {

constexpr int kConnectMs = 5000;
constexpr qint64 kProgressEveryMs = 100;

/// The connection to the one who asks.
class Peer {
public:
    explicit Peer(QLocalSocket& socket)
        : m_socket(socket)
    {
    }

    bool send(const QCborMap& message)
    {
        // A reply that does not fit a frame is the one failure: it is answered by an error, which fits.
        const Result<QByteArray> frame = encodeFrame(message);
        m_socket.write(frame ? *frame : *encodeFrame(errorMessage(frame.error())));
        while (m_socket.bytesToWrite() > 0)
            if (!m_socket.waitForBytesWritten(-1))
                return false;
        return true;
    }

    /// Waits for the next request; nothing when there will be none.
    std::optional<QCborMap> next()
    {
        while (m_requests.empty()) {
            if (!m_socket.waitForReadyRead(-1) || !take())
                return std::nullopt;
            m_isCancelled = false; // nothing is at work
        }
        QCborMap request = m_requests.front();
        m_requests.pop_front();
        return request;
    }

    /// Whether the request at work is to end. Does not wait.
    bool isCancelled()
    {
        if (m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(0))
            take();
        return m_isCancelled || m_socket.state() != QLocalSocket::ConnectedState;
    }

    void beginWork() { m_isCancelled = false; }
    bool isBroken() const { return m_isBroken; }

private:
    bool take()
    {
        m_decoder.feed(m_socket.readAll());
        Result<std::optional<QCborMap>> message = m_decoder.next();
        for (; message && *message; message = m_decoder.next()) {
            if (isCancelMessage(**message))
                m_isCancelled = true;
            else
                m_requests.push_back(**message);
        }
        if (message)
            return true;
        std::fprintf(stderr, "latentbench-worker: %s\n", qPrintable(message.error().detail));
        m_isBroken = true;
        return false;
    }

    QLocalSocket& m_socket;
    FrameDecoder m_decoder;
    std::deque<QCborMap> m_requests;
    bool m_isCancelled = false;
    bool m_isBroken = false;
};

bool answer(Peer& peer, ServeRequests& requests, const QCborMap& message)
{
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    peer.beginWork();
    const QCborMap reply = requests.answer(
        message, {.progress =
                      [&](const QString& phase, qint64 done, qint64 total) {
                          if (sinceProgress.elapsed() < kProgressEveryMs)
                              return;
                          sinceProgress.restart();
                          peer.send(progressMessage({static_cast<int>(done), static_cast<int>(total), phase}));
                      },
                  .part = [&](const QCborMap& part) { peer.send(partMessage(part)); },
                  .isCancelled = [&] { return peer.isCancelled(); }});
    return peer.send(reply);
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
    Peer peer(socket);
    for (auto request = peer.next(); request; request = peer.next())
        if (!answer(peer, requests, *request))
            return 0;
    return peer.isBroken() ? 1 : 0;
}

} // namespace lb::experiments
