#include "gui/text/serve_thread.h"

#include "experiments/control/serve_client.h"

#include <chrono>
#include <utility>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;
using experiments::ServeClient;

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 1s;

} // namespace

ServeThread::ServeThread(const QString& program, OnPart onPart, QObject* parent)
    : QObject(parent)
    , m_program(program)
    , m_onPart(std::move(onPart))
    , m_inside(new QObject)
{
    m_patienceTimer.setSingleShot(true);
    m_patienceTimer.setInterval(kPatience);
    connect(&m_patienceTimer, &QTimer::timeout, this, [this] {
        const QMutexLocker locker(&m_clientMutex);
        if (m_client)
            m_client->abandon();
    });
    m_inside->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_inside, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("serve-thread"));
    m_thread.start();
}

ServeThread::~ServeThread()
{
    m_isStopped = true;
    {
        const QMutexLocker locker(&m_clientMutex);
        if (m_client)
            m_client->abandon();
    }
    QMetaObject::invokeMethod(m_inside, [this] {
        dropClient(); // where it was made
        m_thread.quit();
    });
    m_thread.wait();
}

void ServeThread::ask(const QCborMap& request)
{
    Q_ASSERT(!m_isAsking);
    m_isAsking = true;
    m_isStopped = false;
    QMetaObject::invokeMethod(m_inside, [this, request] { work(request); });
}

void ServeThread::stop()
{
    if (!m_isAsking || m_isStopped)
        return;
    m_isStopped = true;
    m_patienceTimer.start();
    const QMutexLocker locker(&m_clientMutex);
    if (m_client)
        m_client->cancel();
}

Result<void> ServeThread::startClient()
{
    auto client = ServeClient::start(m_program);
    if (!client)
        return tl::unexpected(client.error());
    if (m_isStopped) // while it started
        return experiments::fail(ErrorKind::Internal, {});
    const QMutexLocker locker(&m_clientMutex);
    m_client = std::move(*client);
    return {};
}

void ServeThread::dropClient()
{
    std::unique_ptr<ServeClient> last;
    {
        const QMutexLocker locker(&m_clientMutex);
        last = std::move(m_client);
    }
}

ServeThread::Answer ServeThread::askOnce(const QCborMap& request, bool* hasBegun)
{
    const auto onProgress = [this](int done, int total, const QString& phase) {
        QMetaObject::invokeMethod(this, [=, this] {
            if (m_isAsking && !m_isStopped)
                emit progressed(done, total, phase);
        });
    };
    return m_client->request(request, onProgress, [this, hasBegun](const QCborMap& part) {
        *hasBegun = true;
        if (m_isStopped) // what was on its way is nobody's any more: no time for it
            return false;
        if (m_onPart)
            m_onPart(part);
        return true;
    });
}

ServeThread::Answer ServeThread::askTwice(const QCborMap& request)
{
    const bool isUsed = m_client != nullptr;
    if (!isUsed)
        if (const auto started = startClient(); !started)
            return tl::unexpected(started.error());
    bool hasBegun = false;
    Answer answer = askOnce(request, &hasBegun);
    const auto hasDied = [&] {
        return !answer && (answer.error().kind == ErrorKind::Io || answer.error().kind == ErrorKind::Corrupt);
    };
    if (!hasDied())
        return answer;
    dropClient();
    // One that died while nobody asked it anything is not worth a word.
    if (!isUsed || hasBegun || m_isStopped)
        return answer;
    if (const auto started = startClient(); !started)
        return tl::unexpected(started.error());
    answer = askOnce(request, &hasBegun);
    if (hasDied())
        dropClient();
    return answer;
}

void ServeThread::work(const QCborMap& request)
{
    Answer answer = m_isStopped ? Answer(QCborMap()) : askTwice(request);
    if (!answer && m_isStopped) // ended because it had not answered
        answer = QCborMap();
    QMetaObject::invokeMethod(this, [this, answer] { takeAnswer(answer); });
}

void ServeThread::takeAnswer(const Answer& answer)
{
    m_patienceTimer.stop();
    m_isAsking = false;
    if (answer)
        emit answered(*answer);
    else
        emit failed(answer.error());
}

} // namespace lb::gui
