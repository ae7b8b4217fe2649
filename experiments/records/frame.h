#pragma once

#include "experiments/records/result.h"

#include <QByteArray>
#include <QCborMap>

#include <optional>

namespace lb::experiments {

/// Messages between a program and its serve worker: a length (4 bytes, little-endian, of what follows) and one CBOR
/// map. Both sides use these two; neither trusts the other's lengths.
constexpr qsizetype kMaxFrameBytes = 64 * 1024 * 1024;

/// InvalidArgument when the message is larger than a frame may be.
Result<QByteArray> encodeFrame(const QCborMap& message);

/// Cuts a stream of bytes into messages. After an error the stream is lost: close the connection.
class FrameDecoder {
public:
    void feed(const QByteArray& bytes) { m_buffer.append(bytes); }
    /// The next whole message, nothing when more bytes are needed, Corrupt when the bytes are no frame.
    Result<std::optional<QCborMap>> next();

private:
    QByteArray m_buffer;
};

} // namespace lb::experiments
