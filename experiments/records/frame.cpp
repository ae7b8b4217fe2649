#include "experiments/records/frame.h"

#include <QCborStreamReader>
#include <QCborValue>
#include <QtEndian>

namespace lb::experiments {

namespace {
constexpr qsizetype kHeaderBytes = 4;
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
