#include "gui/text/text_writer.h"

#include <QCborArray>

#include <algorithm>
#include <utility>

namespace lb::gui {

using experiments::ConsoleToken;

namespace {

constexpr int kPacketMs = 33;

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
    , m_serve(program, [this](const QCborMap& part) { takePart(part); })
{
    m_packetTimer.setSingleShot(true);
    connect(&m_packetTimer, &QTimer::timeout, this, &TextWriter::deliver);
    connect(&m_serve, &ServeThread::answered, this, [this](const QCborMap& answer) {
        settle();
        WrittenReply reply = replyOf(answer);
        if (answer.isEmpty())
            reply.end = QStringLiteral("cancelled");
        emit finished(reply);
    });
    connect(&m_serve, &ServeThread::failed, this, [this](const experiments::Error& error) {
        settle();
        emit failed(error);
    });
}

void TextWriter::takePart(const QCborMap& part)
{
    const QMutexLocker locker(&m_tokenMutex);
    m_tokens.append(tokenOfMap(part));
    if (!std::exchange(m_isAnnounced, true))
        QMetaObject::invokeMethod(this, [this] {
            // The first one at once, those after it thirty times a second.
            const qint64 passed = m_sincePacket.isValid() ? m_sincePacket.elapsed() : kPacketMs;
            m_packetTimer.start(static_cast<int>(std::clamp<qint64>(kPacketMs - passed, 0, kPacketMs)));
        });
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

/// What is left of the tokens goes out before the end.
void TextWriter::settle()
{
    m_packetTimer.stop();
    deliver();
}

} // namespace lb::gui
