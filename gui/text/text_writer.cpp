#include "gui/text/text_writer.h"

#include "experiments/control/serve_client.h"

#include <QCborArray>

#include <algorithm>
#include <chrono>
#include <utility>

namespace lb::gui {

using experiments::ConsoleToken;
using experiments::ErrorKind;
using experiments::Result;
using experiments::ServeClient;

namespace {

using namespace std::chrono_literals;

constexpr int kPacketMs = 33;
constexpr auto kPatience = 1s;

WrittenReply replyOf(const QCborMap& map)
{
    const QCborMap text = map.value(QLatin1String("texts")).toArray().first().toMap();
    WrittenReply reply{.text = text.value(QLatin1String("text")).toString(),
                       .end = text.value(QLatin1String("end")).toString(),
                       .step = map.value(QLatin1String("step")).toInteger(-1),
                       .seconds = map.value(QLatin1String("seconds")).toDouble()};
    for (const QCborValue& token : text.value(QLatin1String("tokens")).toArray())
        reply.tokens.append(tokenOfMap(token.toMap()));
    experiments::fitToText(reply.tokens, reply.text);
    return reply;
}

} // namespace

ConsoleToken tokenOfMap(const QCborMap& map)
{
    ConsoleToken token{.id = map.value(QLatin1String("id")).toInteger(),
                       .piece = map.value(QLatin1String("piece")).toString(),
                       .characters = map.value(QLatin1String("characters")).toString(),
                       .logProbability = map.value(QLatin1String("log_probability")).toDouble()};
    for (const QCborValue& entry : map.value(QLatin1String("best")).toArray()) {
        const QCborMap chance = entry.toMap();
        token.best.append(
            {chance.value(QLatin1String("piece")).toString(), chance.value(QLatin1String("probability")).toDouble()});
    }
    return token;
}

TextWriter::TextWriter(const QString& program, QObject* parent)
    : QObject(parent)
    , m_program(program)
    , m_inside(new QObject)
{
    m_packetTimer.setSingleShot(true);
    connect(&m_packetTimer, &QTimer::timeout, this, &TextWriter::deliver);
    m_patienceTimer.setSingleShot(true);
    m_patienceTimer.setInterval(kPatience);
    connect(&m_patienceTimer, &QTimer::timeout, this, [this] {
        const QMutexLocker locker(&m_clientMutex);
        if (m_client)
            m_client->abandon();
    });
    m_inside->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_inside, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("text-writer"));
    m_thread.start();
}

TextWriter::~TextWriter()
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

void TextWriter::write(const QCborMap& request)
{
    Q_ASSERT(!m_isWriting);
    m_isWriting = true;
    m_isStopped = false;
    QMetaObject::invokeMethod(m_inside, [this, request] { work(request); });
}

void TextWriter::stop()
{
    if (!m_isWriting)
        return;
    m_isStopped = true;
    m_patienceTimer.start();
    const QMutexLocker locker(&m_clientMutex);
    if (m_client)
        m_client->cancel();
}

Result<void> TextWriter::startClient()
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

void TextWriter::dropClient()
{
    std::unique_ptr<ServeClient> last;
    {
        const QMutexLocker locker(&m_clientMutex);
        last = std::move(m_client);
    }
}

TextWriter::Answer TextWriter::askOnce(const QCborMap& request, bool* hasBegun)
{
    return m_client->request(request, {}, [this, hasBegun](const QCborMap& part) {
        *hasBegun = true;
        if (m_isStopped) // what was on its way is nobody's any more: no time for it
            return false;
        const QMutexLocker locker(&m_tokenMutex);
        m_tokens.append(tokenOfMap(part));
        if (!std::exchange(m_isAnnounced, true))
            QMetaObject::invokeMethod(this, [this] {
                // The first one at once, those after it thirty times a second.
                const qint64 passed = m_sincePacket.isValid() ? m_sincePacket.elapsed() : kPacketMs;
                m_packetTimer.start(static_cast<int>(std::clamp<qint64>(kPacketMs - passed, 0, kPacketMs)));
            });
        return true;
    });
}

TextWriter::Answer TextWriter::ask(const QCborMap& request)
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

void TextWriter::work(const QCborMap& request)
{
    Answer answer = m_isStopped ? Answer(QCborMap()) : ask(request);
    if (!answer && m_isStopped) // ended because it had not answered
        answer = QCborMap();
    QMetaObject::invokeMethod(this, [this, answer] { takeAnswer(answer); });
}

void TextWriter::deliver()
{
    QList<ConsoleToken> tokens;
    {
        const QMutexLocker locker(&m_tokenMutex);
        tokens.swap(m_tokens);
        m_isAnnounced = false;
    }
    m_sincePacket.start();
    if (!tokens.isEmpty())
        emit wrote(tokens);
}

void TextWriter::takeAnswer(const Answer& answer)
{
    m_packetTimer.stop();
    m_patienceTimer.stop();
    deliver();
    m_isWriting = false;
    if (!answer) {
        emit failed(answer.error());
        return;
    }
    WrittenReply reply = replyOf(*answer);
    if (answer->isEmpty())
        reply.end = QStringLiteral("cancelled");
    emit finished(reply);
}

} // namespace lb::gui
