#pragma once

#include "engine/io/crc32c.h"

#include <QByteArray>
#include <QtEndian>

#include <span>

namespace lb::tests {

/// Bytes of TensorBoard event files, written by hand: what another program would write.
inline QByteArray varint(quint64 value)
{
    QByteArray bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(value | 0x80);
    return bytes + static_cast<char>(value);
}

template <class Number>
QByteArray littleEndian(Number value)
{
    QByteArray bytes(sizeof value, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

inline QByteArray delimited(int field, const QByteArray& bytes)
{
    return varint(static_cast<quint64>(field) << 3 | 2) + varint(static_cast<quint64>(bytes.size())) + bytes;
}

inline QByteArray fixed32(int field, float value)
{
    return varint(static_cast<quint64>(field) << 3 | 5) + littleEndian(value);
}

inline QByteArray maskedSum(const QByteArray& bytes)
{
    return littleEndian(engine::maskedCrc32c(
        engine::crc32c(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))))));
}

/// A record of a file: its length, its message, their checksums.
inline QByteArray record(const QByteArray& message)
{
    const QByteArray length = littleEndian(static_cast<quint64>(message.size()));
    return length + maskedSum(length) + message + maskedSum(message);
}

/// An event whose summary holds these values (each a delimited field 1).
inline QByteArray eventRecord(double seconds, qint64 step, const QByteArray& values)
{
    return record(varint(1 << 3 | 1) + littleEndian(seconds) + varint(2 << 3) + varint(static_cast<quint64>(step)) +
                  delimited(5, values));
}

inline QByteArray simpleValue(const QByteArray& tag, float value)
{
    return delimited(1, delimited(1, tag) + fixed32(2, value));
}

/// A value as a tensor, as TensorFlow 2 and PyTorch write it.
inline QByteArray tensorValue(const QByteArray& tag, const QByteArray& tensor, const QByteArray& plugin = "scalars")
{
    return delimited(1, delimited(1, tag) + delimited(8, tensor) + delimited(9, delimited(1, delimited(1, plugin))));
}

inline QByteArray fileVersion()
{
    return record(varint(1 << 3 | 1) + littleEndian(1.0) + delimited(3, "brain.Event:2"));
}

} // namespace lb::tests
