#include "experiments/control/serve_client.h"

#include "experiments/control/run_launcher.h"
#include "experiments/records/frame.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QMutex>
#include <QProcess>
#include <QRandomGenerator>

#include <csignal>

namespace lb::experiments {

namespace {

constexpr int kConnectMs = 30000; // the child may have to wake a GPU first
constexpr int kSliceMs = 20;
constexpr int kGoodbyeMs = 1000;

QString socketName()
{
    return QStringLiteral("latentbench-%1-%2")
        .arg(QCoreApplication::applicationPid())
        .arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'));
}

} // namespace

struct ServeClient::State {
    QLocalServer server;
    QProcess process;
    QLocalSocket* socket = nullptr; // the server's child
    FrameDecoder decoder;

    QMutex pidMutex; // guards pid: `abandon` may come from any thread
    qint64 pid = 0;

    Result<void> launch(const QString& program);
    Result<void> awaitConnection();
    /// `idle` is called whenever nothing has come for a while.
    Result<QCborMap> nextMessage(const std::function<void()>& idle);
    bool send(const QCborMap& message);
    void end();
};

Result<void> ServeClient::State::launch(const QString& program)
{
    if (!QFileInfo(program).isExecutable())
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The worker program %1 is missing. LATENTBENCH_WORKER can name another place.")
                        .arg(program));
    server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!server.listen(socketName()))
        return fail(ErrorKind::Io, QStringLiteral("A local socket cannot be opened: %1.").arg(server.errorString()));
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice()); // ours may carry JSON lines
    process.start(program, {QStringLiteral("serve"), server.fullServerName()});
    if (!process.waitForStarted())
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be started: %2.").arg(program, process.errorString()));
    const QMutexLocker locker(&pidMutex);
    pid = process.processId();
    return {};
}

Result<void> ServeClient::State::awaitConnection()
{
    const QDeadlineTimer deadline(kConnectMs);
    while (!server.hasPendingConnections()) {
        server.waitForNewConnection(kSliceMs);
        if (server.hasPendingConnections())
            break;
        if (process.state() == QProcess::NotRunning || process.waitForFinished(0))
            return fail(ErrorKind::Io,
                        QStringLiteral("The serve worker ended at once (exit code %1).").arg(process.exitCode()));
        if (deadline.hasExpired())
            return fail(ErrorKind::Io,
                        QStringLiteral("The serve worker did not connect within %1 s.").arg(kConnectMs / 1000));
    }
    socket = server.nextPendingConnection();
    server.close(); // nobody else may connect
    return {};
}

bool ServeClient::State::send(const QCborMap& message)
{
    const auto frame = encodeFrame(message);
    if (!frame)
        return false;
    socket->write(*frame);
    while (socket->bytesToWrite() > 0)
        if (!socket->waitForBytesWritten(kSliceMs) && socket->state() != QLocalSocket::ConnectedState)
            return false;
    return true;
}

Result<QCborMap> ServeClient::State::nextMessage(const std::function<void()>& idle)
{
    for (;;) {
        idle();
        auto message = decoder.next();
        if (!message)
            return tl::unexpected(message.error());
        if (*message)
            return **message;
        if (socket->bytesAvailable() == 0 && !socket->waitForReadyRead(kSliceMs) &&
            socket->state() != QLocalSocket::ConnectedState)
            return fail(ErrorKind::Io, QStringLiteral("The serve worker ended in the middle of its work."));
        decoder.feed(socket->readAll());
    }
}

void ServeClient::State::end()
{
    {
        const QMutexLocker locker(&pidMutex);
        pid = 0;
    }
    if (socket)
        socket->abort();
    if (process.state() == QProcess::NotRunning)
        return;
    process.closeWriteChannel();
    if (!process.waitForFinished(kGoodbyeMs)) {
        process.kill();
        process.waitForFinished();
    }
}

ServeClient::ServeClient()
    : m_state(std::make_unique<State>())
{
}

ServeClient::~ServeClient()
{
    m_state->end();
}

Result<std::unique_ptr<ServeClient>> ServeClient::start(const QString& program)
{
    std::unique_ptr<ServeClient> client(new ServeClient);
    if (const auto launched = client->m_state->launch(workerProgram(program)); !launched)
        return tl::unexpected(launched.error());
    if (const auto connected = client->m_state->awaitConnection(); !connected)
        return tl::unexpected(connected.error());
    return client;
}

Result<QCborMap> ServeClient::request(const QCborMap& message, const std::function<void(int, int, QString)>& progress,
                                      const std::function<bool(const QCborMap&)>& part)
{
    State& state = *m_state;
    if (const auto frame = encodeFrame(message); !frame)
        return tl::unexpected(frame.error());
    if (!state.socket || state.socket->state() != QLocalSocket::ConnectedState)
        return fail(ErrorKind::Io, QStringLiteral("The serve worker has ended."));
    if (!state.send(message))
        return fail(ErrorKind::Io, QStringLiteral("The serve worker ended before it had read the request."));
    m_isCancelWanted = false;
    bool isCancelSent = false;
    const auto passOnCancel = [&] {
        if (m_isCancelWanted && !isCancelSent)
            isCancelSent = state.send(cancelMessage());
    };
    for (;;) {
        auto reply = state.nextMessage(passOnCancel);
        if (!reply) {
            state.end();
            return reply;
        }
        if (const auto error = errorOfMessage(*reply))
            return tl::unexpected(*error);
        if (const auto piece = partOfMessage(*reply)) {
            if (part && !part(*piece))
                m_isCancelWanted = true;
        } else if (const auto done = progressOfMessage(*reply)) {
            if (progress)
                progress(done->done, done->total, done->phase);
        } else {
            return reply;
        }
    }
}

void ServeClient::abandon()
{
    const QMutexLocker locker(&m_state->pidMutex);
    if (m_state->pid > 0)
        ::kill(static_cast<pid_t>(m_state->pid), SIGKILL);
}

} // namespace lb::experiments
