#include "experiments/records/frame.h"

#include <QCborStreamReader>
#include <QCborValue>
#include <QtEndian>

namespace lb::experiments {

namespace {

constexpr qsizetype kHeaderBytes = 4;
const QString kWhat = QStringLiteral("what");
const QString kProgress = QStringLiteral("progress");
const QString kError = QStringLiteral("error");
const QString kPart = QStringLiteral("part");
const QString kCancel = QStringLiteral("cancel");

} // namespace

QCborMap progressMessage(const FrameProgress& progress)
{
    return {{kWhat, kProgress},
            {QStringLiteral("done"), progress.done},
            {QStringLiteral("total"), progress.total},
            {QStringLiteral("phase"), progress.phase}};
}

std::optional<FrameProgress> progressOfMessage(const QCborMap& message)
{
    if (message.value(kWhat).toString() != kProgress)
        return std::nullopt;
    return FrameProgress{.done = static_cast<int>(message.value(QStringLiteral("done")).toInteger()),
                         .total = static_cast<int>(message.value(QStringLiteral("total")).toInteger()),
                         .phase = message.value(QStringLiteral("phase")).toString()};
}

QCborMap partMessage(const QCborMap& part)
{
    return {{kWhat, kPart}, {kPart, part}};
}

std::optional<QCborMap> partOfMessage(const QCborMap& message)
{
    if (message.value(kWhat).toString() != kPart)
        return std::nullopt;
    return message.value(kPart).toMap();
}

QCborMap cancelMessage()
{
    return {{kWhat, kCancel}};
}

bool isCancelMessage(const QCborMap& message)
{
    return message.value(kWhat).toString() == kCancel;
}

QCborMap errorMessage(const Error& error)
{
    return {
        {kWhat, kError}, {QStringLiteral("kind"), errorKindName(error.kind)}, {QStringLiteral("detail"), error.detail}};
}

std::optional<Error> errorOfMessage(const QCborMap& message)
{
    if (message.value(kWhat).toString() != kError)
        return std::nullopt;
    return Error{errorKindFromName(message.value(QStringLiteral("kind")).toString()),
                 message.value(QStringLiteral("detail")).toString()};
}

Result<QByteArray> encodeFrame(const QCborMap& message)
{
    const QByteArray body = message.toCborValue().toCbor();
    if (body.size() > kMaxFrameBytes)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A message of %1 bytes is larger than a frame may be (%2).")
                        .arg(body.size())
                        .arg(kMaxFrameBytes));
    QByteArray frame(kHeaderBytes, Qt::Uninitialized);
    qToLittleEndian<quint32>(static_cast<quint32>(body.size()), frame.data());
    return frame + body;
}

Result<std::optional<QCborMap>> FrameDecoder::next()
{
    if (m_buffer.size() < kHeaderBytes)
        return std::optional<QCborMap>();
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(m_buffer.constData()));
    if (length == 0 || length > kMaxFrameBytes)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("A frame claims %1 bytes; 1 to %2 are possible.").arg(length).arg(kMaxFrameBytes));
    if (m_buffer.size() < kHeaderBytes + length)
        return std::optional<QCborMap>();
    QCborStreamReader reader(m_buffer.mid(kHeaderBytes, length));
    const QCborValue value = QCborValue::fromCbor(reader);
    if (reader.lastError() != QCborError::NoError || !value.isMap() || reader.currentOffset() != length)
        return fail(ErrorKind::Corrupt, QStringLiteral("A frame of %1 bytes does not hold one CBOR map.").arg(length));
    m_buffer.remove(0, kHeaderBytes + length);
    return std::optional<QCborMap>(value.toMap());
}

} // namespace lb::experiments
